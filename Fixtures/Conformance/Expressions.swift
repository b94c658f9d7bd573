import Torpor

// Suspensions inside expressions that choose, convert or build.

@Durable
func ternaryBranchSuspends() async throws -> [Int] {
    var numbers: [Int] = []
    for flag in [true, false] {
        numbers.append(flag ? try await later(1) : op("native", 2))
    }
    return numbers
}

@Durable
func ternaryConditionSuspends() async throws -> String {
    let text = try await laterFlag(true) ? op("then", "t") : op("else", "e")
    return text + (try await later(2) > 3 ? "big" : "small")
}

@Durable
func ternaryNested() async throws -> [String] {
    var words: [String] = []
    for number in 0...3 {
        words.append(
            number == 0
                ? "zero"
                : try await laterFlag(number == 1)
                    ? try await laterText("one")
                    : number == 2 ? op("two", "two") : try await laterText("many")
        )
    }
    return words
}

@Durable
func ternaryInsideArguments() async throws -> String {
    try await three(op("a", 1), op("flag", true) ? later(2) : later(20), op("c", 3))
}

@Durable
func ternaryAsSubjectAndPlace() async throws -> Int {
    var numbers = [1, 2]
    numbers[try await laterFlag(true) ? 1 : 0] += try await laterFlag(false) ? 10 : 20
    switch try await laterFlag(false) ? numbers[0] : numbers[1] {
    case 22: return 1
    default: return 0
    }
}

@Durable
func ifExpressionSuspends(yield: Yield<String>) async throws {
    for number in 0...2 {
        let text =
            if number == 0 {
                try await laterText("zero")
            } else if try await laterFlag(number == 1) {
                "one"
            } else {
                op("many", "many")
            }
        try await yield(text)
    }
}

@Durable
func ifExpressionAssigned() async throws -> Int {
    var number: Int
    number = if try await laterFlag(true) { try await later(3) } else { 0 }
    number += 1
    let optional: Int? = if number > 100 { try await later(1) } else { nil }
    return number + (optional ?? 10)
}

@Durable
func switchExpressionSuspends(yield: Yield<Int>) async throws {
    for trouble in [Trouble.small, .big(3), .named("n", code: 5)] {
        let code =
            switch trouble {
            case .small: try await later(1)
            case .big(let size) where size > 2: size
            case .named(_, let code): try await later(code) * 2
            default: 0
            }
        try await yield(code)
    }
}

@Durable
func switchExpressionReturned(number: Int) async throws -> String {
    switch try await later(number) {
    case 1: try await laterText("one")
    case 2: "two"
    default: throw Trouble.big(number)
    }
}

@Durable
func ifExpressionNested() async throws -> [Int] {
    var numbers: [Int] = []
    for number in 1...3 {
        let chosen =
            if number < 3 {
                switch number {
                case 1: try await later(10)
                default: 20
                }
            } else {
                if try await laterFlag(false) { 30 } else { try await later(40) }
            }
        numbers.append(chosen)
    }
    return numbers
}

@Durable
func ifExpressionThrows() async throws -> String {
    do {
        let number = if op("flag", false) { try await later(1) } else { throw Trouble.small }
        return "\(number)"
    } catch {
        return "\(error)"
    }
}

@Durable
func castsOverSuspensions() async throws -> [String] {
    let number = try await later(4) as Int
    let some = try await later(5) as Int?
    let text = try await anythingLater(1) as? String
    let wrong = try await anythingLater(1) as? Int
    let forced = try await anythingLater(0) as! Int
    let isText = try await anythingLater(1) is String
    try await Durable.sleep(for: .milliseconds(1))
    return ["\(number) \(some ?? 0) \(text ?? "-") \(wrong ?? 0) \(forced) \(isText)"]
}

func anythingLater(_ index: Int) async throws -> Any {
    note("anythingLater \(index)")
    await Task.yield()
    return anything(at: index)
}

@Durable
func literalsWithSuspensions() async throws -> Int {
    let array = [op("a", 1), try await later(2), op("c", 3)]
    let nested = [[try await later(4)], [], [op("f", 6)]]
    let dictionary = ["x": try await later(7)]
    let set: Set = [try await later(8), 8]
    let tuple = (first: try await later(9), second: op("second", 10))
    let sum = array.reduce(0, +) + nested.joined().reduce(0, +)
    return sum + dictionary["x"]! + set.count + tuple.first * tuple.second
}

@Durable
func parenthesesAndUnary() async throws -> [Int] {
    [-(try await later(3)), ~(try await fetch(1)), (((try await later(2)))) * 2, try await -later(4)]
}

@Durable
func rangesWithSuspendingBounds(yield: Yield<Int>) async throws {
    for number in try await later(1)...fetch(3) { try await yield(number) }
    let range = op("low", 0)..<(try await later(2))
    let contained = (try await later(0)..<5).contains(try await later(4))
    note("\(range) \(contained)")
}

@Durable
func callsOnSuspendedValues() async throws -> [Int] {
    let count = try await laterText("abc").count
    let letters = try await laterText("b,a").split(separator: ",").map(String.init).sorted()
    let upper = (try await laterText("x")).uppercased() + letters[0]
    return [count, letters.count, upper.count, try await Point(x: later(3)).moved(by: later(4)).x]
}

@Durable
func assignmentsAsStatementsOfExpressions() async throws {
    _ = try await later(1) + op("b", 2)
    _ = [try await later(3)]
    _ = (try await later(4), op("d", 5))
    try await note("noted \(later(6))")
}

@Durable
func comparisonsInsideConditions() async throws -> String {
    if try await later(3) > later(2), op("middle", 1) + (try await later(1)) == 2 {
        return "both"
    }
    return "not both"
}

@Durable
func deepExpression() async throws -> Int {
    let point = Point(x: 2, y: 3)
    let left = try await op("a", 1) + later(2) * (op("c", 3) - later(op("d", 4) + fetch(5)))
    return try await left % (later(7) - op("h", point.x))
        + [point.y, later(9)].map { $0 + point.x }.reduce(op("start", 0), +)
}

// MARK: - Cases

let expressionsCases: [any AnyCase] = [
    Case("ternaryBranchSuspends", plain: { try await ternaryBranchSuspends() }, durable: { TernaryBranchSuspends() }),
    Case(
        "ternaryConditionSuspends",
        plain: { try await ternaryConditionSuspends() },
        durable: { TernaryConditionSuspends() }
    ),
    Case("ternaryNested", plain: { try await ternaryNested() }, durable: { TernaryNested() }),
    Case(
        "ternaryInsideArguments",
        plain: { try await ternaryInsideArguments() },
        durable: { TernaryInsideArguments() }
    ),
    Case(
        "ternaryAsSubjectAndPlace",
        plain: { try await ternaryAsSubjectAndPlace() },
        durable: { TernaryAsSubjectAndPlace() }
    ),
    Case(
        "ifExpressionSuspends",
        yields: { try await ifExpressionSuspends(yield: $0) },
        durable: { IfExpressionSuspends() }
    ),
    Case("ifExpressionAssigned", plain: { try await ifExpressionAssigned() }, durable: { IfExpressionAssigned() }),
    Case(
        "switchExpressionSuspends",
        yields: { try await switchExpressionSuspends(yield: $0) },
        durable: { SwitchExpressionSuspends() }
    ),
    Case(
        "switchExpressionReturned 1",
        plain: { try await switchExpressionReturned(number: 1) },
        durable: { SwitchExpressionReturned(number: 1) }
    ),
    Case(
        "switchExpressionReturned 2",
        plain: { try await switchExpressionReturned(number: 2) },
        durable: { SwitchExpressionReturned(number: 2) }
    ),
    Case(
        "switchExpressionReturned 3",
        plain: { try await switchExpressionReturned(number: 3) },
        durable: { SwitchExpressionReturned(number: 3) }
    ),
    Case("ifExpressionNested", plain: { try await ifExpressionNested() }, durable: { IfExpressionNested() }),
    Case("ifExpressionThrows", plain: { try await ifExpressionThrows() }, durable: { IfExpressionThrows() }),
    Case("castsOverSuspensions", plain: { try await castsOverSuspensions() }, durable: { CastsOverSuspensions() }),
    Case(
        "literalsWithSuspensions",
        plain: { try await literalsWithSuspensions() },
        durable: { LiteralsWithSuspensions() }
    ),
    Case("parenthesesAndUnary", plain: { try await parenthesesAndUnary() }, durable: { ParenthesesAndUnary() }),
    Case(
        "rangesWithSuspendingBounds",
        yields: { try await rangesWithSuspendingBounds(yield: $0) },
        durable: { RangesWithSuspendingBounds() }
    ),
    Case(
        "callsOnSuspendedValues",
        plain: { try await callsOnSuspendedValues() },
        durable: { CallsOnSuspendedValues() }
    ),
    Case(
        "assignmentsAsStatementsOfExpressions",
        plain: { try await assignmentsAsStatementsOfExpressions() },
        durable: { AssignmentsAsStatementsOfExpressions() }
    ),
    Case(
        "comparisonsInsideConditions",
        plain: { try await comparisonsInsideConditions() },
        durable: { ComparisonsInsideConditions() }
    ),
    Case("deepExpression", plain: { try await deepExpression() }, durable: { DeepExpression() }),
]
