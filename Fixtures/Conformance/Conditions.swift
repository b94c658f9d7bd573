import Torpor

// If, guard and their conditions: each is evaluated once, in order, and its branch runs to the end.

@Durable
func ifConditionChangedByItsBranch(yield: Yield<String>) async throws {
    var open = op("open", true)
    if open {
        open = false
        try await yield("first")
        note("still in the branch")
        try await yield("second")
    } else {
        try await yield("never")
    }
    note("open \(open)")
}

@Durable
func elseBranchMakesConditionTrue(yield: Yield<String>) async throws {
    var ready = op("ready", false)
    if ready {
        try await yield("never")
    } else {
        ready = true
        try await yield("else")
        note("ready \(ready)")
    }
}

@Durable
func elseIfEvaluatedInOrder(yield: Yield<Int>) async throws {
    for number in 0...3 {
        if op("first", number == 0) {
            try await yield(10)
        } else if op("second", number == 1) {
            note("no suspension here")
        } else if try await fetch(number == 2) {
            try await yield(12)
        } else {
            try await yield(13)
        }
        note("joined \(number)")
    }
}

@Durable
func ifConditionSuspends() async throws -> String {
    if try await laterFlag(true) {
        return "yes"
    }
    return "no"
}

@Durable
func ifConditionNegatedSuspension() async throws -> String {
    if try await !laterFlag(false) { note("negated") }
    return try await laterFlag(true) == false ? "equal" : "unequal"
}

@Durable
func ifLaterConditionSuspends() async throws -> [String] {
    var log: [String] = []
    for number in 0...3 {
        if number > 0, op("odd", number % 2 == 1), try await laterFlag(number < 3), op("last", true) {
            log.append("\(number) taken")
        } else {
            log.append("\(number) refused")
        }
    }
    return log
}

@Durable
func ifEarlierConditionStopsSuspension() async throws {
    if op("first", false), try await laterFlag(true) {
        note("never")
    }
    if let number = Int("x"), try await later(number) > 0 {
        note("never")
    }
}

@Durable
func ifLetSuspends() async throws -> Int {
    if let number = try await laterPositive(5) {
        return number + 1
    }
    return 0
}

@Durable
func ifLetLivesAcrossSuspension(yield: Yield<Int>) async throws {
    let maybe: Int? = 4
    if let number = maybe {
        try await yield(number)
        try await yield(number + 1)
    }
}

@Durable
func ifLetShorthand(yield: Yield<Int>) async throws {
    let number: Int? = 4
    if let number {
        try await yield(number)
        note("\(number)")
    }
    if var number {
        number += 1
        try await yield(number)
        number += 1
        note("\(number)")
    }
    note("\(String(describing: number))")
}

@Durable
func ifLetChainUsesEarlierBinding() async throws -> Int {
    let text: String? = "12"
    if let text, let number = Int(text), let more = try await laterPositive(number), more > 10 {
        try await Durable.sleep(for: .milliseconds(1))
        return more + text.count
    }
    return -1
}

@Durable
func ifCaseLet(yield: Yield<Int>) async throws {
    let trouble = Trouble.named("n", code: 3)
    if case .named(let name, let code) = trouble {
        try await yield(code)
        note(name)
    }
    if case .big = trouble {
        try await yield(0)
    }
}

@Durable
func ifCaseSubjectSuspends() async throws -> String {
    if case 3...5 = try await later(4), case let .some(number) = try await laterPositive(2) {
        return "both \(number)"
    }
    return "neither"
}

@Durable
func guardLeavesLoop(yield: Yield<Int>) async throws {
    for number in 1...5 {
        guard number < 3 else {
            note("leaving at \(number)")
            break
        }
        try await yield(number)
    }
}

@Durable
func guardElseSuspends(yield: Yield<String>) async throws -> Int {
    guard let number = Int("no") else {
        try await yield("not a number")
        return -1
    }
    return number
}

@Durable
func guardConditionSuspends() async throws -> Int {
    guard let number = try await laterPositive(6), try await laterFlag(number > 5) else {
        return 0
    }
    try await Durable.sleep(for: .milliseconds(1))
    return number
}

@Durable
func guardLetSameName(yield: Yield<Int>) async throws -> Int {
    let number: Int? = 8
    for _ in 0..<2 {
        guard let number = number else { return 0 }
        try await yield(number)
        note("\(number + 1)")
    }
    return number ?? -1
}

@Durable
func guardCase(yield: Yield<Int>) async throws -> Int {
    let trouble = Trouble.big(9)
    guard case .big(let size) = trouble, size > 3 else { return 0 }
    try await yield(size)
    return size * 2
}

@Durable
func shortCircuitKeepsOrder() async throws -> [Bool] {
    let first = try await laterFlag(false) && op("unreached", true)
    let second = try await laterFlag(true) && op("reached", false)
    let third = try await laterFlag(true) || op("unreached", false)
    let fourth = try await laterFlag(false) || op("a", true) && op("b", true)
    return [first, second, third, fourth]
}

@Durable
func shortCircuitByTernary() async throws -> [Bool] {
    var results: [Bool] = []
    for flag in [true, false] {
        results.append(try await laterFlag(flag) ? try await laterFlag(false) : op("skipped", true))
        results.append(op("left", flag) ? true : try await laterFlag(!flag))
    }
    return results
}

@Durable
func nilCoalescingAfterSuspension() async throws -> Int {
    let first = try await laterPositive(-1) ?? op("fallback", 5)
    let second = try await laterPositive(2) ?? op("unreached", 0)
    return first * 10 + second
}

@Durable
func ifWithoutSuspensionStaysNative(yield: Yield<Int>) async throws {
    var number = op("number", 1)
    if number == 1 { number = 2 } else if number == 2 { number = 3 }
    try await yield(number)
    if number == 2 { number = 20 }
    try await yield(number)
}

@Durable
func ifAvailability(yield: Yield<Int>) async throws {
    if #available(macOS 10.15, *) {
        try await yield(1)
    } else {
        try await yield(2)
    }
}

// MARK: - Cases

let conditionsCases: [any AnyCase] = [
    Case(
        "ifConditionChangedByItsBranch",
        yields: { try await ifConditionChangedByItsBranch(yield: $0) },
        durable: { IfConditionChangedByItsBranch() }
    ),
    Case(
        "elseBranchMakesConditionTrue",
        yields: { try await elseBranchMakesConditionTrue(yield: $0) },
        durable: { ElseBranchMakesConditionTrue() }
    ),
    Case(
        "elseIfEvaluatedInOrder",
        yields: { try await elseIfEvaluatedInOrder(yield: $0) },
        durable: { ElseIfEvaluatedInOrder() }
    ),
    Case("ifConditionSuspends", plain: { try await ifConditionSuspends() }, durable: { IfConditionSuspends() }),
    Case(
        "ifConditionNegatedSuspension",
        plain: { try await ifConditionNegatedSuspension() },
        durable: { IfConditionNegatedSuspension() }
    ),
    Case(
        "ifLaterConditionSuspends",
        plain: { try await ifLaterConditionSuspends() },
        durable: { IfLaterConditionSuspends() }
    ),
    Case(
        "ifEarlierConditionStopsSuspension",
        plain: { try await ifEarlierConditionStopsSuspension() },
        durable: { IfEarlierConditionStopsSuspension() }
    ),
    Case("ifLetSuspends", plain: { try await ifLetSuspends() }, durable: { IfLetSuspends() }),
    Case(
        "ifLetLivesAcrossSuspension",
        yields: { try await ifLetLivesAcrossSuspension(yield: $0) },
        durable: { IfLetLivesAcrossSuspension() }
    ),
    Case("ifLetShorthand", yields: { try await ifLetShorthand(yield: $0) }, durable: { IfLetShorthand() }),
    Case(
        "ifLetChainUsesEarlierBinding",
        plain: { try await ifLetChainUsesEarlierBinding() },
        durable: { IfLetChainUsesEarlierBinding() }
    ),
    Case("ifCaseLet", yields: { try await ifCaseLet(yield: $0) }, durable: { IfCaseLet() }),
    Case("ifCaseSubjectSuspends", plain: { try await ifCaseSubjectSuspends() }, durable: { IfCaseSubjectSuspends() }),
    Case("guardLeavesLoop", yields: { try await guardLeavesLoop(yield: $0) }, durable: { GuardLeavesLoop() }),
    Case("guardElseSuspends", yields: { try await guardElseSuspends(yield: $0) }, durable: { GuardElseSuspends() }),
    Case(
        "guardConditionSuspends",
        plain: { try await guardConditionSuspends() },
        durable: { GuardConditionSuspends() }
    ),
    Case("guardLetSameName", yields: { try await guardLetSameName(yield: $0) }, durable: { GuardLetSameName() }),
    Case("guardCase", yields: { try await guardCase(yield: $0) }, durable: { GuardCase() }),
    Case(
        "shortCircuitKeepsOrder",
        plain: { try await shortCircuitKeepsOrder() },
        durable: { ShortCircuitKeepsOrder() }
    ),
    Case("shortCircuitByTernary", plain: { try await shortCircuitByTernary() }, durable: { ShortCircuitByTernary() }),
    Case(
        "nilCoalescingAfterSuspension",
        plain: { try await nilCoalescingAfterSuspension() },
        durable: { NilCoalescingAfterSuspension() }
    ),
    Case(
        "ifWithoutSuspensionStaysNative",
        yields: { try await ifWithoutSuspensionStaysNative(yield: $0) },
        durable: { IfWithoutSuspensionStaysNative() }
    ),
    Case("ifAvailability", yields: { try await ifAvailability(yield: $0) }, durable: { IfAvailability() }),
]
