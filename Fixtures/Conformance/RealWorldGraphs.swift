import Torpor

// Graphs: searches, shortest paths, trees, orders, components.

struct Entry: Codable, Comparable, Sendable {
    let node: String
    let cost: Int
    static func < (l: Entry, r: Entry) -> Bool { l.cost == r.cost ? l.node < r.node : l.cost < r.cost }
}
enum Tint: Int, Codable, CaseIterable {
    case red, blue
    var other: Tint { self == .red ? .blue : .red }
}
typealias Adjacency = [String: [String]]

struct WeightedEdge: Codable, Hashable, Sendable, Comparable {
    let from: Int
    let to: Int
    let weight: Int

    static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.weight, lhs.from, lhs.to) < (rhs.weight, rhs.from, rhs.to)
    }
}

/// A binary heap with an order of its own.
struct BinaryHeap<Element: Codable & Comparable & Sendable>: Codable, Sendable {
    private(set) var elements: [Element] = []
    var isEmpty: Bool { elements.isEmpty }
    var count: Int { elements.count }
    var peek: Element? { elements.first }

    mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard elements[child] < elements[parent] else { return }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    @discardableResult
    mutating func remove() -> Element? {
        guard !elements.isEmpty else { return nil }
        elements.swapAt(0, elements.count - 1)
        let removed = elements.removeLast()
        var parent = 0
        while true {
            var candidate = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < elements.count && elements[child] < elements[candidate] {
                candidate = child
            }
            if candidate == parent { return removed }
            elements.swapAt(parent, candidate)
            parent = candidate
        }
    }
}

/// A queue on two stacks.
struct FIFO<T: Codable & Sendable>: Codable, Sendable, ExpressibleByArrayLiteral {
    private var incoming: [T] = []
    private var outgoing: [T] = []
    init(arrayLiteral elements: T...) { incoming = elements }
    var isEmpty: Bool { incoming.isEmpty && outgoing.isEmpty }
    mutating func enqueue(_ value: T) { incoming.append(value) }
    mutating func dequeue() -> T? {
        if outgoing.isEmpty {
            outgoing = incoming.reversed()
            incoming.removeAll()
        }
        return outgoing.popLast()
    }
}

struct DisjointSets: Codable, Sendable {
    private var parents: [Int]
    private var ranks: [Int]
    private(set) var count: Int
    init(count: Int) {
        parents = Array(0..<count)
        ranks = Array(repeating: 0, count: count)
        self.count = count
    }
    mutating func find(_ x: Int) -> Int {
        if parents[x] != x { parents[x] = find(parents[x]) }
        return parents[x]
    }
    @discardableResult
    mutating func union(_ a: Int, _ b: Int) -> Bool {
        let (rootA, rootB) = (find(a), find(b))
        guard rootA != rootB else { return false }
        if ranks[rootA] < ranks[rootB] {
            parents[rootA] = rootB
        } else {
            parents[rootB] = rootA
            if ranks[rootA] == ranks[rootB] { ranks[rootA] += 1 }
        }
        count -= 1
        return true
    }
}

@Durable
func breadthFirst(_ graph: Adjacency, from source: String, yield: Yield<Int>) async throws -> [String] {
    var queue: FIFO = [source]
    try await yield(1)
    var visited: Set<String> = [source]
    try await yield(2)
    var order = [String]()
    try await yield(3)
    var distance = [source: 0]
    try await yield(4)
    while let node = queue.dequeue() {
        order.append("\(node)@\(distance[node]!)")
        try await yield(5)
        for neighbour in graph[node, default: []] {
            if visited.insert(neighbour).inserted {
                distance[neighbour] = distance[node]! + 1
                try await yield(6)
                queue.enqueue(neighbour)
                try await yield(7)
            }
            try await yield(8)
        }
        try await yield(9)
    }
    try await yield(10)
    return order
}

@Durable
func depthFirst(
    _ graph: Adjacency,
    _ node: String,
    seen: Set<String> = [],
    yield: Yield<Int>
) async throws -> (order: [String], seen: Set<String>) {
    var seen = seen
    try await yield(1)
    guard seen.insert(node).inserted else { return ([], seen) }
    try await yield(2)
    var order = [node]
    try await yield(3)
    for next in graph[node] ?? [] where !seen.contains(next) {
        let below = try await depthFirst(graph, next, seen: seen, yield: yield)
        try await yield(4)
        order += below.order
        try await yield(5)
        seen.formUnion(below.seen)
        try await yield(6)
    }
    try await yield(7)
    return (order, seen)
}

@Durable
func dijkstraWithHeap(yield: Yield<Int>) async throws -> [String] {
    let graph: [String: [String: Int]] = [
        "a": ["b": 7, "c": 9, "f": 14], "b": ["c": 10, "d": 15], "c": ["d": 11, "f": 2], "d": ["e": 6], "f": ["e": 9],
    ]
    try await yield(1)
    var distances: [String: Int] = ["a": 0]
    try await yield(2)
    var previous = [String: String]()
    try await yield(3)
    var frontier = BinaryHeap<Entry>()
    try await yield(4)
    frontier.insert(Entry(node: "a", cost: 0))
    try await yield(5)
    while let current = frontier.remove() {
        guard current.cost <= distances[current.node] ?? .max else { continue }
        try await yield(6)
        if current.node == "e" { break }
        try await yield(7)
        for (neighbour, weight) in graph[current.node, default: [:]].sorted(by: { $0.key < $1.key }) {
            let cost = current.cost + weight
            try await yield(8)
            if let known = distances[neighbour], known <= cost { continue }
            try await yield(9)
            distances[neighbour] = cost
            try await yield(10)
            previous[neighbour] = current.node
            try await yield(11)
            frontier.insert(.init(node: neighbour, cost: cost))
            try await yield(12)
        }
        try await yield(13)
    }
    try await yield(14)
    var path = ["e"]
    try await yield(15)
    while let last = path.last, let before = previous[last] {
        path.append(before)
        try await yield(16)
    }
    try await yield(17)
    return path.reversed() + ["\(distances["e"] ?? -1)"]
}

struct GridPoint: Codable, Hashable, Sendable {
    var x: Int, y: Int
    static func + (a: GridPoint, b: (dx: Int, dy: Int)) -> GridPoint { GridPoint(x: a.x + b.dx, y: a.y + b.dy) }
    func manhattan(to other: GridPoint) -> Int { abs(x - other.x) + abs(y - other.y) }
}

@Durable
func aStar(_ map: [String], yield: Yield<Int>) async throws -> [GridPoint]? {
    let grid = map.map(Array.init)
    try await yield(1)
    var start: GridPoint?, goal: GridPoint?
    try await yield(2)
    for (y, row) in grid.enumerated() {
        for (x, cell) in row.enumerated() {
            switch cell {
            case "S":
                start = GridPoint(x: x, y: y)
                try await yield(3)
            case "G":
                goal = GridPoint(x: x, y: y)
                try await yield(4)
            default: break
            }
            try await yield(5)
        }
        try await yield(6)
    }
    try await yield(7)
    guard let start, let goal else { return nil }
    try await yield(8)
    var open: Set<GridPoint> = [start]
    try await yield(9)
    var cameFrom: [GridPoint: GridPoint] = [:]
    try await yield(10)
    var gScore = [start: 0]
    try await yield(11)
    while !open.isEmpty {
        let current = open.min { a, b in
            let (fa, fb) = (gScore[a]! + a.manhattan(to: goal), gScore[b]! + b.manhattan(to: goal))
            return fa != fb ? fa < fb : (a.y, a.x) < (b.y, b.x)
        }!
        try await yield(12)
        if current == goal {
            var path = [current]
            try await yield(13)
            var node = current
            try await yield(14)
            while let parent = cameFrom[node] {
                path.insert(parent, at: 0)
                try await yield(15)
                node = parent
                try await yield(16)
            }
            try await yield(17)
            return path
        }
        try await yield(18)
        open.remove(current)
        try await yield(19)
        for step in [(dx: 1, dy: 0), (-1, 0), (0, 1), (0, -1)] {
            let next = current + step
            try await yield(20)
            guard grid.indices ~= next.y, grid[next.y].indices.contains(next.x), grid[next.y][next.x] != "#" else {
                continue
            }
            try await yield(21)
            let tentative = gScore[current]! + 1
            try await yield(22)
            if tentative < gScore[next, default: Int.max] {
                cameFrom[next] = current
                try await yield(23)
                gScore[next] = tentative
                try await yield(24)
                open.insert(next)
                try await yield(25)
            }
            try await yield(26)
        }
        try await yield(27)
    }
    try await yield(28)
    return nil
}

@Durable
func kruskal(yield: Yield<Int>) async throws -> (edges: [WeightedEdge], total: Int) {
    let edges = [(0, 1, 10), (0, 2, 6), (0, 3, 5), (1, 3, 15), (2, 3, 4)].map(WeightedEdge.init(from:to:weight:))
    try await yield(1)
    var sets = DisjointSets(count: 4)
    try await yield(2)
    var tree: [WeightedEdge] = []
    try await yield(3)
    for edge in edges.sorted() where sets.union(edge.from, edge.to) {
        tree.append(edge)
        try await yield(4)
        if sets.count == 1 { break }
        try await yield(5)
    }
    try await yield(6)
    return (tree, tree.reduce(into: 0) { $0 += $1.weight })
}

// MARK: - Cases

let realWorldGraphsCases: [any AnyCase] = [
    Case(
        "breadthFirst",
        yields: { try await breadthFirst(letters, from: "a", yield: $0) },
        durable: { BreadthFirst(letters, from: "a") }
    ),
    Case("dijkstraWithHeap", yields: { try await dijkstraWithHeap(yield: $0) }, durable: { DijkstraWithHeap() }),
    Case(
        "aStar",
        yields: { try await aStar(["S#.", ".#G", "..."], yield: $0) },
        durable: { AStar(["S#.", ".#G", "..."]) }
    ),
    Case("aStar blocked", yields: { try await aStar(["S#", "#G"], yield: $0) }, durable: { AStar(["S#", "#G"]) }),
    Case("kruskal", yields: { try await kruskal(yield: $0) }, durable: { Kruskal() }),
]
