import Torpor

func slot() -> Int { 1 }

/// The index is evaluated before the suspension; the element that is added to is loaded after it.
@Durable
func addUp(ask: Exchange<String, Int>) async throws -> [Int] {
    var totals = [0, 0]
    totals[slot()] += try await ask("how many?")
    return totals
}
