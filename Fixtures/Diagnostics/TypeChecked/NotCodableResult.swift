import Torpor

struct Session: Sendable {
    var user: String
}

struct Door<Key> {
    func logIn(_ user: Key) async throws -> Session { Session(user: "\(user)") }
}

@Durable
func shop(_ user: String) async throws -> String {
    let session = try await Door<String>().logIn(user)
    // error this value lives across a suspension and is not Codable
    try await Durable.sleep(for: .seconds(1))
    return session.user
}
