import Synchronization
public import Torpor

/// A clock for tests, on which time passes only while everything sleeps: a sleep of two days takes no time.
///
/// ``withVirtualTime(startingAt:isolation:_:)`` makes one, and lets durable functions go by it, plain or in executions.
/// When every task of the test sleeps, the clock goes on to the first instant that one waits for. ``advance(by:)`` sets
/// it forward at once.
public final class VirtualClock: Clock, Sendable {
    /// Instants are those of the durable clock.
    public typealias Instant = DurableClock.Instant

    /// When virtual time begins unless told otherwise: the beginning of 2026, UTC.
    public static var start: Instant { Instant(durationSince1970: .seconds(1_767_225_600)) }

    /// The clock that durable functions go by in the current task; nil outside of virtual time.
    @TaskLocal static var current: VirtualClock?

    private struct Sleeper {
        let number: Int
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Instant
        /// Those that sleep, the first to wake first.
        var sleepers: [Sleeper] = []
        var count = 0
        /// The numbers of those that were cancelled before they slept.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>
    let executor: VirtualExecutor

    /// Makes a clock.
    ///
    /// - Parameter now: its first time.
    public convenience init(now: Instant = VirtualClock.start) {
        self.init(now: now, executor: VirtualExecutor(isForAll: false))
    }

    init(now: Instant, executor: VirtualExecutor) {
        state = Mutex(State(now: now))
        self.executor = executor
        executor.whenIdle { [weak self] in self?.wakeFirst() ?? false }
    }

    /// The current virtual time.
    public var now: Instant { state.withLock { $0.now } }

    /// The shortest time by which two instants can differ.
    public var minimumResolution: Duration { .nanoseconds(1) }

    /// The instants that tasks sleep until, the first one first.
    public var deadlines: [Instant] { state.withLock { $0.sleepers.map(\.deadline) } }

    /// Sleeps until an instant, which comes when everything else sleeps too.
    ///
    /// - Parameters:
    ///   - deadline: when to continue.
    ///   - tolerance: not needed.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        try Task.checkCancellation()
        let (number, isOver) = state.withLock { state in
            state.count += 1
            return (state.count, deadline <= state.now)
        }
        if isOver { return await Task.yield() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(Sleeper(number: number, deadline: deadline, continuation: continuation))
            }
        } onCancel: {
            cancel(number)
        }
    }

    /// Sets the clock forward. Those that sleep until then, or until before, wake.
    ///
    /// - Parameter duration: by how much; not negative.
    public func advance(by duration: Duration) {
        precondition(duration >= .zero, "virtual time does not run backwards")
        advance(to: now.advanced(by: duration))
    }

    /// Sets the clock forward. Those that sleep until then, or until before, wake.
    ///
    /// - Parameter instant: what time it is then. One that has passed changes nothing.
    public func advance(to instant: Instant) {
        let woken = state.withLock { state in
            state.now = max(state.now, instant)
            let end = state.sleepers.firstIndex { $0.deadline > state.now } ?? state.sleepers.endIndex
            defer { state.sleepers.removeFirst(end) }
            return state.sleepers[..<end]
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    // MARK: Those that sleep

    private func add(_ sleeper: Sleeper) {
        let isCancelled = state.withLock { state in
            if state.cancelled.remove(sleeper.number) != nil { return true }
            // Behind those that wake at the same time.
            let place = state.sleepers.firstIndex { $0.deadline > sleeper.deadline } ?? state.sleepers.endIndex
            state.sleepers.insert(sleeper, at: place)
            return false
        }
        if isCancelled { return sleeper.continuation.resume(throwing: CancellationError()) }
        executor.checkWhetherIdle()
    }

    private func cancel(_ number: Int) {
        let sleeper: Sleeper? = state.withLock { state in
            guard let place = state.sleepers.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number)
                return nil
            }
            return state.sleepers.remove(at: place)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }

    /// Goes on to the first instant that something waits for.
    ///
    /// - Returns: whether there is one.
    private func wakeFirst() -> Bool {
        let sleeper: Sleeper? = state.withLock { state in
            guard let first = state.sleepers.first else { return nil }
            state.now = max(state.now, first.deadline)
            return state.sleepers.removeFirst()
        }
        sleeper?.continuation.resume()
        return sleeper != nil
    }
}

/// Runs an operation in virtual time: `Durable.now`, `Durable.clock` and the sleeps of durable functions, plain or in
/// executions, go by a clock that passes over every time that nothing happens in.
///
/// The task and its children run one at a time, and time goes on when all of them sleep, or wait for each other. It does
/// not wait for what goes on elsewhere, such as input and output, while another task sleeps; a test of several tasks is
/// therefore best not on an actor.
///
/// - Parameters:
///   - start: what time it is in the beginning.
///   - isolation: the caller's actor.
///   - operation: what to run. It receives the clock.
/// - Returns: what the operation returns.
/// - Throws: what the operation throws.
public func withVirtualTime<Result>(
    startingAt start: DurableClock.Instant = VirtualClock.start,
    isolation: isolated (any Actor)? = #isolation,
    _ operation: (VirtualClock) async throws -> Result
) async rethrows -> Result {
    let clock = VirtualClock(now: start, executor: VirtualExecutor(isForAll: isolation == nil))
    return try await VirtualClock.$current.withValue(clock) {
        try await Durable.withClock(clock) {
            try await TaskExecution.$executor.withValue(clock.executor) {
                try await withTaskExecutorPreference(clock.executor) { try await operation(clock) }
            }
        }
    }
}
