import Torpor

// Dynamic programming, backtracking, matrices, numbers.

struct DenseMatrix: Codable, Equatable, Sendable {
    let rows: Int, columns: Int
    private var grid: [Double]
    init(_ values: [[Double]]) {
        rows = values.count
        columns = values.first?.count ?? 0
        grid = values.flatMap { $0 }
    }
    init(rows: Int, columns: Int) {
        self.init(Array(repeating: Array(repeating: 0, count: columns), count: rows))
    }
    subscript(row: Int, column: Int) -> Double {
        get { grid[row * columns + column] }
        set { grid[row * columns + column] = newValue }
    }
    static func * (a: DenseMatrix, b: DenseMatrix) -> DenseMatrix {
        var result = DenseMatrix(rows: a.rows, columns: b.columns)
        for i in 0..<a.rows { for j in 0..<b.columns { for k in 0..<a.columns { result[i, j] += a[i, k] * b[k, j] } } }
        return result
    }
    var transposed: DenseMatrix {
        var result = DenseMatrix(rows: columns, columns: rows)
        for i in 0..<rows { for j in 0..<columns { result[j, i] = self[i, j] } }
        return result
    }
}

extension DenseMatrix {
    @Durable
    mutating func swapRows(_ a: Int, _ b: Int, yield: Yield<Int>) async throws {
        guard a != b else { return }
        try await yield(1)
        for column in 0..<columns {
            let kept = self[a, column]
            try await yield(2)
            self[a, column] = self[b, column]
            try await yield(3)
            self[b, column] = kept
            try await yield(4)
        }
        try await yield(5)
    }

    @Durable
    func determinant(yield: Yield<Int>) async throws -> Double {
        var copy = self
        try await yield(1)
        var result = 1.0
        try await yield(2)
        for pivot in 0..<rows {
            guard let row = (pivot..<rows).first(where: { copy[$0, pivot] != 0 }) else { return 0 }
            try await yield(3)
            if row != pivot {
                try await copy.swapRows(row, pivot, yield: yield)
                try await yield(4)
                result.negate()
                try await yield(5)
            }
            try await yield(6)
            result *= copy[pivot, pivot]
            try await yield(7)
            for below in (pivot + 1)..<max(rows, pivot + 1) {
                let factor = copy[below, pivot] / copy[pivot, pivot]
                try await yield(8)
                for column in pivot..<columns {
                    copy[below, column] -= factor * copy[pivot, column]
                    try await yield(9)
                }
                try await yield(10)
            }
            try await yield(11)
        }
        try await yield(12)
        return result
    }
}

@Durable
func matrixPower(yield: Yield<Int>) async throws -> [Double] {
    var base = DenseMatrix([[1, 1], [1, 0]])
    try await yield(1)
    var result = DenseMatrix([[1, 0], [0, 1]])
    try await yield(2)
    var exponent = 10
    try await yield(3)
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base
            try await yield(4)
        }
        try await yield(5)
        base = base * base
        try await yield(6)
        exponent >>= 1
        try await yield(7)
    }
    try await yield(8)
    let determinant = try await DenseMatrix([[0, 2], [3, 4]]).determinant(yield: yield)
    try await yield(9)
    return [result[0, 1], result.transposed[1, 1], determinant]
}

@Durable
func spiral(_ matrix: [[Int]], yield: Yield<Int>) async throws -> [Int] {
    var result: [Int] = []
    try await yield(1)
    var (top, left) = (0, 0)
    try await yield(2)
    var (bottom, right) = (matrix.count - 1, matrix[0].count - 1)
    try await yield(3)
    turns: while true {
        for column in stride(from: left, through: right, by: 1) {
            result.append(matrix[top][column])
            try await yield(4)
        }
        try await yield(5)
        top += 1
        try await yield(6)
        if top > bottom { break turns }
        try await yield(7)
        for row in top...bottom {
            result.append(matrix[row][right])
            try await yield(8)
        }
        try await yield(9)
        right -= 1
        try await yield(10)
        guard left <= right else { break }
        try await yield(11)
        for column in (left...right).reversed() {
            result += [matrix[bottom][column]]
            try await yield(12)
        }
        try await yield(13)
        bottom -= 1
        try await yield(14)
        guard top <= bottom else { break turns }
        try await yield(15)
        for row in stride(from: bottom, through: top, by: -1) {
            result.append(matrix[row][left])
            try await yield(16)
        }
        try await yield(17)
        left += 1
        try await yield(18)
        if left > right { break }
        try await yield(19)
    }
    try await yield(20)
    return result
}

@Durable
func longestCommonSubsequence(_ a: String, _ b: String, yield: Yield<Int>) async throws -> String {
    let (a, b) = (Array(a), Array(b))
    try await yield(1)
    var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    try await yield(2)
    for (i, x) in a.enumerated() {
        for (j, y) in b.enumerated() {
            table[i + 1][j + 1] = x == y ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j])
            try await yield(3)
        }
        try await yield(4)
    }
    try await yield(5)
    var (i, j) = (a.count, b.count)
    try await yield(6)
    var result = ""
    try await yield(7)
    while i > 0, j > 0 {
        if a[i - 1] == b[j - 1] {
            result.insert(a[i - 1], at: result.startIndex)
            try await yield(8)
            (i, j) = (i - 1, j - 1)
            try await yield(9)
        } else if table[i - 1][j] >= table[i][j - 1] {
            i -= 1
            try await yield(10)
        } else {
            j -= 1
            try await yield(11)
        }
        try await yield(12)
    }
    try await yield(13)
    return result
}

struct Item: Codable, Sendable { let name: String, weight: Int, value: Int }

@Durable
func knapsack(_ items: [Item], capacity: Int, yield: Yield<Int>) async throws -> (value: Int, names: [String]) {
    var best = Array(repeating: (value: 0, taken: [Int]()), count: capacity + 1)
    try await yield(1)
    for (index, item) in items.enumerated() {
        for room in stride(from: capacity, through: item.weight, by: -1) {
            let candidate = best[room - item.weight].value + item.value
            try await yield(2)
            if candidate > best[room].value {
                best[room] = (candidate, best[room - item.weight].taken + [index])
                try await yield(3)
            }
            try await yield(4)
        }
        try await yield(5)
    }
    try await yield(6)
    let (value, taken) = best[capacity]
    try await yield(7)
    return (value: value, names: taken.map { items[$0].name })
}

@Durable
func editDistance(_ source: String, _ target: String, yield: Yield<Int>) async throws -> Int {
    let source = Array(source), target = Array(target)
    try await yield(1)
    var previous = Array(0...target.count)
    try await yield(2)
    for (i, s) in source.enumerated() {
        var current = [i + 1]
        try await yield(3)
        for (j, t) in target.enumerated() {
            current.append(Swift.min(previous[j + 1] + 1, current[j] + 1, previous[j] + (s == t ? 0 : 1)))
            try await yield(4)
        }
        try await yield(5)
        previous = current
        try await yield(6)
    }
    try await yield(7)
    return previous.last!
}

// MARK: - Cases

let realWorldMatricesCases: [any AnyCase] = [
    Case("matrixPower", yields: { try await matrixPower(yield: $0) }, durable: { MatrixPower() }),
    Case(
        "spiral",
        yields: { try await spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]], yield: $0) },
        durable: { Spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) }
    ),
    Case(
        "longestCommonSubsequence",
        yields: { try await longestCommonSubsequence("abcbd", "bdcab", yield: $0) },
        durable: { LongestCommonSubsequence("abcbd", "bdcab") }
    ),
    Case(
        "knapsack",
        yields: { try await knapsack(goods, capacity: 4, yield: $0) },
        durable: { Knapsack(goods, capacity: 4) }
    ),
    Case(
        "editDistance",
        yields: { try await editDistance("kitten", "sit", yield: $0) },
        durable: { EditDistance("kitten", "sit") }
    ),
]
