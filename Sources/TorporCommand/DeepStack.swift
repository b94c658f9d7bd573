import Foundation

/// Room for recursion: a syntax tree is as deep as the longest chain of calls or operators in the sources.
enum DeepStack {
    /// In bytes. Only what is used takes memory.
    private static let size = 4 << 30

    /// What a closure came to in another thread. The one who waits for it reads it when the other has ended.
    private final class Outcome<Success>: @unchecked Sendable {
        var result: Result<Success, any Error>?
    }

    /// Runs a closure where it can recurse deeply, and waits for it.
    ///
    /// - Parameter body: what to run.
    /// - Returns: what it returned.
    /// - Throws: what it threw.
    static func run<Success>(_ body: @escaping () throws -> Success) throws -> Success {
        let outcome = Outcome<Success>()
        let end = DispatchSemaphore(value: 0)
        // Only the other thread calls it, and this one waits.
        nonisolated(unsafe) let body = body
        let thread = Thread {
            outcome.result = Result { try body() }
            end.signal()
        }
        thread.stackSize = size
        thread.start()
        end.wait()
        return try outcome.result!.get()
    }
}
