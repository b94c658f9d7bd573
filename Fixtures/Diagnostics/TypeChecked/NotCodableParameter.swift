import Torpor

@Durable
func drive(with settings: AnyHashable) async throws -> AnyHashable {
// error this value lives across a suspension and is not Codable
    try await Durable.sleep(for: .seconds(1))
    return settings
}
