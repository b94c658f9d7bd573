import Torpor

// Variables in property wrappers: the wrapper is what is stored.

/// Keeps a number within bounds, and leaves traces.
@propertyWrapper
struct Clamped<Value: Comparable & Codable>: Codable {
    private var value: Value
    private(set) var low: Value
    private(set) var high: Value

    init(wrappedValue: Value, _ bounds: ClosedRange<Value>) {
        note("clamp \(wrappedValue) to \(bounds)")
        (low, high) = (bounds.lowerBound, bounds.upperBound)
        value = min(max(wrappedValue, low), high)
    }

    var wrappedValue: Value {
        get {
            note("get \(value)")
            return value
        }
        set {
            note("set \(newValue)")
            value = min(max(newValue, low), high)
        }
    }

    var projectedValue: (low: Value, high: Value) {
        get { (low, high) }
        set { (low, high) = newValue }
    }
}

/// Counts how often it is read, and starts without a value.
@propertyWrapper
struct Counted: Codable {
    private(set) var reads = 0
    private var value = -1

    init() { note("counted") }

    var wrappedValue: Int {
        mutating get {
            reads += 1
            return value
        }
        set { value = newValue }
    }
}

/// A box with a setter that does not change it.
@propertyWrapper
final class Shared<Value: Codable>: Codable {
    private var value: Value

    init(wrappedValue: Value) { value = wrappedValue }

    var wrappedValue: Value {
        get { value }
        set {
            note("shared")
            value = newValue
        }
    }

    var projectedValue: Shared { self }
}

/// Has no setter at all.
@propertyWrapper
struct Fixed: Codable {
    var wrappedValue: String { "fixed \(number)" }
    let number: Int
}

@Durable
func wrappedLocal(_ start: Int, yield: Yield<Int>) async throws -> Int {
    @Clamped(0...10) var level = start
    try await yield(level)
    level = 50
    try await yield(level)
    level -= 3
    return level
}

/// The wrapper itself, and what it projects.
@Durable
func wrapperAndProjection(yield: Yield<String>) async throws -> [Int] {
    @Clamped(bounds(upTo: 5)) var level: Int = 3
    try await yield("\($level.high)")
    $level.high = 20
    try await yield("\(_level.low)..\(_level.high)")
    level = 15
    try await yield("\(level)")
    let high = $level.high + (try await later(level)) + level
    return [high, level]
}

func bounds(upTo limit: Int) -> ClosedRange<Int> {
    note("bounds \(limit)")
    return 0...limit
}

/// Started by the wrapper alone; reading it changes the wrapper.
@Durable
func countedLocal(yield: Yield<Int>) async throws -> [Int] {
    @Counted var number
    try await yield(number)
    number = 4
    number += 1
    let sum = number + (try await later(number)) + number
    try await yield(sum)
    return [_counted(number), _number.reads]
}

func _counted(_ number: Int) -> Int { number * 100 }

/// A wrapper that is an object.
@Durable
func sharedLocal(yield: Yield<[Int]>) async throws -> Int {
    @Shared var list = [1]
    try await yield(list)
    list.append(2)
    try await yield(list)
    let box = $list
    box.wrappedValue.append(3)
    try await yield(list)
    func push(_ number: Int) { list.append(number) }
    push(try await later(4))
    try await yield(list.map { $0 + list.count })
    return list.reduce(0, +)
}

/// One wrapper in another, one without a setter, a suspending value, and a new wrapper in each iteration.
@Durable
func wrappersCombined(_ count: Int, yield: Yield<String>) async throws -> Int {
    @Fixed(number: count) var title
    @Shared @Clamped(0...3) var depth = 9
    var total = 0
    for number in 0..<count {
        @Clamped(0...100) var score = try await later(number * 40)
        try await yield("\(title) \(depth) \(score)")
        score += 30
        depth -= 1
        try await yield("\(score)")
        total += score
    }
    if case let depth = depth, depth < 3 {
        @Clamped(-1...0) var depth = depth
        try await yield("\(depth)")
        total += depth
    }
    @Clamped("a"..."f") var letter = "z"
    let read = { [letter] in letter }
    letter = "b"
    try await yield(read() + letter)
    return total
}

/// In a statement that does not suspend, wrappers are as they are written.
@Durable
func wrappedInside(yield: Yield<Int>) async throws -> Int {
    var total = 0
    for number in [1, 2] {
        @Clamped(0...1) var flag = number
        flag += 1
        total += flag + $flag.high
    }
    try await yield(total)
    return total
}

// MARK: - Cases

let wrappedLocalsCases: [any AnyCase] = [
    Case("wrappedLocal", yields: { try await wrappedLocal(12, yield: $0) }, durable: { WrappedLocal(12) }),
    Case(
        "wrapperAndProjection",
        yields: { try await wrapperAndProjection(yield: $0) },
        durable: { WrapperAndProjection() }
    ),
    Case("countedLocal", yields: { try await countedLocal(yield: $0) }, durable: { CountedLocal() }),
    Case("sharedLocal", yields: { try await sharedLocal(yield: $0) }, durable: { SharedLocal() }),
    Case("wrappersCombined", yields: { try await wrappersCombined(3, yield: $0) }, durable: { WrappersCombined(3) }),
    Case("wrappedInside", yields: { try await wrappedInside(yield: $0) }, durable: { WrappedInside() }),
]
