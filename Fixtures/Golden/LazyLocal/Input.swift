import Torpor

/// Whether a lazy variable has been evaluated is stored with its value.
@Durable
func prices(_ amount: Int, yield: Yield<Int>) async throws -> Int {
    lazy var net = amount * 100
    try await yield(amount)
    return net + net
}
