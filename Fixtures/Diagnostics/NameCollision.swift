import Torpor

struct Order: Codable {}

@Durable
func order() async throws {
//   ^ error [#NameCollision] the coroutine of 'order()' would be called 'Order', like a type of the module
    try await Durable.sleep(for: .seconds(1))
}

@Durable
func fetch(_ number: Int) async throws {
    try await Durable.sleep(for: .seconds(1))
}

@Durable
func fetch(_ name: String) async throws {
//   ^ error [#NameCollision] the coroutine of 'fetch(_:)' would be called 'Fetch', like the coroutine of 'fetch(_:)'
    try await Durable.sleep(for: .seconds(1))
}

@Durable(name: "FetchAll")
func fetch() async throws {
    try await Durable.sleep(for: .seconds(1))
}
