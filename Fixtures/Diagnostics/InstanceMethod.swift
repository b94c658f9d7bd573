import Torpor

struct Cart: Codable {
    var items: [String]

    @Durable
    func checkout() async throws -> Int {
    //   ^ error [#InstanceMethod] durable function 'checkout' is an instance method
        try await Durable.sleep(for: .seconds(1))
        return items.count
    }

    @Durable
    static func checkout(_ cart: Cart) async throws -> Int {
        try await Durable.sleep(for: .seconds(1))
        return cart.items.count
    }
}

extension Cart {
    @Durable
    func empty() async throws {
    //   ^ error [#InstanceMethod] durable function 'empty' is an instance method
        try await Durable.sleep(for: .seconds(1))
    }
}
