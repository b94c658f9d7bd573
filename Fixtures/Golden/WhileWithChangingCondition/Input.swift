import Torpor

/// The condition is evaluated once for each iteration, by its own block: never again on resume.
@Durable
func countdown(from start: Int, yield: Yield<Int>) async throws -> String {
    var left = start
    while left > 0 {
        left -= 1
        try await yield(left)
    }
    return "lift-off"
}
