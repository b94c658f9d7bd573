import Torpor

/// Only the side that is chosen suspends.
@Durable
func greet(_ name: String?, ask: Exchange<String, String>) async throws -> String {
    "Hello, " + (name == nil ? try await ask("Who are you?") : name!)
}
