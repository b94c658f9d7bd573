import Torpor

struct Basket: Codable {
    var items: [Int] = []

    @Durable
    mutating func add(_ item: Int) async throws -> Int {
        items.append(item)
        try await Durable.sleep(for: .seconds(1))
        return items.count
    }
}

// What the method has changed goes back to the place that it was called on, also if it fails.
@Durable
func fillBaskets() async throws -> Basket {
    var carts = [Basket()]
    _ = try await carts[0].add(1)
    return carts[0]
}
