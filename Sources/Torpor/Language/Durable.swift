public import Foundation

/// How often an execution of a durable function is at a checkpoint, where a driver can save it.
public enum Checkpoints: Sendable {
    /// After every awaited call, so that a crash repeats at most the code since the last one. The default.
    case onAwait
    /// Only where the function really suspends: at a yield, an exchange, a sleep, and in durable functions it calls.
    case onSuspend
}

/// Marks an `async` function as durable: the Torpor compiler makes a coroutine with the same meaning from it, one that
/// can be stopped at every suspension point, written to disk, and continued by another process.
///
/// The function itself stays as it is and can be called as it is.
///
/// - Parameters:
///   - name: the name of the coroutine's type, where the function's own, capitalised, is taken.
///   - checkpoints: how often an execution can be saved.
@attached(peer)
public macro Durable(name: String? = nil, checkpoints: Checkpoints = .onAwait) =
    #externalMacro(module: "TorporMacros", type: "DurableMacro")

/// The primitives of durable functions.
public enum Durable {
    /// Suspends for a duration. Called plainly it sleeps; in an ``Execution`` it becomes a ``PendingWait`` that can
    /// outlive the process.
    ///
    /// - Parameter duration: how long, by the wall clock. Zero and negative durations are over at once.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public static func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }

    /// Suspends until an instant of the wall clock. One that has passed is over at once.
    ///
    /// - Parameter deadline: when to continue.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public static func sleep(until deadline: Date) async throws {
        try await Task.sleep(for: .seconds(max(0, deadline.timeIntervalSinceNow)))
    }
}
