public import Foundation

/// An instant that an execution waits for.
public struct PendingWait: Hashable, Codable, Sendable {
    /// When the execution can go on, by the wall clock.
    public let deadline: Date

    @usableFromInline
    init(deadline: Date) {
        self.deadline = deadline
    }

    /// Sleeps until then, by the durable clock.
    ///
    /// - Throws: `CancellationError`.
    @usableFromInline
    func sleep() async throws {
        let instant = DurableClock.Instant(deadline)
        if Durable.now < instant { try await Durable.clock.sleep(until: instant) }
    }
}
