import Torpor

struct Session: Sendable {
    var user: String
}

struct Door {
    func logIn(_ user: String) async throws -> Session { Session(user: user) }
}

@Durable
func shop(_ user: String) async throws -> String {
    let session = try await Door().logIn(user)
    // error this value lives across a suspension and is not Codable
    try await Durable.sleep(for: .seconds(1))
    return session.user
}
