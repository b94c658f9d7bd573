import Torpor

@Durable
func pause() async throws {}

/// Waits for a long time.
func pauseTwice() async throws {
    try await pause()
    try await pause()
}

    func pauseOften() async throws { try await pauseTwice() }

@Durable
func work() async throws {
    try await pauseOften()
}
