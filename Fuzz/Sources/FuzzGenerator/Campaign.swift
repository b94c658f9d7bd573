public import Foundation

/// Compares batches of random durable functions with themselves, and says what differs.
public struct Campaign {
    /// How many functions were compared.
    public private(set) var functions = 0
    /// How many suspensions there were in all of them.
    public private(set) var suspensions = 0
    /// How many events were the same in the end.
    public private(set) var events = 0
    /// What was found, as a text for people.
    public private(set) var failures: [String] = []
    /// How many functions the generator itself made wrong.
    public private(set) var invalid = 0
    /// For how many seconds each new kind of failure is shrunk.
    public var shrinking = 0
    /// How many functions of a batch are run with a new process for every step.
    public var processSample = 2
    /// Takes each line of the report as soon as it is known.
    public var report: (String) -> Void = { _ in }

    private let tools: Tools
    private let directory: URL
    private var known: Set<String> = []

    /// Makes a campaign.
    ///
    /// - Parameters:
    ///   - products: where the package manager built `torpor`, `Torpor` and `FuzzSupport`.
    ///   - directory: where batches are compiled.
    /// - Throws: if something that was to be built is missing.
    public init(products: URL, directory: URL) throws {
        tools = try Tools(products: products)
        self.directory = directory
    }

    /// Generates a batch, compiles it and runs it in all ways.
    ///
    /// - Parameters:
    ///   - seed: what the functions are determined by.
    ///   - functions: how many functions there are, roughly.
    ///   - size: how large a unit of functions is, in statements.
    /// - Throws: if the fuzzer itself fails.
    public mutating func run(seed: UInt64, functions count: Int, size: Int) throws {
        let begin = Date()
        let units = (0..<max(1, count / 2)).map { index in
            Generator.unit("u\(index)", seed: seed &* 10_000 &+ UInt64(index), size: size)
        }
        var batch = Batch(units, tools: tools, directory: directory.appending(component: "batch"))
        batch.processSample = processSample
        try batch.run()
        functions += batch.compared
        suspensions += batch.suspensions
        events += batch.events
        for (unit, failure) in batch.failures { try add(failure, of: unit, seed: seed) }
        report(
            "seed \(seed): \(functions) functions, \(suspensions) suspensions, \(events) events, "
                + "\(failures.count) failures, \(Int(-begin.timeIntervalSinceNow)) s"
        )
    }

    private mutating func add(_ failure: Failure, of unit: Unit, seed: UInt64) throws {
        var (unit, failure) = (unit, failure)
        let name = unit.name
        if failure.kind == .invalid {
            invalid += 1
        } else {
            if known.insert(failure.kind.rawValue + failure.key).inserted, shrinking > 0 {
                let shrinker = Shrinker(
                    tools: tools,
                    directory: directory.appending(component: "shrink"),
                    deadline: Date(timeIntervalSinceNow: Double(shrinking))
                )
                (unit, failure) = try shrinker.shrink(unit, failure)
            }
        }
        let text = "--- seed \(seed) \(name): \(failure.kind.rawValue): \(failure.key)\n\(failure.details)"
        let source = Printer.source(of: unit) + "\n/*\n\(text)\n*/\n"
        if failure.kind != .invalid { failures.append(source) }
        report(failure.kind == .invalid ? text : source)
        let file = directory.appending(components: "failures", "\(seed)-\(name)-\(failure.kind.rawValue).swift")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(source.utf8).write(to: file)
    }
}
