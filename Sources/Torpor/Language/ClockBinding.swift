import Foundation

/// What tells durable functions the time, and lets it pass.
protocol TimeSource: Sendable {
    var now: DurableClock.Instant { get }

    func sleep(until deadline: DurableClock.Instant, tolerance: Duration?) async throws
}

/// The source that is bound to the current task.
enum ClockBinding {
    /// Nil is the wall clock.
    @TaskLocal static var current: (any TimeSource)?
}

/// The system's clock.
struct WallTime: TimeSource {
    var now: DurableClock.Instant { DurableClock.Instant(Date()) }

    func sleep(until deadline: DurableClock.Instant, tolerance: Duration?) async throws {
        var rest = now.duration(to: deadline)
        if rest <= .zero {
            try Task.checkCancellation()
            return await Task.yield()
        }
        // In parts, since the wall clock may be set meanwhile.
        while rest > .zero {
            try await Task.sleep(for: min(rest, .seconds(600)), tolerance: tolerance)
            rest = now.duration(to: deadline)
        }
    }
}

/// A clock of the user's.
struct BoundClock<C: Clock>: TimeSource where C.Instant == DurableClock.Instant, C.Duration == Duration {
    let clock: C

    var now: DurableClock.Instant { clock.now }

    func sleep(until deadline: DurableClock.Instant, tolerance: Duration?) async throws {
        try await clock.sleep(until: deadline, tolerance: tolerance)
    }
}
