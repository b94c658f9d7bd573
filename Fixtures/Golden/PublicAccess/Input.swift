public import Torpor

/// Sends out a text again and again.
///
/// - Parameters:
///   - text: the text.
///   - count: how often.
@Durable(name: "Echoes")
public func echo(_ text: String, times count: Int = 2, yield: Yield<String>) async throws {
    for _ in 0..<count { try await yield(text) }
}
