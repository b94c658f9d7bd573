import Torpor

enum Shop {
    struct Cart: Codable {
        var items: [String]
    }

    static let greeting = "Welcome"

    /// The coroutine is a type of the same type, `Shop.Checkout`.
    @Durable
    static func checkout(_ cart: Cart, yield: Yield<String>) async throws -> Int {
        try await yield(greeting)
        return cart.items.count
    }
}
