import Torpor

// Locals whose types nobody wrote.

struct Wrapper<Content: Codable & Sendable>: Codable, Sendable {
    var content: Content
    var count = 1

    func map<Other>(_ transform: (Content) -> Other) -> Wrapper<Other> { Wrapper<Other>(content: transform(content)) }
}

func wrap<Content: Sendable>(_ content: Content) async throws -> Wrapper<Content> {
    note("wrap \(content)")
    await Task.yield()
    return Wrapper(content: content)
}

func pair<A: Sendable, B: Sendable>(_ a: A, _ b: B) async throws -> (A, B) {
    note("pair \(a) \(b)")
    await Task.yield()
    return (a, b)
}

func measured(_ text: String) async throws -> (text: String, length: Int) {
    note("measured \(text)")
    await Task.yield()
    return (text, text.count)
}

@Durable
func inferGenericResult(yield: Yield<String>) async throws {
    let wrapped = try await wrap("text")
    let nested = try await wrap(wrapped.count)
    let mapped = wrapped.map { [$0.count, nested.content] }
    try await yield(wrapped.content)
    note("\(wrapped.count) \(nested.content)")
    try await yield("\(mapped.content)")
}

@Durable
func inferTuple(yield: Yield<Int>) async throws {
    let both = try await pair(1, "one")
    try await yield(both.0)
    note(both.1)
}

@Durable
func inferLabelledTuple(yield: Yield<Int>) async throws {
    let result = try await measured("four")
    try await yield(result.length)
    note(result.text)
    let named = (number: result.length * 2, name: result.text)
    try await yield(named.number)
    note("\(named.name) \(named)")
}

@Durable
func inferTupleInCollections(yield: Yield<Int>) async throws {
    var history = [(round: 0, name: "start")]
    for round in 1...2 {
        history.append((round, "round \(round)"))
        try await yield(history.count)
    }
    note(history.map { "\($0.round) \($0.name)" }.joined(separator: ", "))
}

@Durable
func inferOptionals(yield: Yield<Int>) async throws {
    let first = [1, 2].first
    let none = [Int]().last
    let chained = Optional(Point(x: 4))?.x
    try await yield(first ?? 0)
    note("\(String(describing: none)) \(chained.map { $0 + 1 } ?? 0)")
}

@Durable
func inferNestedContainers(yield: Yield<Int>) async throws {
    var table = ["a": [1, 2]]
    let options = [[1: "x"], [:]]
    let sets = [Set([1])]
    try await yield(table.count)
    table["a"]?.append(3)
    try await yield(table["a"]!.count)
    note("\(table) \(options) \(sets)")
}

@Durable
func inferClosureResults(yield: Yield<Int>) async throws {
    let offset = 10
    let computed = { (number: Int) in number + offset }(5)
    let squares = (1...3).map { $0 * $0 }
    let grouped = Dictionary(grouping: squares) { _ in "all" }
    let total = squares.reduce(into: 0) { $0 += $1 }
    try await yield(computed)
    note("\(squares) \(grouped) \(total)")
}

enum Colour: String, Codable, Sendable {
    case red
    case green
    static let standard = Colour.green
}

func paint(_ colour: Colour, _ strokes: Int, _ finish: Colour? = .standard) -> String {
    "\(colour) \(strokes) \(finish?.rawValue ?? "none")"
}

@Durable
func inferImplicitMembersBesideSuspensions() async throws -> [String] {
    [
        try await paint(.red, later(1)),
        try await paint(.standard, later(2), .red),
        try await paint(.init(rawValue: "red") ?? .green, later(3), .none),
    ]
}

@Durable
func inferLiteralsByContext(yield: Yield<Double>) async throws {
    let ratio: Double = 3
    let bytes: [UInt8] = [1, 2, 255]
    let letters: Set<Character> = ["a"]
    let scaled = ratio / 2
    try await yield(scaled)
    note("\(bytes.map(Int.init).reduce(0, +)) \(letters.count)")
    try await yield(7 / ratio.rounded() + 1)
}

func scale(_ factor: Double, _ number: Int, _ label: StaticString = "s") -> Double { factor * Double(number) }

@Durable
func inferLiteralOperandsBesideSuspensions() async throws -> [Double] {
    var results: [Double] = []
    results.append(try await scale(2, later(3)))
    results.append(try await 1 / Double(later(4)))
    results.append(try await scale(-1, later(2), "t") + 10)
    return results
}

@Durable
func inferNilAndEmptyLiterals() async throws -> String {
    try await empties(nil, [], [:], later(1))
}

func empties(_ a: Int?, _ b: [Int], _ c: [String: Int], _ d: Int) -> String { "\(a as Any) \(b) \(c) \(d)" }

@Durable
func inferWidthsOfIntegers(yield: Yield<UInt8>) async throws {
    let small: UInt8 = 250
    let sum = small &+ 10
    let wide = UInt64(small) << 32
    let text = String(wide, radix: 16)
    try await yield(sum)
    note("\(wide) \(text)")
}

@Durable
func inferFromMethodChains(yield: Yield<[String]>) async throws {
    let words = "the quick brown fox".split(separator: " ").map(String.init)
    let lengths = words.map(\.count).sorted(by: >)
    let longest = words.max { $0.count < $1.count }
    try await yield(words)
    note("\(lengths) \(longest ?? "")")
}

@Durable
func inferFromConditionalExpressions(yield: Yield<Int>) async throws {
    let flag = op("flag", true)
    let number = flag ? 1 : nil
    let text = if flag { "yes" } else { "no" }
    let size =
        switch number {
        case nil: 0.5
        case let some?: Double(some)
        }
    try await yield(number ?? 0)
    note("\(text) \(size)")
}

@Durable
func inferFromSuspensionInInitialiser(yield: Yield<Int>) async throws {
    let doubled = try await later(2) * 2
    let list = [doubled, try await later(doubled)]
    let dictionary = ["sum": list.reduce(0, +)]
    let optional = try await laterPositive(doubled)
    let tuple = (list.count, try await laterText("t"))
    try await yield(doubled)
    note("\(list) \(dictionary) \(String(describing: optional)) \(tuple)")
}

@Durable
func inferStaticMembers(yield: Yield<Int>) async throws {
    let limit = Cart.limit
    let colour = Colour.standard
    let service = Service.shared.factor
    let type = String(describing: Colour.self)
    try await yield(limit)
    note("\(colour) \(service) \(type)")
}

@Durable
func inferOverloadsByResult(yield: Yield<Int>) async throws {
    let number: Int = parse("12")
    let text: String = parse("12")
    let sum = parse("5") + number
    try await yield(number)
    note("\(text) \(sum)")
}

func parse(_ text: String) -> Int { Int(text) ?? 0 }

func parse(_ text: String) -> String { "<\(text)>" }

@Durable
func inferLoopVariables(yield: Yield<Int>) async throws {
    for (offset, entry) in [(name: "a", sizes: [1, 2])].enumerated() {
        for size in entry.sizes {
            let shifted = size + offset
            try await yield(shifted)
            note("\(entry.name) \(size) \(shifted)")
        }
    }
}

@Durable
func inferRangesAndDurations(yield: Yield<Int>) async throws {
    let range = 1..<4
    let closed = 2...3
    let duration = Duration.milliseconds(1)
    try await yield(range.count)
    try await Durable.sleep(for: duration)
    note("\(range.contains(3)) \(closed.upperBound) \(duration)")
}

typealias Scores = [String: Int]

@Durable
func inferThroughAliases(yield: Yield<Int>) async throws {
    var scores = Scores()
    scores["a"] = 1
    let wrapped = try await wrap(scores)
    try await yield(scores.count)
    note("\(wrapped.content == scores)")
}

// MARK: - Cases

let inferenceCases: [any AnyCase] = [
    Case("inferGenericResult", yields: { try await inferGenericResult(yield: $0) }, durable: { InferGenericResult() }),
    Case("inferTuple", yields: { try await inferTuple(yield: $0) }, durable: { InferTuple() }),
    Case("inferLabelledTuple", yields: { try await inferLabelledTuple(yield: $0) }, durable: { InferLabelledTuple() }),
    Case(
        "inferTupleInCollections",
        yields: { try await inferTupleInCollections(yield: $0) },
        durable: { InferTupleInCollections() }
    ),
    Case("inferOptionals", yields: { try await inferOptionals(yield: $0) }, durable: { InferOptionals() }),
    Case(
        "inferNestedContainers",
        yields: { try await inferNestedContainers(yield: $0) },
        durable: { InferNestedContainers() }
    ),
    Case(
        "inferClosureResults",
        yields: { try await inferClosureResults(yield: $0) },
        durable: { InferClosureResults() }
    ),
    Case(
        "inferImplicitMembersBesideSuspensions",
        plain: { try await inferImplicitMembersBesideSuspensions() },
        durable: { InferImplicitMembersBesideSuspensions() }
    ),
    Case(
        "inferLiteralsByContext",
        yields: { try await inferLiteralsByContext(yield: $0) },
        durable: { InferLiteralsByContext() }
    ),
    Case(
        "inferLiteralOperandsBesideSuspensions",
        plain: { try await inferLiteralOperandsBesideSuspensions() },
        durable: { InferLiteralOperandsBesideSuspensions() }
    ),
    Case(
        "inferNilAndEmptyLiterals",
        plain: { try await inferNilAndEmptyLiterals() },
        durable: { InferNilAndEmptyLiterals() }
    ),
    Case(
        "inferWidthsOfIntegers",
        yields: { try await inferWidthsOfIntegers(yield: $0) },
        durable: { InferWidthsOfIntegers() }
    ),
    Case(
        "inferFromMethodChains",
        yields: { try await inferFromMethodChains(yield: $0) },
        durable: { InferFromMethodChains() }
    ),
    Case(
        "inferFromConditionalExpressions",
        yields: { try await inferFromConditionalExpressions(yield: $0) },
        durable: { InferFromConditionalExpressions() }
    ),
    Case(
        "inferFromSuspensionInInitialiser",
        yields: { try await inferFromSuspensionInInitialiser(yield: $0) },
        durable: { InferFromSuspensionInInitialiser() }
    ),
    Case("inferStaticMembers", yields: { try await inferStaticMembers(yield: $0) }, durable: { InferStaticMembers() }),
    Case(
        "inferOverloadsByResult",
        yields: { try await inferOverloadsByResult(yield: $0) },
        durable: { InferOverloadsByResult() }
    ),
    Case("inferLoopVariables", yields: { try await inferLoopVariables(yield: $0) }, durable: { InferLoopVariables() }),
    Case(
        "inferRangesAndDurations",
        yields: { try await inferRangesAndDurations(yield: $0) },
        durable: { InferRangesAndDurations() }
    ),
    Case(
        "inferThroughAliases",
        yields: { try await inferThroughAliases(yield: $0) },
        durable: { InferThroughAliases() }
    ),
]
