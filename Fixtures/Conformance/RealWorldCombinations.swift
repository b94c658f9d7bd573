import Torpor

// Dynamic programming, backtracking, matrices, numbers.

@Durable
func pascal(yield: Yield<Int>) async throws -> [[Int]] {
    var triangle = [[1]]
    try await yield(1)
    for _ in 1..<5 {
        let last = triangle.last!
        try await yield(2)
        triangle.append([1] + zip(last, last.dropFirst()).map(+) + [1])
        try await yield(3)
    }
    try await yield(4)
    return triangle
}

@Durable
func primeFactors(_ number: Int, yield: Yield<Int>) async throws -> [(prime: Int, power: Int)] {
    var rest = number
    try await yield(1)
    var factors: [(prime: Int, power: Int)] = []
    try await yield(2)
    var candidate = 2
    try await yield(3)
    while candidate * candidate <= rest {
        defer { candidate += candidate == 2 ? 1 : 2 }
        var power = 0
        try await yield(4)
        while case (let quotient, 0) = rest.quotientAndRemainder(dividingBy: candidate) {
            rest = quotient
            try await yield(5)
            power += 1
            try await yield(6)
        }
        try await yield(7)
        guard power > 0 else { continue }
        try await yield(8)
        factors.append((candidate, power))
        try await yield(9)
    }
    try await yield(10)
    if rest > 1 {
        factors.append((prime: rest, power: 1))
        try await yield(11)
    }
    try await yield(12)
    return factors
}

@Durable
func mergeIntervals(_ intervals: [ClosedRange<Int>], yield: Yield<Int>) async throws -> [ClosedRange<Int>] {
    var merged: [ClosedRange<Int>] = []
    try await yield(1)
    for interval in intervals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if let last = merged.last, last.overlaps(interval) {
            merged[merged.endIndex - 1] = last.lowerBound...max(last.upperBound, interval.upperBound)
            try await yield(2)
        } else {
            merged.append(interval)
            try await yield(3)
        }
        try await yield(4)
    }
    try await yield(5)
    return merged
}

struct SegmentTree: Codable, Sendable {
    var nodes: [Int]
    let count: Int
    init(_ values: [Int]) {
        count = values.count
        nodes = Array(repeating: 0, count: values.count) + values
        for index in stride(from: count - 1, to: 0, by: -1) { nodes[index] = nodes[2 * index] + nodes[2 * index + 1] }
    }

    @Durable
    mutating func update(_ position: Int, to value: Int, yield: Yield<Int>) async throws {
        var index = position + count
        try await yield(1)
        nodes[index] = value
        try await yield(2)
        while index > 1 {
            index /= 2
            try await yield(3)
            nodes[index] = nodes[2 * index] + nodes[2 * index + 1]
            try await yield(4)
        }
        try await yield(5)
    }

    @Durable
    func sum(_ range: Range<Int>, yield: Yield<Int>) async throws -> Int {
        var (left, right) = (range.lowerBound + count, range.upperBound + count)
        try await yield(1)
        var result = 0
        try await yield(2)
        while left < right {
            if left & 1 == 1 {
                result += nodes[left]
                try await yield(3)
                left += 1
                try await yield(4)
            }
            try await yield(5)
            if right & 1 == 1 {
                right -= 1
                try await yield(6)
                result += nodes[right]
                try await yield(7)
            }
            try await yield(8)
            left /= 2
            try await yield(9)
            right /= 2
            try await yield(10)
        }
        try await yield(11)
        return result
    }
}

@Durable
func segmentTrees(yield: Yield<Int>) async throws -> [Int] {
    var tree = SegmentTree([5, 3, 8, 1])
    try await yield(1)
    let before = try await tree.sum(1..<4, yield: yield)
    try await yield(2)
    try await tree.update(2, to: 10, yield: yield)
    try await yield(3)
    let after = try await tree.sum(1..<4, yield: yield)
    try await yield(4)
    return [before, after]
}

@Durable
func fenwick(yield: Yield<Int>) async throws -> [Int] {
    var tree = [Int](repeating: 0, count: 7)
    try await yield(1)
    func prefix(_ index: Int) -> Int {
        var (i, sum) = (index, 0)
        while i > 0 {
            sum += tree[i]
            i -= i & -i
        }
        return sum
    }
    for (index, value) in [3, 2, -1, 6].enumerated() {
        var i = index + 1
        try await yield(2)
        while i < tree.count {
            tree[i] += value
            try await yield(3)
            i += i & -i
            try await yield(4)
        }
        try await yield(5)
    }
    try await yield(6)
    return (0...4).map(prefix)
}

@Durable
func binary(_ number: Int, yield: Yield<Int>) async throws -> String {
    guard number > 1 else { return String(number) }
    try await yield(1)
    let high = try await binary(number / 2, yield: yield)
    try await yield(2)
    return "\(high)\(number % 2)"
}

@Durable
func monteCarlo(yield: Yield<Int>) async throws -> Int {
    var generator = LinearCongruential(seed: 42)
    try await yield(1)
    var inside = 0
    try await yield(2)
    for _ in 0..<10 {
        let (x, y) = (Double.random(in: 0..<1, using: &generator), Double.random(in: 0..<1, using: &generator))
        try await yield(3)
        if (x * x + y * y).squareRoot() <= 1 {
            inside += 1
            try await yield(4)
        }
        try await yield(5)
    }
    try await yield(6)
    return inside
}

struct LinearCongruential: RandomNumberGenerator, Codable {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state = 6_364_136_223_846_793_005 &* state &+ 1
        return state
    }
}

let goods = [
    Item(name: "pen", weight: 1, value: 2), Item(name: "pot", weight: 3, value: 4),
    Item(name: "pan", weight: 2, value: 4),
]

@Durable
func kadaneText(yield: Yield<Int>) async throws -> String? {
    try await kadane([-2, 1, -3, 4, -1, 2, 1], yield: yield).map { "\($0)" }
}

// MARK: - Cases

let realWorldCombinationsCases: [any AnyCase] = [
    Case(
        "kadaneText",
        yields: { try await kadane([-2, 1, -3, 4, -1, 2, 1], yield: $0).map { "\($0)" } },
        durable: { KadaneText() }
    ),
    Case("pascal", yields: { try await pascal(yield: $0) }, durable: { Pascal() }),
    Case("primeFactors", yields: { try await primeFactors(360, yield: $0) }, durable: { PrimeFactors(360) }),
    Case(
        "mergeIntervals",
        yields: { try await mergeIntervals([1...3, 8...10, 2...6, 10...12], yield: $0) },
        durable: { MergeIntervals([1...3, 8...10, 2...6, 10...12]) }
    ),
    Case("segmentTrees", yields: { try await segmentTrees(yield: $0) }, durable: { SegmentTrees() }),
    Case("fenwick", yields: { try await fenwick(yield: $0) }, durable: { Fenwick() }),
    Case("binary", yields: { try await binary(10, yield: $0) }, durable: { Binary(10) }),
    Case("monteCarlo", yields: { try await monteCarlo(yield: $0) }, durable: { MonteCarlo() }),
]
