import Torpor

// Durable functions called from other files, and static functions of types.

@Durable
func isOdd(_ number: Int) async throws -> Bool {
    note("isOdd \(number)")
    try await Durable.sleep(for: .milliseconds(1))
    return number == 0 ? false : try await isEven(number - 1)
}

/// A type with durable static functions.
struct Cart: Codable, Equatable {
    static let limit = 3
    var items: [String] = []

    @Durable
    static func checkout(_ cart: Cart) async throws -> Int {
        var total = 0
        for item in cart.items {
            total += try await price(of: item)
        }
        return min(total, limit * 100)
    }

    @Durable
    static func price(of item: String) async throws -> Int {
        note("pricing \(item)")
        try await Durable.sleep(for: .milliseconds(1))
        return item.count * factor
    }

    private(set) static var factor: Int {
        get { max(tally, 10) }
        set { tally = newValue }
    }

    @Durable
    static func fill() async throws -> Cart {
        var cart = Cart()
        cart.items.append(try await laterText("apple"))
        cart.items += [try await laterText("fig")]
        return cart
    }

    enum Express {
        static let surcharge = 5

        @Durable
        static func deliver(_ cart: Cart) async throws -> String {
            let total = try await Cart.checkout(cart) + surcharge
            return "\(cart.items.count) for \(total), \(try await Self.name())"
        }

        @Durable
        static func name() async throws -> String {
            try await laterText("\(Self.self)")
        }
    }
}

extension Cart {
    @Durable
    static func discounted(_ cart: Self) async throws -> Int {
        let total = try await Self.checkout(cart)
        return total - (try await later(Self.limit))
    }
}

@Durable
func callStaticFunctions() async throws -> [String] {
    let cart = try await Cart.fill()
    let total = try await Cart.checkout(cart)
    let discounted = try await Cart.discounted(cart)
    return ["\(total)", "\(discounted)", try await Cart.Express.deliver(cart)]
}

enum Generators {
    @Durable
    static func evens(upTo end: Int, yield: Yield<Int>) async throws {
        for number in stride(from: 0, through: end, by: 2) { try await yield(number) }
    }
}

@Durable
func callStaticGenerator(yield: Yield<Int>) async throws {
    try await Generators.evens(upTo: 4, yield: yield)
    try await yield(100)
}

enum Sequencer {
    private static let secret = 1

    static var next: Int { secret + tally }

    @Durable
    static func run() async throws -> [Int] {
        var numbers = [next]
        numbers.append(try await next + laterBump(by: 1) + next)
        return numbers + [Sequencer.next, Self.next]
    }
}

// MARK: - Cases

let callsElsewhereCases: [any AnyCase] = [
    Case(
        "Cart.checkout",
        plain: { try await Cart.checkout(Cart(items: ["plum"])) },
        durable: { Cart.Checkout(Cart(items: ["plum"])) }
    ),
    Case("Cart.price", plain: { try await Cart.price(of: "kiwi") }, durable: { Cart.Price(of: "kiwi") }),
    Case("Cart.fill", plain: { try await Cart.fill() }, durable: { Cart.Fill() }),
    Case(
        "Cart.Express.deliver",
        plain: { try await Cart.Express.deliver(Cart(items: ["a", "b"])) },
        durable: { Cart.Express.Deliver(Cart(items: ["a", "b"])) }
    ),
    Case("Cart.Express.name", plain: { try await Cart.Express.name() }, durable: { Cart.Express.Name() }),
    Case(
        "Cart.discounted",
        plain: { try await Cart.discounted(Cart(items: ["pear"])) },
        durable: { Cart.Discounted(Cart(items: ["pear"])) }
    ),
    Case("callStaticFunctions", plain: { try await callStaticFunctions() }, durable: { CallStaticFunctions() }),
    Case(
        "Generators.evens",
        yields: { try await Generators.evens(upTo: 4, yield: $0) },
        durable: { Generators.Evens(upTo: 4) }
    ),
    Case(
        "callStaticGenerator",
        yields: { try await callStaticGenerator(yield: $0) },
        durable: { CallStaticGenerator() }
    ),
    Case("Sequencer.run", plain: { try await Sequencer.run() }, durable: { Sequencer.Run() }),
]
