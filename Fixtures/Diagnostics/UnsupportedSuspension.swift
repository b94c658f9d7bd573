import Torpor

enum Trouble: Error, Codable {
    case small
    case big
}

func isKnown(_ trouble: Int) async throws -> Bool { true }

@Durable
func handle(_ number: Int, yield: Yield<Int>) async throws {
    do {
        try await yield(number)
        throw Trouble.small
    } catch Trouble.small where try await isKnown(1), Trouble.big where number > 1 {
    //      ^ error [#UnsupportedSuspension] a 'catch' of several patterns with a suspension in 'where'
        print("known")
    }
}
