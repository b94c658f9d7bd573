import Torpor

/// A `where` that suspends is a block between the head of the loop and its body.
@Durable
func chosen(_ numbers: [Int], ask: Exchange<Int, Bool>) async throws -> [Int] {
    var result: [Int] = []
    for number in numbers where try await ask(number) {
        result.append(number)
    }
    return result
}
