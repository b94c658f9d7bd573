import Torpor

@Durable
func counters(upTo last: Int) async throws -> [Int] {
    var counters: [() -> Int] = []
    for number in 1...last {
        var count = number
        counters.append {
            count += 1
            return count
        }
    }
    try await Durable.sleep(for: .seconds(1))
    return counters.map { $0() }
}
