import Torpor

@Durable
func letters(_ name: String) async throws -> Int {
    try await Durable.sleep(for: .seconds(1))
    return name.count
}

// Each child task ends where its scope is left, the last first.
@Durable
func lettersTogether(_ name: String) async throws -> Int {
    async let own = letters(name)
    async let (first, second) = (letters("ash"), name.count)
    return try await own + first + second
}
