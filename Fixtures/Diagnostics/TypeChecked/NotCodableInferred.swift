import Torpor

final class Handle {}

@Durable
func refund() async throws {
    let handle = Handle()
    // error this value lives across a suspension and is not Codable
    try await Durable.sleep(for: .seconds(1))
    print(handle)
}
