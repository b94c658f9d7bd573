import Foundation
import Torpor

@Durable
func travel(yield: Yield<Int>) async throws {
    let ticket: ByteCountFormatter? = ByteCountFormatter()
    // error this value lives across a suspension and is not Codable
    try await yield(1)
    print(ticket?.string(fromByteCount: 1) ?? "")
}
