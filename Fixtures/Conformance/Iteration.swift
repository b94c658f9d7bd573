import Torpor

// For loops around suspensions: the sequence is evaluated once, and each element is a new variable.

@Durable
func forClosedRange(yield: Yield<Int>) async throws {
    for number in 1...3 {
        try await yield(number)
    }
}

@Durable
func forHalfOpenRangeEvaluatedOnce(yield: Yield<Int>) async throws {
    var end = 3
    for number in op("start", 0)..<op("end", end) {
        end += 10
        try await yield(number + end)
    }
}

@Durable
func forRangeFromLeftByBreak(yield: Yield<Int>) async throws {
    for number in 5... {
        try await yield(number)
        if number == 7 { break }
    }
}

@Durable
func forEmptyRange(yield: Yield<Int>) async throws {
    let end = 0
    for number in 0..<end {
        try await yield(number)
    }
    note("nothing")
}

@Durable
func forNestedRangesDependOnOuter(yield: Yield<Int>) async throws {
    for outer in 1...3 {
        for inner in outer..<4 {
            try await yield(outer * 10 + inner)
        }
    }
}

@Durable
func forArrayIgnoresLaterChanges(yield: Yield<Int>) async throws {
    var numbers = [1, 2, 3]
    for number in numbers {
        numbers.append(number * 10)
        try await yield(number)
    }
    try await yield(numbers.count)
}

@Durable
func forSequenceSuspends(yield: Yield<Int>) async throws {
    for number in try await fetch([4, 5]) {
        try await yield(number)
    }
}

@Durable
func forWhere(yield: Yield<Int>) async throws {
    for number in 1...5 where op("odd \(number)", number % 2 == 1) {
        try await yield(number)
    }
}

@Durable
func forWhereSuspends() async throws -> [Int] {
    var taken: [Int] = []
    for number in 1...4 where try await laterFlag(number % 2 == 0) {
        taken.append(number)
    }
    return taken
}

@Durable
func forCaseLet(yield: Yield<Int>) async throws {
    let results: [Attempt] = [.success(1), .failure(.small), .success(3)]
    for case .success(let value) in results where value != 2 {
        try await yield(value)
    }
}

@Durable
func forCaseLetOptional(yield: Yield<Int>) async throws {
    let numbers: [Int?] = [nil, 1, nil, 2]
    for case let number? in numbers {
        try await yield(number)
    }
}

@Durable
func forCaseExpressionPattern(yield: Yield<Int>) async throws {
    for case 3...4 in [1, 3, 5, 4] {
        try await yield(tally)
        tally += 1
    }
}

@Durable
func forVarIsOwnCopy(yield: Yield<Int>) async throws {
    for var number in [1, 2] {
        number *= 10
        try await yield(number)
        number += 1
        try await yield(number)
    }
}

@Durable
func forTuplePattern(yield: Yield<String>) async throws {
    let pairs = [("a", 1), ("b", 2)]
    for (name, count) in pairs {
        try await yield(name)
        note("\(name) \(count)")
    }
}

@Durable
func forTuplePatternWithHole(yield: Yield<Int>) async throws {
    for (_, (count, _)) in [("a", (1, true)), ("b", (2, false))] {
        try await yield(count)
        note("\(count)")
    }
}

@Durable
func forWildcard(yield: Yield<Int>) async throws {
    for _ in 0..<3 {
        tally += 1
        try await yield(tally)
    }
}

@Durable
func forVariableIsNewEachTime(yield: Yield<Int>) async throws {
    for round in 0..<3 {
        var items: [Int] = []
        items.append(round)
        try await yield(items.count)
        items.append(round)
        try await yield(items.count)
    }
}

@Durable
func forBodyOfOneSuspensionAfterAnother() async throws -> [Int] {
    var sums: [Int] = []
    for number in 1...2 {
        let first = try await later(number)
        let second = try await fetch(first * 10)
        sums.append(first + second)
    }
    return sums
}

// MARK: - Cases

let iterationCases: [any AnyCase] = [
    Case("forClosedRange", yields: { try await forClosedRange(yield: $0) }, durable: { ForClosedRange() }),
    Case(
        "forHalfOpenRangeEvaluatedOnce",
        yields: { try await forHalfOpenRangeEvaluatedOnce(yield: $0) },
        durable: { ForHalfOpenRangeEvaluatedOnce() }
    ),
    Case(
        "forRangeFromLeftByBreak",
        yields: { try await forRangeFromLeftByBreak(yield: $0) },
        durable: { ForRangeFromLeftByBreak() }
    ),
    Case("forEmptyRange", yields: { try await forEmptyRange(yield: $0) }, durable: { ForEmptyRange() }),
    Case(
        "forNestedRangesDependOnOuter",
        yields: { try await forNestedRangesDependOnOuter(yield: $0) },
        durable: { ForNestedRangesDependOnOuter() }
    ),
    Case(
        "forArrayIgnoresLaterChanges",
        yields: { try await forArrayIgnoresLaterChanges(yield: $0) },
        durable: { ForArrayIgnoresLaterChanges() }
    ),
    Case(
        "forSequenceSuspends",
        yields: { try await forSequenceSuspends(yield: $0) },
        durable: { ForSequenceSuspends() }
    ),
    Case("forWhere", yields: { try await forWhere(yield: $0) }, durable: { ForWhere() }),
    Case("forWhereSuspends", plain: { try await forWhereSuspends() }, durable: { ForWhereSuspends() }),
    Case("forCaseLet", yields: { try await forCaseLet(yield: $0) }, durable: { ForCaseLet() }),
    Case("forCaseLetOptional", yields: { try await forCaseLetOptional(yield: $0) }, durable: { ForCaseLetOptional() }),
    Case(
        "forCaseExpressionPattern",
        yields: { try await forCaseExpressionPattern(yield: $0) },
        durable: { ForCaseExpressionPattern() }
    ),
    Case("forVarIsOwnCopy", yields: { try await forVarIsOwnCopy(yield: $0) }, durable: { ForVarIsOwnCopy() }),
    Case("forTuplePattern", yields: { try await forTuplePattern(yield: $0) }, durable: { ForTuplePattern() }),
    Case(
        "forTuplePatternWithHole",
        yields: { try await forTuplePatternWithHole(yield: $0) },
        durable: { ForTuplePatternWithHole() }
    ),
    Case("forWildcard", yields: { try await forWildcard(yield: $0) }, durable: { ForWildcard() }),
    Case(
        "forVariableIsNewEachTime",
        yields: { try await forVariableIsNewEachTime(yield: $0) },
        durable: { ForVariableIsNewEachTime() }
    ),
    Case(
        "forBodyOfOneSuspensionAfterAnother",
        plain: { try await forBodyOfOneSuspensionAfterAnother() },
        durable: { ForBodyOfOneSuspensionAfterAnother() }
    ),
]
