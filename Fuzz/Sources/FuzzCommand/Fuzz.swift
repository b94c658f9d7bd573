import ArgumentParser
import Foundation
import FuzzGenerator

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
        guard let path = Bundle.main.executableURL else {
            throw ValidationError("the fuzzer does not find itself, nor what was built beside it")
        }
        var campaign = try Campaign(
            products: path.deletingLastPathComponent(),
            directory: URL(fileURLWithPath: directory)
        )
        campaign.shrinking = shrinking
        campaign.report = { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) }
        let deadline = Date(timeIntervalSinceNow: Double(seconds))
        var seed = self.seed
        repeat {
            try campaign.run(seed: seed, functions: functions, size: size)
            seed += 1
        } while Date() < deadline
        if !campaign.failures.isEmpty { throw ExitCode.failure }
    }
}
