import Torpor

// Graphs: searches, shortest paths, trees, orders, components.

@Durable
func prim(yield: Yield<Int>) async throws -> Int {
    let infinity = Int.max
    try await yield(1)
    let matrix = [[0, 2, 0, 6], [2, 0, 3, 8], [0, 3, 0, 5], [6, 8, 5, 0]]
    try await yield(2)
    var key = [Int](repeating: infinity, count: matrix.count)
    try await yield(3)
    var isInTree = matrix.map { _ in false }
    try await yield(4)
    key[0] = 0
    try await yield(5)
    for _ in matrix {
        var best: Int?
        try await yield(6)
        for v in key.indices where !isInTree[v] && (best.map { key[v] < key[$0] } ?? true) {
            best = v
            try await yield(7)
        }
        try await yield(8)
        guard let u = best else { break }
        try await yield(9)
        isInTree[u] = true
        try await yield(10)
        for (v, weight) in matrix[u].enumerated() where weight > 0 && !isInTree[v] && weight < key[v] {
            key[v] = weight
            try await yield(11)
        }
        try await yield(12)
    }
    try await yield(13)
    return key.reduce(0, +)
}

@Durable
func kahn(_ dependencies: [String: [String]], yield: Yield<Int>) async throws -> [String] {
    var inDegree: [String: Int] = [:]
    try await yield(1)
    for (node, targets) in dependencies.sorted(by: { $0.key < $1.key }) {
        inDegree[node, default: 0] += 0
        try await yield(2)
        for target in targets {
            inDegree[target, default: 0] += 1
            try await yield(3)
        }
        try await yield(4)
    }
    try await yield(5)
    var ready = inDegree.filter { $0.value == 0 }.map(\.key).sorted()
    try await yield(6)
    var order: [String] = []
    try await yield(7)
    while let node = ready.first {
        ready.removeFirst()
        try await yield(8)
        order.append(node)
        try await yield(9)
        for target in dependencies[node] ?? [] {
            inDegree[target]! -= 1
            try await yield(10)
            if inDegree[target] == 0 {
                ready.append(target)
                try await yield(11)
                ready.sort()
                try await yield(12)
            }
            try await yield(13)
        }
        try await yield(14)
    }
    try await yield(15)
    if order.count < inDegree.count {
        throw Trouble.named(Set(inDegree.keys).subtracting(order).sorted().joined(), code: order.count)
    }
    try await yield(16)
    return order
}

@Durable
func tarjan(yield: Yield<Int>) async throws -> [[Int]] {
    let graph = [[1], [2], [0, 3], [4], [5], [3], [5, 7], []]
    try await yield(1)
    var index = 0
    try await yield(2)
    var indices = [Int?](repeating: nil, count: graph.count)
    try await yield(3)
    var low = Array(repeating: 0, count: graph.count)
    try await yield(4)
    var onStack = Set<Int>()
    try await yield(5)
    var stack: [Int] = []
    try await yield(6)
    var components: [[Int]] = []
    try await yield(7)
    for root in graph.indices where indices[root] == nil {
        var work: [(node: Int, next: Int)] = [(root, 0)]
        try await yield(8)
        while let (node, next) = work.popLast() {
            if next == 0 {
                indices[node] = index
                try await yield(9)
                low[node] = index
                try await yield(10)
                index += 1
                try await yield(11)
                stack.append(node)
                try await yield(12)
                onStack.insert(node)
                try await yield(13)
            }
            try await yield(14)
            if next < graph[node].count {
                work.append((node, next + 1))
                try await yield(15)
                let child = graph[node][next]
                try await yield(16)
                if indices[child] == nil {
                    work.append((child, 0))
                    try await yield(17)
                } else if onStack.contains(child), let other = indices[child] {
                    low[node] = min(low[node], other)
                    try await yield(18)
                }
                try await yield(19)
                continue
            }
            try await yield(20)
            if let parent = work.last?.node {
                low[parent] = min(low[parent], low[node])
                try await yield(21)
            }
            try await yield(22)
            guard low[node] == indices[node] else { continue }
            try await yield(23)
            var component: [Int] = []
            try await yield(24)
            repeat {
                let member = stack.removeLast()
                try await yield(25)
                onStack.remove(member)
                try await yield(26)
                component.append(member)
                try await yield(27)
            } while component.last != node
            try await yield(28)
            components.append(component.sorted())
            try await yield(29)
        }
        try await yield(30)
    }
    try await yield(31)
    return components
}

@Durable
func floydWarshall(yield: Yield<Int>) async throws -> [[Int?]] {
    var d: [[Int?]] = [[0, 3, nil], [nil, 0, -2], [5, nil, 0]]
    try await yield(1)
    for k in d.indices {
        for i in d.indices {
            guard let ik = d[i][k] else { continue }
            try await yield(2)
            for j in d.indices {
                if let kj = d[k][j], ik + kj < d[i][j] ?? .max {
                    d[i][j] = ik + kj
                    try await yield(3)
                }
                try await yield(4)
            }
            try await yield(5)
        }
        try await yield(6)
    }
    try await yield(7)
    return d
}

@Durable
func bellmanFord(yield: Yield<Int>) async throws -> [Int]? {
    let edges: [(from: Int, to: Int, cost: Int)] = [(0, 1, 4), (0, 2, 5), (1, 2, -3), (2, 3, 4), (3, 1, 1)]
    try await yield(1)
    var distance: [Int] = [0] + Array(repeating: 1_000, count: 3)
    try await yield(2)
    for round in 1...4 {
        var changed = false
        try await yield(3)
        for case let (from, to, cost) in edges where distance[from] + cost < distance[to] {
            distance[to] = distance[from] + cost
            try await yield(4)
            changed = true
            try await yield(5)
        }
        try await yield(6)
        if !changed { break }
        try await yield(7)
        if round == 4 { return nil }
        try await yield(8)
    }
    try await yield(9)
    return distance
}

@Durable
func bipartite(yield: Yield<Int>) async throws -> [[Int]]? {
    let graph = [0: [1, 3], 1: [0, 2], 2: [1, 3], 3: [0, 2], 4: [5], 5: [4]]
    try await yield(1)
    var colours: [Int: Tint] = [:]
    try await yield(2)
    for start in graph.keys.sorted() {
        if colours[start] != nil { continue }
        try await yield(3)
        colours[start] = .red
        try await yield(4)
        var queue = [start][...]
        try await yield(5)
        while let node = queue.popFirst() {
            for next in graph[node]! {
                if let colour = colours[next] {
                    if colour == colours[node] { return nil }
                    try await yield(6)
                } else {
                    colours[next] = colours[node]?.other
                    try await yield(7)
                    queue.append(next)
                    try await yield(8)
                }
                try await yield(9)
            }
            try await yield(10)
        }
        try await yield(11)
    }
    try await yield(12)
    return Tint.allCases.map { colour in colours.filter { $0.value == colour }.keys.sorted() }
}

@Durable
func floodFill(yield: Yield<Int>) async throws -> (islands: Int, largest: Int) {
    var grid = ["110", "010", "001"].map { $0.map { $0 == "1" } }
    try await yield(1)
    var (islands, largest) = (0, 0)
    try await yield(2)
    for y in grid.indices {
        for x in grid[y].indices where grid[y][x] {
            islands += 1
            try await yield(3)
            var size = 0
            try await yield(4)
            var stack = [(x, y)]
            try await yield(5)
            while case let (cx, cy)? = stack.popLast() {
                guard grid.indices.contains(cy), grid[cy].indices.contains(cx), grid[cy][cx] else { continue }
                try await yield(6)
                grid[cy][cx] = false
                try await yield(7)
                size += 1
                try await yield(8)
                stack += [(cx + 1, cy), (cx - 1, cy), (cx, cy + 1), (cx, cy - 1)]
                try await yield(9)
            }
            try await yield(10)
            largest = max(largest, size)
            try await yield(11)
        }
        try await yield(12)
    }
    try await yield(13)
    return (islands, largest)
}

let letters: Adjacency = ["a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": ["a"], "e": []]

@Durable
func depthFirstOrder(yield: Yield<Int>) async throws -> [String] {
    try await depthFirst(["a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": ["a"], "e": []], "a", yield: yield).order
}

// MARK: - Cases

let realWorldPathsCases: [any AnyCase] = [
    Case(
        "depthFirstOrder",
        yields: { try await depthFirst(letters, "a", yield: $0).order },
        durable: { DepthFirstOrder() }
    ),
    Case("prim", yields: { try await prim(yield: $0) }, durable: { Prim() }),
    Case(
        "kahn",
        yields: { try await kahn(["a": ["b", "c"], "b": ["d"], "c": ["d"]], yield: $0) },
        durable: { Kahn(["a": ["b", "c"], "b": ["d"], "c": ["d"]]) }
    ),
    Case(
        "kahn with a cycle",
        yields: { try await kahn(["a": ["b"], "b": ["a"]], yield: $0) },
        durable: { Kahn(["a": ["b"], "b": ["a"]]) }
    ),
    Case("tarjan", yields: { try await tarjan(yield: $0) }, durable: { Tarjan() }),
    Case("floydWarshall", yields: { try await floydWarshall(yield: $0) }, durable: { FloydWarshall() }),
    Case("bellmanFord", yields: { try await bellmanFord(yield: $0) }, durable: { BellmanFord() }),
    Case("bipartite", yields: { try await bipartite(yield: $0) }, durable: { Bipartite() }),
    Case("floodFill", yields: { try await floodFill(yield: $0) }, durable: { FloodFill() }),
]
