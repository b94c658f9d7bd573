import Torpor

@Durable
func attempt<Value: Codable>(times: Int, _ operation: () async throws -> Value) async throws -> Value {
    for _ in 1..<times {
        do { return try await operation() } catch {}
    }
    return try await operation()
}

// The closure is a further way into the coroutine, and a variable that it changes is shared in a box.
@Durable
func roll(_ dice: Int) async throws -> Int {
    var rolls = 0
    let sum = try await attempt(times: 3) {
        rolls += 1
        try await Durable.sleep(for: .seconds(1))
        return dice * rolls
    }
    return sum + rolls
}
