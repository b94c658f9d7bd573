import Torpor

// Iterators that are asked by hand.

@Durable
func iteratorsOfSequences(yield: Yield<String>) async throws {
    var numbered = ["a", "b", "c"].enumerated().makeIterator()
    while let (number, text) = numbered.next() { try await yield("\(number)\(text)") }
    var pairs = zip(1..., ["x", "y"]).makeIterator()
    while let (number, text) = pairs.next() { try await yield("\(number)\(text)") }
    var strides = stride(from: 0, to: 0.35, by: 0.1).makeIterator()
    while let number = strides.next() { try await yield("\(number)") }
    var through = stride(from: 3, through: 1, by: -1).makeIterator()
    while let number = through.next() { try await yield("\(number)") }
    try await yield("\(through.next() ?? -1)")
    var back = [1, 2, 3].reversed().makeIterator()
    while let number = back.next() { try await yield("\(number)") }
    var letters = "añb".reversed().makeIterator()
    while let letter = letters.next() { try await yield("\(letter)") }
    var joined = [[1, 2], [], [3]].joined().makeIterator()
    while let number = joined.next() { try await yield("\(number)") }
    var objects = [IteratedCell(1), IteratedCell(2)].enumerated().makeIterator()
    while let (index, cell) = objects.next() {
        cell.value += index
        try await yield("\(cell.value)")
    }
    var nested = zip([1, 2, 3].enumerated(), "abc".reversed()).makeIterator()
    while let next = nested.next() { try await yield("\(next.0.offset)\(next.0.element)\(next.1)") }
}

final class IteratedCell: Codable {
    var value: Int

    init(_ value: Int) { self.value = value }
}

@Durable
func iteratorsWithoutOrder(yield: Yield<Int>) async throws -> [Int] {
    var left: [Int] = []
    var members = Set([5, 3, 9]).makeIterator()
    while let member = members.next() {
        left.append(member)
        try await yield(left.count)
    }
    var entries = ["a": 1, "b": 2].makeIterator()
    while let entry = entries.next() {
        left.append(entry.value)
        try await yield(left.count)
    }
    return left.sorted()
}

// MARK: - Cases

let iteratorsCases: [any AnyCase] = [
    Case(
        "iteratorsOfSequences",
        yields: { try await iteratorsOfSequences(yield: $0) },
        durable: { IteratorsOfSequences() }
    ),
    Case(
        "iteratorsWithoutOrder",
        yields: { try await iteratorsWithoutOrder(yield: $0) },
        durable: { IteratorsWithoutOrder() }
    ),
]
