import ArgumentParser
import Foundation

/// Compares random durable functions with themselves.
@main
struct Fuzz: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Compare random durable functions with the plain functions that they are made from."
    )

    @Option(help: "The seed of the first batch.")
    var seed: UInt64 = 1

    @Option(help: "How many functions a batch has, roughly.")
    var functions = 100

    @Option(help: "Start no batch after this time.")
    var seconds = 120

    @Option(help: "How large a unit of functions is, in statements.")
    var size = 24

    @Option(help: "How many seconds each new kind of failure is shrunk for; 0 for not at all.")
    var shrinking = 120

    @Option(help: "Where batches are compiled.")
    var directory = NSTemporaryDirectory() + "torpor-fuzz"

    func run() async throws {
        let tools = try Tools()
        let deadline = Date(timeIntervalSinceNow: Double(seconds))
        var seed = self.seed
        var known: Set<String> = []
        var (compared, suspensions, events, failures) = (0, 0, 0, 0)
        repeat {
            let begin = Date()
            let units = (0..<max(1, functions / 2)).map { index in
                Generator.unit("u\(index)", seed: seed &* 10_000 &+ UInt64(index), size: size)
            }
            var batch = Batch(units, tools: tools, directory: URL(fileURLWithPath: directory))
            batch.processSample = 2
            try batch.run()
            compared += batch.compared
            suspensions += batch.suspensions
            events += batch.events
            for (unit, failure) in batch.failures {
                var (unit, failure) = (unit, failure)
                if failure.kind != .invalid, known.insert(failure.kind.rawValue + failure.key).inserted, shrinking > 0 {
                    let shrinker = Shrinker(
                        tools: tools,
                        directory: URL(fileURLWithPath: directory + "-shrink"),
                        deadline: Date(timeIntervalSinceNow: Double(shrinking))
                    )
                    (unit, failure) = try shrinker.shrink(unit, failure)
                    report("shrunk:\n" + Printer.source(of: unit))
                }
                if failure.kind != .invalid { failures += 1 }
                report("--- seed \(seed) \(unit.name): \(failure.kind.rawValue): \(failure.key)\n\(failure.details)")
                let file = URL(
                    fileURLWithPath: directory + "-failures/\(seed)-\(unit.name)-\(failure.kind.rawValue).swift"
                )
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data((Printer.source(of: unit) + "\n/*\n\(failure.details)\n*/\n").utf8).write(to: file)
            }
            report(
                "seed \(seed): \(compared) functions, \(suspensions) suspensions, \(events) events, \(failures) failures, \(Int(-begin.timeIntervalSinceNow)) s"
            )
            seed += 1
        } while Date() < deadline
        if failures > 0 { throw ExitCode.failure }
    }

    /// Prints a line at once, into a pipe too.
    private func report(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
