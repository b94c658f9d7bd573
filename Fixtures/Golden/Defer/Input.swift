import Torpor

func unlock(_ door: Int) {}

/// The body runs wherever the scope is left, by an error too. A suspension does not leave it.
@Durable
func pass(_ door: Int, ask: Exchange<String, Bool>) async throws -> Bool {
    defer { unlock(door) }
    guard try await ask("open?") else { return false }
    return try await ask("pass?")
}
