import Torpor

struct Step: Codable {
    func action(_ number: Int) async throws -> Int { number + 1 }
}

@Durable
func twice(_ number: Int, _ action: (Int) async throws -> Int) async throws -> Int {
    try await action(action(number))
}

func actions() -> [(Int) async throws -> Int] { [] }

@Durable
func walk(_ count: Int) async throws -> Int {
    let step = Step()
    let first = try await twice(count, actions()[0])
    //                                 ^ error [#FunctionArgument] a durable function can be given a closure, or a function
    let second = try await twice(first, step.action)
    return try await twice(second) { $0 + first }
}
