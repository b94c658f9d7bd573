import Foundation

/// The programs and objects that a batch is made with, where the package manager built them.
struct Tools {
    let torpor: String
    let swiftc: String
    let options: [String]
    let objects: [String]

    init(products program: URL) throws {
        torpor = program.appendingPathComponent("torpor").path
        let modules = program.appendingPathComponent("Modules").path
        let macros = program.appendingPathComponent("TorporMacros-tool").path
        options = [
            "-swift-version", "6", "-Onone", "-I", modules, "-load-plugin-executable", "\(macros)#TorporMacros",
            "-enable-upcoming-feature", "ExistentialAny", "-enable-upcoming-feature", "InternalImportsByDefault",
            "-enable-upcoming-feature", "MemberImportVisibility",
        ]
        objects = try ["Torpor", "FuzzSupport"].flatMap { try Self.objects(of: $0, in: program) }
        for path in [torpor, macros] + objects where !FileManager.default.fileExists(atPath: path) {
            throw FuzzError(message: "\(path) is missing: build all products of the package")
        }
        let found = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
            .map { "\($0)/swiftc" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else { throw FuzzError(message: "there is no swiftc in PATH") }
        swiftc = found
    }

    /// The objects of a module: those of the sources that it has now.
    private static func objects(of module: String, in program: URL) throws -> [String] {
        struct Output: Decodable { var object: String? }
        let map = program.appending(components: "\(module).build", "output-file-map.json")
        let outputs = try JSONDecoder().decode([String: Output].self, from: Data(contentsOf: map))
        return outputs.values.compactMap(\.object).sorted()
    }
}

/// A failure of the fuzzer itself.
struct FuzzError: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
}

/// An error or a warning of a compiler.
struct SwiftDiagnostic {
    var unit: String
    var isError: Bool
    var key: String
    var line: String
}

/// The errors and warnings in what a compiler printed.
func diagnostics(in output: String) -> [SwiftDiagnostic] {
    let pattern = /^(?<path>[^:\n]+):(?<line>\d+):(?<column>\d+): (?<severity>error|warning): (?<message>.*)$/
    return output.split(separator: "\n").compactMap { line in
        guard let match = try? pattern.wholeMatch(in: line) else { return nil }
        let file = URL(fileURLWithPath: String(match.path)).lastPathComponent
        let unit = String(file.prefix { $0 != "+" && $0 != "." })
        let key = String(match.message).replacing(/'[^']*'/, with: "'…'").replacing(/[0-9]+/, with: "N")
        return SwiftDiagnostic(unit: unit, isError: match.severity == "error", key: key, line: String(line))
    }
}
