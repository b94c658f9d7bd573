import Torpor

func temperature(of city: String) async throws -> Int { city.count }

/// `try?` is a handler of its own: an error becomes nil.
@Durable
func report(_ city: String) async -> String {
    let degrees = try? await temperature(of: city)
    return degrees.map { "\($0) degrees" } ?? "unknown"
}
