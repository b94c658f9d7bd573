import Torpor

// While and repeat loops around suspensions: their conditions are evaluated once per iteration, never again on resume.

@Durable
func whileConditionChangesAfterSuspension(yield: Yield<Int>) async throws {
    var left = 3
    while left > 0 {
        try await yield(left)
        left -= 1
    }
    note("left \(left)")
}

@Durable
func whileConditionHasSideEffects(yield: Yield<Int>) async throws {
    var count = 0
    while op("condition", count < 2) {
        try await yield(count)
        count += 1
    }
}

@Durable
func whileConditionIsFalseDuringBody(yield: Yield<Int>) async throws {
    var running = true
    while running {
        running = false
        try await yield(1)
        note("still in the body")
        try await yield(2)
    }
}

@Durable
func whileConditionSuspends() async throws -> Int {
    var count = 0
    while try await later(count) < 3 {
        count += 1
    }
    return count
}

@Durable
func whileSeveralConditionsSuspend() async throws -> [Int] {
    var seen: [Int] = []
    var number = 0
    while number < 5, let positive = try await laterPositive(3 - number), try await fetch(positive) != 7 {
        seen.append(positive)
        number += 1
    }
    return seen
}

@Durable
func whileNeverEntered(yield: Yield<Int>) async throws -> String {
    while op("never", false) {
        try await yield(0)
    }
    return "after"
}

@Durable
func whileTrueLeftByBreak(yield: Yield<Int>) async throws {
    var number = 1
    while true {
        if number > 4 { break }
        try await yield(number)
        number *= 2
    }
}

@Durable
func whileContinueSkipsSuspension(yield: Yield<Int>) async throws {
    var number = 0
    while number < 6 {
        number += 1
        if number % 2 == 0 { continue }
        try await yield(number)
    }
}

@Durable
func whileLetUnwrapsEachTime(yield: Yield<String>) async throws {
    var stack = ["a", "b", "c"]
    while let top = stack.popLast() {
        try await yield(top)
        if top == "b" { stack.append("d") }
    }
}

@Durable
func whileLetSuspendsInCondition() async throws -> Int {
    var total = 0
    var number = 3
    while let positive = try await laterPositive(number) {
        total += positive
        number -= 1
    }
    return total
}

@Durable
func whileCaseMatchesEachTime(yield: Yield<Int>) async throws {
    var result = Attempt.success(2)
    while case .success(let value) = result {
        try await yield(value)
        result = value > 0 ? .success(value - 1) : .failure(.small)
    }
}

@Durable
func whileVariableIsNewEachTime(yield: Yield<Int>) async throws {
    var round = 0
    while round < 3 {
        var fresh = 10
        fresh += round
        try await yield(fresh)
        fresh = 100
        note("fresh \(fresh)")
        round += 1
    }
}

@Durable
func whileOptionalIsNilAgainEachTime(yield: Yield<Int?>) async throws {
    var round = 0
    while round < 3 {
        var maybe: Int?
        try await yield(maybe)
        maybe = round
        try await yield(maybe)
        round += 1
    }
}

@Durable
func repeatRunsOnce(yield: Yield<Int>) async throws {
    repeat {
        try await yield(1)
    } while op("condition", false)
}

@Durable
func repeatConditionSuspends() async throws -> Int {
    var number = 0
    repeat {
        number += 1
    } while try await laterFlag(number < 3)
    return number
}

@Durable
func repeatContinueEvaluatesCondition(yield: Yield<Int>) async throws {
    var number = 0
    repeat {
        number += 1
        if number == 2 { continue }
        try await yield(number)
    } while op("condition", number < 4)
}

@Durable
func repeatBreakSkipsCondition(yield: Yield<Int>) async throws {
    var number = 0
    repeat {
        try await yield(number)
        number += 1
        if number == 2 { break }
    } while op("condition", number < 10)
    note("number \(number)")
}

@Durable
func nestedWhilesKeepTheirCounters(yield: Yield<[Int]>) async throws {
    var outer = 0
    while outer < 2 {
        var inner = 0
        while inner <= outer {
            try await yield([outer, inner])
            inner += 1
        }
        outer += 1
    }
}

@Durable
func nativeLoopsBetweenSuspensions(yield: Yield<Int>) async throws {
    var total = 0
    for step in 1...2 {
        for number in 1...10 {
            if number > 5 { break }
            total += number * step
        }
        var left = total
        while left > 10 { left -= 10 }
        try await yield(left)
        repeat { total -= 7 } while total > 20
    }
    try await yield(total)
}

@Durable
func loopWithEmptyBody() async throws -> Int {
    var polls = 0
    while try await fetch(polls) < 3 { polls += 1 }
    while try await fetch(op("never", false)) {}
    return polls
}

// MARK: - Cases

let loopsCases: [any AnyCase] = [
    Case(
        "whileConditionChangesAfterSuspension",
        yields: { try await whileConditionChangesAfterSuspension(yield: $0) },
        durable: { WhileConditionChangesAfterSuspension() }
    ),
    Case(
        "whileConditionHasSideEffects",
        yields: { try await whileConditionHasSideEffects(yield: $0) },
        durable: { WhileConditionHasSideEffects() }
    ),
    Case(
        "whileConditionIsFalseDuringBody",
        yields: { try await whileConditionIsFalseDuringBody(yield: $0) },
        durable: { WhileConditionIsFalseDuringBody() }
    ),
    Case(
        "whileConditionSuspends",
        plain: { try await whileConditionSuspends() },
        durable: { WhileConditionSuspends() }
    ),
    Case(
        "whileSeveralConditionsSuspend",
        plain: { try await whileSeveralConditionsSuspend() },
        durable: { WhileSeveralConditionsSuspend() }
    ),
    Case("whileNeverEntered", yields: { try await whileNeverEntered(yield: $0) }, durable: { WhileNeverEntered() }),
    Case(
        "whileTrueLeftByBreak",
        yields: { try await whileTrueLeftByBreak(yield: $0) },
        durable: { WhileTrueLeftByBreak() }
    ),
    Case(
        "whileContinueSkipsSuspension",
        yields: { try await whileContinueSkipsSuspension(yield: $0) },
        durable: { WhileContinueSkipsSuspension() }
    ),
    Case(
        "whileLetUnwrapsEachTime",
        yields: { try await whileLetUnwrapsEachTime(yield: $0) },
        durable: { WhileLetUnwrapsEachTime() }
    ),
    Case(
        "whileLetSuspendsInCondition",
        plain: { try await whileLetSuspendsInCondition() },
        durable: { WhileLetSuspendsInCondition() }
    ),
    Case(
        "whileCaseMatchesEachTime",
        yields: { try await whileCaseMatchesEachTime(yield: $0) },
        durable: { WhileCaseMatchesEachTime() }
    ),
    Case(
        "whileVariableIsNewEachTime",
        yields: { try await whileVariableIsNewEachTime(yield: $0) },
        durable: { WhileVariableIsNewEachTime() }
    ),
    Case(
        "whileOptionalIsNilAgainEachTime",
        yields: { try await whileOptionalIsNilAgainEachTime(yield: $0) },
        durable: { WhileOptionalIsNilAgainEachTime() }
    ),
    Case("repeatRunsOnce", yields: { try await repeatRunsOnce(yield: $0) }, durable: { RepeatRunsOnce() }),
    Case(
        "repeatConditionSuspends",
        plain: { try await repeatConditionSuspends() },
        durable: { RepeatConditionSuspends() }
    ),
    Case(
        "repeatContinueEvaluatesCondition",
        yields: { try await repeatContinueEvaluatesCondition(yield: $0) },
        durable: { RepeatContinueEvaluatesCondition() }
    ),
    Case(
        "repeatBreakSkipsCondition",
        yields: { try await repeatBreakSkipsCondition(yield: $0) },
        durable: { RepeatBreakSkipsCondition() }
    ),
    Case(
        "nestedWhilesKeepTheirCounters",
        yields: { try await nestedWhilesKeepTheirCounters(yield: $0) },
        durable: { NestedWhilesKeepTheirCounters() }
    ),
    Case(
        "nativeLoopsBetweenSuspensions",
        yields: { try await nativeLoopsBetweenSuspensions(yield: $0) },
        durable: { NativeLoopsBetweenSuspensions() }
    ),
    Case("loopWithEmptyBody", plain: { try await loopWithEmptyBody() }, durable: { LoopWithEmptyBody() }),
]
