import Torpor

// Handles: what is no value lives across suspensions by its description, and is revived where the program goes on.

/// What handles of the fixtures are revived in.
public struct Workshop: Sendable {
    /// Makes one.
    public init() {}

    func line(to place: String) -> Line { Line(to: place) }
}

/// Where registers are kept.
protocol Archive: Sendable {}

extension Workshop: Archive {}

/// A connection. What goes on at its other end is outside of the program.
final class Line: Hibernatable {
    let place: String

    init(to place: String) {
        self.place = place
    }

    func hibernate() -> String { place }

    static func revive(from place: String, in workshop: Workshop) async throws -> Line {
        await Task.yield()
        return workshop.line(to: place)
    }

    func send(_ text: String) -> Int {
        Journal.current[number: place] += 1
        note("\(place) \(Journal.current[number: place]): \(text)")
        return Journal.current[number: place]
    }

    @Durable
    func sendTwice(_ text: String) async throws -> Int {
        let first = send(text)
        try await Durable.sleep(for: .zero)
        return first + send(text)
    }
}

/// An actor with a description that does not change.
actor Register: Hibernatable {
    nonisolated let name: String
    private let archive: any Archive
    /// Is not a part of what is stored.
    var entries = 0

    init(_ name: String, in archive: any Archive) {
        self.name = name
        self.archive = archive
    }

    nonisolated func hibernate() -> [String: String] { ["name": name] }

    static func revive(from description: [String: String], in archive: any Archive) throws -> Register {
        Register(description["name"] ?? "", in: archive)
    }

    func enter(_ amount: Int) -> Int {
        Journal.current[number: name] += amount
        return Journal.current[number: name]
    }

    /// Runs on the actor, between suspensions.
    @Durable
    func settle(_ amounts: [Int]) async throws -> [Int] {
        var sums: [Int] = []
        for amount in amounts {
            let sum = enter(amount)
            let entry = entry(of: sum)
            preconditionIsolated()
            try await Durable.sleep(for: .zero)
            sums.append(enter(0) + entry.sum - sum)
        }
        if amounts.count > 1 {
            let rest = try await self.settle([sums[0]])
            sums += rest
        }
        return sums
    }

    @Durable
    func close() async throws -> String {
        let text = name + "!"
        let sum = await checkedLater(enter(1))
        let more = try await sums(self.enter(2), enter(3), of: self.checkedLater(self.enter(4)) ?? entries)
        try await Durable.sleep(for: .zero)
        let late = try await laterText(text)
        entries += 1
        return late + " \(sum ?? 0) \(more) \(enter(2)) \(#function) \(entries > 0)"
    }

    /// What closures do that are given to a durable function is done on the actor too.
    @Durable
    func enterAll(_ amounts: [Int]) async throws -> Int {
        var all = 0
        for amount in amounts {
            try await twice {
                all += enter(amount)
                try await Durable.sleep(for: .zero)
                all += self.enter(1)
            }
        }
        let last = try await entered(by: await enterTwice(1))
        return all + last
    }

    @Durable
    func twice(_ operation: () async throws -> Void) async throws {
        for _ in 0..<2 { try await operation() }
    }

    func entered(by amount: Int) async throws -> Int {
        await Task.yield()
        return enter(amount)
    }

    func sums(_ first: Int, _ second: Int, of third: Int) async throws -> [Int] { [first, second, third, enter(0)] }

    func entry(of sum: Int) -> (name: String, sum: Int) { (name, sum) }

    func checkedLater(_ sum: Int) async -> Int? {
        await Task.yield()
        return sum > 0 ? sum : nil
    }

    @Durable
    nonisolated func enterTwice(_ amount: Int) async throws -> Int {
        let first = await enter(amount)
        try await Durable.sleep(for: .zero)
        return await enter(amount) * 100 + first
    }
}

/// A handle that is a value, and needs nothing to be revived.
struct Voucher: Hibernatable, Equatable {
    var number: Int
    var isOpen = true

    func hibernate() -> Int? { isOpen ? number : nil }

    static func revive(from number: Int?, in _: Void) -> Voucher {
        Voucher(number: number ?? 0, isOpen: number != nil)
    }
}

/// A class that others inherit from.
class Jetty: Hibernatable {
    let number: Int

    required init(_ number: Int) {
        self.number = number
    }

    func hibernate() -> Int { number }

    static func revive(from number: Int, in _: Void) -> Self { Self(number) }
}

final class SafeJetty: Jetty {
    func secure() -> String { "secure \(number)" }
}

/// Handles in fields.
struct Desk: Codable {
    var lines: [String: Line] = [:]
    var main: Line?
    var vouchers: [Voucher] = []
}

func dial(_ place: String) async throws -> Line {
    note("dial \(place)")
    return Line(to: place)
}

@Durable
func handleParameter(_ line: Line) async throws -> Int {
    let first = line.send("a")
    try await Durable.sleep(for: .zero)
    return first + line.send("b")
}

@Durable
func handleLocal(yield: Yield<Int>) async throws -> String {
    let line = try await dial("harbour")
    let number = line.send("ahoy")
    try await yield(number)
    defer { _ = line.send("bye") }
    try await yield(try await handleParameter(line))
    return line.place
}

@Durable
func handlesInPlaces(yield: Yield<Bool>) async throws -> [Int] {
    let line = try await dial("hall")
    let list = [line, try await dial("loft"), line]
    let pair = (list[1], [("yard", try await dial("yard")), ("hall", list[0])].count)
    var last: Line? = nil
    let nested: [[Line?]] = [[line, nil], []]
    let places = ["hall": line, "loft": list[1]]
    for each in list {
        last = each
        try await yield(last === line)
    }
    try await yield(nested[0][0] === line && nested[0][1] == nil && places["loft"] === pair.0)
    try await yield(last === places["hall"] && list[0] !== list[1])
    return list.map { $0.send("hello") } + [pair.1]
}

@Durable
func handlesInFields() async throws -> [String] {
    let line = try await dial("attic")
    var desk = Desk(lines: ["a": line, "b": try await dial("barn")], main: line)
    desk.vouchers = [Voucher(number: 3), Voucher(number: 0, isOpen: false)]
    try await Durable.sleep(for: .zero)
    let isShared = desk.main === line && desk.lines["a"] === line && desk.lines["b"] !== line
    desk.vouchers[0].number = 4
    desk.main = nil
    try await Durable.sleep(for: .zero)
    return ["\(isShared)", "\(desk.main == nil)", "\(desk.vouchers)", "\(line.send("x"))"]
}

@Durable
func handleValues(_ voucher: Voucher) async throws -> [Voucher] {
    var voucher = voucher
    let closed: Voucher? = Voucher(number: 0, isOpen: false)
    try await Durable.sleep(for: .zero)
    voucher.number += 1
    let copy = voucher
    try await Durable.sleep(for: .zero)
    voucher.number += 1
    return [voucher, copy] + (closed.map { [$0] } ?? [])
}

@Durable
func handleActor(_ register: Register) async throws -> [Int] {
    let first = await register.enter(1)
    try await Durable.sleep(for: .zero)
    let same = register
    let second = try await register.enterTwice(2)
    try await Durable.sleep(for: .zero)
    return [first, second, await same.enter(3), same === register ? 1 : 0]
}

@Durable
func handleActorMethods(_ name: String) async throws -> [String] {
    let register = Register(name, in: Workshop())
    let settled = try await register.settle([1, 2])
    let closed = try await register.close()
    let again = try await register.close()
    let all = try await register.enterAll([5, 6])
    return settled.map(String.init) + [closed, again, "\(all)"]
}

@Durable
func handleMethods(_ line: Line) async throws -> Int {
    let first = try await line.sendTwice("one")
    let lines = [line, Line(to: "elsewhere")]
    var sum = first
    for line in lines { sum += try await line.sendTwice("two") }
    return sum
}

@Durable
func handleGeneric<Handle: Hibernatable>(_ handle: Handle) async throws -> [Handle] {
    let list = [handle, handle]
    try await Durable.sleep(for: .zero)
    return list
}

@Durable
func handleGenerics() async throws -> [String] {
    let lines = try await handleGeneric(Line(to: "gate"))
    let vouchers = try await handleGeneric(Voucher(number: 7))
    let port = try await handleGeneric(SafeJetty(5))[0]
    try await Durable.sleep(for: .zero)
    return ["\(lines[0] === lines[1])", "\(vouchers)", port.secure(), "\(lines[0].send("open"))"]
}

// MARK: - Cases

let handlesCases: [any AnyCase] = [
    Case(
        "handleParameter",
        plain: { try await handleParameter(Line(to: "inn")) },
        durable: { HandleParameter(Line(to: "inn")) }
    ),
    Case("handleLocal", yields: { try await handleLocal(yield: $0) }, durable: { HandleLocal() }),
    Case("handlesInPlaces", yields: { try await handlesInPlaces(yield: $0) }, durable: { HandlesInPlaces() }),
    Case("handlesInFields", plain: { try await handlesInFields() }, durable: { HandlesInFields() }),
    Case(
        "handleValues",
        plain: { try await handleValues(Voucher(number: 1)) },
        durable: { HandleValues(Voucher(number: 1)) }
    ),
    Case(
        "handleActor",
        plain: { try await handleActor(Register("main", in: Workshop())) },
        durable: { HandleActor(Register("main", in: Workshop())) }
    ),
    Case(
        "handleActorMethods",
        plain: { try await handleActorMethods("side") },
        durable: { HandleActorMethods("side") }
    ),
    Case(
        "handleMethods",
        plain: { try await handleMethods(Line(to: "mill")) },
        durable: { HandleMethods(Line(to: "mill")) }
    ),
    Case("handleGenerics", plain: { try await handleGenerics() }, durable: { HandleGenerics() }),
]
