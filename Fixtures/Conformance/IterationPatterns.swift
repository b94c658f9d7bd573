import Torpor

// Patterns, conditions and labels of for loops over all kinds of sequences, and sequences of the user's own.

/// A sequence that is generic and can be stored, with an iterator that can.
struct Every<Element: Codable>: Sequence, Codable {
    var elements: [Element]
    var step: Int

    func makeIterator() -> Iterator { Iterator(elements: elements, step: step) }

    struct Iterator: IteratorProtocol, Codable {
        var elements: [Element]
        var step: Int
        var position = 0

        mutating func next() -> Element? {
            guard position < elements.count else { return nil }
            defer { position += step }
            return elements[position]
        }
    }
}

/// A sequence that is its own iterator, without an end.
struct FibonacciNumbers: Sequence, IteratorProtocol, Codable {
    var current = 0
    var following = 1

    mutating func next() -> Int? {
        note("next after \(current)")
        defer { (current, following) = (following, current + following) }
        return current
    }
}

/// A collection with an index of its own.
struct Ring: Collection, Codable {
    struct Index: Comparable, Codable {
        var turn: Int
        static func < (left: Index, right: Index) -> Bool { left.turn < right.turn }
    }

    var items: [String]
    var startIndex: Index { Index(turn: 0) }
    var endIndex: Index { Index(turn: items.count * 2) }
    func index(after index: Index) -> Index { Index(turn: index.turn + 1) }
    subscript(index: Index) -> String { items[index.turn % items.count] }
}

/// A collection that cannot be stored, of elements that can.
struct Window: BidirectionalCollection {
    let base: UnsafeMutablePointer<Int>? = nil
    let count: Int
    var startIndex: Int { 0 }
    var endIndex: Int { count }
    func index(after index: Int) -> Int { index + 1 }
    func index(before index: Int) -> Int { index - 1 }
    subscript(index: Int) -> Int { index * index }
}

enum Move: Codable {
    case move(Int, Int)
    case turn(left: Bool)
    case rest
}

func evens(below limit: Int) -> [Int] { (0..<limit).filter { $0 % 2 == 0 } }

@Durable
func forOwnSequences(yield: Yield<String>) async throws {
    for number in Every(elements: [1, 2, 3, 4, 5], step: 2) { try await yield("\(number)") }
    for (index, text) in Every(elements: ["a", "b", "c"], step: 2).enumerated() where index >= 0 {
        note("\(index)\(text)")
    }
    for number in FibonacciNumbers() {
        if number > 5 { break }
        try await yield("\(number)")
    }
    for item in Ring(items: ["x", "y"]) { try await yield(item) }
    for number in Window(count: 3) { try await yield("\(number)") }
    for number in Window(count: 3).reversed() { try await yield("\(number)") }
    var fibonacci = FibonacciNumbers()
    while let number = fibonacci.next(), number < 3 { try await yield("\(number)") }
    for number in fibonacci {
        try await yield("went on with \(number)")
        if number > 8 { break }
    }
    for item in Ring(items: ["p"]).dropFirst() { try await yield(item) }
}

@Durable
func forPatterns(yield: Yield<String>) async throws {
    let steps: [Move] = [.move(1, 2), .turn(left: true), .rest, .move(3, 4), .turn(left: false)]
    for case .move(let x, let y) in steps where x > 1 { try await yield("\(x) \(y)") }
    for case let (index, .turn(left)) in steps.enumerated() { try await yield("\(index) \(left)") }
    for case (let index, .rest) in zip(steps.indices, steps) { try await yield("\(index)") }
    for case let text? in ["a", nil, "b"] { try await yield(text) }
    for case let number as Int in [1, "x", 2.5, 3] as [any Codable & Sendable] { note("\(number)") }
    for (i, (a, b)) in [(1, "x"), (2, "y")].enumerated() { try await yield("\(i)\(a)\(b)") }
    for (_, value) in [("a", 1), ("b", 2)] { try await yield("\(value)") }
    for (key, _) in ["k": 1] { try await yield(key) }
    for ((a, b), (c, d)) in zip([(1, 2)], [("c", "d")]) { try await yield("\(a)\(b)\(c)\(d)") }
    for var (index, text) in ["a", "b"].enumerated() {
        index += 10
        text += "!"
        try await yield("\(index) \(text)")
        text += "?"
        note(text)
    }
    for _ in 0..<2 { try await yield("again") }
    for number: Double in [1, 2] { try await yield("\(number)") }
    for case 2...3 in [1, 2, 3] { try await yield("in range") }
    for case (1, let other) in [(1, "a"), (2, "b")] { try await yield(other) }
    for optional in [Optional(1), nil] { try await yield("\(optional ?? 0)") }
    for case .some(.some(let number)) in [Optional(Optional(1)), .some(nil), nil] { try await yield("\(number)") }
}

@Durable
func forConditions() async throws -> [String] {
    var found: [String] = []
    for (index, number) in [3, 4, 5].enumerated() where try await laterFlag(number != 4) {
        found.append("\(index) \(try await later(number))")
    }
    for case let number? in [1, nil, 2] where try await later(number) > 1 { found.append("\(number)") }
    for number in try await fetch([1, 2]) where number > 1 { found.append("\(try await later(number))") }
    for (number, text) in zip(try await fetch([1]), ["z"]) { found.append("\(try await later(number))\(text)") }
    for number in (1...3).lazy.map({ $0 * 2 }) where try await laterFlag(number > 2) { found.append("\(number)") }
    return found
}

@Durable
func forLabels(yield: Yield<String>) async throws {
    outer: for (row, line) in ["ab", "cd", "ef"].enumerated() {
        for (column, character) in line.enumerated() {
            if character == "b" { continue outer }
            for number in stride(from: 0, to: 4, by: 2) {
                if row == 1, number == 2 { continue outer }
                if character == "f" { break outer }
                try await yield("\(row)\(column)\(character)\(number)")
            }
        }
        note("row \(row)")
    }
    lazily: for number in (1...).lazy.map({ $0 * 3 }) {
        for other in (1...).lazy.filter({ $0 % 2 == 0 }) {
            if other > number { continue lazily }
            if number > 6 { break lazily }
            try await yield("\(number) \(other)")
        }
    }
    for a in [1, 2] { for b in [a, a + 1] { for c in [b, b * 2] where c != 2 { try await yield("\(a)\(b)\(c)") } } }
}

@Durable
func forGeneric<Elements: Sequence & Codable>(_ elements: Elements, yield: Yield<String>) async throws
where Elements.Iterator: Codable, Elements.Element: Codable {
    for element in elements { try await yield("\(element)") }
}

@Durable
func forGenericCollection<Elements: Collection & Codable>(_ elements: Elements, yield: Yield<String>) async throws
where Elements.Index: Codable, Elements.Element: Codable {
    for element in elements { try await yield("\(element)") }
    for (index, element) in elements.enumerated() { try await yield("\(index) \(element)") }
}

@Durable
func forGenericElements<Element: Codable & Comparable>(_ elements: [Element], yield: Yield<String>) async throws {
    for element in elements { try await yield("\(element)") }
    for (index, element) in elements.sorted().enumerated() { try await yield("\(index) \(element)") }
    for (left, right) in zip(elements, elements.dropFirst()) where left < right { try await yield("\(left) \(right)") }
    var best: (Int, Element)?
    for (index, element) in elements.enumerated() {
        if let found = best, found.1 >= element { continue }
        best = (index, element)
        try await yield("best \(best!)")
    }
}

// MARK: - Cases

let iterationPatternsCases: [any AnyCase] = [
    Case("forOwnSequences", yields: { try await forOwnSequences(yield: $0) }, durable: { ForOwnSequences() }),
    Case("forPatterns", yields: { try await forPatterns(yield: $0) }, durable: { ForPatterns() }),
    Case("forConditions", plain: { try await forConditions() }, durable: { ForConditions() }),
    Case("forLabels", yields: { try await forLabels(yield: $0) }, durable: { ForLabels() }),
    Case(
        "forGeneric",
        yields: { try await forGeneric(Falling(left: 3), yield: $0) },
        durable: { ForGeneric(Falling(left: 3)) }
    ),
    Case(
        "forGenericCollection",
        yields: { try await forGenericCollection(["a", "b"], yield: $0) },
        durable: { ForGenericCollection(["a", "b"]) }
    ),
    Case(
        "forGenericElements",
        yields: { try await forGenericElements([2, 1, 3], yield: $0) },
        durable: { ForGenericElements([2, 1, 3]) }
    ),
]

/// A sequence that is its own iterator and ends.
struct Falling: Sequence, IteratorProtocol, Codable {
    var left: Int

    mutating func next() -> Int? {
        left -= 1
        return left < 0 ? nil : left
    }
}
