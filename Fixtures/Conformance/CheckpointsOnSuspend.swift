import Torpor

// The second mode of checkpoints: the same meaning, with fewer places to stop at.

@Durable(checkpoints: .onSuspend)
func onSuspendOrdinaryAwaits() async throws -> Int {
    let first = try await fetch(1)
    let second = try await fetch(first + 1)
    return first * 10 + second
}

@Durable(checkpoints: .onSuspend)
func onSuspendMixed(yield: Yield<Int>) async throws {
    for number in 1...2 {
        let fetched = try await fetch(number * 10)
        try await yield(fetched)
        note("after \(try await fetch(fetched))")
        try await Durable.sleep(for: .milliseconds(1))
    }
}

@Durable(checkpoints: .onSuspend)
func onSuspendControlFlow(yield: Yield<String>) async throws -> Int {
    var total = 0
    loop: for number in 1...5 where try await fetch(number != 2) {
        do {
            switch try await fetch(number) {
            case 3: continue loop
            case 4: _ = try await refuse(.big(4), as: Int.self)
            case 5: break loop
            default: try await yield("one")
            }
            total += number
        } catch Trouble.big(let size) {
            total += size * 10
        }
    }
    return total
}

@Durable(checkpoints: .onSuspend)
func onSuspendEvaluationOrder() async throws -> Int {
    tally = 2
    var numbers = [1, 2]
    numbers[op("index", 0)] += try await fetch(op("value", 5)) - fetchBumping(by: 1) * tally
    return try await op("a", numbers[0]) + later(2) + fetch(3) - tally
}

@Durable(checkpoints: .onSuspend)
func onSuspendNothingSuspends() async -> [String] {
    var words: [String] = []
    for word in ["a", "b"] {
        words.append(await glance(word))
    }
    return words
}

@Durable(checkpoints: .onSuspend)
func onSuspendCallsOnAwait() async throws -> Int {
    let first = try await awaitsOnce()
    let second = try await fetch(first)
    return second + (try await onSuspendOrdinaryAwaits())
}

@Durable(checkpoints: .onAwait)
func onAwaitSpelledOut() async throws -> Int {
    try await fetch(1) + onSuspendOrdinaryAwaits()
}

@Durable(checkpoints: .onSuspend)
func onSuspendNonCodableBetweenAwaits() async throws -> Int {
    let handle = Handle(number: 4)
    let first = try await fetch(handle.number)
    let second = try await fetch(handle.number + first)
    return first + second
}

/// Not `Codable`: may live across ordinary awaits where those are no checkpoints.
final class Handle: Sendable {
    let number: Int

    init(number: Int) {
        self.number = number
    }
}

// MARK: - Cases

let checkpointsOnSuspendCases: [any AnyCase] = [
    Case(
        "onSuspendOrdinaryAwaits",
        plain: { try await onSuspendOrdinaryAwaits() },
        durable: { OnSuspendOrdinaryAwaits() }
    ),
    Case("onSuspendMixed", yields: { try await onSuspendMixed(yield: $0) }, durable: { OnSuspendMixed() }),
    Case(
        "onSuspendControlFlow",
        yields: { try await onSuspendControlFlow(yield: $0) },
        durable: { OnSuspendControlFlow() }
    ),
    Case(
        "onSuspendEvaluationOrder",
        plain: { try await onSuspendEvaluationOrder() },
        durable: { OnSuspendEvaluationOrder() }
    ),
    Case(
        "onSuspendNothingSuspends",
        plain: { await onSuspendNothingSuspends() },
        durable: { OnSuspendNothingSuspends() }
    ),
    Case("onSuspendCallsOnAwait", plain: { try await onSuspendCallsOnAwait() }, durable: { OnSuspendCallsOnAwait() }),
    Case("onAwaitSpelledOut", plain: { try await onAwaitSpelledOut() }, durable: { OnAwaitSpelledOut() }),
    Case(
        "onSuspendNonCodableBetweenAwaits",
        plain: { try await onSuspendNonCodableBetweenAwaits() },
        durable: { OnSuspendNonCodableBetweenAwaits() }
    ),
]
