import Testing
import TorporCompiler

/// What is generated depends on what is written and on nothing else, and edits leave names alone that they do not touch: a
/// sleeping coroutine finds its state and its fields again.
struct StabilityTests {
    private static let flow = """
        import Torpor

        func charge(_ amount: Int) async throws -> Int { amount }

        @Durable
        func flow(_ amount: Int, yield: Yield<Int>) async throws -> Int {
            var total = 0
            for number in 0..<amount {
                try await yield(number)
                total += try await charge(number)
            }
            if total > 10 {
                let total = "much"
                try await Durable.sleep(for: .seconds(1))
                print(total)
            }
            return total
        }

        """

    private func compile(_ sources: [SourceFile]) throws -> Compilation {
        let compilation = Compiler(module: "App").compile(sources)
        try #require(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")
        return compilation
    }

    private func generated(_ text: String) throws -> Coroutine {
        try Coroutine(in: try #require(compile([SourceFile("Flow.swift", text)]).text(of: "Flow+Durable.swift")))
    }

    // MARK: - The same bytes

    private var sources: [SourceFile] {
        get throws {
            try GoldenTests.names.map { name in
                SourceFile("\(name).swift", try Repository.text(of: "\(GoldenTests.folder)/\(name)/Input.swift"))
            }
        }
    }

    @Test func secondRunGivesTheSameBytes() throws {
        let first = try compile(sources)
        let second = try compile(sources)
        #expect(first.files.map(\.name) == second.files.map(\.name))
        #expect(first.files.map(\.text) == second.files.map(\.text))
        #expect(first.graphs.map(\.text) == second.graphs.map(\.text))
        #expect(first.graphs.map(\.mermaid) == second.graphs.map(\.mermaid))
    }

    @Test func orderOfSourcesDoesNotMatter() throws {
        let forwards = try compile(sources)
        let backwards = try compile(sources.reversed())
        for file in forwards.files {
            #expect(backwards.text(of: file.name) == file.text, "\(file.name)")
        }
        #expect(forwards.files.count == backwards.files.count)
    }

    @Test func otherFilesDoNotMatter() throws {
        let alone = try compile([SourceFile("Flow.swift", Self.flow)])
        let among = try compile(sources + [SourceFile("Flow.swift", Self.flow)])
        #expect(alone.text(of: "Flow+Durable.swift") == among.text(of: "Flow+Durable.swift"))
    }

    // MARK: - Names

    @Test func namesSayWhatIsWaitedFor() throws {
        let coroutine = try generated(Self.flow)
        #expect(coroutine.states == ["start", "yield1", "charge1", "sleep1"])
        #expect(coroutine.fields == ["amount", "iterator1", "number", "total", "total2"])
    }

    @Test(arguments: [
        ("    var total = 0\n", "    // The sum so far.\n\n    var total = 0\n"),
        ("            total += try", "            /* once more */ total += try"),
        ("    var total = 0\n", "    print(amount)\n    var total = 0\n"),
        ("func charge", "func unrelated() {}\n\nfunc charge"),
    ])
    func editWithoutASuspensionChangesNoName(old: String, new: String) throws {
        let before = try generated(Self.flow)
        let after = try generated(Self.flow.replacing(old, with: new))
        #expect(after.live == before.live)
        #expect(after.schema == before.schema)
        #expect(after.file == "Flow" && Set(after.lines.keys) == Set(after.states))
    }

    @Test func linesAreThoseOfTheSuspensions() throws {
        let coroutine = try generated(Self.flow)
        #expect(coroutine.lines == ["start": 6, "yield1": 9, "charge1": 10, "sleep1": 14])
        #expect(try generated("// One.\n" + Self.flow).lines == coroutine.lines.mapValues { $0 + 1 })
    }

    /// Whatever a snapshot depends on changes the fingerprint.
    @Test(arguments: [
        ("try await yield(number)", "try await yield(number); print(amount)"),
        ("let total = \"much\"", "let total = 12.5"),
        ("var total = 0", "var sum = 0; var total = 0; defer { print(sum) }"),
        ("try await Durable.sleep(for: .seconds(1))", ""),
        ("Yield<Int>", "Yield<Int?>"),
        ("-> Int {\n    var", "-> Int? {\n    var"),
    ])
    func schemaSaysWhetherStatesOrLocalsHaveChanged(old: String, new: String) throws {
        let edited = Self.flow.replacing(old, with: new)
        try #require(edited != Self.flow)
        #expect(try generated(edited).schema != generated(Self.flow).schema)
    }

    /// A suspension that is added to the flow.
    struct Addition: Sendable {
        /// The line that it goes before.
        var place: String
        /// What is added.
        var line: String
        /// The state that comes with it.
        var state: String
        /// What that state was called where it was of the same kind: ordinals count the kind.
        var shifted: String?
    }

    @Test(arguments: [
        Addition(place: "var total", line: "print(try await check(1))", state: "check1"),
        Addition(place: "return total", line: "print(try await check(1))", state: "check1"),
        Addition(place: "return total", line: "try await yield(total)", state: "yield2"),
        Addition(
            place: "var total",
            line: "try await Durable.sleep(for: .zero)",
            state: "sleep1",
            shifted: "sleep2"
        ),
    ])
    func suspensionElsewhereRenamesNoOther(addition: Addition) throws {
        let flow = Self.flow + "func check(_ number: Int) async throws -> Bool { true }\n"
        let before = try generated(flow).live
        let edited = flow.replacing("    \(addition.place)", with: "    \(addition.line)\n    \(addition.place)")
        var after = try generated(edited).live
        try #require(after.count == before.count + 1)
        after[addition.state] = addition.shifted.flatMap { after.removeValue(forKey: $0) }
        #expect(after == before)
    }

    // MARK: - What is stored

    @Test func exactlyWhatIsLiveIsStored() throws {
        let coroutine = try generated(
            """
            import Torpor

            @Durable
            func logIn(secret: String, user: String, yield: Yield<Int>) async throws -> String {
                var attempts = 0
                try await yield(1)
                attempts += secret.count
                try await yield(2)
                print(attempts)
                try await yield(3)
                return user
            }

            """
        )
        #expect(
            coroutine.live == [
                "start": ["secret", "user"],
                "yield1": ["attempts", "secret", "user"],
                "yield2": ["attempts", "user"],
                "yield3": ["user"],
            ]
        )
    }

    @Test func variableThatIsSetAnewIsNotStored() throws {
        let coroutine = try generated(
            """
            import Torpor

            @Durable
            func relay(ask: Exchange<Int, String>) async throws -> Int {
                var answer: String = try await ask(1)
                var length = answer.count
                answer = try await ask(2)
                length += answer.count
                return length
            }

            """
        )
        #expect(coroutine.live == ["start": [], "ask1": [], "ask2": ["length"]])
    }
}

/// What generated code says about the states of a coroutine.
private struct Coroutine {
    /// The states that are stored.
    var states: [String] = []
    /// The locals that are stored, by name, in alphabetical order.
    var fields: [String] { Set(live.values.joined()).sorted() }
    /// What it says of its source.
    let file: String
    let schema: String
    private(set) var lines: [String: Int] = [:]
    /// The locals that are stored, by state.
    var live: [String: [String]] = [:]

    init(in text: String) throws {
        let stored = try #require(text.firstMatch(of: #/enum _State \{\s+case ((?:\w+(?:,\s+)?)+)/#))
        states = stored.output.1.split { $0 == "," || $0.isWhitespace }.map(String.init)
        for state in states { live[state] = [] }

        let source = try #require(text.firstMatch(of: #/SourceMap\("(\w+)", 0x([0-9a-f]+), "([^"]*)"\)/#))
        (file, schema) = (String(source.output.1), String(source.output.2))
        for place in source.output.3.split(separator: " ") {
            let parts = place.split(separator: ":")
            lines[String(parts[0])] = Int(parts[1])
        }

        // A local for which no states are given is live in all.
        for field in text.matches(of: #/_pass\.cod(?:e|able)\(&.+?, "(\w+)"(?:, "([^"]*)")?\)/#) {
            let named = (field.output.2 ?? "").split(separator: " ").map(String.init)
            for state in named.isEmpty ? states : named { live[state, default: []].append(String(field.output.1)) }
        }
        for state in states { live[state]?.sort() }
    }
}
