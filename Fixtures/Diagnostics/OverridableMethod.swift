import Torpor

class Vehicle: Codable {
    func drive() async throws {}
}

class Car: Vehicle {
    @Durable
    override func drive() async throws {
    //            ^ error [#OverridableMethod] durable function 'drive' overrides another
        try await Durable.sleep(for: .seconds(1))
    }
}
