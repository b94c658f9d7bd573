import Torpor

struct Settings {
    var speed: Int
}

@Durable
func drive(with settings: Settings) async throws -> Int {
// error this value lives across a suspension and is not Codable
    try await Durable.sleep(for: .seconds(1))
    return settings.speed
}
