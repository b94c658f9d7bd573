import Foundation
import Torpor

// Numbers, matrices, and functions with many variables.

@Durable
func matrices(yield: Yield<[[Int]]>) async throws -> Int {
    let left = [[1, 2, 3], [4, 5, 6]]
    let right = [[7, 8], [9, 10], [11, 12]]
    var product = Array(repeating: Array(repeating: 0, count: right[0].count), count: left.count)
    for row in left.indices {
        for column in right[0].indices {
            for inner in right.indices {
                product[row][column] += left[row][inner] * (try await later(right[inner][column]))
            }
            try await yield(product)
        }
    }
    let transposed = product[0].indices.map { column in product.map { $0[column] } }
    try await yield(transposed)
    return zip(transposed, product).reduce(0) { $0 + $1.0[0] * $1.1[1] }
}

@Durable
func collatz(yield: Yield<Int>) async throws -> [Int] {
    var lengths = [1: 1]
    for start in 2...7 {
        var number = start, path: [Int] = []
        while lengths[number] == nil {
            path.append(number)
            number = number.isMultiple(of: 2) ? number / 2 : 3 * number + 1
            try await yield(number)
        }
        let known = lengths[number]!
        for (offset, step) in path.reversed().enumerated() { lengths[step] = known + offset + 1 }
    }
    return lengths.filter { (key, _) in key < 8 }.sorted { $0.key < $1.key }.map(\.value)
}

@Durable
func sieve(yield: Yield<Int>) async throws {
    var isPrime = [Bool](repeating: true, count: 30)
    isPrime[0...1] = [false, false]
    for number in isPrime.indices where isPrime[number] {
        try await yield(number)
        for multiple in stride(from: number * number, to: isPrime.count, by: number) { isPrime[multiple] = false }
    }
}

@Durable
func bigExpression() async throws -> [Int] {
    let a = try await later(1) + later(2) * later(3) - op("x", 4) * (later(5) + later(6)) + later(7) - later(8)
    let b = try await [later(1), op("y", 2), later(3)].map { $0 * a }.reduce(later(4), +) + later(5)
    let c = try await "\(later(1))\(op("z", 2))\(laterText("q"))\(later(3) + later(4))".count + later(1)
    return [a, b, c]
}

struct Matrix: Codable, Equatable, CustomStringConvertible {
    var rows: [[Double]]
    var description: String {
        rows.map { $0.map { String(format: "%.1f", $0) }.joined(separator: " ") }.joined(separator: ";")
    }
    static func * (a: Matrix, b: Matrix) -> Matrix {
        Matrix(
            rows: a.rows.map { row in b.rows[0].indices.map { c in zip(row, b.rows.map { $0[c] }).map(*).reduce(0, +) }
            }
        )
    }
    static prefix func - (a: Matrix) -> Matrix { Matrix(rows: a.rows.map { $0.map { -$0 } }) }
    subscript(_ r: Int, _ c: Int) -> Double {
        get { rows[r][c] }
        set { rows[r][c] = newValue }
    }
    mutating func swapRows(_ a: Int, _ b: Int) { rows.swapAt(a, b) }
}

@Durable
func gauss(yield: Yield<Matrix>) async throws -> Matrix {
    var m = Matrix(rows: [[0, 2, 1], [4, 1, 3], [2, 3, 0]])
    let size = m.rows.count
    for pivot in 0..<size {
        if m[pivot, pivot] == 0 {
            guard let other = (pivot + 1..<size).first(where: { m[$0, pivot] != 0 }) else { throw Trouble.small }
            m.swapRows(pivot, other)
            try await yield(m)
        }
        for row in pivot + 1..<size where m[row, pivot] != 0 {
            let factor = m[row, pivot] / m[pivot, pivot]
            for column in pivot..<size {
                m[row, column] -= factor * m[pivot, column] * Double(try await later(1))
            }
            try await yield(m)
        }
    }
    return -(m * m)
}

@Durable
func kmeans(yield: Yield<[Double]>) async throws -> [Int] {
    let points: [(x: Double, y: Double)] = [(1, 1), (1, 2), (8, 8), (9, 8)]
    var centers = [points[0], points[2]], assigned = [Int](repeating: -1, count: points.count)
    var changed = true, round = 0
    while changed && round < 5 {
        changed = false
        round += 1
        for (i, p) in zip(points.indices, points) {
            let nearest = centers.enumerated().min { a, b in
                let (da, db) = (
                    hypot(a.element.x - p.x, a.element.y - p.y), hypot(b.element.x - p.x, b.element.y - p.y)
                )
                return da < db
            }!.offset
            if assigned[i] != nearest { (assigned[i], changed) = (nearest, true) }
            try await Durable.sleep(for: .zero)
        }
        for c in centers.indices {
            let mine = zip(points, assigned).filter { $0.1 == c }.map(\.0)
            guard !mine.isEmpty else { continue }
            centers[c] = (
                mine.map(\.x).reduce(0, +) / Double(mine.count), mine.map(\.y).reduce(0, +) / Double(mine.count)
            )
        }
        try await yield(centers.flatMap { [$0.x, $0.y] })
    }
    return assigned
}

@Durable
func bigFunction(yield: Yield<Int>) async throws -> Int {
    var a = 1, b = 2, c = 3, d = 4, e = 5, f = 6
    a += try await later(b); try await yield(a)
    b *= try await later(c); try await yield(b)
    c -= try await later(d); try await yield(c)
    d += try await later(e); try await yield(d)
    e += try await later(f); try await yield(e)
    f += try await later(a); try await yield(f)
    if a > b { a -= 1; try await yield(a) } else { b -= 1; try await yield(b) }
    if b > c { b -= try await later(1) } else { c -= 1 }
    if c > d { c -= 1 } else if try await laterFlag(d > e) { d -= 1 } else { e -= try await later(2) }
    let x1 = try await later(a), x2 = try await later(b), x3 = try await later(c)
    let y1 = x1 + x2, y2 = x2 + x3, y3 = y1 * y2
    try await yield(y3)
    for i in 0..<2 {
        for j in 0..<2 {
            for k in 0..<2 where i != j || k == 0 {
                switch i + j + k {
                case 0: a += try await later(1)
                case 1: b += i; try await yield(b)
                case 2: c += j; if c > 100 { return -1 }
                default: d += try await later(k)
                }
                if k == 1 { continue }
                e += 1
                try await yield(a + b + c + d + e)
            }
            f += j
        }
        if f > 1000 { break }
    }
    do {
        if a > 0 { throw Trouble.big(a) }
        try await yield(-1)
    } catch Trouble.big(let size) where size > 1_000 {
        try await yield(-2)
    } catch Trouble.big(let size) {
        f += size
        try await yield(f)
    }
    let z1 = { (v: Int) in v + a }(1), z2 = [a, b, c].max()!, z3 = (a, b)
    try await Durable.sleep(for: .zero)
    let w = z1 + z2 + z3.0 + z3.1 + x1 + x2 + x3 + y1 + y2
    var total = 0
    repeat { total += try await later(w % 7); f -= 10 } while f > 0
    guard total >= 0, let q = try await laterPositive(total + 1) else { return 0 }
    return q + a + b + c + d + e + f
}

// MARK: - Cases

let numericsCases: [any AnyCase] = [
    Case("matrices", yields: { try await matrices(yield: $0) }, durable: { Matrices() }),
    Case("collatz", yields: { try await collatz(yield: $0) }, durable: { Collatz() }),
    Case("sieve", yields: { try await sieve(yield: $0) }, durable: { Sieve() }),
    Case("bigExpression", plain: { try await bigExpression() }, durable: { BigExpression() }),
    Case("gauss", yields: { try await gauss(yield: $0) }, durable: { Gauss() }),
    Case("kmeans", yields: { try await kmeans(yield: $0) }, durable: { Kmeans() }),
    Case("bigFunction", yields: { try await bigFunction(yield: $0) }, durable: { BigFunction() }),
]
