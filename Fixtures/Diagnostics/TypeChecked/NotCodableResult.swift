import Torpor

struct Session {
    var user: String
}

func logIn(_ user: String) async throws -> Session { Session(user: user) }

@Durable
func shop(_ user: String) async throws -> String {
    let session = try await logIn(user)
    // error this value lives across a suspension and is not Codable
    try await Durable.sleep(for: .seconds(1))
    return session.user
}
