import Foundation
import TestSupport
import Testing
import TorporCompiler

/// The code in README.md compiles, and does what it says.
struct ReadmeTests {
    /// The files of the example's target: each block names its file in the first line.
    private func sources() throws -> [SourceFile] {
        let marker = "// Sources/App/"
        return try Markdown(Repository.text(of: "README.md")).blocks(in: "swift").compactMap { text in
            guard text.hasPrefix(marker), let line = text.split(separator: "\n").first else { return nil }
            return SourceFile(String(line.dropFirst(marker.count)), text)
        }
    }

    @Test func exampleDoesWhatItSays() async throws {
        let sources = try sources()
        let names = [
            "Onboarding", "main", "Driving", "Cart", "Retrying", "Rules", "Steps", "Policy", "Counters", "Booking",
            "Quotes", "Connection",
        ]
        #expect(sources.map(\.name) == names.map { "\($0).swift" })
        let compilation = Compiler(module: "App").compile(sources)
        try #require(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")

        let scratch = try Scratch()
        let (build, program) = try await SwiftCompiler.build(sources + compilation.sources, module: "App", in: scratch)
        try #require(build.status == 0 && build.errors.isEmpty, "\(build.errors)")

        let console = try #require(Markdown(Repository.text(of: "README.md")).blocks(in: "console").first)
        let runs = console.split(separator: "$ swift run App\n", omittingEmptySubsequences: true)
        #expect(runs.count == 3)
        for expected in runs {
            let run = try await Subprocess.run(program, [], in: scratch[""])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output == expected)
        }
    }

    /// Each of the other examples does what the plain function does, with a snapshot and a new execution at every stop.
    @Test func examplesMeanWhatThePlainFunctionsDo() async throws {
        let sources = try sources().filter { $0.name != "main.swift" }
        let compilation = Compiler(module: "App").compile(sources)
        try #require(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")

        let scratch = try Scratch()
        let program = SourceFile("main.swift", Self.comparison)
        let files = sources + [program] + compilation.sources
        let (build, path) = try await SwiftCompiler.build(files, module: "App", in: scratch)
        try #require(build.status == 0 && build.errors.isEmpty, "\(build.errors)")
        let run = try await Subprocess.run(path, [], in: scratch[""])
        #expect(run.status == 0, "\(run.errors)")
        let verdicts = run.output.split(separator: "\n").filter { $0.hasPrefix("# ") }
        #expect(
            verdicts == [
                "# retry: 2", "# rules: [\"1. even\", \"2. enough\"]", "# steps: [\"charged 4\", \"paid 4\"]",
                "# failing steps: [\"released\", \"declined 6\"]",
                "# policy: [\"<a>\", \"<b>\"]",
                "# counters: [\"a: 1\", \"b: 1\", \"a: 3\", \"b: 3\"]", "# saga: [App.Booking(place: \"Troy\")]",
                "# failing saga: App.BookingError.full(\"Atlantis\")",
                "# fan-out: \"2 quotes\"", "# race: nil", "# handle: 9",
            ]
        )
    }

    /// Runs the examples in both ways and prints what both come to, or that they differ.
    private static let comparison = """
        import Torpor

        /// A clock that does not wait, and sees to it that those who sleep longer wake later.
        struct Haste: Clock {
            var now: DurableClock.Instant { DurableClock.Instant(durationSince1970: .zero) }
            var minimumResolution: Duration { .nanoseconds(1) }

            func sleep(until deadline: DurableClock.Instant, tolerance: Duration?) async throws {
                try await Task.sleep(for: now.duration(to: deadline) / 100_000)
            }
        }

        func result<Output>(_ body: () async throws -> Output) async -> String {
            do { return String(reflecting: try await body()) } catch { return String(reflecting: error) }
        }

        func compare<C: Coroutine>(
            _ name: String,
            _ coroutine: C,
            _ show: @Sendable (C.Output) -> Any = { $0 },
            plain: @Sendable () async throws -> C.Output
        ) async {
            let expected = await result { show(try await plain()) }
            let found = await result {
                var execution = Execution(coroutine)
                while true {
                    if case .finished(let output) = try await execution.step() { return show(output) }
                    execution = try await Execution(snapshot: execution.snapshot(), environment: Network(user: "ada"))
                }
            }
            print("# \\(name):", expected == found ? expected : "\\(expected) became \\(found)")
        }

        await Durable.withClock(Haste()) {
            await compare("retry", Visit(["Ada", "Grace"])) { try await visit(["Ada", "Grace"]) }
            await compare("rules", Check([7, 2], from: 3)) { try await check([7, 2], from: 3) }
            await compare("steps", Pay(2, upTo: 5)) { try await pay(2, upTo: 5) }
            await compare("failing steps", Pay(3, upTo: 5)) { try await pay(3, upTo: 5) }
            await compare("policy", FetchAll(["a", "b"])) { try await fetchAll(["a", "b"]) }
            await compare("counters", Tally(["a", "b"])) { try await tally(["a", "b"]) }
            await compare("saga", Book(["Troy"])) { try await book(["Troy"]) }
            await compare("failing saga", Book(["Troy", "Atlantis"])) { try await book(["Troy", "Atlantis"]) }
            await compare("fan-out", Quotes(for: "tea", from: ["A", "BB"]), { "\\($0.count) quotes" as Any }) {
                try await quotes(for: "tea", from: ["A", "BB"])
            }
            let slow = String(repeating: "S", count: 48)
            await compare("race", Quote(for: "tea", from: slow), { $0 as Any }) { try await quote(for: "tea", from: slow) }
            let network = Connection(host: "host", user: "ada")
            await compare("handle", Report(["a", "bc"], through: network)) { try await report(["a", "bc"], through: network) }
        }
        """

    /// The example of a test is one of the test kit's own tests.
    @Test func exampleTestIsRun() throws {
        let blocks = try Markdown(Repository.text(of: "README.md")).blocks(in: "swift")
        let path = "Tests/TorporTestKitTests/ReminderTests.swift"
        let example = try #require(blocks.first { $0.hasPrefix("// Tests/AppTests/ReminderTests.swift\n") })
        let lines = example.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        let text = lines.joined(separator: "\n").replacing("import App\n", with: "import TestKitFixtures\n")
        #expect(try Repository.text(of: path) == text)
    }

    @Test func filesAndFoldersThatItNamesExist() throws {
        let text = try Repository.text(of: "README.md")
        let links = text.matches(of: /\]\(([^)#:]+)\)/).map { String($0.output.1) }
        let folders = text.matches(of: /\| `([A-Z][\w\/]*)` \|/).map { String($0.output.1) }
        #expect(links.count >= 3 && folders.count >= 10)
        for path in links + folders {
            #expect(FileManager.default.fileExists(atPath: Repository.root.appending(path: path).path), "\(path)")
        }
    }

    @Test func tasksThatItNamesExist() throws {
        let text = try Repository.text(of: "README.md")
        let tasks = text.matches(of: /(?:`|\$ )make ([a-z]+)/).map { String($0.output.1) }
        let makefile = try Repository.text(of: "Makefile")
        for task in Set(tasks) { #expect(makefile.contains("\n\(task):"), "make \(task)") }
    }
}
