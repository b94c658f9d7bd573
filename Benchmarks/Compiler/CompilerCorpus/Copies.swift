import Foundation

/// Copies of the fixtures under new names.
enum Copies {
    /// Copies of all fixtures.
    static func files(of fixtures: [FixtureFile], copies: Int) -> [String: String] {
        let names = fixtures.reduce(into: Set()) { $0.formUnion($1.declared) }
        var files: [String: String] = [:]
        for copy in 1...copies {
            for fixture in fixtures {
                files["Copy\(copy)_\(fixture.name)"] = renamed(fixture, names, "Copy\(copy)")
            }
        }
        return files
    }

    /// Files of which a few have durable functions, and the others are ordinary code of about a hundred lines.
    static func sparse(of fixtures: [FixtureFile], files count: Int, durable: Int) -> [String: String] {
        let names = fixtures.reduce(into: Set()) { $0.formUnion($1.declared) }
        var files: [String: String] = [:]
        for number in 0..<count - durable {
            let fixture = fixtures[number % fixtures.count]
            let text = renamed(fixture, names, "Plain\(number / fixtures.count)")
            files["Plain\(number).swift"] = beginning(of: ordinary(text), lines: 100)
        }
        for number in 0..<durable { files["Flow\(number).swift"] = flow(number) }
        return files
    }

    /// A file as it would be without durable functions.
    private static func ordinary(_ text: String) -> String {
        text.replacing(/@Durable(\([^)]*\))?\n? */, with: "").replacing("import Torpor", with: "import Foundation")
            .replacing("Durable", with: "Task")
    }

    /// The declarations at module level that begin in the first lines.
    private static func beginning(of text: String, lines count: Int) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let end = lines.indices.first(where: { $0 >= count && lines[$0] == "}" }) else { return text }
        return lines[...end].joined(separator: "\n") + "\n"
    }

    /// A durable function that uses types and functions of the files beside it.
    private static func flow(_ number: Int) -> String {
        """
        import Torpor

        struct FlowState\(number): Codable {
            var names: [String] = []
            var total = 0
        }

        enum FlowTrouble\(number): Error, Codable {
            case empty
        }

        func fetch\(number)(_ name: String) async throws -> Int { name.count }

        @Durable
        func flow\(number)(_ names: [String], yield: Yield<String>) async throws -> Int {
            guard !names.isEmpty else { throw FlowTrouble\(number).empty }
            var state = FlowState\(number)()
            for name in names {
                let count = try await fetch\(number)(name)
                state.names.append(name)
                state.total += count
                try await yield("\\(name): \\(state.total)")
                try await Durable.sleep(for: .seconds(1))
            }
            return state.total
        }

        """
    }

    /// The text of a fixture with other names in it, argument labels excepted, and members of the standard library.
    private static func renamed(_ fixture: FixtureFile, _ names: Set<String>, _ suffix: String) -> String {
        fixture.text.replacing(/([(,]\s*|\.)?([A-Za-z_]\w*)(:)?/) { match in
            let name = String(match.2)
            let isStandard = match.1 == "." && standardMembers.contains(name)
            let isLabel = match.1 != nil && match.1 != "." && match.3 != nil
            let isRenamed = fixture.members.contains(name) || names.contains(name) && !isStandard
            return isLabel || !isRenamed ? String(match.0) : "\(match.1 ?? "")\(name)\(suffix)\(match.3 ?? "")"
        }
    }

    /// Members of the standard library of which fixtures declare namesakes at module level.
    private static let standardMembers: Set<String> = ["append", "forEach", "merging", "next"]
}
