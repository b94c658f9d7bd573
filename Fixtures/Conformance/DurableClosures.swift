import Torpor

// Durable functions that take functions: what they are given may suspend, and keeps its place like any other.

/// Tries again after an error, with a wait that doubles.
@Durable
func retry<Value>(times: Int, _ operation: () async throws -> Value) async throws -> Value {
    var wait = Duration.zero
    for attempt in 1..<times {
        do {
            return try await operation()
        } catch {
            note("attempt \(attempt) failed with \(error)")
        }
        try await Durable.sleep(for: wait)
        wait = wait * 2
    }
    return try await operation()
}

/// Undoes what was done if what follows fails.
@Durable
func withCompensation<Value>(
    _ action: () async throws -> Value,
    undo: (any Error) async throws -> Void
) async throws -> Value {
    do {
        return try await action()
    } catch {
        note("compensating")
        try await undo(error)
        throw error
    }
}

@Durable
func forEach<Item: Codable>(_ items: [Item], _ operation: (Item) async throws -> Void) async throws {
    for item in items { try await operation(item) }
}

@Durable
func mapEach<Item: Codable, Value: Codable>(
    _ items: [Item],
    transform: (Int, Item) async throws -> Value
) async throws -> [Value] {
    var values: [Value] = []
    for (index, item) in items.enumerated() { values.append(try await transform(index, item)) }
    return values
}

/// Not generic: the types of its closures can be spelled.
@Durable
func repeated(_ count: Int, body: (Int) async throws -> Int) async throws -> Int {
    var sum = 0
    for index in 0..<count { sum += try await body(index) }
    return sum
}

// MARK: - Closures

@Durable
func retriesFetching(_ name: String) async throws -> Int {
    var attempts = 0
    let prefix = "<\(name)>"
    let length = try await retry(times: 4) {
        attempts += 1
        try await Durable.sleep(for: .zero)
        if attempts < 3 { try await refuse(Trouble.small, as: Void.self) }
        let text = try await fetch(prefix)
        try await Durable.sleep(for: .zero)
        return text.count + attempts
    }
    note("\(attempts) attempts")
    attempts += 10
    try await Durable.sleep(for: .zero)
    return length * 100 + attempts
}

@Durable
func retriesInVain() async throws -> Int {
    var log: [String] = []
    do {
        _ = try await retry(times: 2) { () async throws -> Int in
            log.append("trying")
            try await Durable.sleep(for: .zero)
            return try failing(Trouble.big(2))
        }
    } catch {
        note("\(log) \(error)")
    }
    try await Durable.sleep(for: .zero)
    log.append("done")
    note("\(log)")
    return log.count
}

@Durable
func sums(_ limit: Int) async throws -> Int {
    var seen: [Int] = []
    let sum = try await repeated(limit) { index in
        try await Durable.sleep(for: .zero)
        seen.append(index)
        return index * index
    }
    let doubled = try await repeated(limit) { $0 * 2 }
    note("\(seen)")
    return sum + doubled
}

@Durable
func closuresInExpressions(_ base: Int) async throws -> String {
    let text = try await "\(repeated(2) { $0 + base }), \(repeated(3, body: { index in base * index }))"
    let both = (try await repeated(2) { $0 }, try await repeated(3) { try await fetch($0) })
    return base > 1 ? "\(text) \(both)" : text
}

@Durable
func visits(_ words: [String]) async throws -> [String] {
    var visited: [String] = []
    var total = 0
    try await forEach(words) { word in
        guard !word.isEmpty else { return }
        let length = try await fetch(word.count)
        total += length
        for letter in word where letter != "b" {
            try await Durable.sleep(for: .zero)
            visited.append("\(letter)\(total)")
        }
    }
    return visited + ["\(total)"]
}

@Durable
func compensates(_ fails: Bool) async throws -> String {
    var state = "new"
    do {
        return try await withCompensation {
            state = "charged"
            try await Durable.sleep(for: .zero)
            if fails { try await refuse(Trouble.big(3), as: Void.self) }
            return "\(state) for good"
        } undo: { error in
            try await Durable.sleep(for: .zero)
            note("undo \(state) because of \(error)")
            state = "refunded"
        }
    } catch {
        return "\(state): \(error)"
    }
}

/// Closures in closures: what is declared in one is shared with those inside of it.
@Durable
func nested(_ groups: [[Int]]) async throws -> [String] {
    var log: [String] = []
    let sums = try await mapEach(groups) { index, group in
        var sum = 0
        try await forEach(group) { number in
            let value = try await retry(times: 3) {
                if number % 2 == 1, !log.contains("odd \(number)") {
                    log.append("odd \(number)")
                    try await refuse(Trouble.small, as: Void.self)
                }
                return number * 10
            }
            try await Durable.sleep(for: .zero)
            sum += value
        }
        log.append("group \(index): \(sum)")
        return sum
    }
    log.append("\(sums)")
    return log
}

@Durable
func defersAndReturns(_ limit: Int) async throws -> Int {
    try await repeated(limit) { index in
        defer { note("leaving \(index)") }
        if index == 1 { return 100 }
        try await Durable.sleep(for: .zero)
        switch index {
        case 0: return 1
        case 2:
            let more = try await fetch(index)
            return more
        default: return try await fetch(index) + 5
        }
    }
}

// MARK: - Names of functions

@Durable
func squared(_ number: Int) async throws -> Int {
    try await Durable.sleep(for: .zero)
    return number * number
}

func halved(_ number: Int) async throws -> Int { try await fetch(number / 2) }

@Durable
func namesOfFunctions(_ count: Int) async throws -> [Int] {
    func own(_ number: Int) async throws -> Int { try await fetch(number + count) }
    let squares = try await repeated(count, body: squared)
    let halves = try await repeated(count, body: halved)
    let owned = try await repeated(count, body: own)
    return [squares, halves, owned]
}

// MARK: - Combinators of combinators

/// Hands its function on, by name and from a closure.
@Durable
func patiently<Value: Codable>(_ operation: () async throws -> Value) async throws -> [Value] {
    let first = try await retry(times: 3, operation)
    let second = try await retry(times: 3) {
        try await Durable.sleep(for: .zero)
        return try await operation()
    }
    return [first, second]
}

@Durable
func isPatient(_ start: Int) async throws -> [Int] {
    var count = start
    return try await patiently {
        count += 1
        if count % 2 == 1 { try await refuse(Trouble.big(2), as: Void.self) }
        return count
    }
}

/// A function that is perhaps not there.
@Durable
func perhaps(_ value: Int, then operation: ((Int) async throws -> Int)? = nil) async throws -> Int {
    if operation == nil { note("nothing to do") }
    if let operation {
        let result = try await operation(value)
        try await Durable.sleep(for: .zero)
        return try await operation(result)
    }
    return try await operation?(value) ?? -1
}

@Durable
func triesPerhaps(_ value: Int) async throws -> [Int] {
    let none = try await perhaps(value)
    let some = try await perhaps(value) { number in
        try await Durable.sleep(for: .zero)
        return number + value
    }
    return [none, some]
}

/// A closure that calls the function that it is given to, again and again.
@Durable
func descend(_ depth: Int, _ visit: (Int) async throws -> Void) async throws {
    try await visit(depth)
    guard depth > 0 else { return }
    try await descend(depth - 1) { level in
        try await Durable.sleep(for: .zero)
        try await visit(level * 10)
    }
}

@Durable
func descends() async throws -> [Int] {
    var levels: [Int] = []
    try await descend(3) { level in levels.append(level) }
    return levels
}

/// What a closure throws comes out where it was called, and what it was not given stays as it was.
@Durable
func calmly(_ operation: () async -> Int) async -> Int { await operation() + 1 }

@Durable
func staysCalm() async throws -> Int {
    let one = await calmly { await glance(3) }
    let two = await calmly { 4 }
    return one + two
}

// MARK: - Methods

struct Weights: Codable, Sendable {
    var entries: [Int]

    @Durable
    func summed(_ weigh: (Int) async throws -> Int) async throws -> Int {
        var sum = 0
        for entry in entries { sum += try await weigh(entry) }
        return sum
    }

    @Durable
    func weighed(by factor: Int) async throws -> Int {
        try await summed { entry in
            try await Durable.sleep(for: .zero)
            return entry * factor + entries.count
        }
    }
}

/// A generic function whose closures have its types.
@Durable
func gathered<Key: Codable & Hashable, Value: Codable>(
    _ keys: [Key],
    _ value: (Key) async throws -> Value
) async throws -> [Key: Value] {
    var found: [Key: Value] = [:]
    try await forEach(keys) { key in
        let next = try await value(key)
        try await Durable.sleep(for: .zero)
        found[key] = next
    }
    return found
}

@Durable
func gathers() async throws -> Int {
    let found = try await gathered(["a", "bb"]) { $0.count }
    return try await Weights(entries: found.values.sorted()).weighed(by: 2)
}

// MARK: - Cases

let durableClosuresCases: [any AnyCase] = [
    Case("retriesFetching", plain: { try await retriesFetching("x") }, durable: { RetriesFetching("x") }),
    Case("retriesInVain", plain: { try await retriesInVain() }, durable: { RetriesInVain() }),
    Case("sums", plain: { try await sums(3) }, durable: { Sums(3) }),
    Case("closuresInExpressions", plain: { try await closuresInExpressions(2) }, durable: { ClosuresInExpressions(2) }),
    Case("visits", plain: { try await visits(["ab", "", "bcd"]) }, durable: { Visits(["ab", "", "bcd"]) }),
    Case("compensates", plain: { try await compensates(true) }, durable: { Compensates(true) }),
    Case("compensates not", plain: { try await compensates(false) }, durable: { Compensates(false) }),
    Case("nested", plain: { try await nested([[1, 2], [], [3]]) }, durable: { Nested([[1, 2], [], [3]]) }),
    Case("defersAndReturns", plain: { try await defersAndReturns(5) }, durable: { DefersAndReturns(5) }),
    Case("namesOfFunctions", plain: { try await namesOfFunctions(3) }, durable: { NamesOfFunctions(3) }),
    Case("isPatient", plain: { try await isPatient(0) }, durable: { IsPatient(0) }),
    Case("triesPerhaps", plain: { try await triesPerhaps(5) }, durable: { TriesPerhaps(5) }),
    Case("descends", plain: { try await descends() }, durable: { Descends() }),
    Case("staysCalm", plain: { try await staysCalm() }, durable: { StaysCalm() }),
    Case("gathers", plain: { try await gathers() }, durable: { Gathers() }),
]
