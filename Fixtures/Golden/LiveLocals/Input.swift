import Torpor

/// `secret` is needed at the first suspension only, `length` at both, `twice` at none.
@Durable
func derive(_ secret: String, yield: Yield<Int>) async throws -> Int {
    let length = secret.count
    let twice = length * 2
    try await yield(twice)
    if secret.hasPrefix("x") { return 0 }
    try await yield(length)
    return length
}
