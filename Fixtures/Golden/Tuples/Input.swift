import Torpor

func bounds(of numbers: [Int]) async throws -> (low: Int, high: Int) {
    (numbers.min() ?? 0, numbers.max() ?? 0)
}

/// A tuple is taken apart to be stored; a pattern gives each of its names a field.
@Durable
func spread(_ numbers: [Int]) async throws -> Int {
    let limits = try await bounds(of: numbers)
    let (low, high) = try await bounds(of: numbers + [0])
    try await Durable.sleep(for: .seconds(1))
    return limits.high - limits.low + high - low
}
