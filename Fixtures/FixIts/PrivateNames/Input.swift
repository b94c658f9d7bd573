import Torpor

// The rate is kept here.
private let rate = 2  // in percent

fileprivate
struct Price: Codable {
    private(set) var amount: Int
}

public enum Shop {
    @available(*, deprecated) private static func discount() -> Int { 1 }

    @Durable
    private static func sell(_ amount: Int) async throws -> Int {
        let price = Price(amount: amount * rate + rate)
        try await Durable.sleep(for: .seconds(1))
        return price.amount - discount() - Self.bonus - extra()
    }
}

private extension Shop {
    static var bonus: Int { 1 }
}

public extension Shop {
    private static func extra() -> Int { 2 }
}
