import Torpor

@Durable
func weigh(_ name: String) async throws -> Int {
    try await Durable.sleep(for: .seconds(1))
    return name.count
}

// Each child task ends where its scope is left, the last first.
@Durable
func total(_ name: String) async throws -> Int {
    async let own = weigh(name)
    async let (first, second) = (weigh("ash"), name.count)
    return try await own + first + second
}
