import Foundation

/// What is wrong with a unit.
struct Failure {
    enum Class: String {
        /// A diagnostic of the Torpor compiler for something that it must accept.
        case refused
        /// The Swift compiler refuses the generated coroutine, and accepts the function.
        case miscompiled
        /// The Swift compiler warns of the coroutine, and not of the function.
        case warning
        /// The coroutine behaves in another way than the function.
        case divergence
        /// The program stopped, or did not stop.
        case crash
        /// The function itself is wrong: a mistake of the generator.
        case invalid
    }

    var kind: Class
    /// What tells failures apart: a message without names and numbers.
    var key: String
    var details: String
}

/// Units that are compiled together, and run.
struct Batch {
    let directory: URL
    let tools: Tools
    /// How many functions were compared, how many suspensions there were in them, and how many events.
    private(set) var compared = 0
    private(set) var suspensions = 0
    private(set) var events = 0
    private(set) var failures: [(unit: Unit, failure: Failure)] = []
    private var units: [Unit]
    /// How many functions are run with a new process for every step.
    var processSample = 0
    /// Whether nothing is run.
    var isCompiledOnly = false

    init(_ units: [Unit], tools: Tools, directory: URL) {
        self.units = units
        self.tools = tools
        self.directory = directory
    }

    private var sources: URL { directory.appendingPathComponent("Sources") }
    private var generated: URL { directory.appendingPathComponent("Generated") }
    private var program: String { directory.appendingPathComponent("batch").path }

    /// Compiles and runs everything; units that fail are taken out until the rest runs.
    mutating func run() throws {
        try? FileManager.default.removeItem(at: directory)
        try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
        for unit in units {
            try write(Printer.source(of: unit), "\(unit.name).swift")
        }
        try write(Self.leaves, "Leaves.swift")
        while !units.isEmpty {
            if try compileDurable(), try compileSwift() { break }
        }
        if !units.isEmpty, !isCompiledOnly { try execute() }
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: sources.appendingPathComponent(name))
    }

    private mutating func remove(_ name: String, _ failure: Failure) {
        guard let index = units.firstIndex(where: { $0.name == name }) else { return }
        failures.append((units.remove(at: index), failure))
        try? FileManager.default.removeItem(at: sources.appendingPathComponent("\(name).swift"))
    }

    // MARK: Compiling

    /// Whether the Torpor compiler accepted all units.
    private mutating func compileDurable() throws -> Bool {
        let outcome = try launch(
            tools.torpor,
            ["compile", sources.path, "--output", generated.path, "--module", "Batch"]
        )
        if outcome.code == 0 { return true }
        let found = diagnostics(in: outcome.output)
        let units = Set(found.map(\.unit)).intersection(self.units.map(\.name))
        guard !units.isEmpty else { throw FuzzError(message: "torpor compile failed: \(outcome.output)") }
        for unit in units.sorted() {
            let first = found.first { $0.unit == unit }!
            remove(unit, Failure(kind: .refused, key: first.key, details: first.line))
        }
        return false
    }

    /// Whether the Swift compiler accepted all units without a warning.
    private mutating func compileSwift() throws -> Bool {
        let list = units.flatMap(Printer.cases).joined(separator: ",\n    ")
        let cases =
            "import FuzzSupport\n\n@main\nstruct Main {\n    static func main() async throws {\n"
            + "try await Runner.run([\n    \(list)\n])\n}\n}\n"
        let main = directory.appendingPathComponent("Main.swift")
        try Data(cases.utf8).write(to: main)
        let files = try FileManager.default.contentsOfDirectory(atPath: generated.path).sorted()
            .map { generated.appendingPathComponent($0).path }
        let outcome = try launch(
            tools.swiftc,
            tools.options + ["-parse-as-library", "-module-name", "Batch"]
                + (isCompiledOnly ? ["-wmo", "-emit-sil", "-o", "/dev/null"] : ["-j2", "-o", program])
                + [main.path, sources.appendingPathComponent("Leaves.swift").path]
                + units.map { sources.appendingPathComponent("\($0.name).swift").path } + files
                + (isCompiledOnly ? [] : tools.objects),
            in: directory
        )
        let found = diagnostics(in: outcome.output)
        let bad = Set(found.map(\.unit)).intersection(units.map(\.name)).sorted()
        if bad.isEmpty {
            if outcome.code == 0 { return true }
            throw FuzzError(message: "swiftc failed: \(outcome.output.suffix(4_000))")
        }
        let plain = try plainDiagnostics(of: bad)
        for unit in bad {
            let mine = found.filter { $0.unit == unit }
            if let invalid = plain.first(where: { $0.unit == unit }) {
                remove(unit, Failure(kind: .invalid, key: invalid.key, details: invalid.line))
            } else {
                let first = mine.first { $0.isError } ?? mine[0]
                let kind = first.isError ? Failure.Class.miscompiled : .warning
                remove(unit, Failure(kind: kind, key: first.key, details: first.line))
            }
        }
        return false
    }

    /// What the Swift compiler says of the functions alone.
    private func plainDiagnostics(of units: [String]) throws -> [SwiftDiagnostic] {
        let outcome = try launch(
            tools.swiftc,
            tools.options + ["-parse-as-library", "-module-name", "Batch", "-emit-sil", "-o", "/dev/null", "-wmo"]
                + [sources.appendingPathComponent("Leaves.swift").path]
                + units.map { sources.appendingPathComponent("\($0).swift").path },
            in: directory
        )
        return diagnostics(in: outcome.output)
    }

    // MARK: Running

    private mutating func execute() throws {
        let names = units.flatMap { unit in
            unit.functions.indices.filter { unit.functions[$0] != nil }.map { (unit, Printer.functionName(unit, $0)) }
        }
        var first = 0
        while first < names.count {
            let outcome = try launch(program, ["all", "\(first)"], seconds: 120)
            var begun = first
            for line in outcome.output.split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.first == "begin" { begun = Int(words[1])! }
                guard words.first == "end", words.count > 4 else { continue }
                compared += 1
                suspensions += Int(words[2])!
                events += Int(words[3])!
                let verdict = words[4...].joined(separator: " ")
                if verdict != "same" { try diverged(names[Int(words[1])!], verdict) }
                first = Int(words[1])! + 1
            }
            if outcome.code == 0, !outcome.timedOut { break }
            guard begun >= first else { throw FuzzError(message: "the batch failed: \(outcome.output.suffix(2_000))") }
            let details = outcome.timedOut ? "it does not end" : String(outcome.output.suffix(2_000))
            failures.append(
                (
                    names[begun].0,
                    Failure(
                        kind: .crash,
                        key: outcome.timedOut ? "hang" : "crash",
                        details: names[begun].1 + "\n" + details
                    )
                )
            )
            first = begun + 1
        }
        try runInProcesses(names)
    }

    private mutating func diverged(_ one: (Unit, String), _ verdict: String) throws {
        let way = verdict.hasPrefix("memory") ? "memory" : "snapshots"
        let plain = try launch(program, ["lines", one.1, "plain"], seconds: 60).output
        let other = try launch(program, ["lines", one.1, way], seconds: 60).output
        failures.append((one.0, Failure(kind: .divergence, key: way, details: one.1 + "\n" + difference(plain, other))))
    }

    private func difference(_ plain: String, _ other: String) -> String {
        let (plain, other) = (plain.split(separator: "\n"), other.split(separator: "\n"))
        let same = zip(plain, other).prefix { $0 == $1 }.count
        let before = plain[max(0, same - 4)..<same].map { "  " + $0 }
        return
            (before + plain.dropFirst(same).prefix(4).map { "plain: " + $0 }
            + other.dropFirst(same).prefix(4).map { "durable: " + $0 }).joined(separator: "\n")
    }

    /// Runs some of the functions with a new process for every step.
    private mutating func runInProcesses(_ names: [(Unit, String)]) throws {
        let broken = Set(failures.map(\.unit.name))
        for (unit, name) in names.filter({ !broken.contains($0.0.name) }).prefix(processSample) {
            let plain = try launch(program, ["lines", name, "plain"], seconds: 60).output
            let file = directory.appendingPathComponent("\(name).torpor")
            let world = directory.appendingPathComponent("\(name).world")
            for url in [file, world] { try? FileManager.default.removeItem(at: url) }
            var lines = ""
            for _ in 0..<150 {
                let outcome = try launch(program, ["step", name, file.path, world.path], seconds: 60)
                lines += outcome.output
                if outcome.code != 0 {
                    if outcome.code != 3 || lines != plain {
                        let details = name + "\n" + difference(plain, lines) + "\nexit code \(outcome.code)"
                        failures.append((unit, Failure(kind: .divergence, key: "processes", details: details)))
                    }
                    break
                }
            }
        }
    }

    /// Durable functions that every unit can call.
    static let leaves: String = {
        var text = "import FuzzSupport\nimport Torpor\n"
        for kind in Kind.values {
            text +=
                "\n@Durable\nfunc later\(kind.suffix)(_ value: \(kind.rawValue)) async throws -> \(kind.rawValue) {\n"
            text += "    show(\"later\", value)\n    try await Durable.sleep(for: .zero)\n    return value\n}\n"
        }
        text += "\n@Durable\nfunc laterRisky(_ value: Int) async throws -> Int {\n"
        text += "    try await Durable.sleep(for: .zero)\n    return try risky(value)\n}\n"
        return text + declared
    }()

    /// Durable functions of all kinds: generic, static, with `inout` and variadic parameters, methods.
    private static let declared = """

        @Durable
        func laterSame<Value: Codable & Sendable>(_ value: Value) async throws -> Value {
            show("laterSame", value)
            try await Durable.sleep(for: .zero)
            return value
        }

        @Durable
        func again<Value>(_ times: Int, _ operation: () async throws -> Value) async throws -> Value {
            for attempt in 0..<times {
                do {
                    return try await operation()
                } catch {
                    note("again \\(attempt) \\(error)")
                }
            }
            return try await operation()
        }

        /// Has no effects: child tasks call it.
        @Durable
        func quiet(_ number: Int) async throws -> Int {
            try await Durable.sleep(for: .zero)
            if number % 7 == 3 { throw Trouble.small }
            return number
        }

        @Durable
        func laterTotal(_ numbers: Int..., scale: Int = 2) async throws -> Int {
            try await Durable.sleep(for: .zero)
            return numbers.reduce(0, { $0 &+ $1 }) &* scale
        }

        @Durable
        func raise(_ number: inout Int, by amount: Int) async throws -> Int {
            let before = number
            number = number &+ amount
            try await Durable.sleep(for: .zero)
            number = number &+ 1
            return before
        }

        func strict(_ number: Int) throws(Trouble) -> Int {
            note("strict \\(number)")
            guard number % 3 != 0 else { throw .big(number % 100) }
            return number
        }

        func fetchStrict(_ number: Int) async throws(Trouble) -> Int {
            note("fetchStrict \\(number)")
            guard number % 2 != 0 else { throw .named("even", code: number % 100) }
            return number
        }

        enum Leaves {
            @Durable
            static func twice(_ number: Int) async throws -> Int {
                try await laterInt(number) &* 2
            }
        }

        protocol Stepping: Codable {
            var n: Int { get set }
        }

        extension Stepping {
            @Durable
            func stepped(by amount: Int) async throws -> Int {
                try await Durable.sleep(for: .zero)
                return n &+ amount
            }
        }

        struct Meter: Stepping, Equatable, Sendable {
            var n: Int

            @Durable
            mutating func add(_ amount: Int) async throws -> Int {
                n = n &+ amount
                try await Durable.sleep(for: .zero)
                n = n &+ 1
                return n
            }

            @Durable
            func plus(_ amount: Int) async throws -> Int {
                try await laterInt(n &+ amount)
            }
        }

        """

}
