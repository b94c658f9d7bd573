import Torpor

@Durable
func plain() {}

@Durable
func throwing() throws {}

@Durable
func typed(_ number: Int) throws(CancellationError) -> Int { number }

@Durable
func returning(
    _ number: Int  // of what is counted
) -> Int { number }
