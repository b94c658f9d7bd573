import Torpor

func runLater(_ action: () async throws -> Int) async throws -> Int {
    try await action()
}

@Durable
func soon(_ action: () async throws -> Int) async throws -> Int {
    let results = [action]
    //             ^ error [#EscapingFunction] 'action' can only be called, or passed to a durable function
    let later = try await runLater(action)
    //                             ^ error [#EscapingFunction] 'action' can only be called, or passed to a durable
    let sum = [1, 2].map { _ in runOften(action) }
    //                                   ^ error [#EscapingFunction] 'action' can only be called, or passed
    return try await later + results.count + sum.count + action()
}

func runOften(_ action: () async throws -> Int) -> Int { 1 }

@Durable
func now(_ action: () async throws -> Int, or other: (() async throws -> Int)? = nil) async throws -> Int {
    let same = action
    if other == nil { return try await same() }
    guard let other else { return try await soon(same) }
    return try await soon { try await other() + same() }
}
