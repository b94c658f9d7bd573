import Torpor

// Algorithms of the textbooks, suspended at their every step.

@Durable
func bubbleSort(yield: Yield<[Int]>) async throws {
    var numbers = [5, 1, 4, 2, 8]
    var swapped: Bool
    var count = numbers.count
    repeat {
        swapped = false
        for index in 1..<count {
            if numbers[index - 1] > numbers[index] {
                numbers.swapAt(index - 1, index)
                swapped = true
                try await yield(numbers)
            }
        }
        count -= 1
    } while swapped
    try await yield(numbers)
}

@Durable
func quickSort(_ numbers: [Int], yield: Yield<Int>) async throws -> [Int] {
    guard let pivot = numbers.first else { return [] }
    try await yield(pivot)
    var smaller: [Int] = [], larger: [Int] = []
    for number in numbers.dropFirst() {
        if number < pivot { smaller.append(number) } else { larger.append(number) }
    }
    return try await quickSort(smaller, yield: yield) + [pivot] + quickSort(larger, yield: yield)
}

@Durable
func quickSorted(yield: Yield<Int>) async throws -> [Int] {
    try await quickSort([3, 6, 1, 8, 2, 9, 2], yield: yield)
}

@Durable
func mergeSort(_ numbers: ArraySlice<Int>) async throws -> [Int] {
    guard numbers.count > 1 else { return Array(numbers) }
    let middle = (numbers.startIndex + numbers.endIndex) / 2
    var left = try await mergeSort(numbers[..<middle])[...]
    var right = try await mergeSort(numbers[middle...])[...]
    var merged: [Int] = []
    while let l = left.first, let r = right.first {
        try await Durable.sleep(for: .milliseconds(1))
        if l <= r { merged.append(left.removeFirst()) } else { merged.append(right.removeFirst()) }
    }
    return merged + left + right
}

@Durable
func mergeSorted() async throws -> [Int] {
    try await mergeSort([5, 2, 9, 1, 5, 6][...])
}

@Durable
func queens(of size: Int, placed: [Int] = [], yield: Yield<[Int]>) async throws -> Int {
    let row = placed.count
    if row == size {
        try await yield(placed)
        return 1
    }
    var solutions = 0
    candidates: for column in 0..<size {
        for (other, at) in placed.enumerated() {
            if at == column || abs(at - column) == row - other { continue candidates }
        }
        solutions += try await queens(of: size, placed: placed + [column], yield: yield)
    }
    return solutions
}

@Durable
func fiveQueens(yield: Yield<[Int]>) async throws -> Int {
    try await queens(of: 5, yield: yield)
}

@Durable
func permutations(of items: [String], from start: Int, yield: Yield<String>) async throws {
    var items = items
    if start == items.count {
        try await yield(items.joined())
        return
    }
    for index in start..<items.count {
        items.swapAt(start, index)
        try await permutations(of: items, from: start + 1, yield: yield)
        items.swapAt(start, index)
    }
}

@Durable
func permuted(yield: Yield<String>) async throws {
    try await permutations(of: ["a", "b", "c"], from: 0, yield: yield)
}

@Durable
func deepRecursion(_ depth: Int) async throws -> Int {
    guard depth > 0 else {
        try await Durable.sleep(for: .zero)
        return 0
    }
    return try await 1 + deepRecursion(depth - 1)
}

@Durable
func deepRecursed() async throws -> Int { try await deepRecursion(120) }

@Durable
func hanoi(_ n: Int, from: String, to: String, via: String, yield: Yield<String>) async throws -> Int {
    if n == 0 { return 0 }
    let before = try await hanoi(n - 1, from: from, to: via, via: to, yield: yield)
    try await yield("\(from)→\(to)")
    return before + 1 + (try await hanoi(n - 1, from: via, to: to, via: from, yield: yield))
}

@Durable
func hanoiOfThree(yield: Yield<String>) async throws -> Int {
    try await hanoi(3, from: "a", to: "c", via: "b", yield: yield)
}

@Durable
func ackermann(_ m: Int, _ n: Int) async throws -> Int {
    switch (m, n) {
    case (0, _): n + 1
    case (_, 0): try await ackermann(m - 1, 1)
    default: try await ackermann(m - 1, ackermann(m, n - 1))
    }
}

@Durable
func ackermannOfTwo() async throws -> Int { try await ackermann(2, 2) }

@Durable
func binarySearch(yield: Yield<(Int, Int)>) async throws -> [Int?] {
    let sorted = Array(stride(from: 1, through: 31, by: 3))
    var found: [Int?] = []
    for target in [1, 16, 17, 31] {
        var (low, high) = (sorted.startIndex, sorted.endIndex)
        let position: Int? = try await {
            while low < high {
                let middle = low + (high - low) / 2
                if sorted[middle] == target { return middle }
                if sorted[middle] < target { low = middle + 1 } else { high = middle }
                _ = try await fetch(middle)
            }
            return nil
        }()
        try await yield((low, high))
        found.append(position)
    }
    return found
}

@Durable
func levenshtein(_ a: String, _ b: String) async throws -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for i in 1...a.count {
        var previous = row[0]
        row[0] = i
        for j in 1...b.count {
            let old = row[j]
            row[j] = a[i - 1] == b[j - 1] ? previous : try await later(min(previous, row[j - 1], row[j]) + 1)
            previous = old
        }
    }
    return row[b.count]
}

@Durable
func distances() async throws -> [Int] {
    var out: [Int] = []
    for (a, b) in [("kitten", "sitting"), ("ab", "ab")] { out += [try await levenshtein(a, b)] }
    return out
}

@Durable
func memoTable(yield: Yield<Int>) async throws -> Int {
    var memo: [[Int?]] = Array(repeating: Array(repeating: nil, count: 4), count: 4)
    for row in 0..<4 {
        for column in 0..<4 {
            switch (row, column) {
            case (0, _), (_, 0): memo[row][column] = 1
            case (let r, let c):
                guard let up = memo[r - 1][c], let left = memo[r][c - 1] else { throw Trouble.small }
                memo[r][c] = try await later(up) + left
                try await yield(memo[r][c]!)
            }
        }
    }
    return memo[3][3]!
}

// MARK: - Cases

let algorithmsCases: [any AnyCase] = [
    Case("memoTable", yields: { try await memoTable(yield: $0) }, durable: { MemoTable() }),
    Case("bubbleSort", yields: { try await bubbleSort(yield: $0) }, durable: { BubbleSort() }),
    Case("quickSorted", yields: { try await quickSorted(yield: $0) }, durable: { QuickSorted() }),
    Case("mergeSorted", plain: { try await mergeSorted() }, durable: { MergeSorted() }),
    Case("fiveQueens", yields: { try await fiveQueens(yield: $0) }, durable: { FiveQueens() }),
    Case("permuted", yields: { try await permuted(yield: $0) }, durable: { Permuted() }),
    Case("deepRecursed", plain: { try await deepRecursed() }, durable: { DeepRecursed() }),
    Case("hanoiOfThree", yields: { try await hanoiOfThree(yield: $0) }, durable: { HanoiOfThree() }),
    Case("ackermannOfTwo", plain: { try await ackermannOfTwo() }, durable: { AckermannOfTwo() }),
    Case("binarySearch", yields: { try await binarySearch(yield: $0) }, durable: { BinarySearch() }),
    Case("distances", plain: { try await distances() }, durable: { Distances() }),
]
