import Torpor

private let rate = 2

private struct Price: Codable {
    var amount: Int
}

enum Shop {
    private static func discount() -> Int { 1 }

    @Durable
    static func sell(_ amount: Int) async throws -> Int {
        let price = Price(amount: amount * rate)
        //          ^ error [#PrivateName] 'Price' is private, and the coroutine of 'sell' is in a file of its own
        //                                 ^ error [#PrivateName] 'rate' is private, and the coroutine of 'sell' is in
        try await Durable.sleep(for: .seconds(1))
        return price.amount - discount()
        //                    ^ error [#PrivateName] 'discount' is private, and the coroutine of 'sell' is in a file of
    }
}

/// A local of the same name is another thing.
@Durable
func sell(_ amount: Int, at rate: Int) async throws -> Int {
    try await Durable.sleep(for: .seconds(1))
    return amount * rate
}
