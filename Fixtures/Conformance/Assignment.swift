import Torpor

// Assignments and compound assignments whose right side, or whose place, suspends.

@Durable
func compoundAssignmentSuspendingRight() async throws -> Int {
    var total = 1
    total += try await later(2)
    total *= try await fetch(5)
    total -= try await later(total)
    return total
}

@Durable
func compoundAssignmentReadsTargetLast() async throws -> Int {
    tally = 1
    tally += try await laterBump(by: 10)
    return tally
}

@Durable
func compoundAssignmentLocalChangedByRight() async throws -> Int {
    var number = 1
    number += try await later(change(&number))
    return number
}

@Durable
func compoundAssignmentSubscriptOnce() async throws -> [Int] {
    var numbers = [1, 2, 3]
    numbers[op("index", 1)] += try await later(op("value", 10))
    numbers[bump(by: 2)] *= try await laterBump(by: 5)
    return numbers
}

@Durable
func compoundAssignmentSuspendingIndex() async throws -> [Int] {
    var numbers = [1, 2, 3]
    numbers[try await later(2)] += op("value", 10)
    numbers[try await later(0)] -= try await later(4)
    return numbers
}

@Durable
func compoundAssignmentNestedPlaces() async throws -> [[Int]] {
    var grid = [[1, 2], [3, 4]]
    grid[op("row", 1)][op("column", 0)] += try await later(10)
    grid[try await later(0)][try await later(1)] *= 7
    return grid
}

@Durable
func compoundAssignmentToDictionaryDefault() async throws -> [Int] {
    var counts = ["a": 1]
    counts[op("key", "a"), default: op("default", 0)] += try await later(1)
    counts["b", default: 40] += try await later(2)
    return [counts["a"]!, counts["b"]!]
}

@Durable
func compoundAssignmentToField(yield: Yield<Int>) async throws {
    var point = Point(x: 1, y: 2)
    point.x += try await later(5)
    try await yield(point.x)
    point.y -= point.x
    point.x = try await later(point.y) + point.x
    try await yield(point.x)
}

@Durable
func compoundAssignmentToText() async throws -> String {
    var text = "a"
    text += try await laterText("b")
    text += "\(try await later(3))"
    return text
}

@Durable
func tupleSwap(yield: Yield<Int>) async throws {
    var (a, b) = (0, 1)
    for _ in 0..<5 {
        try await yield(a)
        (a, b) = (b, a + b)
    }
}

@Durable
func tupleAssignmentSuspends() async throws -> [Int] {
    var (a, b) = (1, 2)
    (a, b) = (try await later(b), a)
    (b, a) = (try await later(a * 10), try await later(b * 10))
    (a, _) = (a + 1, try await later(0))
    return [a, b]
}

@Durable
func tupleAssignmentToPlaces() async throws -> [Int] {
    var numbers = [1, 2, 3]
    var point = Point()
    (numbers[op("index", 0)], point.x) = (try await later(7), try await later(8))
    return numbers + [point.x]
}

@Durable
func assignmentToSelfSwaps() async throws -> [Int] {
    var numbers = [1, 2, 3]
    numbers.swapAt(0, try await later(2))
    var a = 1
    var b = 2
    try await Durable.sleep(for: .milliseconds(1))
    swap(&a, &b)
    return numbers + [a, b]
}

@Durable
func inoutCallsOfOrdinaryFunctions(yield: Yield<Int>) async throws {
    var number = 1
    note("\(change(&number))")
    try await yield(number)
    var points = [Point(), Point(x: 5)]
    note("\(shift(&points[op("index", 1)]))")
    try await yield(points[1].x)
    increase(&number, by: try await later(100))
    try await yield(number)
}

func increase(_ number: inout Int, by amount: Int) {
    number += amount
}

func increaseLater(_ number: inout Int, by amount: Int) async throws {
    note("increaseLater \(number)")
    await Task.yield()
    number += amount
}

@Durable
func inoutArgumentOfOrdinaryAwait(yield: Yield<Int>) async throws {
    var number = 1
    try await increaseLater(&number, by: 5)
    try await yield(number)
    var numbers = [1, 2]
    try await increaseLater(&numbers[op("index", 1)], by: 7)
    try await yield(numbers[1])
}

@Durable
func assignmentOfOptionals(yield: Yield<Int?>) async throws {
    var maybe: Int? = 1
    try await yield(maybe)
    maybe = nil
    try await yield(maybe)
    maybe = try await laterPositive(3)
    try await yield(maybe)
    maybe? += try await later(2)
    try await yield(maybe)
}

@Durable
func assignmentThroughProperties(yield: Yield<Int>) async throws {
    var meter = Meter()
    meter.reading = try await later(4)
    try await yield(meter.doubled)
    meter.doubled += try await later(2)
    try await yield(meter.reading)
    meter[op("offset", 3)] = try await later(100)
    try await yield(meter.reading)
}

struct Meter: Codable {
    var reading = 0 {
        didSet { note("didSet \(oldValue) to \(reading)") }
    }

    var doubled: Int {
        get { op("get doubled", reading * 2) }
        set { reading = newValue / 2 }
    }

    subscript(offset: Int) -> Int {
        get { reading + offset }
        set { reading = newValue - offset }
    }
}

@Durable
func userOperators() async throws -> [Int] {
    var point = Point(x: 1, y: 1)
    point +++= try await later(3)
    let combined = try await later(2) <+> 3 ** later(2) <+> op("last", 1)
    return [point.x, point.y, combined, -|(try await later(5))]
}

infix operator +++= : AssignmentPrecedence
infix operator <+> : AdditionPrecedence
precedencegroup PowerPrecedence {
    higherThan: MultiplicationPrecedence
    associativity: right
}
infix operator ** : PowerPrecedence
prefix operator -|

func +++= (point: inout Point, amount: Int) {
    point.shift(by: op("amount", amount))
}

func <+> (left: Int, right: Int) -> Int {
    note("\(left) <+> \(right)")
    return left * 10 + right
}

func ** (base: Int, exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in power * base }
}

prefix func -| (number: Int) -> Int { -abs(number) }

/// A stack whose methods are called like pure ones of the standard library, and change it.
struct Pile: Codable {
    var items: [Int]

    mutating func first() -> Int { items.removeFirst() }

    mutating func union(_ other: [Int]) { items += other }

    mutating func contains(_ item: Int) -> Bool {
        items.append(item)
        return items.count > 3
    }

    static func << (left: inout Pile, right: Int) { left.items.append(right) }

    func each(_ body: (Int) -> Void) { items.forEach(body) }
}

@Durable
func methodsNamedLikePureOnes() async throws -> [Int] {
    var pile = Pile(items: [1, 2])
    let first = pile.first() + (try await later(1))
    pile.union([first, try await later(4)])
    pile << (try await later(5))
    let found = pile.contains(try await later(6))
    var total = 0
    pile.each { total += $0 }
    _ = try await later(total)
    return pile.items + [found ? 1 : 0, total]
}

// MARK: - Cases

let assignmentCases: [any AnyCase] = [
    Case(
        "compoundAssignmentSuspendingRight",
        plain: { try await compoundAssignmentSuspendingRight() },
        durable: { CompoundAssignmentSuspendingRight() }
    ),
    Case(
        "compoundAssignmentReadsTargetLast",
        plain: { try await compoundAssignmentReadsTargetLast() },
        durable: { CompoundAssignmentReadsTargetLast() }
    ),
    Case(
        "compoundAssignmentLocalChangedByRight",
        plain: { try await compoundAssignmentLocalChangedByRight() },
        durable: { CompoundAssignmentLocalChangedByRight() }
    ),
    Case(
        "compoundAssignmentSubscriptOnce",
        plain: { try await compoundAssignmentSubscriptOnce() },
        durable: { CompoundAssignmentSubscriptOnce() }
    ),
    Case(
        "compoundAssignmentSuspendingIndex",
        plain: { try await compoundAssignmentSuspendingIndex() },
        durable: { CompoundAssignmentSuspendingIndex() }
    ),
    Case(
        "compoundAssignmentNestedPlaces",
        plain: { try await compoundAssignmentNestedPlaces() },
        durable: { CompoundAssignmentNestedPlaces() }
    ),
    Case(
        "compoundAssignmentToDictionaryDefault",
        plain: { try await compoundAssignmentToDictionaryDefault() },
        durable: { CompoundAssignmentToDictionaryDefault() }
    ),
    Case(
        "compoundAssignmentToField",
        yields: { try await compoundAssignmentToField(yield: $0) },
        durable: { CompoundAssignmentToField() }
    ),
    Case(
        "compoundAssignmentToText",
        plain: { try await compoundAssignmentToText() },
        durable: { CompoundAssignmentToText() }
    ),
    Case("tupleSwap", yields: { try await tupleSwap(yield: $0) }, durable: { TupleSwap() }),
    Case(
        "tupleAssignmentSuspends",
        plain: { try await tupleAssignmentSuspends() },
        durable: { TupleAssignmentSuspends() }
    ),
    Case(
        "tupleAssignmentToPlaces",
        plain: { try await tupleAssignmentToPlaces() },
        durable: { TupleAssignmentToPlaces() }
    ),
    Case("assignmentToSelfSwaps", plain: { try await assignmentToSelfSwaps() }, durable: { AssignmentToSelfSwaps() }),
    Case(
        "inoutCallsOfOrdinaryFunctions",
        yields: { try await inoutCallsOfOrdinaryFunctions(yield: $0) },
        durable: { InoutCallsOfOrdinaryFunctions() }
    ),
    Case(
        "inoutArgumentOfOrdinaryAwait",
        yields: { try await inoutArgumentOfOrdinaryAwait(yield: $0) },
        durable: { InoutArgumentOfOrdinaryAwait() }
    ),
    Case(
        "assignmentOfOptionals",
        yields: { try await assignmentOfOptionals(yield: $0) },
        durable: { AssignmentOfOptionals() }
    ),
    Case(
        "assignmentThroughProperties",
        yields: { try await assignmentThroughProperties(yield: $0) },
        durable: { AssignmentThroughProperties() }
    ),
    Case("userOperators", plain: { try await userOperators() }, durable: { UserOperators() }),
    Case(
        "methodsNamedLikePureOnes",
        plain: { try await methodsNamedLikePureOnes() },
        durable: { MethodsNamedLikePureOnes() }
    ),
]
