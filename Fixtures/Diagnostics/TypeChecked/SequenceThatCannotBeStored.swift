import Torpor

@Durable
func doubled(yield: Yield<Int>) async throws {
    for number in [1, 2, 3].lazy.map({ $0 * 2 }) {
    // error this sequence lives across a suspension and cannot be stored: iterate over Array(…) of it
        try await yield(number)
    }
}
