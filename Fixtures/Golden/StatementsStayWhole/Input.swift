import Torpor

/// Only what suspends is taken apart: the first loop has no suspension in it, and stays as it is.
@Durable
func sum(_ numbers: [Int], yield: Yield<Int>) async throws {
    var total = 0
    for number in numbers {
        guard number > 0 else { continue }
        total += number
    }
    if total > 10 {
        try await yield(total)
    }
}
