import Torpor

func close(_ door: Int) async {}

@Durable
func leave(_ door: Int) async throws {
    defer { await close(door) }
//  ^ error [#DeferWithSuspension] a 'defer' body cannot suspend: suspend at the end of the scope
    print("leaving")
}

/// A body that does not suspend runs wherever the scope is left.
@Durable
func enter(_ door: Int, yield: Yield<Int>) async throws {
    defer { print("left") }
    try await yield(door)
}
