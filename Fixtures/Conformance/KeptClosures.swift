import Torpor

// Closures that are kept: with capture lists, put into tables by local functions, gone through by loops, recursive, given to
// generic functions.

/// A controller of which closures hold, or do not hold, the instance.
final class TurnedDial: Codable {
    var name: String
    var turns = 0

    init(_ name: String) { self.name = name }

    @Durable
    func operate(yield: Yield<String>) async throws -> String {
        var handler: (Int) -> String = { [weak self] number in "\(self?.name ?? "gone") \(number)" }
        try await yield(handler(1))
        name += "!"
        try await yield(handler(2))
        handler = { [unowned self] number in
            self.turns += number
            return "\(self.name)\(self.turns)"
        }
        try await yield(handler(3))
        handler = { [weak self] number in
            guard let self else { return "none" }
            turns += number
            self.name += "?"
            return "\(self.name)\(turns)"
        }
        try await yield(handler(4))
        var turn = { (number: Int) in self.turns += number }
        turn(5)
        try await yield(handler(4))
        turn = { [self] number in turns -= number }
        turn(1)
        try await yield("\(turns)")
        turn(2)
        turn = { [weak self] number in
            if let self { self.turns *= number }
            self?.name = "w"
        }
        try await yield("\(turns)")
        turn(2)
        return handler(0) + "\(turns)"
    }
}

@Durable
func keptCaptureLists(yield: Yield<String>) async throws -> String {
    let first = TurnedDial("first")
    let found = try await first.operate(yield: yield)
    var read: () -> String = { [unowned first] in first.name }
    try await yield(read())
    let second = TurnedDial("second")
    read = { [unowned second, turns = second.turns, first] in
        second.turns += 1
        return "\(second.turns) \(turns) \(first.name)"
    }
    try await yield(read())
    second.turns = 40
    return found + read()
}

@Durable
func keptRepeated(_ count: Int, _ body: (Int) async throws -> Void) async throws {
    for number in 0..<count { try await body(number) }
}

/// Durable closures share variables with local functions.
@Durable
func sharedByLocalFunctions(yield: Yield<String>) async throws -> String {
    var sum = 0
    var lines: [String] = []
    let bump = { sum += 100 }
    func log(_ text: String) { lines.append("\(text) \(sum)") }
    try await keptRepeated(2) { row in
        sum += row
        try await yield("row \(row) \(sum)")
        var inner = 0
        func count() { inner += 1 }
        try await keptRepeated(2) { column in
            count()
            bump()
            log("in")
            try await yield("column \(column) \(sum) \(inner)")
            lines.append("\(row)\(column)\(inner)")
        }
        defer { lines.append("left \(row)") }
        log("out")
        if row == 1 { return }
        sum += 1000
    }
    log("end")
    return "\(sum) \(lines)"
}

/// A local function puts closures where they are kept.
@Durable
func keptByLocalFunction(yield: Yield<String>) async throws -> String {
    var handlers: [String: [(String) -> String]] = [:]
    var log: [String] = []
    var last: ((String) -> String)?
    func on(_ event: String, _ handler: @escaping (String) -> String) {
        handlers[event, default: []].append(handler)
        last = handler
    }
    on("a") { $0.uppercased() }
    try await yield("one")
    on("a") { text in
        log.append(text)
        return text + "!\(log.count)"
    }
    on("b") { String($0.reversed()) }
    for (event, text) in [("a", "x"), ("b", "yz"), ("a", "q"), ("c", "")] {
        for handler in handlers[event] ?? [] { try await yield(handler(text)) }
        if let first = handlers[event]?.first {
            try await yield("first")
            note(first(text))
        }
    }
    return log.joined(separator: ",") + last!("abc")
}

/// What a loop has yet to go through.
@Durable
func keptByIterators(yield: Yield<String>) async throws -> String {
    var text = ""
    var write: (String) -> Void = { text += $0 }
    let writers: [(String) -> Void] = [write, { [text] in note(text + $0) }, { text += "<" + $0 + ">" }]
    for writer in writers {
        writer("a")
        try await yield(text)
    }
    write = { text += $0 + $0 }
    for (index, writer) in writers.enumerated() {
        writer("\(index)")
        try await yield(text)
    }
    write("z")
    let rules: [(name: String, holds: (Int) -> Bool)] = [
        ("positive", { $0 > 0 }), ("even", { $0 % 2 == 0 }), ("long", { $0 < text.count }),
    ]
    for number in [1, 2, 300] {
        for rule in rules {
            let holds = rule.holds(number)
            try await yield("\(rule.name) \(number) \(holds)")
        }
    }
    return text
}

/// Closures that call themselves, by the variable that they are in.
@Durable
func keptRecursive(yield: Yield<Int>) async throws -> Int {
    var factorial: ((Int) -> Int)!
    factorial = { $0 <= 1 ? 1 : $0 * factorial($0 - 1) }
    try await yield(factorial(3))
    var known: [Int: Int] = [:]
    var fibonacci: ((Int) -> Int)?
    fibonacci = { number in
        if number < 2 { return number }
        if let found = known[number] { return found }
        let found = fibonacci!(number - 1) + (fibonacci?(number - 2) ?? 0)
        known[number] = found
        return found
    }
    try await yield(fibonacci!(10))
    var steps: [(Int) -> Int] = []
    steps = [{ $0 + 1 }, { $0 > 100 ? $0 : steps[2](steps[0]($0)) }, { steps[1]($0 * 2) }]
    try await yield(steps[1](3))
    return factorial(4) + fibonacci!(20) + known.count + steps[2](1)
}

@Durable
func keptFolded<Value: Codable>(
    _ numbers: [Int],
    _ start: Value,
    _ combine: @escaping (Value, Int) -> Value,
    yield: Yield<Value>
) async throws -> Value {
    var value = start
    for number in numbers {
        value = combine(value, number)
        try await yield(value)
    }
    return value
}

/// A closure of concrete types as one of generic types.
@Durable
func keptConcrete(yield: Yield<String>) async throws -> String {
    var seen = 0
    let digits = try await keptFolded(
        [1, 2, 3],
        "",
        {
            seen += $1
            return $0 + "\($1)"
        },
        yield: yield
    )
    try await yield("\(seen)")
    return try await keptFolded([4], digits, { $0 + ",\($1 + seen)" }, yield: yield)
}

final class Knot: Codable {
    var length = 1
    var next: Knot!
    var name: String! = "knot"
}

/// Optionals that are unwrapped where they are used.
@Durable
func unwrappedLocals(yield: Yield<Int>) async throws -> Int {
    var knot: Knot!
    let extra: Int! = 4
    var name: String!
    try await yield(1)
    knot = Knot()
    knot.length += extra
    try await yield(knot.length)
    knot.next = Knot()
    knot.next.length = knot.length + extra
    try await yield(knot.next.length)
    name = knot.name
    let same = knot
    let length = knot.length
    let fetched = try await fetch(knot.length + extra)
    if knot == nil { return -1 }
    if name?.isEmpty ?? true { return -2 }
    try await yield(name.count)
    knot.length = extra
    return length + fetched + knot.next.length + same!.length + name.count
}

// MARK: - Cases

let keptClosuresCases: [any AnyCase] = [
    Case("keptCaptureLists", yields: { try await keptCaptureLists(yield: $0) }, durable: { KeptCaptureLists() }),
    Case(
        "sharedByLocalFunctions",
        yields: { try await sharedByLocalFunctions(yield: $0) },
        durable: { SharedByLocalFunctions() }
    ),
    Case(
        "keptByLocalFunction",
        yields: { try await keptByLocalFunction(yield: $0) },
        durable: { KeptByLocalFunction() }
    ),
    Case("keptByIterators", yields: { try await keptByIterators(yield: $0) }, durable: { KeptByIterators() }),
    Case("keptRecursive", yields: { try await keptRecursive(yield: $0) }, durable: { KeptRecursive() }),
    Case("keptConcrete", yields: { try await keptConcrete(yield: $0) }, durable: { KeptConcrete() }),
    Case("unwrappedLocals", yields: { try await unwrappedLocals(yield: $0) }, durable: { UnwrappedLocals() }),
]
