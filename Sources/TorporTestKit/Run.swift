public import Torpor

/// How an execution gets from one stop to the next in a test.
public enum Keeping: Sendable, CaseIterable {
    /// It stays in memory.
    case inMemory
    /// At every stop it is saved in a snapshot, and another goes on from that, as a new process would.
    case throughSnapshots
}

/// An execution that has come to its end.
public struct CompletedRun<C: Coroutine> {
    /// What it sent out, in order.
    public internal(set) var yielded: [C.Yielded] = []
    /// What it waited for, in order.
    public internal(set) var waits: [PendingWait] = []
    /// How often it stopped, the end included.
    public internal(set) var stops = 0
    /// What it returned.
    public let output: C.Output
}

extension CompletedRun: Sendable where C.Yielded: Sendable, C.Output: Sendable {}

/// Runs a durable function to its end, in virtual time: waits take none.
///
/// - Parameters:
///   - coroutine: the call.
///   - keeping: how the execution gets from one stop to the next.
///   - environment: what handles are revived in.
///   - isolation: the caller's actor.
///   - onYield: receives each value that is sent out, and answers it.
/// - Returns: what happened.
/// - Throws: what the durable function throws; what saving and opening a snapshot throws; what `onYield` throws.
public func runToEnd<C: Coroutine>(
    _ coroutine: C,
    _ keeping: Keeping = .throughSnapshots,
    environment: Any...,
    isolation: isolated (any Actor)? = #isolation,
    onYield: nonisolated(nonsending) (C.Yielded) async throws -> C.Reply
) async throws -> CompletedRun<C> {
    try await drive(coroutine, keeping, environment, onYield: onYield)
}

/// Runs a durable function that needs no answers to its end, in virtual time: waits take none.
///
/// - Parameters:
///   - coroutine: the call.
///   - keeping: how the execution gets from one stop to the next.
///   - environment: what handles are revived in.
///   - isolation: the caller's actor.
/// - Returns: what happened.
/// - Throws: what the durable function throws; what saving and opening a snapshot throws.
public func runToEnd<C: Coroutine>(
    _ coroutine: C,
    _ keeping: Keeping = .throughSnapshots,
    environment: Any...,
    isolation: isolated (any Actor)? = #isolation
) async throws -> CompletedRun<C> where C.Reply == Void {
    try await drive(coroutine, keeping, environment) { _ in }
}

extension Execution {
    /// Another execution that goes on where this one is suspended, by way of a snapshot, as in a new process.
    ///
    /// - Parameters:
    ///   - environment: what handles are revived in.
    ///   - isolation: the caller's actor.
    /// - Returns: the other. This one is not to be used any more.
    /// - Throws: what saving and opening a snapshot throws.
    public func reopened(
        environment: Any...,
        isolation: isolated (any Actor)? = #isolation
    ) async throws -> Execution<C> {
        try await Execution(try snapshot(), revivingIn: environment)
    }
}

/// Runs a durable function to its end, in the virtual time that there is or one of its own.
func drive<C: Coroutine>(
    _ coroutine: C,
    _ keeping: Keeping,
    _ environment: [Any],
    isolation: isolated (any Actor)? = #isolation,
    onYield: nonisolated(nonsending) (C.Yielded) async throws -> C.Reply
) async throws -> CompletedRun<C> {
    guard VirtualClock.current != nil else {
        return try await withVirtualTime { _ in try await drive(coroutine, keeping, environment, onYield: onYield) }
    }
    var execution = Execution(coroutine)
    var yielded: [C.Yielded] = []
    var waits: [PendingWait] = []
    var stops = 0
    var reply: C.Reply?
    while true {
        let step: Execution<C>.Step
        if let given = reply {
            step = try await execution.step(replying: given)
        } else {
            step = try await execution.step()
        }
        reply = nil
        stops += 1
        switch step {
        case .yielded(let value):
            yielded.append(value)
            reply = try await onYield(value)
        case .waiting(let wait): waits.append(wait)
        case .checkpoint: break
        case .finished(let output):
            return CompletedRun(yielded: yielded, waits: waits, stops: stops, output: output)
        }
        if keeping == .throughSnapshots {
            execution = try await Execution(try execution.snapshot(), revivingIn: environment)
        }
    }
}
