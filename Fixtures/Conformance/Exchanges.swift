import Torpor

// Exchanges: a value goes out, an answer comes in.

@Durable
func exchangeOnce(ask: Exchange<String, Int>) async throws -> Int {
    let answer = try await ask("how many?")
    return answer + 1
}

@Durable
func exchangeInLoop(ask: Exchange<Int, Int>) async throws -> [Int] {
    var answers: [Int] = []
    for number in 1...3 {
        answers.append(try await ask(number))
    }
    return answers
}

@Durable
func exchangeUntilSatisfied(ask: Exchange<String, Bool>) async throws -> Int {
    var attempts = 0
    while try await ask("again \(attempts)?") {
        attempts += 1
        if attempts == 4 { break }
    }
    return attempts
}

@Durable
func exchangeInExpression(ask: Exchange<Int, Int>) async throws -> Int {
    try await op("left", 1000) - ask(1) * ask(op("argument", 2)) + op("right", 1)
}

@Durable
func exchangeNested(ask: Exchange<Int, Int>) async throws -> Int {
    try await ask(ask(ask(1)))
}

@Durable
func exchangeOptionalReply(ask: Exchange<Int, Int?>) async throws -> [Int] {
    var numbers: [Int] = []
    var next = 0
    while let number = try await ask(next) {
        numbers.append(number)
        next += 1
    }
    if let last = try await ask(1), last > 5 { numbers.append(-last) }
    return numbers
}

@Durable
func exchangeStructuredReply(ask: Exchange<String, Point>) async throws -> Int {
    var point = try await ask("where?")
    point.shift(by: 5)
    let (x, y) = (point.x, try await ask("and now?").y)
    return x * 100 + y
}

@Durable
func exchangeInSwitch(ask: Exchange<String, Suit>) async throws -> String {
    switch try await ask("which suit?") {
    case .hearts: return "hearts \(try await ask("another?"))"
    case let suit: return suit.rawValue
    }
}

@Durable
func exchangeDiscardsReply(ask: Exchange<Int, String>) async throws {
    _ = try await ask(1)
    let reply = try await ask(2)
    note(reply)
}

@Durable
func questioned(_ depth: Int, ask: Exchange<Int, Int>) async throws -> Int {
    let answer = try await ask(depth)
    guard depth > 0 else { return answer }
    return try await answer + questioned(depth - 1, ask: ask)
}

@Durable
func exchangePassedOn(ask: Exchange<Int, Int>) async throws -> Int {
    let sum = try await questioned(2, ask: ask)
    return try await ask(sum)
}

@Durable
func exchangeWithSleepsBetween(ask question: Exchange<Int, Int>) async throws -> Int {
    let first = try await question(1)
    try await Durable.sleep(for: .milliseconds(1))
    let second = try await question(later(first))
    return second
}

// MARK: - Cases

let exchangesCases: [any AnyCase] = [
    Case("exchangeOnce", asks: { try await exchangeOnce(ask: $0) }, reply: { $0.count }, durable: { ExchangeOnce() }),
    Case(
        "exchangeInLoop",
        asks: { try await exchangeInLoop(ask: $0) },
        reply: { $0 * $0 },
        durable: { ExchangeInLoop() }
    ),
    Case(
        "exchangeUntilSatisfied",
        asks: { try await exchangeUntilSatisfied(ask: $0) },
        reply: { $0 != "again 2?" },
        durable: { ExchangeUntilSatisfied() }
    ),
    Case(
        "exchangeInExpression",
        asks: { try await exchangeInExpression(ask: $0) },
        reply: { $0 + 10 },
        durable: { ExchangeInExpression() }
    ),
    Case(
        "exchangeNested",
        asks: { try await exchangeNested(ask: $0) },
        reply: { $0 * 3 },
        durable: { ExchangeNested() }
    ),
    Case(
        "exchangeOptionalReply",
        asks: { try await exchangeOptionalReply(ask: $0) },
        reply: { $0 < 2 ? $0 + 10 : nil },
        durable: { ExchangeOptionalReply() }
    ),
    Case(
        "exchangeStructuredReply",
        asks: { try await exchangeStructuredReply(ask: $0) },
        reply: { Point(x: $0.count, y: 2) },
        durable: { ExchangeStructuredReply() }
    ),
    Case(
        "exchangeInSwitch",
        asks: { try await exchangeInSwitch(ask: $0) },
        reply: { $0 == "another?" ? .clubs : .hearts },
        durable: { ExchangeInSwitch() }
    ),
    Case(
        "exchangeDiscardsReply",
        asks: { try await exchangeDiscardsReply(ask: $0) },
        reply: { "reply to \($0)" },
        durable: { ExchangeDiscardsReply() }
    ),
    Case("questioned", asks: { try await questioned(1, ask: $0) }, reply: { $0 + 1 }, durable: { Questioned(1) }),
    Case(
        "exchangePassedOn",
        asks: { try await exchangePassedOn(ask: $0) },
        reply: { $0 + 1 },
        durable: { ExchangePassedOn() }
    ),
    Case(
        "exchangeWithSleepsBetween",
        asks: { try await exchangeWithSleepsBetween(ask: $0) },
        reply: { $0 + 1 },
        durable: { ExchangeWithSleepsBetween() }
    ),
]
