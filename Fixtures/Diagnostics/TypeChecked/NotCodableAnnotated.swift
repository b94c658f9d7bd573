import Torpor

@Durable
func travel(yield: Yield<Int>) async throws {
    let ticket: KeyPath<String, Int>? = \.count
    // error this value lives across a suspension and is not Codable
    try await yield(1)
    print("ticket"[keyPath: ticket!])
}
