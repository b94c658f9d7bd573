import Torpor

// Types that a durable function declares in its body.

/// A structure with methods, an enum that refers to itself, a typealias, a class.
@Durable
func localTypes(_ numbers: [Int], yield: Yield<String>) async throws -> Int {
    struct Sum: Codable, CustomStringConvertible {
        private(set) var value = 0
        var parts: [Int] = []
        var description: String { "sum \(value) of \(parts.count)" }

        init() { note("new sum") }

        init(value: Int) {
            self.value = value
        }

        mutating func add(_ number: Int) -> Int {
            note("add \(number) to \(value)")
            value += number
            parts.append(number)
            return value
        }

        static func zero() -> Sum { Sum(value: 0) }
    }
    indirect enum Tree: Codable {
        case leaf
        case node(Tree, Int, Tree)

        func inserting(_ number: Int) -> Tree {
            switch self {
            case .leaf: return .node(.leaf, number, .leaf)
            case .node(let left, let own, let right):
                return number < own
                    ? .node(left.inserting(number), own, right) : Tree.node(left, own, right.inserting(number))
            }
        }

        var numbers: [Int] {
            guard case .node(let left, let own, let right) = self else { return [] }
            return left.numbers + [own] + right.numbers
        }
    }
    typealias Pair = (first: Int, second: Int)
    final class Counter: Codable {
        var count = 0
        func tick() { count += 1 }
    }
    var sum = Sum()
    var tree = Tree.leaf
    let counter: Counter = Counter()
    var last: Pair = (0, 0)
    for number in numbers {
        _ = sum.add(number)
        tree = tree.inserting(number)
        counter.tick()
        try await yield("\(sum)")
        last = (last.second, number)
        let added = sum.add(try await later(number * 10)) + counter.count
        try await yield("\(added) \(tree.numbers)")
    }
    note("\(String(describing: Sum.self)) \(type(of: tree))")
    let fresh: Sum = .zero()
    try await yield("\(last.first) \(last.second) \(fresh)")
    return counter.count + sum.value
}

/// As elements, keys, generic arguments, optionals and annotations; with a generic type.
@Durable
func localTypesInTypes(_ count: Int, yield: Yield<[String]>) async throws -> Int {
    enum Suit: String, Codable, CaseIterable, Comparable {
        case clubs, hearts, spades
        static func < (left: Suit, right: Suit) -> Bool { left.rawValue < right.rawValue }
    }
    struct Card: Codable, Hashable {
        struct Back: Codable, Hashable {
            var color = "red"
        }
        let suit: Suit
        let rank: Int
        var back = Back()
    }
    struct Pile<Element: Codable & Hashable>: Codable {
        var items: [Element] = []
        mutating func push(_ item: Element) { items.append(item) }
    }
    var pile = Pile<Card>()
    var counts: [Suit: Int] = [:]
    var seen = Set<Card>()
    var best: Card?
    var hands = [[Card]]()
    func describe(_ card: Card) -> String { "\(card.suit.rawValue) \(card.rank)" }
    let isHigh = { (card: Card) -> Bool in card.rank > 2 }
    for rank in 1...count {
        for suit in Suit.allCases {
            let card = Card(suit: suit, rank: rank)
            pile.push(card)
            counts[suit, default: 0] += try await later(rank)
            if isHigh(card) { best = card }
            seen.insert(card)
        }
        hands.append(pile.items.sorted { $0.rank > $1.rank })
        try await yield(pile.items.map(describe))
    }
    if let best, let suit = Suit(rawValue: try await laterText("hearts")) {
        try await yield([describe(best), suit.rawValue, best.back.color, "\(suit > .clubs)"])
    }
    let wrapped: Pile = Pile(items: [Suit.spades])
    let backs: [Card.Back] = [Card.Back(), .init(color: "blue")]
    try await yield(wrapped.items.map(\.rawValue) + backs.map(\.color))
    let paths = hands.flatMap { $0.map(\Card.rank) }
    return counts.values.reduce(0, +) + seen.count + paths.count + backs.count
}

/// One name in several scopes, a new meaning in each, shadowing a type of the module.
@Durable
func localTypesInScopes(_ flag: Bool, yield: Yield<String>) async throws -> Int {
    struct Point: Codable { var name = "function" }
    let outer = Point()
    var total = 0
    if flag {
        struct Point: Codable {
            var name = "if"
            var weight = 2
        }
        let inner = Point()
        try await yield(inner.name + outer.name)
        total += inner.weight
    } else {
        enum Point: Int, Codable { case origin = 7 }
        let inner = Point.origin
        try await yield("\(inner) \(outer.name)")
        total += inner.rawValue
    }
    for number in 0..<2 {
        struct Point: Codable { let number: Int }
        let point = Point(number: number)
        try await yield("\(point)")
        total += point.number
    }
    for number in 0..<2 {
        struct Step { let number: Int }
        total += Step(number: number).number
    }
    try await yield("\(Point(name: "again").name)")
    return total
}

/// Errors of one's own, caught across a suspension.
@Durable
func localErrors(_ numbers: [Int], yield: Yield<String>) async throws -> String {
    enum Failure: Error, Codable, Equatable {
        case odd(Int)
        case large
    }
    func check(_ number: Int) throws(Failure) {
        if number % 2 == 1 { throw .odd(number) }
        if number > 9 { throw Failure.large }
    }
    var log: [String] = []
    for number in numbers {
        do {
            try check(number)
            log.append("fine \(try await later(number))")
        } catch Failure.odd(let odd) {
            try await yield("odd \(odd)")
            log.append("odd")
        } catch let failure as Failure {
            try await yield("\(failure)")
            log.append("\(failure == .large)")
        }
    }
    do {
        try await yield("last")
        throw Failure.odd(log.count)
    } catch {
        try await yield("\(error)")
        log.append("\(error is Failure)")
        if let failure = error as? Failure { log.append("\(failure)") }
    }
    return log.joined(separator: ", ")
}

/// Protocols with conforming types, a property wrapper, an error with a type, closures and existential values.
@Durable
func localProtocols(yield: Yield<Int>) async throws -> [String] {
    protocol Shape { var area: Int { get } }
    struct Square: Shape, Codable {
        var side: Int
        var area: Int { side * side }
    }
    struct Strip: Shape, Codable {
        var length: Int
        var area: Int { length }
    }
    @propertyWrapper
    struct Doubled: Codable {
        var wrappedValue: Int { didSet { wrappedValue *= 2 } }
    }
    func total(_ shapes: [any Shape]) -> Int { shapes.reduce(0) { $0 + $1.area } }
    func largest<S: Shape>(_ shapes: [S]) -> S? { shapes.max { $0.area < $1.area } }
    @Doubled var width = 3
    let square = Square(side: 3)
    try await yield(width)
    width = 4
    var strips = [Strip(length: width)]
    try await yield(total([square, strips[0]]))
    strips.append(.init(length: try await later(2)))
    let best = largest(strips)
    try await yield(best?.area ?? 0)
    return ["\(square)", "\(strips.map(\.length))", String(describing: Strip.self)]
}

/// In methods, types of the function are beside those of the type around it.
struct Deck: Codable {
    struct Card: Codable { var rank = 1 }

    @Durable
    static func shuffle(_ count: Int, yield: Yield<String>) async throws -> [Int] {
        struct Slot: Codable {
            var card: Card
            var place: Self.Place
            enum Place: Codable { case top, bottom }
        }
        var slots: [Slot] = []
        for number in 0..<count {
            slots.append(Slot(card: Card(rank: number), place: number == 0 ? .top : .bottom))
            try await yield(slots.map { "\($0.place)" }.joined())
        }
        return slots.map(\.card.rank)
    }
}

// MARK: - Cases

let localTypesCases: [any AnyCase] = [
    Case("localTypes", yields: { try await localTypes([5, 2, 8], yield: $0) }, durable: { LocalTypes([5, 2, 8]) }),
    Case("localTypesInTypes", yields: { try await localTypesInTypes(3, yield: $0) }, durable: { LocalTypesInTypes(3) }),
    Case(
        "localTypesInScopes",
        yields: { try await localTypesInScopes(true, yield: $0) },
        durable: { LocalTypesInScopes(true) }
    ),
    Case(
        "localTypesInScopes.else",
        yields: { try await localTypesInScopes(false, yield: $0) },
        durable: { LocalTypesInScopes(false) }
    ),
    Case(
        "localErrors",
        yields: { try await localErrors([2, 3, 12, 4], yield: $0) },
        durable: { LocalErrors([2, 3, 12, 4]) }
    ),
    Case("localProtocols", yields: { try await localProtocols(yield: $0) }, durable: { LocalProtocols() }),
    Case("Deck.shuffle", yields: { try await Deck.shuffle(3, yield: $0) }, durable: { Deck.Shuffle(3) }),
]
