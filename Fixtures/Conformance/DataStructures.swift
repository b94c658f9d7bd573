import Foundation
import Torpor

// Values that algorithms keep while they wait.

indirect enum SearchTree: Codable, Equatable {
    case leaf
    case node(SearchTree, Int, SearchTree)

    func inserting(_ value: Int) -> SearchTree {
        switch self {
        case .leaf: .node(.leaf, value, .leaf)
        case .node(let left, let own, let right) where value < own: .node(left.inserting(value), own, right)
        case let .node(left, own, right): .node(left, own, right.inserting(value))
        }
    }
}

@Durable
func inOrder(_ tree: SearchTree, depth: Int = 0, yield: Yield<(depth: Int, value: Int)>) async throws -> Int {
    guard case .node(let left, let value, let right) = tree else { return 0 }
    let below = try await inOrder(left, depth: depth + 1, yield: yield)
    try await yield((depth, value))
    return try await below + value + inOrder(right, depth: depth + 1, yield: yield)
}

@Durable
func treeWalked(yield: Yield<(depth: Int, value: Int)>) async throws -> Int {
    var tree = SearchTree.leaf
    for value in [4, 2, 6, 1, 3, 5, 7] { tree = tree.inserting(value) }
    return try await inOrder(tree, yield: yield)
}

struct LRUCache<Value: Codable>: Codable {
    private var order: [String] = []
    private var values: [String: Value] = [:]
    let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    var keys: [String] { order }

    subscript(key: String) -> Value? {
        mutating get {
            guard let value = values[key] else { return nil }
            touch(key)
            return value
        }
        set {
            values[key] = newValue
            touch(key)
            if order.count > capacity { values[order.removeFirst()] = nil }
        }
    }

    private mutating func touch(_ key: String) {
        order.removeAll { $0 == key }
        order.append(key)
    }
}

@Durable
func cached(yield: Yield<[String]>) async throws -> Int {
    var cache = LRUCache<Int>(capacity: 2)
    var misses = 0
    for key in ["a", "b", "a", "c", "b", "b", "a"] {
        if let hit = cache[key] {
            note("hit \(hit)")
        } else {
            misses += 1
            cache[key] = try await later(key.count * misses)
        }
        try await yield(cache.keys)
    }
    cache["z"] = nil
    return misses
}

typealias Cell = SIMD2<Int>

@Durable
func life(yield: Yield<String>) async throws {
    var alive: Set<Cell> = [Cell(1, 0), Cell(1, 1), Cell(1, 2)]
    for _ in 1...2 {
        var counts: [Cell: Int] = [:]
        for cell in alive {
            for dx in -1...1 {
                for dy in -1...1 where (dx, dy) != (0, 0) {
                    counts[cell &+ Cell(dx, dy), default: 0] += 1
                }
            }
        }
        try await Durable.sleep(for: .milliseconds(1))
        alive = Set(counts.filter { $0.value == 3 || ($0.value == 2 && alive.contains($0.key)) }.keys)
        let rows = (0...2).map { y in (0...2).map { x in alive.contains(Cell(x, y)) ? "#" : "." }.joined() }
        try await yield(rows.joined(separator: "/"))
    }
}

struct Heap<Element: Comparable & Codable>: Codable {
    private(set) var items: [Element] = []
    var isEmpty: Bool { items.isEmpty }
    mutating func push(_ item: Element) {
        items.append(item)
        items.sort(by: >)
    }
    mutating func pop() -> Element? { items.popLast() }
}

struct Visit: Codable, Comparable {
    var cost: Int
    var node: String
    static func < (left: Visit, right: Visit) -> Bool { (left.cost, left.node) < (right.cost, right.node) }
}

@Durable
func dijkstra(yield: Yield<String>) async throws -> [String] {
    let graph: [String: [String: Int]] = ["a": ["b": 7, "c": 3], "c": ["b": 1, "d": 8], "b": ["d": 2], "d": [:]]
    var costs = ["a": 0], heap = Heap<Visit>(), previous: [String: String] = [:]
    heap.push(Visit(cost: 0, node: "a"))
    search: while let visit = heap.pop() {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let Visit = "shadows the type"
        note(Visit)
        if let known = costs[visit.node], known < visit.cost { continue }
        try await yield("\(visit.node) \(visit.cost)")
        for (next, weight) in graph[visit.node, default: [:]].sorted(by: { $0.value < $1.value }) {
            let cost = visit.cost + (try await later(weight))
            guard cost < costs[next] ?? .max else { continue }
            (costs[next], previous[next]) = (cost, visit.node)
            heap.push(.init(cost: cost, node: next))
            if next == "z" { break search }
        }
    }
    let path = Array(sequence(first: "d") { [previous] in previous[$0] }).reversed().joined(separator: ">")
    return costs.sorted { $0.value < $1.value }.map { "\($0.key)\($0.value)" } + [path]
}

infix operator <<< : AssignmentPrecedence
infix operator +++ : AdditionPrecedence

struct Stack: Codable, Equatable {
    var items: [Int] = []
    mutating func firstOut() -> Int { items.removeFirst() }
    mutating func filterOut(_ n: Int) { items.removeAll { $0 == n } }
    mutating func descr() -> String { items.append(0); return "\(items)" }
    mutating func splitUp() -> Int { items.append(7); return items.count }
    mutating func turn() { items.reverse() }
    mutating func unite(_ n: Int) -> Int { items.append(n); return n }
    static func <<< (left: inout Stack, right: Int) { left.items.append(right) }
    static func +++ (left: inout Stack, right: Int) -> Int { left.items.append(right * 2); return right }
}

@Durable
func mutatingNamedLikePure() async throws -> [String] {
    var stack = Stack(items: [1, 2, 3, 4])
    let a = stack.firstOut() + (try await later(1))
    stack.filterOut(3)
    try await Durable.sleep(for: .zero)
    let b = stack.descr()
    try await Durable.sleep(for: .zero)
    let c = try await stack.splitUp() + later(stack.splitUp())
    stack.turn()
    try await Durable.sleep(for: .zero)
    stack <<< 5
    try await Durable.sleep(for: .zero)
    let d = stack +++ 6
    try await Durable.sleep(for: .zero)
    let e = try await [stack.items.count, later(stack.unite(3)), stack.items.count]
    return ["\(a) \(b) \(c) \(d) \(e) \(stack)"]
}

final class Counter: Codable {
    var count = 0
    func up() -> Int { count += 1; return count }
}

@Durable
func classOperandsReadInOrder() async throws -> [Int] {
    let counter = Counter()
    let a = counter.count + (try await later(counter.up())) + counter.count
    let b = [counter.count, try await later(counter.up()), counter.count]
    counter.count += try await later(
        {
            counter.count = 100; return 1
        }()
    )
    return [a] + b + [counter.count]
}

@Durable
func foundationValues() async throws -> [String] {
    let date = Date(timeIntervalSince1970: 86_400)
    let url = URL(string: "https://example.org/a?b=c")!
    let id = UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F")!
    let data = Data("abc".utf8)
    var components = DateComponents(year: 2020, month: 2)
    let decimal = Decimal(string: "1.25")!
    let interval = DateInterval(start: date, duration: 10)
    let duration = Duration.seconds(3)
    let measure = Measurement(value: 2, unit: UnitLength.meters)
    try await Durable.sleep(for: .zero)
    components.day = try await later(3)
    return [
        "\(date.timeIntervalSince1970) \(url.path) \(id) \(data.count) \(components.day!) \(decimal) \(interval.duration)",
        "\(duration) \(measure.value)",
    ]
}

// MARK: - Cases

let dataStructuresCases: [any AnyCase] = [
    Case("treeWalked", yields: { try await treeWalked(yield: $0) }, durable: { TreeWalked() }),
    Case("cached", yields: { try await cached(yield: $0) }, durable: { Cached() }),
    Case("life", yields: { try await life(yield: $0) }, durable: { Life() }),
    Case("dijkstra", yields: { try await dijkstra(yield: $0) }, durable: { Dijkstra() }),
    Case("mutatingNamedLikePure", plain: { try await mutatingNamedLikePure() }, durable: { MutatingNamedLikePure() }),
    Case(
        "classOperandsReadInOrder",
        plain: { try await classOperandsReadInOrder() },
        durable: { ClassOperandsReadInOrder() }
    ),
    Case("foundationValues", plain: { try await foundationValues() }, durable: { FoundationValues() }),
]
