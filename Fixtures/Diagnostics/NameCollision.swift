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

struct Parcel: Codable {}

/// A coroutine in a type hides what the type uses.
struct Depot: Codable {
    var parcels: [Parcel] = []

    @Durable
    func parcel() async throws -> Int {
    //   ^ error [#NameCollision] the coroutine of 'parcel()' would be called 'Parcel', like a type that the module uses
        try await Durable.sleep(for: .seconds(1))
        return parcels.count
    }

    @Durable
    func any() async throws -> Bool {
    //   ^ error [#NameCollision] the coroutine of 'any()' would be called 'Any', like a keyword
        try await Durable.sleep(for: .seconds(1))
        return !parcels.isEmpty
    }

    @Durable
    func order() async throws {
        try await Durable.sleep(for: .seconds(1))
    }
}
