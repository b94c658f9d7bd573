import Torpor

func lookUp(_ key: String) async throws -> Int? { key.isEmpty ? nil : key.count }

/// The conditions of a `guard` or an `if` are evaluated in order, up to the first that fails.
@Durable
func total(_ first: String?, _ second: String) async throws -> Int {
    guard let first, let left = try await lookUp(first), left > 1 else { return 0 }
    if let right = try await lookUp(second), right > left {
        return right
    } else if left > 5 {
        return left
    }
    return 1
}
