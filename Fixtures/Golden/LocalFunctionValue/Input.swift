import Torpor

@Durable
func tally() async throws -> Int {
    var total = 0
    func add(_ number: Int) { total += number }
    let actions = [add, { add($0 * 10) }]
    try await Durable.sleep(for: .seconds(1))
    for action in actions { action(1) }
    return total
}
