import Torpor

func step(_ number: Int) async throws -> Int { number + 1 }

/// With `.onSuspend` an ordinary await is carried out where it stands; only the sleep is a state.
@Durable(checkpoints: .onSuspend)
func steps(_ start: Int) async throws -> Int {
    let first = try await step(start)
    let second = try await step(first)
    try await Durable.sleep(for: .seconds(1))
    return try await step(second)
}
