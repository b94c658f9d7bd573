import Torpor

// For loops over every kind of sequence that a frame can hold.

/// A sequence whose iterator is itself.
struct Countdown: Sequence, IteratorProtocol, Codable {
    var left: Int

    mutating func next() -> Int? {
        note("next of \(left)")
        guard left > 0 else { return nil }
        left -= 1
        return left + 1
    }
}

/// A collection of the user's own.
struct Shelf: Collection, Codable {
    var books: [String]

    var startIndex: Int { 100 }
    var endIndex: Int { 100 + books.count }

    func index(after index: Int) -> Int { index + 1 }

    subscript(position: Int) -> String { books[position - 100] }
}

enum Suit: String, CaseIterable, Codable {
    case clubs, diamonds, hearts
}

@Durable
func forEnumerated(yield: Yield<String>) async throws {
    for (index, name) in ["x", "y"].enumerated() {
        try await yield("\(index)\(name)")
        note("\(name)\(index)")
    }
}

@Durable
func forZip(yield: Yield<String>) async throws {
    for (number, name) in zip(1..., ["x", "y"]) {
        try await yield("\(number)\(name)")
        note("\(name)\(number)")
    }
}

@Durable
func forStride(yield: Yield<Int>) async throws {
    for number in stride(from: 10, to: 0, by: -4) {
        try await yield(number)
    }
    for number in stride(from: 0, through: 4, by: 2) {
        try await yield(number)
    }
}

@Durable
func forReversed(yield: Yield<Int>) async throws {
    for number in [1, 2, 3].reversed() {
        try await yield(number)
    }
    for number in (1...2).reversed() {
        try await yield(number)
    }
}

@Durable
func forSlices(yield: Yield<Int>) async throws {
    let numbers = [1, 2, 3, 4]
    for number in numbers[1...2] {
        try await yield(number)
    }
    for number in numbers.dropFirst(3) {
        try await yield(number)
    }
}

@Durable
func forSortedDictionary(yield: Yield<String>) async throws {
    let ages = ["bob": 3, "ann": 2, "cid": 1]
    for (name, age) in ages.sorted(by: { $0.key < $1.key }) where age > 1 {
        try await yield(name)
        note("\(name) \(age)")
    }
}

@Durable
func forDictionaryWithOneElement(yield: Yield<Int>) async throws {
    for (name, age) in ["ann": 2] {
        try await yield(age)
        note(name)
    }
}

@Durable
func forSetWithOneElement(yield: Yield<Int>) async throws {
    let numbers: Set = [7]
    for number in numbers {
        try await yield(number)
        note("\(number)")
    }
}

@Durable
func forCodableIterator(yield: Yield<Int>) async throws {
    for number in Countdown(left: 2) {
        try await yield(number)
    }
}

@Durable
func forOwnCollection(yield: Yield<String>) async throws {
    for book in Shelf(books: ["one", "two"]) {
        try await yield(book)
    }
}

@Durable
func forAllCases(yield: Yield<Suit>) async throws {
    for suit in Suit.allCases where suit != .diamonds {
        try await yield(suit)
        note(suit.rawValue)
    }
}

@Durable
func forIndices(yield: Yield<Int>) async throws {
    var numbers = [5, 6, 7]
    for index in numbers.indices {
        numbers[index] *= 2
        try await yield(numbers[index])
        numbers[index] += 1
    }
    note("\(numbers)")
}

@Durable
func forMappedAndFiltered(yield: Yield<Int>) async throws {
    let factor = 3
    for number in [1, 2, 3].map({ $0 * factor }).filter({ $0 != 6 }) {
        try await yield(number)
    }
}

@Durable
func forCollectionOfOneAndRepeated(yield: Yield<String>) async throws {
    for word in CollectionOfOne("once") {
        try await yield(word)
    }
    for word in repeatElement("twice", count: 2) {
        try await yield(word)
    }
}

@Durable
func forEnumeratedTuples(yield: Yield<String>) async throws {
    let orders: [(from: String, to: String, amount: Int)] = [("a", "b", 1), ("b", "c", 2)]
    for (index, order) in orders.enumerated() { try await yield("\(index) \(order.from) \(order.amount)") }
    for (index, pair) in [(1, "x"), (2, "y")].enumerated() { try await yield("\(index) \(pair.0) \(pair.1)") }
}

@Durable
func voidOperandBeforeSuspension() async throws -> Int {
    let (_, first) = (note("void"), try await later(3))
    let pair = (print(terminator: ""), try await later(first))
    return pair.1
}

@Durable
func bindingsWithAndWithoutValues() async throws -> Int {
    let first = try await later(1), second: Int
    second = try await later(first)
    var third = try await later(1), fourth: Int?, (fifth, sixth) = (1, try await later(3))
    fourth = third
    third += fifth + sixth
    fifth += 1
    sixth -= fifth
    return first + second + fourth! + third + fifth + sixth
}

// MARK: - Cases

let iterationKindsCases: [any AnyCase] = [
    Case("forEnumerated", yields: { try await forEnumerated(yield: $0) }, durable: { ForEnumerated() }),
    Case("forZip", yields: { try await forZip(yield: $0) }, durable: { ForZip() }),
    Case("forStride", yields: { try await forStride(yield: $0) }, durable: { ForStride() }),
    Case("forReversed", yields: { try await forReversed(yield: $0) }, durable: { ForReversed() }),
    Case("forSlices", yields: { try await forSlices(yield: $0) }, durable: { ForSlices() }),
    Case(
        "forSortedDictionary",
        yields: { try await forSortedDictionary(yield: $0) },
        durable: { ForSortedDictionary() }
    ),
    Case(
        "forDictionaryWithOneElement",
        yields: { try await forDictionaryWithOneElement(yield: $0) },
        durable: { ForDictionaryWithOneElement() }
    ),
    Case(
        "forSetWithOneElement",
        yields: { try await forSetWithOneElement(yield: $0) },
        durable: { ForSetWithOneElement() }
    ),
    Case("forCodableIterator", yields: { try await forCodableIterator(yield: $0) }, durable: { ForCodableIterator() }),
    Case("forOwnCollection", yields: { try await forOwnCollection(yield: $0) }, durable: { ForOwnCollection() }),
    Case("forAllCases", yields: { try await forAllCases(yield: $0) }, durable: { ForAllCases() }),
    Case("forIndices", yields: { try await forIndices(yield: $0) }, durable: { ForIndices() }),
    Case(
        "forMappedAndFiltered",
        yields: { try await forMappedAndFiltered(yield: $0) },
        durable: { ForMappedAndFiltered() }
    ),
    Case(
        "forCollectionOfOneAndRepeated",
        yields: { try await forCollectionOfOneAndRepeated(yield: $0) },
        durable: { ForCollectionOfOneAndRepeated() }
    ),
    Case(
        "forEnumeratedTuples",
        yields: { try await forEnumeratedTuples(yield: $0) },
        durable: { ForEnumeratedTuples() }
    ),
    Case(
        "voidOperandBeforeSuspension",
        plain: { try await voidOperandBeforeSuspension() },
        durable: { VoidOperandBeforeSuspension() }
    ),
    Case(
        "bindingsWithAndWithoutValues",
        plain: { try await bindingsWithAndWithoutValues() },
        durable: { BindingsWithAndWithoutValues() }
    ),
]
