import Torpor

protocol Greeter: Codable {
    var name: String { get }
}

extension Greeter {
    @Durable
    func welcome() async throws -> String {
        let greeted = name
        try await Durable.sleep(for: .seconds(1))
        return greeted + name
    }
}
