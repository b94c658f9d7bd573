import Foundation
import Torpor

// Operators, subscripts, arguments and places to assign to, with suspending operands.

infix operator <++> : AdditionPrecedence
infix operator *** : Powers
precedencegroup Powers {
    higherThan: MultiplicationPrecedence
    associativity: right
}
prefix operator √
postfix operator %%
infix operator =~ : AssignmentPrecedence

func <++> (left: Int, right: Int) -> Int { op("<++>", left * 10 + right) }
func *** (left: Int, right: Int) -> Int { op("***", (0..<right).reduce(1) { result, _ in result * left }) }
prefix func √ (value: Int) -> Int { op("√", Int(Double(value).squareRoot())) }
postfix func %% (value: Int) -> Int { op("%%", value * 100) }
func =~ (left: inout Int, right: Int) { left = op("=~", right - left) }

@Durable
func userOperatorsOfAllKinds() async throws -> [Int] {
    let a = try await later(2) <++> later(3) *** op("e", 2) *** later(1) <++> 4
    let b = √(try await later(16)) + (try await later(2))%%
    var c = try await later(1)
    c =~ (try await later(10)) + 1
    var d = [5, 6]
    d[op("i", 1)] =~ try await later(9)
    var e = 1
    e <<= try await later(3)
    e |= 1
    e &= ~(try await later(8))
    let f = -(try await later(4)) - -3
    let g = try await !laterFlag(false) && op("right", true) || op("never", false)
    return [a, b, c, d[1], e, f, g ? 1 : 0]
}

struct Grid: Codable, Equatable {
    var cells: [Int]
    let width: Int
    static var log: [String] {
        get { [] }
        set { note("static set \(newValue)") }
    }

    subscript(row: Int, column: Int) -> Int {
        get { note("get \(row) \(column)"); return cells[row * width + column] }
        set { note("set \(row) \(column)"); cells[row * width + column] = newValue }
    }
    subscript(row row: Int, default fallback: @autoclosure () -> [Int] = []) -> [Int] {
        note("row \(row)")
        return row * width < cells.count ? Array(cells[row * width..<(row + 1) * width]) : fallback()
    }
    static subscript(size: Int) -> Grid { Grid(cells: Array(repeating: 0, count: size * size), width: size) }
    subscript(closure closure: (Int) -> Bool) -> [Int] { cells.filter(closure) }
}

@Durable
func subscriptsWithSeveralArguments() async throws -> [String] {
    var grid = Grid[try await later(2)]
    grid[op("r", 0), try await later(1)] = op("value", 5)
    grid[try await later(1), op("c", 0)] += try await later(3)
    grid[1, 1] -= try await later(grid[0, 1])
    let row = grid[row: try await later(9), default: [op("fallback", 1)]]
    let rows = grid[row: try await later(1)]
    let filtered = grid[closure: { $0 > 0 }].count + (try await later(1))
    let other = grid[try await later(0), 1] + grid[1, try await later(1)]
    Grid.log = ["\(try await later(1))"]
    return ["\(grid)", "\(row)", "\(rows)", "\(filtered)", "\(other)"]
}

func many(_ first: Int, _ rest: Int..., separator: String = op("separator", "-"), last: Int = 0) -> String {
    ([first] + rest + [last]).map(String.init).joined(separator: separator)
}

func inoutAndMore(_ target: inout [Int], adding value: Int, times: Int = op("times", 2)) -> Int {
    for _ in 0..<times { target.append(value) }
    return target.count
}

@Durable
func argumentsOfAllKinds() async throws -> [String] {
    var list: [Int] = [try await later(0)]
    let a = many(op("a", 1), try await later(2), op("b", 3), last: try await later(4))
    let b = many(try await later(1), separator: try await laterText("+"))
    let c = inoutAndMore(&list, adding: try await later(5))
    let d = inoutAndMore(&list, adding: op("d", 6), times: try await later(1))
    let e = max(try await later(1), list.count, try await later(3))
    let f = try await [later(3), 1, later(2)].sorted(by: >)
    let g = stride(from: try await later(0), to: 10, by: try await later(4)).map { $0 }
    let h = zip([1, 2], try await [later(3), later(4)]).map(*)
    list.swapAt(0, list.count - 1)
    let i = Swift.max(1, try await later(2))
    let j = Int("12", radix: try await later(8)) ?? 0
    let k = (1, b: try await later(2)).b
    let l = [Int](repeating: try await later(3), count: try await later(2))
    let m = Card(suit: .hearts, rank: try await later(2)).suit.next == .clubs
    return [a, b, "\(c) \(d) \(e) \(f) \(g) \(h) \(i) \(j) \(k) \(l) \(m)", "\(list)"]
}

@Durable
func compoundTargets() async throws -> [String] {
    var cards = ["a": [Card(suit: .clubs)], "b": []]
    cards["a"]![0].rank += try await later(4)
    cards["b", default: []].append(Card(suit: .hearts, rank: try await later(2)))
    cards["b"]?[0].tags += [try await laterText("x"), "y"]
    cards["z"]?[0].rank = try await later(9)
    cards["c", default: [Card(suit: .clubs)]][try await later(0)].rank *= 3
    cards[try await laterText("a")]?[0].suit = .hearts
    var tuple = (1, (x: [1, 2], y: "y"))
    tuple.1.x[try await later(1)] -= try await later(5)
    tuple.1.y.append(contentsOf: try await laterText("z"))
    tuple.0 = try await later(tuple.0 + 1)
    var optional: Int? = 3
    optional? += try await later(1)
    optional! *= try await later(2)
    var none: Card? = nil
    none?.rank = try await later(1)
    none?.tags.append(try await laterText("never"))
    var numbers = [3, 1, 2]
    numbers[numbers.firstIndex(of: try await later(1))!] = try await later(numbers.count)
    numbers[0...1] = [try await later(7)]
    (numbers[0], tuple.0) = (tuple.0, try await later(numbers[0]))
    return [
        cards.keys.sorted().map { "\($0) \(cards[$0]!)" }.joined(), "\(tuple) \(optional!) \(none as Any) \(numbers)",
    ]
}

@Durable
func propertyReadBeforeSuspension() async throws -> [Int] {
    var point = Point(x: 1, y: 2)
    let a = point.x + (try await later(shift(&point))) + point.x
    let b = (point.x, try await later(shift(&point)), point.y)
    let c = [point.moved(by: 1).x, try await later(shift(&point))]
    point.x = point.y + (try await later(shift(&point)))
    let d = try await point.x * later(2) + later(shift(&point)) * point.y
    point.x += try await later(shift(&point))
    return [a, b.0, b.1, b.2] + c + [d, point.x, point.y]
}

@Durable
func assignmentsInsideOperands() async throws -> [Int] {
    var n = 1
    let a =
        n
        + {
            n += 5; return n
        }() + (try await later(n)) + n
    let b = (
        n,
        {
            n = 0; return 1
        }(), try await later(n), n
    )
    var list = [n]
    list += [
        try await later(
            {
                list.append(4); return 3
            }()
        )
    ]
    list[0] =
        {
            list = [8, 9]; return 7
        }() + (try await later(0))
    return [a, b.0, b.2, b.3] + list
}

// MARK: - Cases

let operandsCases: [any AnyCase] = [
    Case(
        "userOperatorsOfAllKinds",
        plain: { try await userOperatorsOfAllKinds() },
        durable: { UserOperatorsOfAllKinds() }
    ),
    Case(
        "subscriptsWithSeveralArguments",
        plain: { try await subscriptsWithSeveralArguments() },
        durable: { SubscriptsWithSeveralArguments() }
    ),
    Case("argumentsOfAllKinds", plain: { try await argumentsOfAllKinds() }, durable: { ArgumentsOfAllKinds() }),
    Case("compoundTargets", plain: { try await compoundTargets() }, durable: { CompoundTargets() }),
    Case(
        "propertyReadBeforeSuspension",
        plain: { try await propertyReadBeforeSuspension() },
        durable: { PropertyReadBeforeSuspension() }
    ),
    Case(
        "assignmentsInsideOperands",
        plain: { try await assignmentsInsideOperands() },
        durable: { AssignmentsInsideOperands() }
    ),
]
