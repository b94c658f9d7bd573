import Torpor

// Durable methods of values that stay as they are: implicit and explicit `self`, members of all kinds, static methods.

struct Ledger: Codable, Equatable, Sendable {
    var entries: [Int] = []
    var owner = "nobody"
    var inner = Inner()
    static let unit = 10
    static var opened: Int {
        get { tally }
        set { tally = newValue }
    }

    struct Inner: Codable, Equatable, Sendable {
        var depth = 1
        var notes: [String: Int] = [:]
        var next: Box?

        final class Box: Codable, Equatable, Sendable {
            let value: Int
            init(value: Int) { self.value = value }
            static func == (left: Box, right: Box) -> Bool { left.value == right.value }
        }

        @Durable
        func deeper(by amount: Int) async throws -> Int {
            let before = depth
            try await Durable.sleep(for: .zero)
            return before + depth + amount
        }
    }

    var total: Int { entries.reduce(0, +) }
    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }
    subscript(index: Int) -> Int { entries[index] }
    subscript(named name: String) -> Int { name == owner ? total : -1 }

    func entry(at index: Int) -> Int { entries[index] }
    func scaled(_ factor: Int, by power: Int = 2) -> Int { total * factor * power }
    static func rounded(_ value: Int) -> Int { value / unit * unit }
    func callAsFunction(_ value: Int) -> Int { value + count }

    @Durable
    func members() async throws -> [Int] {
        let first = self[0]
        let second = entries[1]
        try await Durable.sleep(for: .zero)
        let third = self[named: owner]
        let fourth = try await fetch(total + count)
        let fifth = self(3) + scaled(2) + scaled(1, by: 1) + entry(at: 0) + self.entry(at: 1)
        let sixth = Self.rounded(total) + Self.unit + Ledger.rounded(25)
        return [first, second, third, fourth, fifth, sixth, isEmpty ? 0 : 1]
    }

    @Durable
    func shadowed(_ entries: [Int], count: Int) async throws -> [Int] {
        let total = entries.count
        try await Durable.sleep(for: .zero)
        let owner = "local \(self.owner)"
        for entry in self.entries {
            let count = entry + count
            note("\(owner) \(count)")
            try await Durable.sleep(for: .zero)
        }
        return [total, count, self.total, self.count] + entries + self.entries
    }

    @Durable
    func nested() async throws -> [Int] {
        let a = try await inner.deeper(by: 1)
        let b = try await self.inner.deeper(by: op("argument", 2))
        let c = try await Inner(depth: 5).deeper(by: a)
        let d = inner.next?.value ?? inner.depth
        return [a, b, c, d]
    }

    @Durable
    func chained(yield: Yield<String>) async throws -> Int {
        try await yield("\(owner) \(#function)")
        for (index, entry) in entries.enumerated() {
            try await yield("\(index): \(entry) of \(count)")
        }
        let listed = try await list(from: 1, yield: yield)
        return listed + self.total
    }

    @Durable
    func list(from start: Int = 0, step: Int = Ledger.unit / 10, yield: Yield<String>) async throws -> Int {
        var seen = 0
        for index in stride(from: start, to: count, by: step) {
            try await yield("entry \(self[index])")
            seen += 1
        }
        return seen
    }

    @Durable
    func asks(_ exchange: Exchange<String, Int>) async throws -> Int {
        var sum = 0
        for entry in entries {
            sum += try await exchange("\(owner)'s \(entry)") * entry
        }
        return sum
    }

    @Durable
    static func open(_ owner: String, _ entries: Int...) async throws -> Ledger {
        opened += 1
        try await Durable.sleep(for: .zero)
        let number = try await fetch(opened * unit)
        opened = 0
        return Ledger(entries: entries + [number], owner: owner)
    }

    @Durable
    static func combined() async throws -> [Ledger] {
        let one = try await open("one", 1, 2)
        let two = try await Self.open("two")
        let three = try await Ledger.open("three", one.total)
        let four = Self(owner: "four")
        let five = Self.init(entries: [try await one.total(times: 2)])
        return [one, two, three, four, five]
    }

    @Durable
    func total(times: Int) async throws -> Int {
        if times == 0 { return 0 }
        try await Durable.sleep(for: .zero)
        return try await total + total(times: times - 1)
    }

    @Durable
    func closures() async throws -> [Int] {
        let offset = try await fetch(3)
        let mapped = entries.map { $0 + offset + count }
        try await Durable.sleep(for: .zero)
        func raised(_ value: Int) -> Int { value * self.total + count }
        let kept = { [self] in entries.count + offset }
        try await Durable.sleep(for: .zero)
        let other = { [owner, offset] in owner.count + offset }
        let filtered = entries.filter { entry in entry > 1 && entry < total }
        return mapped + filtered + [raised(1), kept(), other()]
    }

    @Durable
    func deferred() async throws -> String {
        defer { note("left \(owner) \(count)") }
        for entry in entries {
            defer { note("done \(entry) of \(total)") }
            try await Durable.sleep(for: .zero)
            if entry > 1 { return "found \(entry)" }
        }
        return "none"
    }

    @Durable
    func errors() async throws -> String {
        do {
            try await refused()
        } catch Trouble.big(let number) where number == total {
            try await Durable.sleep(for: .zero)
            return "caught \(number) of \(owner)"
        }
        return "not here"
    }

    @Durable
    func refused() async throws {
        try await Durable.sleep(for: .zero)
        throw Trouble.big(total)
    }

    @Durable
    func tuples() async throws -> (sum: Int, names: [String]) {
        let (low, high) = (entries.min() ?? 0, entries.max() ?? 0)
        try await Durable.sleep(for: .zero)
        let pair = (total, owner)
        try await Durable.sleep(for: .zero)
        return (low + high + pair.0, [pair.1, owner])
    }

    @Durable
    func `repeat`(`in` text: String, self other: Int) async throws -> String {
        try await Durable.sleep(for: .zero)
        return "\(text) \(other) \(owner)"
    }

    @Durable
    func compared(to other: Ledger) async throws -> Bool {
        let mine = self
        try await Durable.sleep(for: .zero)
        let theirs = try await other.total(times: 1)
        guard mine == self, self != other else { return false }
        return theirs < total
    }

    @Durable
    func keyPaths() async throws -> [Int] {
        let path = \Ledger.total
        let first = self[keyPath: path]
        try await Durable.sleep(for: .zero)
        let second = self[keyPath: \.inner.depth]
        return [first, second] + [self].map(\.count)
    }

    @Durable
    func optionals(_ index: Int?) async throws -> String {
        guard let index, index < count else { return "no \(owner)" }
        try await Durable.sleep(for: .zero)
        if let note = inner.notes["a"] { return "noted \(note)" }
        if let first = entries.first { return "\(first) \(index)" }
        return "empty"
    }
}

@Durable
func laterOf(_ number: Int) async throws -> Int {
    try await Durable.sleep(for: .zero)
    return number
}

enum Heading: String, Codable, CaseIterable, Sendable {
    case north, east, south, west

    var next: Heading {
        switch self {
        case .north: .east
        case .east: .south
        case .south: .west
        case .west: .north
        }
    }

    @Durable
    func turned(times: Int) async throws -> Heading {
        var current = self
        for _ in 0..<times {
            current = current.next
            try await Durable.sleep(for: .zero)
        }
        return current
    }

    @Durable
    func described() async throws -> String {
        switch self {
        case .north, .south:
            try await Durable.sleep(for: .zero)
            return "vertical \(rawValue)"
        case .east:
            let back = try await turned(times: 2)
            return "to \(self), back \(back)"
        default:
            return try await next.described() + " and \(rawValue)"
        }
    }

    @Durable
    static func tour(yield: Yield<Heading>) async throws -> Int {
        for direction in allCases {
            try await yield(direction)
            try await yield(direction.turned(times: 1))
        }
        return allCases.count
    }
}

indirect enum Formula: Codable, Equatable, Sendable {
    case number(Int)
    case sum(Formula, Formula)
    case product(left: Formula, right: Formula)
    case negated(Formula)

    @Durable
    func value() async throws -> Int {
        switch self {
        case .number(let number):
            try await Durable.sleep(for: .zero)
            return number
        case .sum(let left, let right): return try await left.value() + right.value()
        case .product(let left, let right):
            let value = try await left.value()
            guard value != 0 else { return 0 }
            return value * (try await right.value())
        case .negated(let inner): return try await -inner.value()
        }
    }

    @Durable
    func isEven() async throws -> Bool {
        guard case .number(let number) = self else { return try await value() % 2 == 0 }
        return number == 0 ? true : try await Self.number(number - 1).isOdd()
    }

    @Durable
    func isOdd() async throws -> Bool {
        if case .number(let number) = self {
            try await Durable.sleep(for: .zero)
            return number == 0 ? false : try await Formula.number(number - 1).isEven()
        }
        return try await !isEven()
    }
}

extension Int {
    @Durable
    func countdown(yield: Yield<Int>) async throws -> Int {
        var left = self
        while left > 0 {
            try await yield(left)
            left -= 1
        }
        return self
    }

    @Durable
    func collatz() async throws -> Int {
        if self == 1 { return 0 }
        try await Durable.sleep(for: .zero)
        return try await (isMultiple(of: 2) ? self / 2 : 3 * self + 1).collatz() + 1
    }
}

extension String {
    @Durable
    func spelledOut(separator: Character = "-") async throws -> String {
        var text = ""
        for character in self {
            text.append(character)
            try await Durable.sleep(for: .zero)
            text.append(separator)
        }
        return "\(text) \(count) \(uppercased()) \(isEmpty)"
    }
}

typealias Entries = Ledger.Inner

extension Entries {
    @Durable
    func aliased() async throws -> Int {
        try await Durable.sleep(for: .zero)
        return depth * 2
    }
}

@Durable
func methodsOfEverything() async throws -> [String] {
    let ledger = Ledger(
        entries: [1, 2, 3],
        owner: "ann",
        inner: .init(depth: 4, notes: ["b": 1], next: .init(value: 6))
    )
    let ledgers = ["a": ledger, "b": Ledger(entries: [4])]
    let pair = (ledger, 5)
    var log: [String] = []
    log.append("\(try await ledgers["a"]!.total(times: 2))")
    log.append("\(try await ledgers["b"]?.total(times: op("times", 3)) ?? -1)")
    log.append("\(String(describing: try await ledgers["c"]?.total(times: op("never", 3))))")
    log.append("\(try await pair.0.inner.deeper(by: pair.1))")
    log.append("\(try await [ledger, ledger][op("index", 1)].inner.deeper(by: op("by", 2)))")
    log.append("\(try await ledger.inner.aliased())")
    log.append(try await ledger.optionals(1))
    log.append(try await ledger.optionals(nil))
    log.append(try await "abc".spelledOut())
    log.append("\(try await 6.collatz()) \(try await (2 + 1).collatz())")
    log.append(try await ledger.errors())
    log.append("\((try? await ledger.refused()) == nil)")
    log.append("\(try! await ledger.compared(to: ledgers["b"]!))")
    log.append(try await ledger.repeat(in: "text", self: 3))
    log.append("\(try await Heading.allCases[1].described()) \(try await Heading(rawValue: "west")!.described())")
    let sum = try await ledger.tuples()
    log.append("\(sum.sum) \(sum.names)")
    return log
}

// MARK: - Cases

private let ledger = Ledger(
    entries: [3, 1, 2],
    owner: "ann",
    inner: .init(depth: 4, notes: ["b": 1], next: .init(value: 6))
)

let methodsCases: [any AnyCase] = [
    Case("Ledger.members", plain: { try await ledger.members() }, durable: { Ledger.Members(on: ledger) }),
    Case(
        "Ledger.shadowed",
        plain: { try await ledger.shadowed([7], count: 9) },
        durable: { Ledger.Shadowed(on: ledger, [7], count: 9) }
    ),
    Case("Ledger.nested", plain: { try await ledger.nested() }, durable: { Ledger.Nested(on: ledger) }),
    Case(
        "Ledger.chained",
        yields: { try await ledger.chained(yield: $0) },
        durable: { Ledger.Chained(on: ledger) }
    ),
    Case(
        "Ledger.list",
        yields: { try await ledger.list(yield: $0) },
        durable: { Ledger.List(on: ledger) }
    ),
    Case(
        "Ledger.asks",
        asks: { try await ledger.asks($0) },
        reply: { $0.count },
        durable: { Ledger.Asks(on: ledger) }
    ),
    Case("Ledger.open", plain: { try await Ledger.open("o", 1, 2, 3) }, durable: { Ledger.Open("o", 1, 2, 3) }),
    Case("Ledger.combined", plain: { try await Ledger.combined() }, durable: { Ledger.Combined() }),
    Case("Ledger.total", plain: { try await ledger.total(times: 3) }, durable: { Ledger.Total(on: ledger, times: 3) }),
    Case("Ledger.closures", plain: { try await ledger.closures() }, durable: { Ledger.Closures(on: ledger) }),
    Case("Ledger.deferred", plain: { try await ledger.deferred() }, durable: { Ledger.Deferred(on: ledger) }),
    Case("Ledger.errors", plain: { try await ledger.errors() }, durable: { Ledger.Errors(on: ledger) }),
    Case("Ledger.refused", plain: { try await ledger.refused() }, durable: { Ledger.Refused(on: ledger) }),
    Case("Ledger.tuples", plain: { try await ledger.tuples() }, durable: { Ledger.Tuples(on: ledger) }),
    Case(
        "Ledger.repeat",
        plain: { try await ledger.repeat(in: "a", self: 1) },
        durable: { Ledger.Repeat(on: ledger, in: "a", self: 1) }
    ),
    Case(
        "Ledger.compared",
        plain: { try await ledger.compared(to: Ledger()) },
        durable: { Ledger.Compared(on: ledger, to: Ledger()) }
    ),
    Case("Ledger.keyPaths", plain: { try await ledger.keyPaths() }, durable: { Ledger.KeyPaths(on: ledger) }),
    Case(
        "Heading.turned",
        plain: { try await Heading.west.turned(times: 3) },
        durable: { Heading.Turned(on: .west, times: 3) }
    ),
    Case(
        "Heading.described",
        plain: { try await Heading.west.described() },
        durable: { Heading.Described(on: .west) }
    ),
    Case("Heading.tour", yields: { try await Heading.tour(yield: $0) }, durable: { Heading.Tour() }),
    Case(
        "Formula.value",
        plain: { try await Formula.sum(.product(left: .number(2), right: .number(3)), .negated(.number(1))).value() },
        durable: { Formula.Value(on: .sum(.product(left: .number(2), right: .number(3)), .negated(.number(1)))) }
    ),
    Case(
        "Formula.isEven",
        plain: { try await Formula.number(3).isEven() },
        durable: { Formula.IsEven(on: .number(3)) }
    ),
    Case("Int.countdown", yields: { try await 3.countdown(yield: $0) }, durable: { Int.Countdown(on: 3) }),
    Case("methodsOfEverything", plain: { try await methodsOfEverything() }, durable: { MethodsOfEverything() }),
]
