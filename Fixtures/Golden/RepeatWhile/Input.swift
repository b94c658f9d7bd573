import Torpor

/// The condition of a `repeat` suspends after its body.
@Durable
func attempts(ask: Exchange<Int, Bool>) async throws -> Int {
    var count = 0
    repeat {
        count += 1
    } while try await ask(count)
    return count
}
