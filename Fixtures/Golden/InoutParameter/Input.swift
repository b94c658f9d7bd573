import Torpor

@Durable
func fill(_ cup: inout Int, upTo limit: Int) async throws {
    while cup < limit {
        try await Durable.sleep(for: .seconds(1))
        cup += 1
    }
}

@Durable
func pour() async throws -> Int {
    var cup = 0
    try await fill(&cup, upTo: 3)
    return cup
}
