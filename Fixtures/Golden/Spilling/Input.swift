import Torpor

func weigh(_ name: String) -> Int { name.count }

/// What stands before the last suspension of an expression is evaluated first, from left to right.
@Durable
func difference(_ first: Int, ask: Exchange<String, Int>) async throws -> Int {
    weigh("left") * (try await ask("second?")) - (try await ask("third?")) + weigh("right") * first
}
