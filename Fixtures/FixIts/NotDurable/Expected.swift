import Torpor

@Durable
func pause() async throws {}

/// Waits for a long time.
@Durable
func pauseTwice() async throws {
    try await pause()
    try await pause()
}

    @Durable
    func pauseOften() async throws { try await pauseTwice() }

@Durable
func work() async throws {
    try await pauseOften()
}
