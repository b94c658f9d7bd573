import Torpor

@Durable
func pause() async throws -> Int {
    try await Durable.sleep(for: .seconds(1))
    return 1
}

@Durable
func twice() async throws -> Int {
    let first = try pause()
    //              ^ error [#DurableCallWithoutAwait] durable call of 'pause' is not awaited: write 'await'
    return try await first + pause()
}
