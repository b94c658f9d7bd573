import Torpor

/// A `let` that is initialised on each branch.
@Durable
func fare(age: Int, ask: Exchange<String, Int>) async throws -> Int {
    let price: Int
    if age < 6 {
        price = 0
    } else {
        price = try await ask("price for \(age)?")
    }
    try await Durable.sleep(for: .seconds(1))
    return price
}
