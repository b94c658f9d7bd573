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
    /// The current time: an instant that means the same in every process, and can live across suspensions.
    ///
    /// It is the wall clock's time, or that of the clock that ``withClock(_:operation:)`` binds.
    public static var now: DurableClock.Instant { clock.now }

    /// The clock of durable functions: `Durable.clock.sleep(until:)`, or `Task.sleep(until:clock:)` with it, suspends
    /// durably like ``sleep(until:)``.
    public static var clock: DurableClock { DurableClock() }

    /// Suspends for a duration. Called plainly it sleeps; in an ``Execution`` it becomes a ``PendingWait`` that can
    /// outlive the process.
    ///
    /// - Parameter duration: how long, by the wall clock. Zero and negative durations are over at once.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public static func sleep(for duration: Duration) async throws {
        try await clock.sleep(until: now.advanced(by: duration))
    }

    /// Suspends until a date, by the wall clock. One that has passed is over at once.
    ///
    /// - Parameter deadline: when to continue.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public static func sleep(until deadline: Date) async throws {
        try await clock.sleep(until: DurableClock.Instant(deadline))
    }

    /// Suspends until an instant of the durable clock. One that has passed is over at once.
    ///
    /// - Parameter deadline: when to continue.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public static func sleep(until deadline: DurableClock.Instant) async throws {
        try await clock.sleep(until: deadline)
    }

    /// Lets another clock tell the time of durable functions, plain and in executions, during an operation and in the
    /// tasks that it starts: ``now``, ``clock`` and every sleep go by it.
    ///
    /// - Parameters:
    ///   - clock: the clock. Executions wait by calling its `sleep(until:tolerance:)`.
    ///   - operation: what goes by it.
    /// - Returns: what the operation returns.
    /// - Throws: what the operation throws.
    public static func withClock<C: Clock, Result>(
        _ clock: C,
        operation: () throws -> Result
    ) rethrows -> Result where C.Instant == DurableClock.Instant, C.Duration == Duration {
        // It already is what the durable clock goes by.
        if clock is DurableClock { return try operation() }
        return try ClockBinding.$current.withValue(BoundClock(clock: clock), operation: operation)
    }

    /// Lets another clock tell the time of durable functions, plain and in executions, during an operation and in the
    /// tasks that it starts: ``now``, ``clock`` and every sleep go by it.
    ///
    /// - Parameters:
    ///   - clock: the clock. Executions wait by calling its `sleep(until:tolerance:)`.
    ///   - isolation: the caller's actor.
    ///   - operation: what goes by it.
    /// - Returns: what the operation returns.
    /// - Throws: what the operation throws.
    public static func withClock<C: Clock, Result>(
        _ clock: C,
        isolation: isolated (any Actor)? = #isolation,
        operation: () async throws -> Result
    ) async rethrows -> Result where C.Instant == DurableClock.Instant, C.Duration == Duration {
        if clock is DurableClock { return try await operation() }
        return try await ClockBinding.$current.withValue(BoundClock(clock: clock), operation: operation)
    }
}
