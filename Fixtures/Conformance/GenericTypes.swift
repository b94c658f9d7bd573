import Torpor

// Durable methods of generic types, and of extensions that ask something of them.

struct Crate<Element: Codable & Comparable>: Codable {
    var items: [Element] = []
    var spare: Element?
    var count: Int { items.count }
    static var kind: String { "crate of \(Element.self)" }

    struct Lid: Codable {
        var color: String
        var last: Element?

        @Durable
        func described(_ element: Element) async throws -> String {
            let before = "\(color) \(element)"
            try await Durable.sleep(for: .zero)
            return before + " \(last.map { "\($0)" } ?? "none")"
        }
    }

    struct Tagged<Tag: Codable>: Codable {
        var tag: Tag
        var element: Element

        @Durable
        mutating func retag<Other: Codable>(_ tag: Tag, with other: Other) async throws -> (Element, Tag, Other) {
            let old = self.tag
            self.tag = tag
            try await Durable.sleep(for: .zero)
            return (element, old, other)
        }
    }

    @Durable
    mutating func put(_ item: Element) async throws -> Int {
        let before = count
        try await Durable.sleep(for: .zero)
        items.append(item)
        return before + items.count
    }

    @Durable
    mutating func take() async throws -> Element? {
        defer { note("took") }
        guard !items.isEmpty else { return spare }
        let last = items.removeLast()
        try await Durable.sleep(for: .zero)
        spare = last
        return last
    }

    @Durable
    static func make(of items: [Element]) async throws -> Crate {
        var crate = Crate()
        var other = Crate<Int>()
        for (index, item) in items.enumerated() {
            _ = try await crate.put(item)
            _ = try await other.put(index)
        }
        note("\(other.items) \(kind)")
        return crate
    }

    @Durable
    static func pair<Other: Codable & Comparable>(_ item: Element, _ other: Other) async throws -> (Self, Crate<Other>)
    {
        let first = try await make(of: [item])
        let second = try await Crate<Other>.make(of: [other])
        return (first, second)
    }

    @Durable
    func map<Other: Codable & Comparable>(to other: Other, yield: Yield<Element>) async throws -> Crate<Other> {
        var mapped = Crate<Other>(items: [])
        for item in items {
            try await yield(item)
            mapped.items.append(other)
        }
        return mapped
    }

    @Durable
    func largest(than other: Element? = nil) async throws -> Element? {
        var best = other
        for item in items where best.map({ item > $0 }) ?? true {
            best = item
            try await Durable.sleep(for: .zero)
        }
        return best
    }
}

extension Crate where Element == Int {
    @Durable
    func total(_ scale: Int = 1) async throws -> Int {
        var sum = 0
        for item in items {
            sum += item * scale
            try await Durable.sleep(for: .zero)
        }
        return sum + (try await largest() ?? 0)
    }
}

extension Crate where Element: BinaryInteger {
    @Durable
    func product() async throws -> Element {
        var product: Element = 1
        for item in items {
            product *= item
            try await Durable.sleep(for: .zero)
        }
        return product
    }
}

extension Crate {
    @Durable
    func only<Keys>(_ keys: Keys, _ other: Element) async throws -> [Element]
    where Keys: Collection<Element> & Codable, Element: Hashable {
        var found: [Element] = []
        for item in items where keys.contains(item) || item == other {
            found.append(item)
            try await Durable.sleep(for: .zero)
        }
        return found
    }
}

extension Crate: Equatable where Element: Equatable {}

indirect enum Branch<Leaf: Codable & Sendable>: Codable, Sendable {
    case leaf(Leaf)
    case fork(Branch, Branch)

    @Durable
    func walk(yield: Yield<Leaf>) async throws -> Int {
        switch self {
        case .leaf(let leaf):
            try await yield(leaf)
            return 1
        case .fork(let left, let right):
            return try await left.walk(yield: yield) + right.walk(yield: yield)
        }
    }

    @Durable
    mutating func flip() async throws {
        guard case .fork(var left, var right) = self else { return }
        try await left.flip()
        try await right.flip()
        self = .fork(right, left)
    }

    @Durable
    static func full(_ depth: Int, _ leaf: Leaf) async throws -> Branch<Leaf> {
        guard depth > 0 else { return .leaf(leaf) }
        try await Durable.sleep(for: .zero)
        return .fork(try await full(depth - 1, leaf), try await .full(depth - 1, leaf))
    }
}

extension Array where Element: Codable & Numeric {
    @Durable
    func dot(_ other: [Element]) async throws -> Element {
        var sum: Element = 0
        for (left, right) in zip(self, other) {
            sum += left * right
            try await Durable.sleep(for: .zero)
        }
        return sum
    }
}

extension Optional where Wrapped: Codable {
    @Durable
    func or(_ other: Wrapped) async throws -> Wrapped {
        try await Durable.sleep(for: .zero)
        switch self {
        case .some(let wrapped): return wrapped
        case nil: return other
        }
    }
}

extension Dictionary where Key: Codable & Comparable, Value: Codable {
    @Durable
    func inOrder(yield: Yield<Value>) async throws -> [Key] {
        var order: [Key] = []
        for key in keys.sorted() {
            try await yield(self[key]!)
            order.append(key)
        }
        return order
    }
}

extension Crate.Lid {
    @Durable
    mutating func paint(_ color: String) async throws -> String {
        let old = self.color
        self.color = color
        try await Durable.sleep(for: .zero)
        return old
    }
}

@Durable
func genericTypesOfEverything() async throws -> [String] {
    var log: [String] = []
    var crate = Crate<Int>()
    log.append("\(try await crate.put(4)) \(try await crate.put(5)) \(crate.items)")
    log.append("\(try await crate.take()!) \(try await crate.take()!) \(try await crate.take()!) \(crate.items)")
    crate.items = [1, 2, 3]
    log.append("\(try await crate.total()) \(try await crate.total(10)) \(try await crate.product())")
    log.append("\(try await crate.largest() ?? 0) \(try await crate.largest(than: 2)!)")
    log.append("\(try await crate.only([1, 7] as Set, 3))")
    let made = try await Crate<String>.make(of: ["b", "a"])
    log.append("\(made.items)")
    let (one, two) = try await Crate<Int>.pair(1, "x")
    log.append("\(one) \(two)")
    var lid = Crate<Int>.Lid(color: "red", last: 4)
    log.append("\(try await lid.described(3)) \(try await lid.paint("blue")) \(lid)")
    var tagged = Crate<Int>.Tagged(tag: "t", element: 3)
    log.append("\(try await tagged.retag("u", with: [1])) \(tagged.tag)")
    var branch = try await Branch.full(2, "l")
    try await branch.flip()
    log.append("\(branch)")
    log.append("\(try await [1, 2].dot([3, 4])) \(try await [1.5].dot([2]))")
    let nothing: Int? = nil
    log.append("\(try await nothing.or(3)) \(try await Optional("a").or("b"))")
    var crates = ["a": Crate(items: [1.5])]
    log.append("\(try await crates["a"]!.put(2)) \(try await crates["a"]?.take() ?? 0) \(crates["a"]!.items)")
    log.append("\(try await Crate(items: ["z", "y"]).largest() ?? "")")
    return log
}

// MARK: - Cases

let genericTypesCases: [any AnyCase] = [
    Case(
        "Crate.put",
        plain: {
            var c = Crate(items: [1]); return try await c.put(2)
        },
        durable: { Crate.Put(on: Crate(items: [1]), 2) }
    ),
    Case(
        "Crate.take",
        plain: {
            var c = Crate(items: ["a"]); return try await c.take()
        },
        durable: { Crate.Take(on: Crate(items: ["a"])) }
    ),
    Case("Crate.make", plain: { try await Crate.make(of: [2, 1]) }, durable: { Crate.Make(of: [2, 1]) }),
    Case("Crate.pair", plain: { try await Crate.pair(2, "a") }, durable: { Crate.Pair(2, "a") }),
    Case(
        "Crate.map",
        yields: { try await Crate(items: [1, 2]).map(to: "a", yield: $0) },
        durable: { Crate<Int>.Map(on: Crate(items: [1, 2]), to: "a") }
    ),
    Case(
        "Crate.total",
        plain: { try await Crate(items: [1, 2]).total(3) },
        durable: { Crate.Total(on: Crate(items: [1, 2]), 3) }
    ),
    Case(
        "Crate.product",
        plain: { try await Crate<UInt8>(items: [5, 2]).product() },
        durable: { Crate<UInt8>.Product(on: Crate(items: [5, 2])) }
    ),
    Case(
        "Branch.walk",
        yields: { try await Branch.fork(.leaf(1), .fork(.leaf(2), .leaf(3))).walk(yield: $0) },
        durable: { Branch<Int>.Walk(on: .fork(.leaf(1), .fork(.leaf(2), .leaf(3)))) }
    ),
    Case(
        "Branch.flip",
        plain: {
            var b = Branch.fork(.leaf(1), .leaf(2)); return try await b.flip()
        },
        durable: { Branch<Int>.Flip(on: .fork(.leaf(1), .leaf(2))) }
    ),
    Case("Branch.full", plain: { try await Branch.full(2, 1) }, durable: { Branch.Full(2, 1) }),
    Case(
        "Dictionary.inOrder",
        yields: { try await ["b": 1, "a": 2].inOrder(yield: $0) },
        durable: { Dictionary.InOrder(on: ["b": 1, "a": 2]) }
    ),
    Case("Optional.or", plain: { try await Optional(2).or(3) }, durable: { Optional.Or(on: 2, 3) }),
    Case(
        "genericTypesOfEverything",
        plain: { try await genericTypesOfEverything() },
        durable: { GenericTypesOfEverything() }
    ),
]
