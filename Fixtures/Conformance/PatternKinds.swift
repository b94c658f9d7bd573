import Torpor

// Patterns of every kind, with suspensions in what they match and around them.

enum Trump: String, Codable, CaseIterable {
    case clubs, hearts

    static let favourite = Trump.hearts
    static func named(_ text: String) -> Trump? { Trump(rawValue: text) }
    static func chosen(_ number: Int, else other: Trump = .clubs) -> Trump { number > 1 ? .hearts : other }
    var next: Trump { self == .clubs ? .hearts : .clubs }
}

struct Card: Codable, Equatable {
    var suit: Trump
    var rank: Int = 1
    var tags: [String] = []
}

func anyValue(_ index: Int) -> Any? {
    let values: [Any?] = [1, "two", 3.5, nil, Card(suit: .clubs), [4, 5], (6, "six"), Trump.hearts, -7, 100]
    return values[index]
}

@Durable
func patternsOfAllKinds(yield: Yield<String>) async throws {
    for index in 0..<10 {
        let text: String
        switch anyValue(index) {
        case nil: text = "nothing"
        case let number as Int where number < 0: text = try await laterText("negative \(number)")
        case 1 as Int: text = "one"
        case is String: text = try await laterText("some string")
        case let double as Double: text = "double \(try await later(Int(double)))"
        case let card as Card where card.rank == 1: text = "card \(card.suit)"
        case let (number, word) as (Int, String): text = "\(number) \(try await laterText(word))"
        case let numbers as [Int]: text = "\(numbers)"
        case .some(let suit as Trump): text = suit.rawValue
        case let other?: text = "other \(other)"
        }
        try await yield(text)
        _ = index
    }
}

struct Divisible: Codable {
    var by: Int
    static func ~= (pattern: Divisible, value: Int) -> Bool {
        note("\(value) by \(pattern.by)")
        return value.isMultiple(of: pattern.by)
    }
}

@Durable
func expressionPatterns(yield: Yield<String>) async throws {
    let lower = 20
    for number in [3, 4, 9, 25, 31, 20] {
        switch number {
        case Divisible(by: 3): try await yield("fizz \(number)")
        case ..<5: try await yield("small \(number)")
        case lower...29: try await yield("twenties \(number)")
        case lower + 11: try await yield("thirty-one")
        default: try await yield("other")
        }
        if case 20...30 = number, case Divisible(by: 5) = number { try await yield("both") }
    }
}

@Durable
func optionalPatterns(yield: Yield<Int>) async throws {
    let numbers: [Int?] = [1, nil, 3, nil, 5]
    for case let number? in numbers { try await yield(number) }
    for case .some(let number) in numbers where number > 2 {
        try await yield(number * 10)
    }
    var rest = numbers[...]
    while case let first?? = rest.popFirst() {
        try await yield(first * 100)
    }
    var stack: [Int?] = [nil, 7, 8]
    while case .some(.some(let top)) = stack.popLast(), case let doubled = try await later(top * 2) {
        try await yield(doubled)
    }
    if case let (a?, b?) = (numbers[0], numbers[2]) { try await yield(a + b) }
    guard case let last?? = numbers.last, let first = numbers[0], first < last, case 1... = try await later(first)
    else {
        return
    }
    try await yield(last + first)
    if let numbers = numbers.first, let numbers, case let numbers = numbers + 1 { try await yield(numbers) }
}

@Durable
func forCasePatterns(yield: Yield<String>) async throws {
    let payments: [Payment] = [.cash(3), .card(number: "n", cents: 5), .split(.cash(1), .cash(2)), .cash(10)]
    for case .cash(let amount) in payments where amount < 5 { try await yield("cash \(amount)") }
    for case let .split(.cash(a), .cash(b)) in payments { try await yield("split \(a) \(b)") }
    for case .card(number: let number, cents: 1...9) in payments { try await yield("card \(number)") }
    for case (let index, .cash(let amount)) in payments.enumerated() where index > 0 && amount > 0 {
        try await yield("\(index): \(amount)")
    }
    for case let (key, value?) in ["a": Optional(1)] { try await yield("\(key) \(value)") }
}

@Durable
func whereWithSeveralBindings(yield: Yield<Int>) async throws {
    let pairs = [(1, 2), (3, 3), (5, 1)]
    for (a, b) in pairs where a != b && a + b > 3 { try await yield(a * b) }
    for (a, b) in pairs where try await laterFlag(a == b) { try await yield(a + b) }
    for (index, (a, b)) in pairs.enumerated() where a > index { try await yield(a - b) }
}

@Durable
func severalBindingsInOneLet() async throws -> [Int] {
    let a = try await later(1), b = a + 1, (c, d) = (b * 2, try await later(a + b))
    let e: Int
    var f = 0, g: Int?, h = [Int](), i = (x: 1, y: 2)
    e = try await later(a + b + c + d)
    f += e
    g = try await later(f)
    h.append(g!)
    i.x += try await later(h[0])
    i.y = i.x
    return [a, b, c, d, e, f, g ?? -1, h.count, i.x, i.y]
}

@Durable
func nestedTuplePatterns() async throws -> [String] {
    let (a, (b, c), (_, d)) = (op("a", 1), (try await later(2), "c"), (op("x", 0), try await laterText("d")))
    var ((e, f), g) = ((a + b, [c]), d)
    e += try await later(1)
    f.append(g)
    g = try await laterText(g + g)
    let (first:x, second:y) = (first: 1, second: try await laterText("why"))
    (e, f[0]) = (try await later(9), try await laterText("z"))
    (_, g) = (try await later(0), "g")
    let ((), z) = (note("void"), try await later(3))
    return ["\(a) \(b) \(c) \(d) \(e) \(f) \(g) \(x) \(y) \(z)"]
}

@Durable
func tuplesInSwitch(yield: Yield<String>) async throws {
    let points = [(0, 0), (0, 3), (2, 0), (4, 4), (5, -5), (1, 2)]
    for point in points {
        let kind: String =
            switch point {
            case (0, 0): "origin"
            case (0, let y): try await laterText("y \(y)")
            case (let x, 0): "x \(x)"
            case let (x, y) where x == y: "diagonal \(x)"
            case let (x, y) where x == -y: try await laterText("anti \(y)")
            case (_, _): "elsewhere"
            }
        try await yield(kind)
    }
    switch (try await later(1), op("b", "b"), try await laterFlag(true)) {
    case (let a, "a", _): try await yield("a \(a)")
    case (1, let b, false): try await yield("b \(b)")
    case (let a, let b, true): try await yield("\(a) \(b)")
    default: try await yield("none")
    }
    switch (x: points[3].0, nested: (y: points[4].1, z: try await later(2))) {
    case (x: let x, nested: (y: let y, z: let z)) where x + y + z == 1:
        try await Durable.sleep(for: .zero)
        try await yield("\(x) \(y) \(z)")
    default: break
    }
}

// MARK: - Cases

let patternKindsCases: [any AnyCase] = [
    Case("tuplesInSwitch", yields: { try await tuplesInSwitch(yield: $0) }, durable: { TuplesInSwitch() }),
    Case("patternsOfAllKinds", yields: { try await patternsOfAllKinds(yield: $0) }, durable: { PatternsOfAllKinds() }),
    Case("expressionPatterns", yields: { try await expressionPatterns(yield: $0) }, durable: { ExpressionPatterns() }),
    Case("optionalPatterns", yields: { try await optionalPatterns(yield: $0) }, durable: { OptionalPatterns() }),
    Case("forCasePatterns", yields: { try await forCasePatterns(yield: $0) }, durable: { ForCasePatterns() }),
    Case(
        "whereWithSeveralBindings",
        yields: { try await whereWithSeveralBindings(yield: $0) },
        durable: { WhereWithSeveralBindings() }
    ),
    Case(
        "severalBindingsInOneLet",
        plain: { try await severalBindingsInOneLet() },
        durable: { SeveralBindingsInOneLet() }
    ),
    Case("nestedTuplePatterns", plain: { try await nestedTuplePatterns() }, durable: { NestedTuplePatterns() }),
]
