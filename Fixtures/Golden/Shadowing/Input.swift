import Torpor

/// Names of one spelling get fields of their own, numbered in the order of their declarations.
@Durable
func shadow(_ value: Int, yield: Yield<String>) async throws {
    try await yield("\(value)")
    if value > 0 {
        let value = "inner \(value)"
        try await yield(value)
        for value in value {
            try await yield("\(value)")
        }
    }
    try await yield("\(value)")
}
