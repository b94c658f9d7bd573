import Torpor

// Durable functions that call durable functions.

@Durable
func factorial(of number: Int) async throws -> Int {
    if number <= 1 { return 1 }
    return try await number * factorial(of: number - 1)
}

@Durable
func callRecursive() async throws -> Int {
    try await factorial(of: 5)
}

@Durable
func fibonacci(_ number: Int) async throws -> Int {
    guard number > 1 else {
        note("fibonacci \(number)")
        return number
    }
    return try await fibonacci(number - 1) + fibonacci(number - 2)
}

@Durable
func callRecursiveTwice() async throws -> Int {
    try await fibonacci(5)
}

@Durable
func callMutuallyRecursive() async throws -> [Bool] {
    [try await isEven(4), try await isOdd(4)]
}

@Durable
func isEven(_ number: Int) async throws -> Bool {
    note("isEven \(number)")
    return number == 0 ? true : try await isOdd(number - 1)
}

@Durable
func walk(_ tree: Tree, yield: Yield<Int>) async throws {
    switch tree {
    case .leaf(let number):
        try await yield(number)
    case .node(let left, let right):
        try await walk(left, yield: yield)
        note("between")
        try await walk(right, yield: yield)
    }
}

@Durable
func callPassesYieldOn(yield: Yield<Int>) async throws {
    try await yield(0)
    try await walk(.node(left: .node(left: .leaf(1), right: .leaf(2)), right: .leaf(3)), yield: yield)
    try await yield(4)
}

@Durable
func ticking(from start: Int, by step: Int = 2, yield send: Yield<Int>) async throws -> String {
    var number = start
    while number > 0 {
        try await send(number)
        number -= step
    }
    return "left \(number)"
}

@Durable
func callWithDefaultArgument(yield: Yield<Int>) async throws -> [String] {
    let first = try await ticking(from: 3, yield: yield)
    let second = try await ticking(from: 2, by: 1, yield: yield)
    return [first, second]
}

@Durable
func labelled(_ first: Int, from second: Int, in third: Int, extra: String = "default", _ last: Int = 9) async throws
    -> String
{
    try await Durable.sleep(for: .milliseconds(1))
    return "\(first) \(second) \(third) \(extra) \(last)"
}

@Durable
func callWithLabels() async throws -> [String] {
    [
        try await labelled(1, from: op("second", 2), in: later(3)),
        try await labelled(1, from: 2, in: 3, extra: "given"),
        try await labelled(1, from: 2, in: 3, 4),
    ]
}

@Durable
func callInLoop() async throws -> Int {
    var total = 0
    for number in 1...3 {
        total += try await factorial(of: number)
        if try await isOdd(total) { note("odd \(total)") }
    }
    return total
}

@Durable
func returningNothing(_ text: String) async throws {
    note("begin \(text)")
    try await Durable.sleep(for: .milliseconds(1))
    note("end \(text)")
}

@Durable
func callOfVoidFunction() async throws {
    try await returningNothing("first")
    let nothing: Void = try await returningNothing("second")
    note("\(nothing)")
    _ = try await returningNothing("third")
}

@Durable
func callDiscardsResult() async throws {
    _ = try await later(1)
    _ = try await laterPositive(2)
}

@discardableResult
@Durable
func discardable(_ number: Int) async throws -> Int {
    try await later(number)
}

@Durable
func callDiscardableResult() async throws {
    try await discardable(3)
    note("after")
}

@Durable
func callTail(_ left: Int) async throws -> String {
    if left > 0 { return try await callTail(left - 1) }
    try await Durable.sleep(for: .milliseconds(1))
    return "bottom"
}

@Durable
func structured(_ point: Point, _ tree: Tree?, _ names: [String: Int]) async throws -> Point {
    try await Durable.sleep(for: .milliseconds(1))
    var moved = point.moved(by: names["by"] ?? 0)
    if tree == nil { moved.x = -1 }
    return moved
}

@Durable
func callWithStructuredArguments() async throws -> [Point] {
    [
        try await structured(Point(x: 1, y: 1), nil, [:]),
        try await structured(Point(x: 1, y: 1), .leaf(1), ["by": later(3)]),
    ]
}

@Durable
func unfailing(_ number: Int) async -> Int {
    let first = await glance(number)
    let second = await glance(first + 1)
    return first * 10 + second
}

@Durable
func callThatCannotFail() async -> Int {
    let number = await unfailing(1) + unfailing(2)
    return await glance(number)
}

@Durable
func callWithoutAnySuspension() async throws -> Int {
    note("nothing to wait for")
    return 1
}

@Durable
func callOfFunctionWithoutSuspension() async throws -> Int {
    try await callWithoutAnySuspension() + callWithoutAnySuspension()
}

@Durable
func callResultAsArgumentOfItself() async throws -> Int {
    try await factorial(of: try await factorial(of: try await later(3)))
}

@Durable
func callChangesGlobalOfCaller() async throws -> [Int] {
    tally = 1
    let before = tally
    _ = try await laterBump(by: 5)
    return [before, tally]
}

@Durable(name: "OverloadedByNumber")
func overloaded(_ number: Int) async throws -> String {
    "number \(try await later(number))"
}

@Durable(name: "OverloadedByText")
func overloaded(_ text: String) async throws -> String {
    "text \(try await laterText(text))"
}

@Durable
func defaulted(_ number: Int = op("default", 3), _ other: Int = tally) async throws -> Int {
    tally += 1
    try await Durable.sleep(for: .milliseconds(1))
    return number * 10 + other
}

@Durable
func callEvaluatesDefaultArguments() async throws -> [Int] {
    [try await defaulted(), try await defaulted(op("given", 5)), try await defaulted(later(1), later(2))]
}

// MARK: - Cases

let callsCases: [any AnyCase] = [
    Case("factorial 1", plain: { try await factorial(of: 1) }, durable: { Factorial(of: 1) }),
    Case("factorial 4", plain: { try await factorial(of: 4) }, durable: { Factorial(of: 4) }),
    Case("callRecursive", plain: { try await callRecursive() }, durable: { CallRecursive() }),
    Case("callRecursiveTwice", plain: { try await callRecursiveTwice() }, durable: { CallRecursiveTwice() }),
    Case("callMutuallyRecursive", plain: { try await callMutuallyRecursive() }, durable: { CallMutuallyRecursive() }),
    Case(
        "walk",
        yields: { try await walk(.node(left: .leaf(7), right: .leaf(8)), yield: $0) },
        durable: { Walk(.node(left: .leaf(7), right: .leaf(8))) }
    ),
    Case("callPassesYieldOn", yields: { try await callPassesYieldOn(yield: $0) }, durable: { CallPassesYieldOn() }),
    Case("ticking 4", yields: { try await ticking(from: 4, yield: $0) }, durable: { Ticking(from: 4) }),
    Case("ticking 1", yields: { try await ticking(from: 3, by: 1, yield: $0) }, durable: { Ticking(from: 3, by: 1) }),
    Case(
        "callWithDefaultArgument",
        yields: { try await callWithDefaultArgument(yield: $0) },
        durable: { CallWithDefaultArgument() }
    ),
    Case("labelled", plain: { try await labelled(1, from: 2, in: 3) }, durable: { Labelled(1, from: 2, in: 3) }),
    Case("callWithLabels", plain: { try await callWithLabels() }, durable: { CallWithLabels() }),
    Case("callInLoop", plain: { try await callInLoop() }, durable: { CallInLoop() }),
    Case("callOfVoidFunction", plain: { try await callOfVoidFunction() }, durable: { CallOfVoidFunction() }),
    Case("callDiscardsResult", plain: { try await callDiscardsResult() }, durable: { CallDiscardsResult() }),
    Case("discardable", plain: { try await discardable(6) }, durable: { Discardable(6) }),
    Case("callDiscardableResult", plain: { try await callDiscardableResult() }, durable: { CallDiscardableResult() }),
    Case("callTail", plain: { try await callTail(3) }, durable: { CallTail(3) }),
    Case(
        "structured",
        plain: { try await structured(Point(x: 2), .leaf(0), ["by": 1]) },
        durable: { Structured(Point(x: 2), .leaf(0), ["by": 1]) }
    ),
    Case(
        "callWithStructuredArguments",
        plain: { try await callWithStructuredArguments() },
        durable: { CallWithStructuredArguments() }
    ),
    Case("unfailing", plain: { await unfailing(4) }, durable: { Unfailing(4) }),
    Case("callThatCannotFail", plain: { await callThatCannotFail() }, durable: { CallThatCannotFail() }),
    Case(
        "callWithoutAnySuspension",
        plain: { try await callWithoutAnySuspension() },
        durable: { CallWithoutAnySuspension() }
    ),
    Case(
        "callOfFunctionWithoutSuspension",
        plain: { try await callOfFunctionWithoutSuspension() },
        durable: { CallOfFunctionWithoutSuspension() }
    ),
    Case(
        "callResultAsArgumentOfItself",
        plain: { try await callResultAsArgumentOfItself() },
        durable: { CallResultAsArgumentOfItself() }
    ),
    Case(
        "callChangesGlobalOfCaller",
        plain: { try await callChangesGlobalOfCaller() },
        durable: { CallChangesGlobalOfCaller() }
    ),
    Case("overloaded number", plain: { try await overloaded(1) }, durable: { OverloadedByNumber(1) }),
    Case("overloaded text", plain: { try await overloaded("one") }, durable: { OverloadedByText("one") }),
    Case("defaulted", plain: { try await defaulted(1, 2) }, durable: { Defaulted(1, 2) }),
    Case(
        "callEvaluatesDefaultArguments",
        plain: { try await callEvaluatesDefaultArguments() },
        durable: { CallEvaluatesDefaultArguments() }
    ),
]
