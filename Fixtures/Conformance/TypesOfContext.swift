import Foundation
import Torpor

// Expressions that take their types from around a suspension.

func play(_ suit: Trump, _ rank: Int, flag: Bool = false, line: Int = #line, function: String = #function) -> String {
    "\(suit) \(rank) \(flag) \(line) \(function)"
}

func couple<A, B>(_ first: A, _ second: B) -> (A, B) { (first, second) }

func defaultable<T: ExpressibleByIntegerLiteral>(_ value: T, or other: T? = nil) -> T { other ?? value }

func identity<T>(_ value: T) -> T { value }

@Durable
func implicitMembersBesideSuspensions() async throws -> [String] {
    [
        play(.hearts, try await later(1)),
        play(.favourite.next, try await later(2), flag: try await laterFlag(true)),
        play(.chosen(try await later(3), else: .hearts), try await later(4)),
        play(.named("clubs")!, try await later(5)),
        play(Trump.allCases[0].next, try await later(6), flag: .random() || true),
    ]
}

@Durable
func literalsOfContextualTypes() async throws -> [String] {
    let half: Double = 1 / 2 + Double(try await later(1))
    let small = UInt8(3) + (try await UInt8(later(2)))
    let ratio: Float = 3 * (try await Float(later(1))) / 2
    let set: Set<Int> = [1, try await later(1), 2]
    let optionals: [Int?] = [nil, try await later(4), 5]
    let character: Character = try await laterFlag(true) ? "x" : "y"
    let nested: [String: [Double]] = ["a": [1, Double(try await later(2))], "b": []]
    let decimal = Decimal(1) + Decimal(try await later(2))
    return [
        "\(half)", "\(small)", "\(ratio)", "\(set.sorted())", "\(optionals)", "\(character)", "\(nested["a"]!)",
        "\(decimal)",
    ]
}

@Durable
func literalOperandsChooseOverloads() async throws -> [String] {
    let a = 0.5 * Double(try await later(3)) + 1
    let b = 7 / (try await later(2)) * 2
    let c = 7.0 / Double(try await later(2)) * 2
    let d = -1 + (try await later(1)) - 1 << 1
    let e = try await later(5) % 3 == 2 ? 1 : 2.5
    let f = 1...(try await later(3))
    let g = "a" + (try await laterText("b")) + "c"
    let h = [1, 2] + [try await later(3)] + (4...5)
    return ["\(a)", "\(b)", "\(c)", "\(d)", "\(e)", "\(f)", "\(g)", "\(h)"]
}

@Durable
func genericsByContext() async throws -> [String] {
    let pairs = [couple(op("one", 1), try await laterText("two")), couple(3, "four")]
    let wide: Double = defaultable(2, or: Double(try await later(4)))
    let none: Int? = try await defaultable(later(1)) > 3 ? identity(nil) : identity(.some(7))
    let first = couple(identity(1.5), couple(try await later(2), "x"))
    let (left, (middle, right)) = first
    try await Durable.sleep(for: .zero)
    return ["\(pairs)", "\(wide)", "\(none as Any)", "\(left) \(middle) \(right)"]
}

@Durable
func trailingClosuresWithLocals() async throws -> [Int] {
    let offset = try await later(10)
    var seen: [Int] = []
    var total = 0
    let mapped = [1, 2, 3].map { $0 + offset }
    mapped.forEach { seen.append($0) }
    try await Durable.sleep(for: .zero)
    (1...3).forEach { total += $0 * offset }
    let sorted = try await [later(3), later(1), later(2)].sorted { (left: Int, right: Int) -> Bool in
        note("compare \(left) \(right)")
        return left > right
    }
    let reduced = try await sorted.reduce(into: [later(0)]) { result, next in
        result.append(result.last! + next + total)
    }
    let nested = mapped.map { outer in seen.map { inner in outer * inner + offset }.reduce(0, +) }
    return seen + sorted + reduced + nested + [total]
}

@Durable
func keyPaths() async throws -> [String] {
    let cards = [Card(suit: .hearts, rank: 3), Card(suit: .clubs, rank: try await later(2), tags: ["t"])]
    let ranks = cards.map(\.rank)
    let tag = cards.map(\.tags.first)[try await later(1)]
    let total = cards.reduce(0) { $0 + $1[keyPath: \.rank] }
    var card = cards[0]
    let path = \Card.rank
    let before = card[keyPath: path]
    card[keyPath: \.rank] += 4
    card[keyPath: \.tags].append("u")
    return ["\(ranks)", tag ?? "none", "\(total)", "\(before)", "\(card)"]
}

@Durable
func ternariesAndCoalescing() async throws -> [String] {
    let maybe: Int? = try await later(0) > 0 ? 1 : nil
    let a = maybe ?? 5, c = (try await laterPositive(-1)) ?? op("or", 4)
    let b = op("flag", false) ? "x" : maybe == nil ? try await laterText("nil") : "some"
    let d = try await (maybe != nil ? later(1) : later(2)) * 10
    return ["\(a) \(b) \(c) \(d)"]
}

@Durable
func closuresAppliedAtOnce() async throws -> [Int] {
    let base = try await later(4)
    let a = { $0 + base }(try await later(1))
    let b = ({ (x: Int, y: Int) in x * y + base })(try await later(2), op("y", 3))
    let c = try await [1, 2].map({ $0 + base })[later(1)]
    let d = op("lazy", base * 2)
    let e = [3, 4].first(where: { $0 > base - 1 })! + (try await later(d))
    return [a, b, c, e]
}

@Durable
func isAndAs() async throws -> [String] {
    let error: any Error = Timeout(after: try await later(2))
    let a = (error as? Timeout)?.after
    let b = error is Mishap
    let c = try await (laterText("7") as String?)?.count
    let d = (try await later(3)) as Any is Int
    let e = [Double(try await later(1)), 2] as [Double?]
    try await Durable.sleep(for: .zero)
    let f = (error as! Timeout).after as Int? == nil
    return ["\(a!) \(b) \(c!) \(d) \(e) \(f)"]
}

// MARK: - Cases

let typesOfContextCases: [any AnyCase] = [
    Case(
        "implicitMembersBesideSuspensions",
        plain: { try await implicitMembersBesideSuspensions() },
        durable: { ImplicitMembersBesideSuspensions() }
    ),
    Case(
        "literalsOfContextualTypes",
        plain: { try await literalsOfContextualTypes() },
        durable: { LiteralsOfContextualTypes() }
    ),
    Case(
        "literalOperandsChooseOverloads",
        plain: { try await literalOperandsChooseOverloads() },
        durable: { LiteralOperandsChooseOverloads() }
    ),
    Case("genericsByContext", plain: { try await genericsByContext() }, durable: { GenericsByContext() }),
    Case(
        "trailingClosuresWithLocals",
        plain: { try await trailingClosuresWithLocals() },
        durable: { TrailingClosuresWithLocals() }
    ),
    Case("keyPaths", plain: { try await keyPaths() }, durable: { KeyPaths() }),
    Case(
        "ternariesAndCoalescing",
        plain: { try await ternariesAndCoalescing() },
        durable: { TernariesAndCoalescing() }
    ),
    Case("closuresAppliedAtOnce", plain: { try await closuresAppliedAtOnce() }, durable: { ClosuresAppliedAtOnce() }),
    Case("isAndAs", plain: { try await isAndAs() }, durable: { IsAndAs() }),
]
