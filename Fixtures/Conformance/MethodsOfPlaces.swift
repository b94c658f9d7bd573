import Torpor

// Durable methods of values in places of all kinds: statics, lazy, observed and wrapped properties, several at once.

struct Tank: Codable, Equatable, Sendable {
    var level = 0
    var log: [String] = []
    private(set) var hidden = 3
    lazy var slow: Int = {
        note("slow"); return level * 2
    }()
    static let standard = Tank(level: 7)
    static var shared: Tank { Tank(level: 8) }

    init(level: Int = 0) { self.level = level }

    @Durable
    mutating func fill(_ amount: Int) async throws -> Int {
        level += amount
        try await Durable.sleep(for: .zero)
        return level
    }

    @Durable
    mutating func lazily() async throws -> [Int] {
        let first = slow
        level = 100
        let second = slow
        try await Durable.sleep(for: .zero)
        return [first, second, hidden]
    }

    @Durable
    func withStatics() async throws -> [Int] {
        let a = try await Tank.standard.peek()
        let b = try await Self.shared.peek()
        let c = try await Tank(level: 4).peek()
        let d = try await Tank.init(level: 5).peek()
        let e = try await Self(level: 6).peek()
        return [a, b, c, d, e]
    }

    @Durable
    func peek() async throws -> Int {
        try await Durable.sleep(for: .zero)
        return level
    }

    @Durable
    mutating func tryThings() async throws -> [String] {
        let a = try? await failAfter(1)
        let b = (try? await failAfter(2)) ?? -1
        var results: [String] = ["\(String(describing: a)) \(b) \(level)"]
        do {
            try await failAfter(3)
        } catch {
            results.append("\(error) \(level) \(log)")
            log.append("caught")
        }
        return results + log
    }

    @discardableResult
    @Durable
    mutating func failAfter(_ amount: Int) async throws -> Int {
        defer { log.append("defer \(amount) \(level)") }
        level += amount
        try await Durable.sleep(for: .zero)
        level += amount
        throw Trouble.big(level)
    }

    @Durable
    mutating func typed(_ amount: Int) async throws(Trouble) -> Int {
        level += amount
        if level > 2 { throw .big(level) }
        return level
    }

    @Durable
    mutating func neverFails(_ amount: Int) async -> Int {
        level += await glance(amount)
        return level
    }
}

@propertyWrapper
struct Notched: Codable, Equatable, Sendable {
    private var value = 0
    var wrappedValue: Int {
        get { value }
        set { value = min(newValue, 10); note("clamped \(value)") }
    }
    var projectedValue: String { "$\(value)" }
    init(wrappedValue: Int) { value = min(wrappedValue, 10) }
}

struct Knob: Codable, Sendable {
    @Notched var turn = 3
    var sub = Tank()
    var observed = Tank() {
        willSet { note("will \(newValue.level)") }
        didSet { note("did \(oldValue.level) -> \(observed.level)") }
    }

    @Durable
    mutating func twist(_ amount: Int) async throws -> [String] {
        turn += amount
        try await Durable.sleep(for: .zero)
        turn += amount
        let text = $turn
        try await Durable.sleep(for: .zero)
        try await nudge(&turn)
        return [text, $turn, "\(turn)"]
    }

    @Durable
    mutating func many() async throws -> [Int] {
        let a = try await observed.fill(1)
        let b = try await observed.fill(2) + sub.fill(observed.level)
        let c = [try await sub.fill(1), try await sub.fill(1), sub.level]
        let (d, e) = (try await sub.fill(1), sub.level)
        return [a, b] + c + [d, e]
    }
}

@Durable
func nudge(_ value: inout Int) async throws {
    value += 1
    try await Durable.sleep(for: .zero)
    value += 1
}

@Durable
func twoAtOnce(_ a: inout Int, _ b: inout Int) async throws {
    a += 1
    b += a
    try await Durable.sleep(for: .zero)
    if a > 2 { throw Trouble.big(a) }
    a = b
}

@Durable
func manyInouts() async throws -> [String] {
    var pair = (1, 2)
    var log: [String] = []
    for _ in 0..<3 {
        do {
            try await twoAtOnce(&pair.0, &pair.1)
            log.append("\(pair)")
        } catch {
            log.append("\(error) \(pair)")
            pair.0 = 0
        }
    }
    var tanks = [Tank(), Tank()]
    for index in tanks.indices {
        _ = try await tanks[index].fill(index + 1)
        try await nudge(&tanks[index].level)
    }
    log.append("\(tanks.map(\.level))")
    var optional: Tank? = Tank()
    if let level = try await optional?.fill(3), level == optional?.level { log.append("\(level)") }
    if var copy = optional {
        _ = try await copy.fill(10)
        log.append("\(copy.level) \(optional!.level)")
        optional = copy
    }
    guard var other = optional else { return [] }
    try await nudge(&other.level)
    log.append("\(other.level) \(optional!.level)")
    switch optional {
    case .some(var bound):
        _ = try await bound.fill(1)
        log.append("\(bound.level)")
    case nil: break
    }
    for var tank in tanks {
        _ = try await tank.fill(50)
        log.append("\(tank.level)")
    }
    let closure = { tanks.count }
    log.append("\(try await tanks[closure() - 1].tryThings()) \(tanks[1])")
    let result = try? await tanks[0].failAfter(5)
    log.append("\(String(describing: result)) \(tanks[0])")
    var n = await tanks[0].neverFails(4)
    do { n = try await tanks[0].typed(4) } catch { log.append("\(error) \(tanks[0].level)") }
    log.append("\(n)")
    let forced = try! await tanks[1].fill(1)
    log.append("\(forced)")
    _ = try? await twoAtOnce(&tanks[0].level, &n)
    log.append("\(tanks.map(\.level))")
    return log
}

@Durable
func capturedInout(_ list: inout [Int]) async throws -> Int {
    let total = list.reduce(into: 0) { $0 += $1 }
    func push(_ value: Int) { list.append(value) }
    push(total)
    try await nudge(&list[0])
    push(list[0])
    var copy = list
    try await nudge(&copy[0])
    list += copy
    while list.count < 10 {
        list.append(list.count)
        try await Durable.sleep(for: .zero)
        if list.count == 9 { return -1 }
    }
    return total
}

@Durable
func useCapturedInout() async throws -> [Int] {
    var list = [1, 2]
    let a = try await capturedInout(&list)
    return [a] + list
}

// MARK: - Cases
let methodsOfPlacesCases: [any AnyCase] = [
    Case(
        "lazily",
        plain: {
            var t = Tank(level: 2); return try await t.lazily()
        },
        durable: { Tank.Lazily(on: Tank(level: 2)) }
    ),
    Case("withStatics", plain: { try await Tank().withStatics() }, durable: { Tank.WithStatics(on: Tank()) }),
    Case(
        "tryThings",
        plain: {
            var t = Tank(level: 2); return try await t.tryThings()
        },
        durable: { Tank.TryThings(on: Tank(level: 2)) }
    ),
    Case(
        "twist",
        plain: {
            var k = Knob(); return try await k.twist(2)
        },
        durable: { Knob.Twist(on: Knob(), 2) }
    ),
    Case(
        "many",
        plain: {
            var k = Knob(); return try await k.many()
        },
        durable: { Knob.Many(on: Knob()) }
    ),
    Case("manyInouts", plain: { try await manyInouts() }, durable: { ManyInouts() }),
    Case("useCapturedInout", plain: { try await useCapturedInout() }, durable: { UseCapturedInout() }),
]
