import Foundation

/// A file of durable functions that the tests of the compiler use.
struct FixtureFile {
    let name: String
    /// Its text, without the cases, which only the tests use.
    let text: String
    /// What it declares under names that must be unique in a module.
    let declared: Set<String>
    /// The durable functions that it adds to types which it does not declare: other files may mean other members by the names.
    let members: Set<String>

    /// The fixtures in a directory, by name.
    static func all(in directory: URL) throws -> [FixtureFile] {
        try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { try FixtureFile(name: $0.lastPathComponent, text: String(contentsOf: $0, encoding: .utf8)) }
    }

    init(name: String, text: String) {
        let cases = text.range(of: "// MARK: - Cases")?.lowerBound ?? text.endIndex
        self.name = name
        self.text = String(text[..<cases])
        (declared, members) = Self.names(declaredIn: self.text)
    }

    /// Types at any level, what stands at module level, and durable functions that are members of types which the fixtures
    /// extend without declaring them.
    private static func names(declaredIn text: String) -> (declared: Set<String>, members: Set<String>) {
        let type = /\b(?:struct|enum|class|actor|protocol|typealias) (\w+)/
        let global = /^(?:@\w+ |public |package |private |fileprivate |nonisolated |final )*(?:func|let|var) (\w+)/
        let member = /^ +.*\bfunc (\w+)/
        let coroutine = /@Durable\(.*name: "(\w+)"/
        var names: Set<String> = []
        var members: Set<String> = []
        var isDurable = false
        var isExtension = false
        for line in text.split(separator: "\n") {
            names.formUnion(line.matches(of: type).map { String($0.1) })
            if let match = line.prefixMatch(of: global) { names.insert(String(match.1)) }
            if let match = line.firstMatch(of: coroutine) { names.insert(String(match.1)) }
            if line.first?.isLetter == true { isExtension = line.contains(/^(?:public )?extension\b/) }
            if line.contains("@Durable") { isDurable = true }
            if isDurable, line.contains("func ") {
                if isExtension, let match = line.prefixMatch(of: member) { members.insert(String(match.1)) }
                isDurable = false
            }
        }
        return (names.subtracting(unchanged), members.subtracting(unchanged))
    }

    /// What looks like a declared name and is a keyword, or what hides a type that the other files use.
    private static let unchanged: Set<String> = [
        "func", "var", "let", "any", "some", "each", "Int", "String", "Array", "Element", "Index", "Iterator", "Result",
        "Optional", "Value",
    ]
}
