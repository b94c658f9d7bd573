import Torpor

/// A `for` becomes an iterator in the frame, and two blocks: its head and its body.
@Durable
func squares(upTo limit: Int, yield: Yield<Int>) async throws {
    for number in 1...limit {
        try await yield(number * number)
    }
}
