public import Foundation

/// An instant that an execution waits for.
public struct PendingWait: Hashable, Codable, Sendable {
    /// When the execution can go on, by the wall clock.
    public let deadline: Date

    @usableFromInline
    init(deadline: Date) {
        self.deadline = deadline
    }

    /// Sleeps until then.
    ///
    /// - Throws: `CancellationError`.
    @usableFromInline
    func sleep() async throws {
        // In parts, since the wall clock may be set meanwhile.
        while case let seconds = deadline.timeIntervalSinceNow, seconds > 0 {
            try await Task.sleep(for: .seconds(min(seconds, 600)))
        }
    }
}
