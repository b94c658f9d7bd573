public import Foundation

/// A program that ran to its end.
public struct Subprocess: Sendable {
    /// The exit code, or the number of the signal that ended the program.
    public var status: Int32
    /// Whether a signal ended the program.
    public var wasKilled: Bool
    /// What it wrote to standard output.
    public var output: String
    /// What it wrote to standard error.
    public var errors: String

    /// Runs a program to its end, without standard input.
    ///
    /// No thread waits meanwhile, so that long runs do not hold up other tests.
    ///
    /// - Parameters:
    ///   - executable: the program.
    ///   - arguments: its arguments.
    ///   - directory: its working directory.
    ///   - environment: what is added to the environment; `nil` removes a variable.
    ///   - terminal: what takes the place of standard error.
    ///   - limit: how long it may run before it is killed.
    /// - Returns: how it ended, and what it wrote.
    /// - Throws: where it cannot be started.
    public static func run(
        _ executable: URL,
        _ arguments: [String],
        in directory: URL? = nil,
        environment: [String: String?] = [:],
        terminal: FileHandle? = nil,
        limit: Duration = .seconds(60)
    ) async throws -> Subprocess {
        let scratch = try Scratch()
        try scratch.write("", to: "output")
        try scratch.write("", to: "errors")

        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ProcessInfo.processInfo.environment.merging(environment.compactMapValues(\.self)) { $1 }
            .filter { environment[$0.key] != .some(nil) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: scratch["output"])
        process.standardError = try terminal ?? FileHandle(forWritingTo: scratch["errors"])

        let guardian = Task {
            try await Task.sleep(for: limit)
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        defer { guardian.cancel() }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        return Subprocess(
            status: process.terminationStatus,
            wasKilled: process.terminationReason == .uncaughtSignal,
            output: try scratch.read("output"),
            errors: try scratch.read("errors")
        )
    }

    /// The directory of the programs that were built along with the tests.
    public static let builtProducts: URL = {
        #if os(macOS)
        let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        return (tests ?? .main).bundleURL.deletingLastPathComponent()
        #else
        return Bundle.main.bundleURL
        #endif
    }()
}
