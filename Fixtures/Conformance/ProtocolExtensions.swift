import Torpor

// Durable members of protocol extensions: one coroutine for all the types that conform.

protocol Greeting: Codable {
    associatedtype Name: Codable & Sendable
    var name: Name { get }
    var visits: Int { get set }
    static var language: String { get }
    init(name: Name)
    func greeting(_ number: Int) -> String
}

extension Greeting {
    func greeting(_ number: Int) -> String { "hello \(name) \(number)" }

    var shout: String { "\(name)!" }

    @Durable
    func greet(_ times: Int) async throws -> [String] {
        var lines: [String] = []
        for index in 0..<times {
            let line = greeting(index)
            try await Durable.sleep(for: .zero)
            let again: Name = try await fetch(name)
            lines.append(line + " \(again) \(Self.self) \(Self.language) \(shout)")
        }
        return lines
    }

    @Durable
    mutating func visit(_ count: Int = 1) async throws -> Int {
        for _ in 0..<count {
            visits += 1
            try await Durable.sleep(for: .zero)
        }
        if visits > 5 { throw Trouble.big(visits) }
        return visits
    }

    @Durable
    mutating func visitOften() async throws -> [String] {
        var log: [String] = []
        do {
            while true { log.append("\(try await visit(2)) \(try await self.visit())") }
        } catch {
            log.append("\(error) \(visits)")
        }
        return log + (try await greet(1))
    }

    @Durable
    func renamed(to other: Name) async throws -> Self {
        let kept = Self(name: other)
        try await Durable.sleep(for: .zero)
        return kept
    }

    @Durable
    static func made(_ names: [Name]) async throws -> [Self] {
        var all: [Self] = []
        for name in names {
            try await Durable.sleep(for: .zero)
            all.append(Self(name: name))
        }
        note(language)
        return all
    }

    @Durable
    func send(yield: Yield<Name>) async throws -> String {
        try await yield(name)
        let line = greeting(visits)
        try await yield(name)
        return line
    }

    @Durable
    func with<Other: Greeting>(_ other: Other, _ value: Other.Name) async throws -> (Name, Other.Name) {
        let mine = name
        let theirs = try await other.renamed(to: value)
        return (mine, theirs.name)
    }
}

extension Greeting where Name == Int {
    @Durable
    func doubled() async throws -> Int {
        let before = name
        try await Durable.sleep(for: .zero)
        return before + name
    }
}

struct English: Greeting, Equatable {
    var name: String
    var visits = 0
    static var language: String { "en" }
    init(name: String) { self.name = name }
}

struct Numbered: Greeting, Equatable {
    var name: Int
    var visits = 3
    static let language = "number"
    init(name: Int) { self.name = name }
    func greeting(_ number: Int) -> String { "number \(name * number)" }

    @Durable
    mutating func own() async throws -> [String] {
        let before = try await visit()
        let lines = try await self.greet(1)
        return lines + ["\(before) \(try await doubled())"]
    }
}

enum Polite: String, Greeting {
    case hello, goodbye
    var name: String { rawValue }
    var visits: Int {
        get { tally }
        set { tally = newValue }
    }
    static var language: String { "enum" }
    init(name: String) { self = Polite(rawValue: name) ?? .hello }
}

extension Collection where Self: Codable, Element: Codable & Comparable, Index: Codable {
    @Durable
    func largest() async throws -> Element? {
        guard var best = first else { return nil }
        for element in self {
            try await Durable.sleep(for: .zero)
            if element > best { best = element }
        }
        note("\(count) \(isEmpty)")
        return best
    }
}

extension BinaryInteger where Self: Codable {
    @Durable
    func gcd(_ other: Self) async throws -> Self {
        guard other != 0 else { return self }
        try await Durable.sleep(for: .zero)
        return try await other.gcd(self % other)
    }
}

protocol Stepping {
    mutating func step()
    var place: Int { get }
}

extension Stepping where Self: Codable {
    @Durable
    mutating func run(_ steps: Int, yield: Yield<Int>) async throws {
        for _ in 0..<steps {
            step()
            try await yield(place)
        }
    }
}

struct Walker: Stepping, Codable {
    var place = 0
    mutating func step() { place += 2 }
}

extension RangeReplaceableCollection where Self: Codable, Element == Int {
    @Durable
    mutating func fill(_ count: Int) async throws -> Int {
        for number in 0..<count {
            append(number)
            try await Durable.sleep(for: .zero)
        }
        return self.count
    }
}

@Durable
func greetAll<G: Greeting>(_ greeters: [G], _ first: inout G) async throws -> [String] {
    var lines: [String] = []
    for greeter in greeters { lines += try await greeter.greet(1) }
    lines.append("\(try await first.visit())")
    let renamed = try await first.renamed(to: greeters[0].name)
    first = renamed
    let many = try await G.made(greeters.map(\.name))
    return lines + ["\(many.count)"]
}

@Durable
func greetSome(_ greeter: some Greeting) async throws -> [String] {
    let lines = try await greeter.greet(1)
    var copy = greeter
    let visits = try await copy.visit()
    return lines + ["\(visits) \(copy.visits)"]
}

@Durable
func protocolsOfEverything() async throws -> [String] {
    var log: [String] = []
    var english = English(name: "Bo")
    var numbered = Numbered(name: 7)
    log += try await english.greet(2)
    log += try await numbered.greet(1)
    log.append("\(try await english.visit(2)) \(english.visits) \(try await english.visitOften()) \(english.visits)")
    log.append("\(try await english.renamed(to: "Al")) \(try await numbered.renamed(to: 3).doubled())")
    log.append("\(try await English.made(["a", "b"])) \(try await Numbered.made([1]))")
    log.append("\(try await english.with(numbered, 4))")
    log += try await numbered.own()
    log.append("\(numbered.visits)")
    log += try await Polite.goodbye.greet(1)
    var polite = Polite.hello
    log.append("\(try await polite.visit()) \(tally)")
    log.append(
        "\(try await [3, 1, 2].largest()!) \(try await ["a"].largest() ?? "") \(try await [Double]().largest() as Any)"
    )
    log.append("\(try await 12.gcd(18)) \(try await UInt8(12).gcd(8))")
    var list = [9]
    log.append("\(try await list.fill(2)) \(list)")
    log += try await greetAll([English(name: "x")], &english)
    log.append("\(english)")
    log += try await greetSome(numbered)
    var optional: English? = English(name: "opt")
    log.append(
        "\(try await optional?.visit() ?? 0) \(optional!.visits) \(try await optional?.greet(1).first ?? "none")"
    )
    return log
}

extension Sequence where Self: Codable {
    /// What is asked of the elements is asked by the method.
    @Durable
    func visitedConcurrently(
        limit: Int,
        _ visit: @escaping @Sendable (Element) async throws -> Void
    ) async throws -> Int where Element: Codable & Sendable {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            var visits = 0
            for element in Array(self) {
                if running >= limit {
                    try await group.next()
                    running -= 1
                }
                group.addTask { try await visit(element) }
                running += 1
                visits += 1
            }
            try await group.waitForAll()
            return visits
        }
    }
}

@Durable
func visitAll() async throws -> Int {
    try await [30, 10, 20].visitedConcurrently(limit: 2) { number in
        try await Durable.sleep(for: .milliseconds(number))
        note("visited \(number)")
    }
}

// MARK: - Cases

let protocolExtensionsCases: [any AnyCase] = [
    Case("visitAll", plain: { try await visitAll() }, durable: { VisitAll() }),
    Case(
        "Greeting.greet",
        plain: { try await English(name: "a").greet(2) },
        durable: { GreetingGreet(on: English(name: "a"), 2) }
    ),
    Case(
        "Greeting.visit",
        plain: {
            var n = Numbered(name: 1); return try await n.visit(2)
        },
        durable: { GreetingVisit(on: Numbered(name: 1), 2) }
    ),
    Case(
        "Greeting.visitOften",
        plain: {
            var n = English(name: "v"); return try await n.visitOften()
        },
        durable: { GreetingVisitOften(on: English(name: "v")) }
    ),
    Case(
        "Greeting.renamed",
        plain: { try await English(name: "a").renamed(to: "b") },
        durable: { GreetingRenamed(on: English(name: "a"), to: "b") }
    ),
    Case("Greeting.made", plain: { try await Numbered.made([1, 2]) }, durable: { GreetingMade<Numbered>([1, 2]) }),
    Case(
        "Greeting.send",
        yields: { try await Numbered(name: 1).send(yield: $0) },
        durable: { GreetingSend(on: Numbered(name: 1)) }
    ),
    Case(
        "Greeting.with",
        plain: { try await Numbered(name: 1).with(English(name: "a"), "b") },
        durable: { GreetingWith(on: Numbered(name: 1), English(name: "a"), "b") }
    ),
    Case(
        "Numbered.own",
        plain: {
            var n = Numbered(name: 1); return try await n.own()
        },
        durable: { Numbered.Own(on: Numbered(name: 1)) }
    ),
    Case(
        "Collection.largest",
        plain: { try await [3, 9, 2].largest() },
        durable: { CollectionLargest(on: [3, 9, 2]) }
    ),
    Case("BinaryInteger.gcd", plain: { try await 48.gcd(36) }, durable: { BinaryIntegerGcd(on: 48, 36) }),
    Case(
        "Stepping.run",
        yields: {
            var w = Walker(); return try await w.run(3, yield: $0)
        },
        durable: { SteppingRun(on: Walker(), 3) }
    ),
    Case(
        "RangeReplaceableCollection.fill",
        plain: {
            var l = [1]; return try await l.fill(3)
        },
        durable: { RangeReplaceableCollectionFill(on: [1], 3) }
    ),
    Case("greetSome", plain: { try await greetSome(English(name: "s")) }, durable: { GreetSome(English(name: "s")) }),
    Case("protocolsOfEverything", plain: { try await protocolsOfEverything() }, durable: { ProtocolsOfEverything() }),
]
