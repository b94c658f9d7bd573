import Torpor

// Dynamic programming, backtracking, matrices, numbers.

@Durable
func coinChange(_ coins: [Int], amount: Int, yield: Yield<Int>) async throws -> (ways: Int, fewest: Int?) {
    var ways = [1] + [Int](repeating: 0, count: amount)
    try await yield(1)
    var fewest: [Int?] = [0] + [Int?](repeating: nil, count: amount)
    try await yield(2)
    for coin in coins where coin <= amount {
        for sum in coin...amount {
            ways[sum] += ways[sum - coin]
            try await yield(3)
            guard let before = fewest[sum - coin] else { continue }
            try await yield(4)
            fewest[sum] = min(fewest[sum] ?? .max, before + 1)
            try await yield(5)
        }
        try await yield(6)
    }
    try await yield(7)
    return (ways[amount], fewest[amount])
}

@Durable
func longestIncreasing(_ numbers: [Int], yield: Yield<Int>) async throws -> [Int] {
    var tails: [Int] = []
    try await yield(1)
    var parents = [Int?](repeating: nil, count: numbers.count)
    try await yield(2)
    for (index, number) in numbers.enumerated() {
        var (low, high) = (0, tails.count)
        try await yield(3)
        while low < high {
            let middle = (low + high) / 2
            try await yield(4)
            if numbers[tails[middle]] < number {
                low = middle + 1
                try await yield(5)
            } else {
                high = middle
                try await yield(6)
            }
            try await yield(7)
        }
        try await yield(8)
        parents[index] = low > 0 ? tails[low - 1] : nil
        try await yield(9)
        if low == tails.count {
            tails.append(index)
            try await yield(10)
        } else {
            tails[low] = index
            try await yield(11)
        }
        try await yield(12)
    }
    try await yield(13)
    var result = [Int]()
    try await yield(14)
    var next = tails.last
    try await yield(15)
    while let index = next {
        result.append(numbers[index])
        try await yield(16)
        next = parents[index]
        try await yield(17)
    }
    try await yield(18)
    return result.reversed()
}

@Durable
func kadane(_ numbers: [Int], yield: Yield<Int>) async throws -> (sum: Int, range: ClosedRange<Int>)? {
    guard var best = numbers.first else { return nil }
    try await yield(1)
    var (current, start, range) = (0, 0, 0...0)
    try await yield(2)
    for (index, number) in numbers.enumerated() {
        if current <= 0 {
            (current, start) = (number, index)
            try await yield(3)
        } else {
            current += number
            try await yield(4)
        }
        try await yield(5)
        if current > best {
            best = current
            try await yield(6)
            range = start...index
            try await yield(7)
        }
        try await yield(8)
    }
    try await yield(9)
    return (sum: best, range: range)
}

@Durable
func nQueens(_ n: Int, yield: Yield<Int>) async throws -> [[Int]] {
    var solutions: [[Int]] = []
    try await yield(1)
    try await placeQueen(row: 0, n, columns: [], into: &solutions, yield: yield)
    try await yield(2)
    return solutions
}

@Durable
func placeQueen(row: Int, _ n: Int, columns: [Int], into solutions: inout [[Int]], yield: Yield<Int>) async throws {
    if row == n {
        solutions.append(columns)
        try await yield(1)
        return
    }
    try await yield(2)
    for column in 0..<n {
        let isSafe = !columns.enumerated().contains { other, taken in
            taken == column || abs(taken - column) == row - other
        }
        try await yield(3)
        if isSafe {
            try await placeQueen(row: row + 1, n, columns: columns + [column], into: &solutions, yield: yield)
            try await yield(4)
        }
        try await yield(5)
    }
    try await yield(6)
}

@Durable
func heapPermutations(_ items: [String], yield: Yield<Int>) async throws -> [String] {
    var items = items
    try await yield(1)
    var result = [items.joined()]
    try await yield(2)
    var counters = Array(repeating: 0, count: items.count)
    try await yield(3)
    var i = 1
    try await yield(4)
    while i < items.count {
        if counters[i] < i {
            items.swapAt(i.isMultiple(of: 2) ? 0 : counters[i], i)
            try await yield(5)
            result.append(items.joined())
            try await yield(6)
            counters[i] += 1
            try await yield(7)
            i = 1
            try await yield(8)
        } else {
            counters[i] = 0
            try await yield(9)
            i += 1
            try await yield(10)
        }
        try await yield(11)
    }
    try await yield(12)
    return result
}

@Durable
func combinations<T: Codable & Sendable>(_ items: [T], _ k: Int, yield: Yield<Int>) async throws -> [[T]] {
    guard k > 0 else { return [[]] }
    try await yield(1)
    guard let first = items.first else { return [] }
    try await yield(2)
    let rest = Array(items.dropFirst())
    try await yield(3)
    let with = try await combinations(rest, k - 1, yield: yield).map { [first] + $0 }
    try await yield(4)
    let without = try await combinations(rest, k, yield: yield)
    try await yield(5)
    return with + without
}

@Durable
func chosen(yield: Yield<Int>) async throws -> [String] {
    let numbers = try await combinations([1, 2, 3], 2, yield: yield)
    try await yield(1)
    let letters = try await combinations(["a", "b", "c"], 1, yield: yield)
    try await yield(2)
    return numbers.map { "\($0)" } + letters.map { $0.joined() }
}

@Durable
func powerSet(yield: Yield<Int>) async throws -> [[Int]] {
    var sets: [[Int]] = [[]]
    try await yield(1)
    for element in [1, 2, 3] {
        for set in sets {
            sets.append(set + [element])
            try await yield(2)
        }
        try await yield(3)
    }
    try await yield(4)
    return sets
}

// MARK: - Cases

let realWorldDynamicCases: [any AnyCase] = [
    Case(
        "coinChange",
        yields: { try await coinChange([1, 2, 5], amount: 6, yield: $0) },
        durable: { CoinChange([1, 2, 5], amount: 6) }
    ),
    Case(
        "longestIncreasing",
        yields: { try await longestIncreasing([3, 1, 2, 5, 4], yield: $0) },
        durable: { LongestIncreasing([3, 1, 2, 5, 4]) }
    ),
    Case("nQueens", yields: { try await nQueens(4, yield: $0) }, durable: { NQueens(4) }),
    Case(
        "heapPermutations",
        yields: { try await heapPermutations(["a", "b", "c"], yield: $0) },
        durable: { HeapPermutations(["a", "b", "c"]) }
    ),
    Case("chosen", yields: { try await chosen(yield: $0) }, durable: { Chosen() }),
    Case("powerSet", yields: { try await powerSet(yield: $0) }, durable: { PowerSet() }),
]
