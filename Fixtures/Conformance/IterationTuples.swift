import Foundation
import Torpor

// Tuples of every shape, alone and in collections, and other values that are not Codable by themselves, all of which
// live across suspensions.

struct Wreck: Error, Codable, Equatable {
    var depth: Int
}

typealias Edge = (from: Int, to: Int, label: String)

@Durable
func tuplesNested(yield: Yield<String>) async throws {
    let nested = (1, (2, (3, "x")))
    let labelled = (a: 1, b: (c: "t" as Character, d: (e: 3.5, f: [4])))
    let deep = ((1, "a"), (2, "b"), [(3, "c")], ["k": (4, "d")])
    let six = (1, "2", 3.0, true, "5" as Character, [6])
    let eight = (1, 2, 3, 4, 5, 6, (x: 7, y: 8), "z" as Substring)
    let void = (1, (), [(), ()])
    try await yield("start")
    note("\(nested) \(nested.1.1.1)")
    note("\(labelled.b.c) \(labelled.b.d.e) \(labelled.b.d.f)")
    note("\(deep) \(deep.3["k"]!.1)")
    note("\(six)")
    note("\(eight.6.y) \(eight.7)")
    note("\(void)")
    try await yield("end")
    note("\(nested.0) \(labelled.a) \(eight.0)")
}

@Durable
func tuplesInCollections(yield: Yield<String>) async throws {
    let edges: [Edge] = [(1, 2, "a"), (2, 3, "b")]
    var queue: [(cost: Int, path: [(x: Int, y: Int)])] = [(0, [(0, 0)])]
    var best: (Int, (String, Int)?)? = nil
    var seen: [String: [(Int, (Character, Bool))]] = [:]
    let optionals: [(Int, String)?] = [(1, "a"), nil]
    let table: [[(Int, Int)]] = [[(1, 2)], [], [(3, 4), (5, 6)]]
    while let (cost, path) = queue.popLast() {
        try await yield("\(cost) \(path)")
        seen["\(cost)", default: []].append((path.count, ("c", cost > 1)))
        if cost < 3 { queue.append((cost + 1, path + [(x: cost, y: path.last!.x)])) }
        best = (cost, best.map { ("was", $0.0) })
        for edge in edges where edge.from == cost { try await yield(edge.label) }
    }
    note("\(best!.0) \(best!.1!) \(seen.keys.sorted()) \(seen["2"]!)")
    for row in table { for (a, b) in row { try await yield("\(a + b)") } }
    for case let (number, text)? in optionals { try await yield("\(number)\(text)") }
    note("\(optionals) \(table)")
}

@Durable
func tuplesChange(yield: Yield<String>) async throws {
    var pair = (low: 1, high: 10)
    var both = (pair, names: ["a"])
    while pair.low < pair.high {
        pair.low += 3
        both.0.high -= 1
        both.names.append("\(pair.low)")
        try await yield("\(pair) \(both)")
    }
    (pair.low, pair.high) = (pair.high, pair.low)
    let (low, high) = pair
    let (((a, _), b), c) = (((1, 2), 3), "c")
    try await yield("\(low) \(high)")
    note("\(a) \(b) \(c) \(pair)")
}

@Durable
func otherValues(yield: Yield<String>) async throws {
    let good: Result<Int, Wreck> = .success(1)
    let bad: Result<(Int, String), Wreck> = .failure(Wreck(depth: 3))
    let any: Result<Int, any Error> = .failure(Wreck(depth: 4))
    let results: [Result<Int, Wreck>] = [good, .failure(Wreck(depth: 5))]
    let errors: (Int, any Error) = (1, Wreck(depth: 6))
    let listed: [(String, any Error)] = [("a", Wreck(depth: 7))]
    let range = 1..<3, closed = 1...3, from = 5..., upTo = ..<6, through = ...7
    let text = "hello"
    let part = text.dropFirst(1), index = text.firstIndex(of: "l")!, span = text.startIndex..<index
    let character: Character = "é", scalar: Unicode.Scalar = "ü"
    let slice = [1, 2, 3, 4][2...]
    let letters: ClosedRange<Character> = "a"..."f"
    let twice: Int?? = .some(nil), none: Int?? = nil
    try await yield("start")
    note("\(good) \(bad) \(results)")
    note("\(any) \(errors.1) \(listed[0].1)")
    note("\(range) \(closed) \(from.lowerBound) \(upTo.upperBound) \(through.upperBound)")
    note("\(part) \(text[index]) \(text[span]) \(character) \(scalar) \(slice.startIndex) \(slice) \(letters)")
    note("\(String(describing: twice)) \(String(describing: none))")
    for result in results {
        switch result {
        case .success(let number): try await yield("\(number)")
        case .failure(let wreck): try await yield("\(wreck.depth)")
        }
    }
    for optional in [twice, none, .some(.some(1))] { try await yield(optional.map { "\($0 ?? -1)" } ?? "none") }
    note("\(part.startIndex == text.index(after: text.startIndex)) \(slice[2])")
}

@Durable
func foundationLocals(yield: Yield<String>) async throws {
    let date = Date(timeIntervalSinceReferenceDate: 12.25), data = Data([1, 2]), url = URL(string: "https://a.b/c")!
    let uuid = UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F")!
    let decimal = Decimal(string: "1.25")!
    let duration = Duration.seconds(2.5)
    let pairs: KeyValuePairs = ["a": (1, "x")]
    let stamps = [(date, uuid)]
    let set: Set<Character> = ["x"]
    let counts: [Character: Int] = ["a": 1]
    try await yield("start")
    note("\(date.timeIntervalSinceReferenceDate) \([UInt8](data)) \(url) \(uuid) \(decimal) \(duration)")
    note("\(pairs) \(stamps[0].1) \(set) \(counts)")
    try await yield("end")
    note("\(stamps.count)")
}

@Durable
func sequencesAsLocals(yield: Yield<String>) async throws {
    let pairs = zip([1, 2], ["a", "b"])
    let all = ["x", "y"].enumerated()
    let back: ReversedCollection<[(Int, String)]> = [(1, "a"), (2, "b")].reversed()
    let strides = stride(from: 0, through: 1, by: 0.5)
    let repeated = repeatElement((1, 2), count: 2)
    let one = CollectionOfOne((1, "a"))
    try await yield("start")
    note("\(Array(pairs)) \(Array(all)) \(Array(back)) \(Array(strides)) \(Array(repeated)) \(Array(one))")
}

@Durable
func iteratorsByHand(yield: Yield<String>) async throws {
    var numbers = [1, 2, 3].makeIterator()
    while let number = numbers.next() { try await yield("\(number)") }
    var pairs = [(1, "a"), (2, "b")].makeIterator()
    while let (number, text) = pairs.next() { try await yield("\(number)\(text)") }
    var characters = "abc".makeIterator()
    while let character = characters.next() {
        let following = characters.next()
        try await yield("\(character) \(following ?? "-")")
    }
    var range = (1...3).makeIterator()
    while let number = range.next() { try await yield("\(number)") }
    var half = (1..<3).makeIterator()
    while let number = half.next() { try await yield("\(number)") }
    var slice = [1, 2, 3][1...].makeIterator()
    while let number = slice.next() { try await yield("\(number)") }
    var endless = (7...).makeIterator()
    while let number = endless.next(), number < 9 { try await yield("\(number)") }
    var rest = [4, 5].makeIterator()
    _ = rest.next()
    try await yield("rest")
    for number in IteratorSequence(rest) { note("\(number)") }
}

// MARK: - Cases

let iterationTuplesCases: [any AnyCase] = [
    Case("tuplesNested", yields: { try await tuplesNested(yield: $0) }, durable: { TuplesNested() }),
    Case(
        "tuplesInCollections",
        yields: { try await tuplesInCollections(yield: $0) },
        durable: { TuplesInCollections() }
    ),
    Case("tuplesChange", yields: { try await tuplesChange(yield: $0) }, durable: { TuplesChange() }),
    Case("otherValues", yields: { try await otherValues(yield: $0) }, durable: { OtherValues() }),
    Case("foundationLocals", yields: { try await foundationLocals(yield: $0) }, durable: { FoundationLocals() }),
    Case("sequencesAsLocals", yields: { try await sequencesAsLocals(yield: $0) }, durable: { SequencesAsLocals() }),
    Case("iteratorsByHand", yields: { try await iteratorsByHand(yield: $0) }, durable: { IteratorsByHand() }),
]
