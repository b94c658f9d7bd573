import Torpor

enum PaymentError: Error, Codable {
    case declined(code: Int)
    case offline
}

func pay(_ amount: Int) async throws -> Int {
    guard amount < 100 else { throw PaymentError.declined(code: amount) }
    return amount
}

/// A throw in any block of the `do` enters the handler, with the error as a local.
@Durable
func payOrReport(_ amount: Int, yield: Yield<String>) async throws -> Int {
    do {
        try await yield("paying")
        return try await pay(amount)
    } catch PaymentError.declined(let code) {
        try await yield("declined: \(code)")
    } catch {
        try await yield("failed")
        throw error
    }
    return 0
}
