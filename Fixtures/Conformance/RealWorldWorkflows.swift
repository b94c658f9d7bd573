import Torpor

// Interpreters, games, workflows and other programs that people publish.

@Durable
func linkedLists(yield: Yield<Int>) async throws -> [Int] {
    var list = List([1, 2, 3])
    try await yield(1)
    var reversed = List<Int>.empty
    try await yield(2)
    while case .cons(let head, let tail) = list {
        reversed = .cons(head, reversed)
        try await yield(3)
        list = tail
        try await yield(4)
    }
    try await yield(5)
    var values: [Int] = []
    try await yield(6)
    walk: repeat {
        switch reversed {
        case .empty: break walk
        case let .cons(head, tail):
            values.append(head)
            try await yield(7)
            reversed = tail
            try await yield(8)
        }
        try await yield(9)
    } while true
    try await yield(10)
    return values
}

@Durable
func bankTransfers(yield: Yield<Int>) async throws -> [String: Int] {
    var balances = ["ann": 100, "bob": 20]
    try await yield(1)
    var failures = 0
    try await yield(2)
    for (from, to, amount) in [("ann", "bob", 50), ("bob", "cid", 100), ("bob", "ann", 70)] {
        do {
            guard balances[to] != nil else { throw Trouble.named("no account \(to)", code: 404) }
            try await yield(3)
            guard let balance = balances[from], balance >= amount else { throw Trouble.small }
            try await yield(4)
            balances[from] = balance - amount
            try await yield(5)
            balances[to]! += amount
            try await yield(6)
        } catch Trouble.named(let reason, code: 400...499) {
            note(reason)
            try await yield(7)
            failures += 1
            try await yield(8)
        } catch {
            failures += 10
            try await yield(9)
        }
        try await yield(10)
    }
    try await yield(11)
    balances["failures"] = failures
    try await yield(12)
    return balances
}

@Durable
func saga(yield: Yield<Int>) async throws -> [String] {
    var log: [String] = []
    try await yield(1)
    var undo: [String] = []
    try await yield(2)
    do {
        for (index, step) in ["flight", "hotel", "car"].enumerated() {
            log.append("book \(step)")
            try await yield(3)
            undo.append("cancel \(step)")
            try await yield(4)
            if index == 2 { throw Mishap(reason: "no \(step)") }
            try await yield(5)
        }
        try await yield(6)
    } catch let mishap as Mishap where mishap.reason.hasSuffix("car") {
        log.append(mishap.reason)
        try await yield(7)
        while let step = undo.popLast() {
            log.append(step)
            try await yield(8)
        }
        try await yield(9)
    } catch {
        throw error
    }
    try await yield(10)
    return log
}

@Durable
func retried(yield: Yield<Int>) async throws -> String {
    var delay = 1
    try await yield(1)
    for attempt in 1... {
        do {
            if attempt < 3 { throw attempt == 1 ? Trouble.small : Trouble.big(attempt) }
            try await yield(2)
            return "attempt \(attempt), delay \(delay)"
        } catch Trouble.small {
            delay *= 2
            try await yield(3)
        } catch Trouble.big(let size) where size < 10 {
            delay += size
            try await yield(4)
            continue
        }
        try await yield(5)
        note("again after \(delay)")
        try await yield(6)
    }
    try await yield(7)
    return "never"
}

@Durable
func monthCalendar(month: Int, year: Int, yield: Yield<Int>) async throws -> [String] {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    try await yield(1)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    try await yield(2)
    // By the congruence of Zeller.
    let (m, y) = month < 3 ? (month + 12, year - 1) : (month, year)
    try await yield(3)
    let weekday = (1 + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400 + 5) % 7
    try await yield(4)
    var weeks: [String] = []
    try await yield(5)
    var line = String(repeating: "   ", count: weekday)
    try await yield(6)
    for day in 1...lengths[month - 1] {
        let text = day < 10 ? " \(day)" : "\(day)"
        try await yield(7)
        line += line.isEmpty ? text : " " + text
        try await yield(8)
        if (weekday + day) % 7 == 0 {
            weeks.append(line)
            try await yield(9)
            line = ""
            try await yield(10)
        }
        try await yield(11)
    }
    try await yield(12)
    if !line.isEmpty {
        weeks.append(line)
        try await yield(13)
    }
    try await yield(14)
    return weeks
}

@Durable
func money(_ cents: Int, yield: Yield<Int>) async throws -> String {
    let (units, rest) = abs(cents).quotientAndRemainder(dividingBy: 100)
    try await yield(1)
    var groups: [String] = []
    try await yield(2)
    var remaining = String(units)
    try await yield(3)
    while remaining.count > 3 {
        groups.insert(String(remaining.suffix(3)), at: 0)
        try await yield(4)
        remaining.removeLast(3)
        try await yield(5)
    }
    try await yield(6)
    groups.insert(remaining, at: 0)
    try await yield(7)
    let sign = cents < 0 ? "-" : ""
    try await yield(8)
    let fraction = rest < 10 ? "0\(rest)" : "\(rest)"
    try await yield(9)
    return "\(sign)€\(groups.joined(separator: ",")).\(fraction)"
}

@Durable
func lSystem(yield: Yield<Int>) async throws -> String {
    let rules: [Character: String] = ["A": "AB", "B": "A"]
    try await yield(1)
    var state = "A"
    try await yield(2)
    for _ in 0..<4 {
        var next = ""
        try await yield(3)
        for symbol in state {
            next += rules[symbol] ?? String(symbol)
            try await yield(4)
        }
        try await yield(5)
        state = next
        try await yield(6)
    }
    try await yield(7)
    return state
}

@Durable
func trafficLight(yield: Yield<Int>) async throws -> [String] {
    var light = Light.red
    try await yield(1)
    var history: [String] = []
    try await yield(2)
    var timer = 0
    try await yield(3)
    while history.count < 8 {
        switch light {
        case .red where timer >= 2, .green where timer >= 1:
            light = light.next
            try await yield(4)
            timer = 0
            try await yield(5)
        case .yellow(let blinking) where blinking:
            light = .red
            try await yield(6)
        case .yellow:
            light = .yellow(blinking: true)
            try await yield(7)
        default:
            timer += 1
            try await yield(8)
        }
        try await yield(9)
        history.append("\(light) \(timer)")
        try await yield(10)
    }
    try await yield(11)
    return history
}

enum Light: Codable, Equatable {
    case red, green
    case yellow(blinking: Bool)
    var next: Light {
        switch self {
        case .red: .green
        case .green: .yellow(blinking: false)
        case .yellow: .red
        }
    }
}

let blinker = [".....", "..#..", "..#..", "..#..", "....."]
let loopProgram: [Opcode] = [
    .push(3), .store("n"), .load("n"), .jumpIfZero(9), .load("n"), .print, .push(1), .subtract, .jump(to: 1), .halt,
]

@Durable
func euclidGcd(yield: Yield<Int>) async throws -> Int { try await euclid(240, 46, yield: yield).gcd }

@Durable
func bankTransfersSorted(yield: Yield<Int>) async throws -> [String] {
    try await bankTransfers(yield: yield).sorted { $0.key < $1.key }.map { "\($0)" }
}

// MARK: - Cases

let realWorldWorkflowsCases: [any AnyCase] = [
    Case("euclidGcd", yields: { try await euclid(240, 46, yield: $0).gcd }, durable: { EuclidGcd() }),
    Case("linkedLists", yields: { try await linkedLists(yield: $0) }, durable: { LinkedLists() }),
    Case(
        "bankTransfersSorted",
        yields: { try await bankTransfers(yield: $0).sorted { $0.key < $1.key }.map { "\($0)" } },
        durable: { BankTransfersSorted() }
    ),
    Case("saga", yields: { try await saga(yield: $0) }, durable: { Saga() }),
    Case("retried", yields: { try await retried(yield: $0) }, durable: { Retried() }),
    Case(
        "monthCalendar",
        yields: { try await monthCalendar(month: 2, year: 2024, yield: $0) },
        durable: { MonthCalendar(month: 2, year: 2024) }
    ),
    Case("money", yields: { try await money(-1_234_567_05, yield: $0) }, durable: { Money(-1_234_567_05) }),
    Case("lSystem", yields: { try await lSystem(yield: $0) }, durable: { LSystem() }),
    Case("trafficLight", yields: { try await trafficLight(yield: $0) }, durable: { TrafficLight() }),
]
