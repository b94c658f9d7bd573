import Torpor

// Interpreters, games, workflows and other programs that people publish.

@Durable
func euclid(_ a: Int, _ b: Int, yield: Yield<Int>) async throws -> (gcd: Int, x: Int, y: Int) {
    guard b != 0 else { return (a, 1, 0) }
    try await yield(1)
    let (gcd, x, y) = try await euclid(b, a % b, yield: yield)
    try await yield(2)
    return (gcd, y, x - (a / b) * y)
}

@Durable
func bigFactorial(_ n: Int, yield: Yield<Int>) async throws -> String {
    var digits = [1]
    try await yield(1)
    for factor in 2...n {
        var carry = 0
        try await yield(2)
        for index in digits.indices {
            let (quotient, remainder) = (digits[index] * factor + carry).quotientAndRemainder(dividingBy: 10)
            try await yield(3)
            digits[index] = remainder
            try await yield(4)
            carry = quotient
            try await yield(5)
        }
        try await yield(6)
        while carry > 0 {
            digits.append(carry % 10)
            try await yield(7)
            carry /= 10
            try await yield(8)
        }
        try await yield(9)
    }
    try await yield(10)
    return digits.reversed().map(String.init).joined()
}

@Durable
func bigAddition(_ a: String, _ b: String, yield: Yield<Int>) async throws -> String {
    var left = Array(a.reversed())[...], right = Array(b.reversed())[...]
    try await yield(1)
    var carry = 0
    try await yield(2)
    var sum: [Character] = []
    try await yield(3)
    while !left.isEmpty || !right.isEmpty || carry != 0 {
        let x = left.popFirst()?.wholeNumberValue ?? 0
        try await yield(4)
        let y = right.popFirst()?.wholeNumberValue ?? 0
        try await yield(5)
        (carry, sum) = ((x + y + carry) / 10, sum + [Character("\((x + y + carry) % 10)")])
        try await yield(6)
    }
    try await yield(7)
    return String(sum.reversed())
}

@Durable
func bowling(_ rolls: [Int], yield: Yield<Int>) async throws -> Int {
    var score = 0
    try await yield(1)
    var roll = 0
    try await yield(2)
    for _ in 1...10 {
        guard roll + 1 < rolls.count else { break }
        try await yield(3)
        switch (rolls[roll], rolls[roll] + rolls[roll + 1]) {
        case (10, _):
            score += 10 + rolls[roll + 1] + rolls[roll + 2]
            try await yield(4)
            roll += 1
            try await yield(5)
        case (_, 10):
            score += 10 + rolls[roll + 2]
            try await yield(6)
            fallthrough
        case (_, 0...9):
            if rolls[roll] + rolls[roll + 1] != 10 {
                score += rolls[roll] + rolls[roll + 1]
                try await yield(7)
            }
            try await yield(8)
            roll += 2
            try await yield(9)
        default: break
        }
        try await yield(10)
    }
    try await yield(11)
    return score
}

@Durable
func sudoku(_ puzzle: [[Int]], yield: Yield<Int>) async throws -> [[Int]]? {
    var grid = puzzle
    try await yield(1)
    func allows(_ value: Int, _ row: Int, _ column: Int) -> Bool {
        !grid[row].contains(value) && !grid.contains { $0[column] == value }
            && !(0..<2).contains { r in
                (0..<2).contains { c in grid[row / 2 * 2 + r][column / 2 * 2 + c] == value }
            }
    }
    for row in grid.indices {
        guard let column = grid[row].firstIndex(of: 0) else { continue }
        try await yield(2)
        for value in 1...4 where allows(value, row, column) {
            grid[row][column] = value
            try await yield(3)
            if let solved = try await sudoku(grid, yield: yield) { return solved }
            try await yield(4)
            grid[row][column] = 0
            try await yield(5)
        }
        try await yield(6)
        return nil
    }
    try await yield(7)
    return grid
}

@Durable
func elevator(_ requests: [(from: Int, to: Int)], yield: Yield<Int>) async throws -> [String] {
    var log: [String] = []
    try await yield(1)
    var floor = 0
    try await yield(2)
    var direction: Direction? = nil
    try await yield(3)
    var waiting = requests
    try await yield(4)
    var riding: [Int] = []
    try await yield(5)
    while true {
        if let index = riding.firstIndex(of: floor) {
            riding.remove(at: index)
            try await yield(6)
            log.append("out \(floor)")
            try await yield(7)
            continue
        }
        try await yield(8)
        if let index = waiting.firstIndex(where: { $0.from == floor }) {
            riding.append(waiting.remove(at: index).to)
            try await yield(9)
            log.append("in \(floor)")
            try await yield(10)
            continue
        }
        try await yield(11)
        guard let target = riding.first ?? waiting.first?.from else { break }
        try await yield(12)
        direction = target > floor ? .up : .down
        try await yield(13)
        switch direction {
        case .up?:
            floor += 1
            try await yield(14)
        case .down?:
            floor -= 1
            try await yield(15)
        case nil:
            preconditionFailure()
        }
        try await yield(17)
    }
    try await yield(18)
    log.append("at \(floor), last \(direction.map { "\($0)" } ?? "none")")
    try await yield(19)
    return log
}

enum Direction: String, Codable { case up, down }

struct RateLimiter: Codable, Sendable {
    let capacity: Int
    let refill: Int
    private var tokens: Int
    private var last = 0
    init(capacity: Int, refill: Int) {
        (self.capacity, self.refill) = (capacity, refill)
        tokens = capacity
    }
    mutating func allows(_ cost: Int = 1, at time: Int) -> Bool {
        tokens = min(capacity, tokens + (time - last) * refill)
        last = time
        guard tokens >= cost else { return false }
        tokens -= cost
        return true
    }
}

@Durable
func rateLimited(yield: Yield<Int>) async throws -> [Bool] {
    var limiter = RateLimiter(capacity: 2, refill: 1)
    try await yield(1)
    var answers: [Bool] = []
    try await yield(2)
    for (time, cost) in [(0, 1), (0, 1), (0, 1), (1, 1), (5, 3), (9, 2)] {
        answers.append(limiter.allows(cost, at: time))
        try await yield(3)
    }
    try await yield(4)
    return answers
}

struct LRU<Key: Hashable & Codable & Sendable, Value: Codable & Sendable>: Codable, Sendable {
    private var values: [Key: Value] = [:]
    private var order: [Key] = []
    let capacity: Int
    init(capacity: Int) { self.capacity = capacity }
    var keys: [Key] { order }
    subscript(key: Key) -> Value? {
        mutating get {
            guard let value = values[key] else { return nil }
            order.removeAll { $0 == key }
            order.append(key)
            return value
        }
        set {
            order.removeAll { $0 == key }
            values[key] = newValue
            if newValue != nil { order.append(key) }
            while order.count > capacity { values[order.removeFirst()] = nil }
        }
    }
}

@Durable
func leastRecentlyUsed(yield: Yield<Int>) async throws -> [String] {
    var cache = LRU<String, Int>(capacity: 2)
    try await yield(1)
    var log = [String]()
    try await yield(2)
    for (index, key) in "a b a c b a".split(separator: " ").map(String.init).enumerated() {
        if let hit = cache[key] {
            log.append("\(key)=\(hit)")
            try await yield(3)
            cache[key]? += 10
            try await yield(4)
        } else {
            log.append("miss \(key)")
            try await yield(5)
            cache[key] = index
            try await yield(6)
        }
        try await yield(7)
    }
    try await yield(8)
    return log + cache.keys
}

indirect enum List<Element: Codable & Sendable>: Codable, Sendable {
    case empty
    case cons(Element, List<Element>)
    init(_ elements: [Element]) {
        self = elements.reversed().reduce(.empty) { .cons($1, $0) }
    }
}

// MARK: - Cases

let realWorldNumbersCases: [any AnyCase] = [
    Case("bigFactorial", yields: { try await bigFactorial(12, yield: $0) }, durable: { BigFactorial(12) }),
    Case(
        "bigAddition",
        yields: { try await bigAddition("987", "45", yield: $0) },
        durable: { BigAddition("987", "45") }
    ),
    Case(
        "bowling",
        yields: { try await bowling([10, 7, 3, 9, 0, 10, 0, 8, 8, 2, 0, 6, 10, 10, 10, 8, 1], yield: $0) },
        durable: { Bowling([10, 7, 3, 9, 0, 10, 0, 8, 8, 2, 0, 6, 10, 10, 10, 8, 1]) }
    ),
    Case(
        "sudoku",
        yields: { try await sudoku([[1, 0, 3, 0], [3, 4, 1, 2], [0, 1, 4, 0], [4, 3, 2, 1]], yield: $0) },
        durable: { Sudoku([[1, 0, 3, 0], [3, 4, 1, 2], [0, 1, 4, 0], [4, 3, 2, 1]]) }
    ),
    Case(
        "elevator",
        yields: { try await elevator([(0, 2), (3, 1)], yield: $0) },
        durable: { Elevator([(0, 2), (3, 1)]) }
    ),
    Case("rateLimited", yields: { try await rateLimited(yield: $0) }, durable: { RateLimited() }),
    Case("leastRecentlyUsed", yields: { try await leastRecentlyUsed(yield: $0) }, durable: { LeastRecentlyUsed() }),
]
