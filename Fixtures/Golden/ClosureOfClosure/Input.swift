import Torpor

@Durable
func countEach(_ names: [String]) async throws -> [String] {
    let makeCounter = { (name: String) in
        var count = 0
        return {
            count += 1
            return "\(name) \(count)"
        }
    }
    let counters = names.map { makeCounter($0) }
    try await Durable.sleep(for: .seconds(1))
    return counters.map { $0() }
}
