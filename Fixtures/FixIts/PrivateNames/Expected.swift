import Torpor

// The rate is kept here.
let rate = 2  // in percent

struct Price: Codable {
    private(set) var amount: Int
}

public enum Shop {
    @available(*, deprecated) static func discount() -> Int { 1 }

    @Durable
    static func sell(_ amount: Int) async throws -> Int {
        let price = Price(amount: amount * rate + rate)
        try await Durable.sleep(for: .seconds(1))
        return price.amount - discount() - Self.bonus - extra()
    }
}

extension Shop {
    static var bonus: Int { 1 }
}

public extension Shop {
    internal static func extra() -> Int { 2 }
}
