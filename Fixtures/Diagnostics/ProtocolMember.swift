import Torpor

protocol Worker {}

extension Worker {
    @Durable
    static func work() async throws {
    //          ^ error [#ProtocolMember] durable function 'work' is a member of protocol 'Worker'
        try await Durable.sleep(for: .seconds(1))
    }
}
