import Torpor

// Swift evaluates left to right. What stands before a suspending operand is evaluated before it, once.

func three(_ a: Int, _ b: Int, _ c: Int) -> String { "\(a) \(b) \(c)" }

func sum(_ numbers: Int...) -> Int { numbers.reduce(0, +) }

func trailing(_ number: Int, _ body: (Int) -> Int) -> Int { body(number) }

@Durable
func orderOfSubtraction() async throws -> Int {
    try await later(10) - later(3)
}

@Durable
func orderOfMixedOperands() async throws -> Int {
    try await op("a", 100) - later(op("b", 30)) - op("c", 7) + fetch(2) * op("d", 3)
}

@Durable
func orderOfArguments() async throws -> String {
    try await three(op("a", 1), later(2), op("c", 3))
}

@Durable
func orderOfSuspendingArguments() async throws -> String {
    try await three(later(1), fetch(2), later(3))
}

@Durable
func orderOfNestedCalls() async throws -> Int {
    try await later(later(op("a", 1)) + later(fetch(op("b", 2)) * op("c", 3)))
}

@Durable
func orderOfLocalReadBeforeChange() async throws -> Int {
    var number = 1
    let sum = number + (try await later(change(&number)))
    return sum * 100 + number
}

func change(_ number: inout Int) -> Int {
    number += 10
    return number
}

@Durable
func orderOfGlobalReadBeforeSuspension() async throws -> Int {
    tally = 1
    return try await tally + laterBump(by: 10) + tally
}

@Durable
func orderOfGlobalChangedByOrdinaryCall() async throws -> [Int] {
    tally = 3
    let readBefore = tally * (try await fetchBumping(by: 4))
    let readAfter = try await fetchBumping(by: 5) * tally
    return [readBefore, readAfter, tally]
}

@Durable
func orderOfGlobalInCollection() async throws -> [Int] {
    [tally, try await laterBump(by: 1), tally, try await laterBump(by: 1), tally]
}

@Durable
func orderOfTuple() async throws -> String {
    let tuple = (op("a", 1), try await later(2), op("c", tally), try await laterBump(by: 4), op("e", tally))
    return "\(tuple)"
}

@Durable
func orderOfDictionaryLiteral() async throws -> [Int] {
    let dictionary = [op("k1", "a"): try await later(1), try await laterText("b"): op("v2", 2)]
    return dictionary.sorted { $0.key < $1.key }.map(\.value)
}

@Durable
func orderOfInterpolation() async throws -> String {
    "\(op("a", 1)) \(try await later(2)) \(op("c", 3)) \(try await laterText("d"))"
}

@Durable
func orderOfReceiverAndArgument() async throws -> [Int] {
    var point = Point(x: 1, y: 2)
    point = op("receiver", point).moved(by: try await later(op("argument", 5)))
    return [point.x, point.y]
}

@Durable
func orderOfReceiverThatChanges() async throws -> Int {
    var point = Point(x: 1, y: 1)
    let moved = point.moved(by: try await later(shift(&point)))
    return moved.x * 1_000 + point.x
}

func shift(_ point: inout Point) -> Int {
    point.shift(by: 10)
    return point.x
}

@Durable
func orderOfSubscript() async throws -> Int {
    let grid = [[1, 2], [3, 4]]
    return grid[op("row", 1)][try await later(0)] + grid[try await later(0)][op("column", 1)]
}

@Durable
func orderOfDefaultArguments() async throws -> String {
    try await described(later(1), by: op("label", "x"))
}

func described(_ number: Int, by label: String, extra: Int = op("default", 9)) -> String {
    "\(number) \(label) \(extra)"
}

@Durable
func orderOfVariadics() async throws -> Int {
    try await sum(op("a", 1), later(2), op("c", 3), fetch(4))
}

@Durable
func orderOfTrailingClosure() async throws -> Int {
    let factor = 3
    return trailing(try await later(op("argument", 2))) { op("in closure", $0 * factor) }
}

@Durable
func orderOfComparison() async throws -> [Bool] {
    [
        try await op("a", 1) < later(2),
        try await later(2) == op("b", 3),
        try await later(1) + later(1) == fetch(2),
    ]
}

@Durable
func orderOfPrefixAndCasts() async throws -> [Double] {
    [-Double(try await later(op("a", 2))), Double(op("b", 3)) / Double(try await later(4))]
}

@Durable
func orderOfYieldArgument(yield: Yield<[Int]>) async throws {
    try await yield([op("a", 1), try await later(2), op("c", 3)])
    try await yield([try await later(tally), bump(by: 2), tally])
}

@Durable
func orderOfThrowingOperands() async throws -> Int {
    do {
        return try await op("a", 1) + later(2) + failing(.small) + later(op("never", 4))
    } catch {
        note("caught \(error)")
    }
    return try await later(op("b", 5)) - (try failing(.big(1), as: Int.self)) - fetch(3)
}

@Durable
func orderOfClosureArgumentsAndCalls() async throws -> Int {
    let double: (Int) -> Int = { op("double", $0 * 2) }
    return double(op("a", 1)) + double(3)
}

@Durable
func orderOfAssignmentTarget() async throws -> [Int] {
    var numbers = [0, 0, 0]
    numbers[op("index", 1)] = try await later(op("value", 5))
    numbers[try await later(2)] = op("value", 6)
    numbers[bump(by: 0)] = try await laterBump(by: 2)
    return numbers
}

@Durable
func orderOfOptionalTry() async throws -> [Int?] {
    [
        op("a", 1),
        try? await laterFailing(.small),
        try? await later(op("b", 2)) + failing(.small),
        try? await later(op("c", 3)),
    ]
}

@Durable
func orderOfKeyPathAndMember() async throws -> Int {
    try await [op("a", Point(x: 1)), Point(x: later(2))].map(\.x).reduce(op("start", 10), +)
}

@Durable
func orderOfMetatypeAndInit() async throws -> Point {
    Point(x: op("x", 1), y: try await later(op("y", 2)))
}

@Durable
func laterNumbers(_ numbers: [Int]) async throws -> [Int] {
    try await Durable.sleep(for: .zero)
    return numbers
}

@Durable
func orderOfReceiverThatIsDurable() async throws -> [Int] {
    let sum = try await laterNumbers([1, 2]).reduce(later(3), { $0 + $1 })
    let found = try await laterNumbers([4]).contains(later(4))
    let mapped = try await laterNumbers([5]).map { $0 * 2 }.reduce(later(6), +)
    let element = try await laterNumbers([7, 8])[later(1)]
    return [sum, found ? 1 : 0, mapped, element]
}

@Durable
func valuesThatNobodyReads(_ count: Int) async throws -> Int {
    var optional = Optional(try await later(count))
    var number = try await later(2)
    note("\(optional ?? 0) \(number)")
    guard count > 2 else {
        optional = try await later(3) < 4 ? 7 : nil
        throw Trouble.small
    }
    for index in 0..<2 {
        if try await laterFlag(index > 0) {
            try await Durable.sleep(for: .zero)
            number = 4
            break
        }
    }
    return optional ?? 0
}

@Durable
func deferredConstantByBranches(_ count: Int) async throws -> Point {
    let point: Point
    if count > 3 {
        point = try await op("flag", true) ? Point(x: count, y: 1) : Point(x: later(9), y: 6)
    } else {
        point = try await Point(x: op("x", 2), y: later(count))
    }
    return point
}

@Durable
func variableBoundByConditionAndChanged(_ count: Int) async throws -> Int {
    var total = 0
    if count > 1, var number = Optional(count), try await later(change(&number)) > 3 { total += number }
    guard count > 1, var other = Optional(count), try await later(change(&other)) > 3 else { return 1 }
    while count > 1, var third = Optional(count), try await later(change(&third)) > 3 {
        total += third
        do {
            break
        }
    }
    return total + other
}

// MARK: - Cases

let evaluationOrderCases: [any AnyCase] = [
    Case("orderOfSubtraction", plain: { try await orderOfSubtraction() }, durable: { OrderOfSubtraction() }),
    Case("orderOfMixedOperands", plain: { try await orderOfMixedOperands() }, durable: { OrderOfMixedOperands() }),
    Case("orderOfArguments", plain: { try await orderOfArguments() }, durable: { OrderOfArguments() }),
    Case(
        "orderOfSuspendingArguments",
        plain: { try await orderOfSuspendingArguments() },
        durable: { OrderOfSuspendingArguments() }
    ),
    Case("orderOfNestedCalls", plain: { try await orderOfNestedCalls() }, durable: { OrderOfNestedCalls() }),
    Case(
        "orderOfLocalReadBeforeChange",
        plain: { try await orderOfLocalReadBeforeChange() },
        durable: { OrderOfLocalReadBeforeChange() }
    ),
    Case(
        "orderOfGlobalReadBeforeSuspension",
        plain: { try await orderOfGlobalReadBeforeSuspension() },
        durable: { OrderOfGlobalReadBeforeSuspension() }
    ),
    Case(
        "orderOfGlobalChangedByOrdinaryCall",
        plain: { try await orderOfGlobalChangedByOrdinaryCall() },
        durable: { OrderOfGlobalChangedByOrdinaryCall() }
    ),
    Case(
        "orderOfGlobalInCollection",
        plain: { try await orderOfGlobalInCollection() },
        durable: { OrderOfGlobalInCollection() }
    ),
    Case("orderOfTuple", plain: { try await orderOfTuple() }, durable: { OrderOfTuple() }),
    Case(
        "orderOfDictionaryLiteral",
        plain: { try await orderOfDictionaryLiteral() },
        durable: { OrderOfDictionaryLiteral() }
    ),
    Case("orderOfInterpolation", plain: { try await orderOfInterpolation() }, durable: { OrderOfInterpolation() }),
    Case(
        "orderOfReceiverAndArgument",
        plain: { try await orderOfReceiverAndArgument() },
        durable: { OrderOfReceiverAndArgument() }
    ),
    Case(
        "orderOfReceiverThatChanges",
        plain: { try await orderOfReceiverThatChanges() },
        durable: { OrderOfReceiverThatChanges() }
    ),
    Case("orderOfSubscript", plain: { try await orderOfSubscript() }, durable: { OrderOfSubscript() }),
    Case(
        "orderOfDefaultArguments",
        plain: { try await orderOfDefaultArguments() },
        durable: { OrderOfDefaultArguments() }
    ),
    Case("orderOfVariadics", plain: { try await orderOfVariadics() }, durable: { OrderOfVariadics() }),
    Case(
        "orderOfTrailingClosure",
        plain: { try await orderOfTrailingClosure() },
        durable: { OrderOfTrailingClosure() }
    ),
    Case("orderOfComparison", plain: { try await orderOfComparison() }, durable: { OrderOfComparison() }),
    Case("orderOfPrefixAndCasts", plain: { try await orderOfPrefixAndCasts() }, durable: { OrderOfPrefixAndCasts() }),
    Case(
        "orderOfYieldArgument",
        yields: { try await orderOfYieldArgument(yield: $0) },
        durable: { OrderOfYieldArgument() }
    ),
    Case(
        "orderOfThrowingOperands",
        plain: { try await orderOfThrowingOperands() },
        durable: { OrderOfThrowingOperands() }
    ),
    Case(
        "orderOfClosureArgumentsAndCalls",
        plain: { try await orderOfClosureArgumentsAndCalls() },
        durable: { OrderOfClosureArgumentsAndCalls() }
    ),
    Case(
        "orderOfAssignmentTarget",
        plain: { try await orderOfAssignmentTarget() },
        durable: { OrderOfAssignmentTarget() }
    ),
    Case("orderOfOptionalTry", plain: { try await orderOfOptionalTry() }, durable: { OrderOfOptionalTry() }),
    Case(
        "orderOfKeyPathAndMember",
        plain: { try await orderOfKeyPathAndMember() },
        durable: { OrderOfKeyPathAndMember() }
    ),
    Case(
        "orderOfMetatypeAndInit",
        plain: { try await orderOfMetatypeAndInit() },
        durable: { OrderOfMetatypeAndInit() }
    ),
    Case("laterNumbers", plain: { try await laterNumbers([1]) }, durable: { LaterNumbers([1]) }),
    Case(
        "orderOfReceiverThatIsDurable",
        plain: { try await orderOfReceiverThatIsDurable() },
        durable: { OrderOfReceiverThatIsDurable() }
    ),
    Case(
        "valuesThatNobodyReads 1",
        plain: { try await valuesThatNobodyReads(1) },
        durable: { ValuesThatNobodyReads(1) }
    ),
    Case(
        "valuesThatNobodyReads 3",
        plain: { try await valuesThatNobodyReads(3) },
        durable: { ValuesThatNobodyReads(3) }
    ),
    Case(
        "deferredConstantByBranches 2",
        plain: { try await deferredConstantByBranches(2) },
        durable: { DeferredConstantByBranches(2) }
    ),
    Case(
        "deferredConstantByBranches 5",
        plain: { try await deferredConstantByBranches(5) },
        durable: { DeferredConstantByBranches(5) }
    ),
    Case(
        "variableBoundByConditionAndChanged",
        plain: { try await variableBoundByConditionAndChanged(4) },
        durable: { VariableBoundByConditionAndChanged(4) }
    ),
]
