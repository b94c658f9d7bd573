import Torpor

final class Handle {}

/// What ends before the suspension need not be Codable.
@Durable
func refund() async throws -> Int {
    let handle = Handle()
    let number = ObjectIdentifier(handle) == ObjectIdentifier(handle) ? 1 : 2
    try await Durable.sleep(for: .seconds(1))
    return number
}
