import Torpor

@Durable
func plain() async {}

@Durable
func throwing() async throws {}

@Durable
func typed(_ number: Int) async throws(CancellationError) -> Int { number }

@Durable
func returning(
    _ number: Int  // of what is counted
) async -> Int { number }
