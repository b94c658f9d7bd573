import Torpor

// Lazy variables: evaluated when they are first read, once, unless they are assigned before.

@Durable
func lazyLocal(_ base: Int, yield: Yield<String>) async throws -> Int {
    note("before")
    lazy var value = op("value", base * 2)
    note("after")
    try await yield("declared")
    try await yield("first \(value)")
    try await yield("second \(value)")
    return value
}

/// It sees what it captures as it is when it is first read.
@Durable
func lazyAndItsCaptures(yield: Yield<Int>) async throws -> [Int] {
    var seed = 1
    lazy var early: Int = op("early", seed * 100)
    lazy var late = op("late", seed * 1_000)
    seed += 1
    try await yield(early)
    seed = 5
    try await yield(early)
    seed = 7
    return [early, late, seed]
}

/// Assigned before it was read, changed in place after.
@Durable
func lazyAssigned(yield: Yield<String>) async throws -> [String] {
    lazy var never: String = op("never", "never")
    lazy var list = op("list", [1, 2, 3])
    lazy var missing: Int? = op("missing", nil)
    try await yield("start")
    never = "assigned"
    try await yield(never)
    list.append(4)
    list[0] += 10
    try await yield("\(list)")
    try await yield("\(missing as Any)")
    missing = 3
    return [never, "\(list)", "\(missing as Any)"]
}

/// Never read, on some paths.
@Durable
func lazyOnSomePaths(_ limit: Int, yield: Yield<Int>) async throws -> Int {
    lazy var expensive = op("expensive", limit * limit)
    var total = 0
    for number in 0..<4 {
        lazy var each = op("each", number + 1)
        try await yield(number)
        if number >= limit { total += expensive }
        if number % 2 == 1 {
            try await yield(each)
            total += each
        }
    }
    return total
}

/// Read by closures, local functions and each other; an operand that is evaluated in its turn.
@Durable
func lazyAmongOthers(_ base: Int, yield: Yield<[Int]>) async throws -> Int {
    func square(_ number: Int) -> Int {
        note("square \(number)")
        return number * number
    }
    lazy var first = square(base)
    lazy var second = first + square(first)
    func both() -> [Int] { [first, second] }
    let sum = op("left", 1) + first + (try await later(second)) + op("right", second)
    try await yield([sum])
    try await yield(both())
    lazy var table: [String: Int] = {
        note("table")
        var table: [String: Int] = [:]
        for number in [1, 2] { table["\(number)"] = number * base }
        return table
    }()
    try await yield([3, 4].map { $0 + (table["2"] ?? 0) })
    table["1"] = try await later(5)
    try await yield([table["1"]!, table.count])
    return second
}

/// Shadowed, and in a statement that does not suspend.
@Durable
func lazyInScopes(yield: Yield<Int>) async throws -> Int {
    lazy var value = op("outer", 1)
    do {
        lazy var value = op("inner", 2)
        try await yield(0)
        try await yield(value)
    }
    for number in 0..<2 {
        lazy var value = op("in loop", number)
        if number == 1 { note("\(value) \(value)") }
    }
    try await yield(value)
    if let value = Optional(value) { try await yield(value + 1) }
    return value
}

// MARK: - Cases

let lazyLocalsCases: [any AnyCase] = [
    Case("lazyLocal", yields: { try await lazyLocal(4, yield: $0) }, durable: { LazyLocal(4) }),
    Case("lazyAndItsCaptures", yields: { try await lazyAndItsCaptures(yield: $0) }, durable: { LazyAndItsCaptures() }),
    Case("lazyAssigned", yields: { try await lazyAssigned(yield: $0) }, durable: { LazyAssigned() }),
    Case("lazyOnSomePaths", yields: { try await lazyOnSomePaths(2, yield: $0) }, durable: { LazyOnSomePaths(2) }),
    Case("lazyOnSomePaths.never", yields: { try await lazyOnSomePaths(9, yield: $0) }, durable: { LazyOnSomePaths(9) }),
    Case("lazyAmongOthers", yields: { try await lazyAmongOthers(3, yield: $0) }, durable: { LazyAmongOthers(3) }),
    Case("lazyInScopes", yields: { try await lazyInScopes(yield: $0) }, durable: { LazyInScopes() }),
]
