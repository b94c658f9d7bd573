import Torpor

@Durable
func pause(_ number: Int) async throws -> Int {
    try await Durable.sleep(for: .seconds(number))
    return number
}

enum Clock {
    @Durable
    static func tick() async throws {
        try await Durable.sleep(for: .seconds(1))
    }
}

func apply(_ action: (Int) async throws -> Int) async throws -> Int { try await action(1) }

@Durable
func work() async throws -> Int {
    // Calls of these are durable calls.
    let wait = pause
    let tick = Clock.tick
    try await tick()
    _ = try await apply(pause)
    //                  ^ warning [#FunctionValue] durable function 'pause' is used as a value: called through it, it runs
    return try await wait(1) + (pause)(2)
}

/// A parameter of the same name is another thing.
@Durable
func rest(pause: Int) async throws -> Int {
    try await Durable.sleep(for: .seconds(pause))
    return pause
}
