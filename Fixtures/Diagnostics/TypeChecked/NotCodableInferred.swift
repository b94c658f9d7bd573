import Torpor

final class Handle: Sendable {
    static let shared = Handle()
}

@Durable
func refund() async throws {
    let handle = Handle.shared
    // error this value lives across a suspension and is not Codable
    try await Durable.sleep(for: .seconds(1))
    print(handle)
}
