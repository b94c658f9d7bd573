import Torpor

// Patterns of every kind, whose bindings live across suspensions.

indirect enum Tree: Codable {
    case leaf(Int)
    case node(left: Tree, right: Tree)
}

@Durable
func patternTupleDestructuring(yield: Yield<Int>) async throws -> Int {
    let (a, b) = (op("a", 1), op("b", 2))
    try await yield(a)
    var (c, (d, e)) = (3, (4, 5))
    try await yield(b)
    c += d
    e += c
    try await yield(e)
    return a + b + c + d + e
}

@Durable
func patternTupleFromSuspensions() async throws -> String {
    let (first, second) = (try await later(1), try await laterText("two"))
    try await Durable.sleep(for: .milliseconds(1))
    return "\(first) \(second)"
}

@Durable
func patternTupleHole() async throws -> Int {
    let (_, kept, _) = (op("dropped", 1), try await later(2), op("also dropped", 3))
    try await Durable.sleep(for: .milliseconds(1))
    return kept
}

@Durable
func patternTupleTyped(yield: Yield<Double>) async throws {
    let (half, count): (Double, Int) = (1 / 2, 3)
    try await yield(half)
    note("\(count)")
}

@Durable
func patternNestedEnum(yield: Yield<Int>) async throws {
    let tree = Tree.node(left: .leaf(1), right: .node(left: .leaf(2), right: .leaf(3)))
    guard case .node(.leaf(let a), .node(let left, .leaf(let c))) = tree else { return note("no match") }
    try await yield(a)
    if case .leaf(let b) = left {
        try await yield(b)
        try await yield(a + b + c)
    }
}

@Durable
func patternBindingKeywordOutside(yield: Yield<Int>) async throws {
    let trouble = Trouble.named("n", code: 4)
    // swift-format-ignore: UseLetInEveryBoundCaseVariable
    if case let .named(name, code) = trouble, case let (x, y) = (code, code + 1) {
        try await yield(x)
        note("\(name) \(y)")
    }
}

@Durable
func patternVarBinding(yield: Yield<Int>) async throws {
    let trouble = Trouble.big(4)
    switch trouble {
    case .big(var size):
        size += 1
        try await yield(size)
        size += 1
        try await yield(size)
    default:
        break
    }
    note("\(trouble)")
}

@Durable
func patternOptionalNested(yield: Yield<Int>) async throws {
    for index in 0...2 {
        let item: Int?? = index == 0 ? .some(.some(1)) : index == 1 ? .some(nil) : nil
        switch item {
        case let number??: try await yield(number)
        case .some(.none): try await yield(-1)
        case .none: try await yield(-2)
        }
    }
}

@Durable
func patternCast(yield: Yield<String>) async throws {
    for index in 0...2 {
        let value = anything(at: index)
        if let text = value as? String {
            note("text")
            try await yield(text)
        } else if case let number as Int = value {
            try await yield("\(number)")
            note("\(number)")
        }
    }
}

func anything(at index: Int) -> Any {
    let values: [Any] = [1, "two", 3.0]
    return values[index]
}

@Durable
func patternExpressionWithOwnOperator(yield: Yield<String>) async throws {
    let even: (Int) -> Bool = { $0 % 2 == 0 }
    for number in 1...2 {
        switch number {
        case even: note("even")
        default: note("odd")
        }
    }
    try await yield("done")
}

func ~= (predicate: (Int) -> Bool, number: Int) -> Bool { predicate(number) }

@Durable
func patternSeveralDeclarationsInOne(yield: Yield<Int>) async throws {
    // swift-format-ignore: OneVariableDeclarationPerLine
    let a = op("a", 1), b = try await later(a + 1), c = op("c", a + b)
    // swift-format-ignore: OneVariableDeclarationPerLine
    var d = 0, e: Int, f: String? = "f"
    try await yield(a + b + c + d)
    d = 1
    e = 2
    try await yield(d + e)
    f = nil
    note("\(d) \(e) \(String(describing: f))")
}

@Durable
func patternWildcardDiscards() async throws {
    _ = try await later(1)
    let _ = try await fetch(2)
    _ = (op("a", 1), try await later(3))
}

@Durable
func patternRangeAndLiterals(yield: Yield<String>) async throws {
    for number in [-1, 0, 55, 1_000] {
        switch number {
        case ..<0: try await yield("negative")
        case 0: try await yield("zero")
        case 1..<100: try await yield("some")
        case 100...: try await yield("many")
        default: try await yield("none")
        }
    }
}

@Durable
func patternDestructuresAwaitedTuple(yield: Yield<Int>) async throws {
    let (text, length) = try await measured("five!")
    try await yield(length)
    note(text)
    var (number, name) = try await pair(1, "one")
    number += length
    try await yield(number)
    name += text
    note(name)
}

@Durable
func patternLetUnderscore() async throws -> Int {
    var found = 0
    if let _ = try await laterPositive(1) { found += 1 }
    if case _? = try await laterPositive(-1) { found += 10 }
    while let _ = try await laterPositive(2 - found) { found += 1 }
    guard case .some = try await laterPositive(1) else { return -1 }
    return found
}

@Durable
func patternForTupleOfOptionals(yield: Yield<Int>) async throws {
    let pairs: [(Int, Int?)] = [(1, nil), (2, 20), (3, 30)]
    for case (let a, let b?) in pairs where try await laterFlag(a != 2) {
        try await yield(a + b)
        note("\(a) \(b)")
    }
}

@Durable
func patternCertainAmongConditions(yield: Yield<Int>) async throws {
    var stack: [Int?] = [3, nil, 1]
    while case .some(.some(let top)) = stack.popLast(), case let doubled = try await later(top * 2) {
        try await yield(doubled)
    }
    let optional: Int? = 4
    if let number = optional, case let next = try await later(number), next > 3, case let (low, high) = (next, next + 1)
    {
        try await yield(low + high)
    }
}

@Durable
func patternCertainWithInnerBindings(yield: Yield<Int>) async throws {
    for case (let left, let right) in zip([1, 2], [3, 4]) {
        try await yield(left)
        switch (left, right) {
        case (1, _): note("one")
        case (let first, let second):
            let sum = try await later(first + second)
            try await yield(sum + right)
        }
    }
}

// MARK: - Cases

let patternsCases: [any AnyCase] = [
    Case(
        "patternTupleDestructuring",
        yields: { try await patternTupleDestructuring(yield: $0) },
        durable: { PatternTupleDestructuring() }
    ),
    Case(
        "patternTupleFromSuspensions",
        plain: { try await patternTupleFromSuspensions() },
        durable: { PatternTupleFromSuspensions() }
    ),
    Case("patternTupleHole", plain: { try await patternTupleHole() }, durable: { PatternTupleHole() }),
    Case("patternTupleTyped", yields: { try await patternTupleTyped(yield: $0) }, durable: { PatternTupleTyped() }),
    Case("patternNestedEnum", yields: { try await patternNestedEnum(yield: $0) }, durable: { PatternNestedEnum() }),
    Case(
        "patternBindingKeywordOutside",
        yields: { try await patternBindingKeywordOutside(yield: $0) },
        durable: { PatternBindingKeywordOutside() }
    ),
    Case("patternVarBinding", yields: { try await patternVarBinding(yield: $0) }, durable: { PatternVarBinding() }),
    Case(
        "patternOptionalNested",
        yields: { try await patternOptionalNested(yield: $0) },
        durable: { PatternOptionalNested() }
    ),
    Case("patternCast", yields: { try await patternCast(yield: $0) }, durable: { PatternCast() }),
    Case(
        "patternExpressionWithOwnOperator",
        yields: { try await patternExpressionWithOwnOperator(yield: $0) },
        durable: { PatternExpressionWithOwnOperator() }
    ),
    Case(
        "patternSeveralDeclarationsInOne",
        yields: { try await patternSeveralDeclarationsInOne(yield: $0) },
        durable: { PatternSeveralDeclarationsInOne() }
    ),
    Case(
        "patternWildcardDiscards",
        plain: { try await patternWildcardDiscards() },
        durable: { PatternWildcardDiscards() }
    ),
    Case(
        "patternRangeAndLiterals",
        yields: { try await patternRangeAndLiterals(yield: $0) },
        durable: { PatternRangeAndLiterals() }
    ),
    Case(
        "patternDestructuresAwaitedTuple",
        yields: { try await patternDestructuresAwaitedTuple(yield: $0) },
        durable: { PatternDestructuresAwaitedTuple() }
    ),
    Case("patternLetUnderscore", plain: { try await patternLetUnderscore() }, durable: { PatternLetUnderscore() }),
    Case(
        "patternForTupleOfOptionals",
        yields: { try await patternForTupleOfOptionals(yield: $0) },
        durable: { PatternForTupleOfOptionals() }
    ),
    Case(
        "patternCertainAmongConditions",
        yields: { try await patternCertainAmongConditions(yield: $0) },
        durable: { PatternCertainAmongConditions() }
    ),
    Case(
        "patternCertainWithInnerBindings",
        yields: { try await patternCertainWithInnerBindings(yield: $0) },
        durable: { PatternCertainWithInnerBindings() }
    ),
]
