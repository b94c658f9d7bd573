import Torpor

// Durable methods that change the instance they are called on: their caller gets it back, whatever becomes of the call.

struct Gauge: Codable, Equatable, Sendable {
    var level = 0
    var history: [Int] = []
    var limit = 50
    var tag: String? = nil

    @Durable
    mutating func raise(by amount: Int) async throws -> Int {
        history.append(level)
        level += amount
        try await Durable.sleep(for: .zero)
        if level > limit { throw Trouble.big(level) }
        level += try await fetch(1)
        return level
    }

    @Durable
    mutating func reset() async throws {
        let before = self
        try await Durable.sleep(for: .zero)
        self = Gauge(limit: before.limit)
        note("reset \(before.level) \(#function)")
        try await Durable.sleep(for: .zero)
        tag = "reset"
    }

    @Durable
    mutating func raiseAll(_ amounts: [Int]) async throws -> [Int] {
        var results: [Int] = []
        for amount in amounts {
            results.append(try await raise(by: amount))
            results.append(try await self.raise(by: level))
        }
        return results
    }

    @Durable
    mutating func sink(_ depth: Int) async throws -> Int {
        guard depth > 0 else { return level }
        level -= depth
        let below = try await sink(depth - 1)
        level -= 1
        return below + level
    }

    @Durable
    mutating func attempt(_ amount: Int) async throws -> String {
        do {
            return "raised to \(try await raise(by: amount))"
        } catch {
            level = min(level, limit)
            try await Durable.sleep(for: .zero)
            return "\(error) \(level) \(history)"
        }
    }

    @Durable
    mutating func guarded(_ amount: Int) async throws -> Int {
        defer { history.append(-1) }
        for step in 0..<3 {
            defer { level += 100 }
            level += amount
            try await Durable.sleep(for: .zero)
            if step == 1 { return level }
        }
        return 0
    }

    @Durable
    mutating func within(_ amount: Int) async throws -> [Int] {
        history = [3, 1, 2]
        try await Durable.sleep(for: .zero)
        history.sort()
        history.indices.forEach { history[$0] += amount }
        let seen = history.map { $0 * level }
        func push(_ value: Int) { history.append(value) }
        push(7)
        try await Durable.sleep(for: .zero)
        push(8)
        history.swapAt(0, 1)
        withUnsafe(&level)
        return seen + history
    }

    mutating func bumped() -> Int {
        level += 1
        return level
    }

    func withUnsafe(_ value: inout Int) { value += 1000 }

    @Durable
    mutating func order(_ value: Int) async throws -> [Int] {
        let sum = bumped() + (try await fetch(level)) + bumped()
        let list = [level, try await raise(by: 1), level, bumped(), try await raise(by: level)]
        level += try await raise(by: 2)
        history[0] += try await raise(by: value)
        return [sum] + list + [level]
    }

    @Durable
    mutating func nothing() async throws {}

    @Durable
    mutating func yielding(yield: Yield<Int>) async throws -> Int {
        while level < 3 {
            level += 1
            try await yield(level)
        }
        try await inner(yield)
        return level
    }

    @Durable
    mutating func inner(_ send: Yield<Int>) async throws {
        level *= 10
        try await send(level)
        level += 1
    }

    @Durable
    mutating func tagged(_ tag: String? = nil, _ others: String..., last: Bool = true) async throws -> String {
        self.tag = tag ?? self.tag ?? "none"
        for other in others {
            self.tag! += other
            try await Durable.sleep(for: .zero)
        }
        return "\(self.tag!) \(last) \(String(describing: tag))"
    }
}

struct Panel: Codable, Equatable, Sendable {
    var main = Gauge()
    var gauges = [Gauge(), Gauge(level: 5)]
    var named = ["a": Gauge(level: 1)]
    var spare: Gauge?
    var pair = Pair(left: Gauge(), right: Gauge(level: 2))
    var writes = 0
    var watched = Gauge() {
        didSet { writes += 1 }
    }
    var computed: Gauge {
        get { note("get"); return main }
        set { note("set \(newValue.level)"); main = newValue }
    }
    subscript(index: Int) -> Gauge {
        get { note("get \(index)"); return gauges[index] }
        set { note("set \(index) \(newValue.level)"); gauges[index] = newValue }
    }

    struct Pair: Codable, Equatable, Sendable {
        var left: Gauge
        var right: Gauge
    }

    @Durable
    mutating func all() async throws -> [Int] {
        var seen: [Int] = []
        seen.append(try await main.raise(by: 1))
        seen.append(try await self.main.raise(by: 2))
        seen.append(try await gauges[op("index", 1)].raise(by: op("by", 3)))
        seen.append(try await named["a"]!.raise(by: 4))
        seen.append(try await named["b", default: Gauge(level: 30)].raise(by: 5))
        seen.append(try await pair.left.raise(by: 6))
        seen.append(try await self.pair.right.raise(by: 7))
        return seen
    }

    @Durable
    mutating func optional() async throws -> [Int?] {
        let nothing = try await spare?.raise(by: op("never", 1))
        spare = Gauge(level: 3)
        let something = try await spare?.raise(by: op("once", 1))
        let forced = try await spare!.raise(by: 2)
        try await self.spare?.reset()
        return [nothing, something, forced, spare?.level]
    }

    @Durable
    mutating func observed() async throws -> [Int] {
        let first = try await watched.raise(by: 1)
        let second = try await watched.raise(by: 2)
        return [first, second, writes]
    }

    @Durable
    mutating func viaAccessors() async throws -> [Int] {
        let first = try await computed.raise(by: 1)
        let second = try await self[op("index", 1)].raise(by: op("by", 2))
        return [first, second]
    }

    @Durable
    mutating func failing() async throws -> [String] {
        var log: [String] = []
        main.limit = 3
        do {
            _ = try await main.raise(by: 10)
        } catch {
            log.append("\(error) \(main.level)")
        }
        gauges[1].limit = 0
        let tried = try? await gauges[1].raise(by: 10)
        log.append("\(String(describing: tried)) \(gauges[1].level)")
        named["a"]!.limit = 0
        do {
            _ = try await named["a"]!.raise(by: 10)
        } catch Trouble.big(let level) where level == named["a"]!.level {
            log.append("big \(level)")
        }
        return log
    }

    @Durable
    mutating func changingIndex() async throws -> [Int] {
        var index = 0
        let first = try await gauges[index].raise(by: changed(&index))
        return [first, index] + gauges.map(\.level)
    }

    @Durable
    mutating func changingReceiver() async throws -> [Int] {
        var gauge = Gauge()
        let first = try await gauge.raise(by: gauge.bumped())
        let second = try await main.raise(by: main.bumped() + gauge.bumped())
        let third = try await gauges[0].raise(by: later(gauges[0].bumped()))
        let fourth = try await self.main.raise(by: mainBumped())
        return [first, second, third, fourth]
    }

    mutating func mainBumped() -> Int { main.bumped() }

    func changed(_ index: inout Int) -> Int {
        index += 1
        return index
    }
}

enum Lamp: Codable, Equatable, Sendable {
    case red, green
    case amber(remaining: Int)

    @Durable
    mutating func advance() async throws -> String {
        switch self {
        case .red:
            try await Durable.sleep(for: .zero)
            self = .green
            return "go"
        case .green:
            self = .amber(remaining: 2)
            try await Durable.sleep(for: .zero)
        case .amber(remaining: 0):
            self = .red
        case .amber(let remaining):
            self = .amber(remaining: remaining - 1)
            let next = try await advance()
            return "\(remaining) \(next)"
        }
        return "\(self)"
    }

    @Durable
    mutating func cycle(_ times: Int, yield: Yield<Lamp>) async throws {
        for _ in 0..<times {
            try await yield(self)
            note(try await advance())
        }
    }
}

extension Array {
    @Durable
    mutating func rotate(by amount: Int) async throws where Element: Codable {
        for _ in 0..<amount {
            let first = removeFirst()
            try await Durable.sleep(for: .zero)
            append(first)
        }
    }
}

extension Array where Element == Int {
    @Durable
    mutating func bubbleSort() async throws -> Int {
        var swaps = 0
        var isSorted = false
        while !isSorted {
            isSorted = true
            for index in indices.dropLast() where self[index] > self[index + 1] {
                swapAt(index, index + 1)
                swaps += 1
                isSorted = false
                try await Durable.sleep(for: .zero)
            }
        }
        return swaps
    }
}

extension Int {
    @Durable
    mutating func doubled() async throws -> Int {
        self *= 2
        try await Durable.sleep(for: .zero)
        self += 1
        return self
    }
}

extension Optional where Wrapped == Int {
    @Durable
    mutating func fill(with number: Int) async throws -> Int {
        if let self { return self }
        try await Durable.sleep(for: .zero)
        self = number
        return self!
    }
}

extension Dictionary where Key == String, Value == Int {
    @Durable
    mutating func increment(_ key: String) async throws -> Int {
        let old = self[key] ?? 0
        try await Durable.sleep(for: .zero)
        self[key, default: 0] += 1
        return old + count
    }
}

@Durable
func mutatingOfEverything() async throws -> [String] {
    var log: [String] = []
    var gauge = Gauge()
    log.append("\(try await gauge.raise(by: 4)) \(gauge)")
    log.append("\(try await gauge.raiseAll([1])) \(gauge)")
    log.append("\(try await gauge.attempt(100)) \(gauge)")
    try await gauge.reset()
    log.append("\(gauge)")
    log.append("\(try await gauge.sink(3)) \(gauge)")
    log.append("\(try await gauge.guarded(1)) \(gauge)")
    log.append("\(try await gauge.within(2)) \(gauge)")
    log.append("\(try await gauge.tagged("x", "y", "z")) \(try await gauge.tagged(last: false))")
    try await gauge.nothing()
    var number = 4
    log.append("\(try await number.doubled() + number) \(number)")
    var numbers = [3, 1, 2]
    log.append("\(try await numbers.bubbleSort()) \(numbers)")
    try await numbers.rotate(by: 2)
    log.append("\(numbers)")
    log.append("\(try await numbers[op("i", 2)].doubled()) \(numbers)")
    var missing: Int?
    log.append("\(try await missing.fill(with: 3)) \(try await missing.fill(with: 4)) \(missing!)")
    var words = ["a": 1]
    log.append("\(try await words.increment("a")) \(try await words.increment("b")) \(words["a"]!) \(words["b"]!)")
    var tuple = (Gauge(), [Gauge(level: 2)])
    log.append("\(try await tuple.0.raise(by: 1)) \(try await tuple.1[0].raise(by: 1)) \(tuple.0.level)")
    var nested = [[1, 2], [3]]
    log.append("\(try await nested[0][1].doubled()) \(nested)")
    var panels: [Panel?] = [nil, Panel()]
    log.append("\(String(describing: try await panels[0]?.gauges[0].raise(by: op("no", 1))))")
    log.append(
        "\(String(describing: try await panels[1]?.gauges[0].raise(by: op("yes", 1)))) \(panels[1]!.gauges[0].level)"
    )
    return log
}

@Durable
func mutatingInConditions() async throws -> [Int] {
    var gauge = Gauge()
    var log: [Int] = []
    while try await gauge.raise(by: 1) < 6 { log.append(gauge.level) }
    if try await gauge.raise(by: 2) > 3, gauge.level > 4 { log.append(gauge.level) }
    guard case let level = try await gauge.raise(by: 1), level == gauge.level else { return [] }
    log.append(level)
    switch try await gauge.raise(by: 1) {
    case gauge.level: log.append(-gauge.level)
    default: log.append(0)
    }
    for _ in 0..<(try await gauge.raise(by: 1) - gauge.level + 1) { log.append(100) }
    let value = gauge.level > 3 ? try await gauge.raise(by: 1) : gauge.level
    return log + [value, gauge.level]
}

@Durable
func mutatingGlobal() async throws -> [Int] {
    tally = 3
    let first = try await tally.doubled()
    return [first, tally]
}

// MARK: - Cases

let mutatingMethodsCases: [any AnyCase] = [
    Case(
        "Gauge.raise",
        plain: {
            var g = Gauge(); return try await g.raise(by: 3)
        },
        durable: { Gauge.Raise(on: Gauge(), by: 3) }
    ),
    Case(
        "Gauge.raise too far",
        plain: {
            var g = Gauge(); return try await g.raise(by: 70)
        },
        durable: { Gauge.Raise(on: Gauge(), by: 70) }
    ),
    Case(
        "Gauge.reset",
        plain: {
            var g = Gauge(); return try await g.reset()
        },
        durable: { Gauge.Reset(on: Gauge()) }
    ),
    Case(
        "Gauge.order",
        plain: {
            var g = Gauge(limit: 5000); return try await g.order(3)
        },
        durable: { Gauge.Order(on: Gauge(limit: 5000), 3) }
    ),
    Case(
        "Gauge.within",
        plain: {
            var g = Gauge(); return try await g.within(3)
        },
        durable: { Gauge.Within(on: Gauge(), 3) }
    ),
    Case(
        "Gauge.guarded",
        plain: {
            var g = Gauge(); return try await g.guarded(3)
        },
        durable: { Gauge.Guarded(on: Gauge(), 3) }
    ),
    Case(
        "Gauge.yielding",
        yields: {
            var g = Gauge(); return try await g.yielding(yield: $0)
        },
        durable: { Gauge.Yielding(on: Gauge()) }
    ),
    Case(
        "Panel.all",
        plain: {
            var p = Panel(); return try await p.all()
        },
        durable: { Panel.All(on: Panel()) }
    ),
    Case(
        "Panel.optional",
        plain: {
            var p = Panel(); return try await p.optional()
        },
        durable: { Panel.Optional(on: Panel()) }
    ),
    Case(
        "Panel.observed",
        plain: {
            var p = Panel(); return try await p.observed()
        },
        durable: { Panel.Observed(on: Panel()) }
    ),
    Case(
        "Panel.viaAccessors",
        plain: {
            var p = Panel(); return try await p.viaAccessors()
        },
        durable: { Panel.ViaAccessors(on: Panel()) }
    ),
    Case(
        "Panel.failing",
        plain: {
            var p = Panel(); return try await p.failing()
        },
        durable: { Panel.Failing(on: Panel()) }
    ),
    Case(
        "Panel.changingIndex",
        plain: {
            var p = Panel(); return try await p.changingIndex()
        },
        durable: { Panel.ChangingIndex(on: Panel()) }
    ),
    Case(
        "Panel.changingReceiver",
        plain: {
            var p = Panel(); return try await p.changingReceiver()
        },
        durable: { Panel.ChangingReceiver(on: Panel()) }
    ),
    Case(
        "Lamp.advance",
        plain: {
            var l = Lamp.amber(remaining: 2); return try await l.advance()
        },
        durable: { Lamp.Advance(on: .amber(remaining: 2)) }
    ),
    Case(
        "Lamp.cycle",
        yields: {
            var l = Lamp.red; return try await l.cycle(6, yield: $0)
        },
        durable: { Lamp.Cycle(on: .red, 6) }
    ),
    Case(
        "Array.bubbleSort",
        plain: {
            var a = [3, 2, 1]; return try await a.bubbleSort()
        },
        durable: { Array.BubbleSort(on: [3, 2, 1]) }
    ),
    Case("mutatingOfEverything", plain: { try await mutatingOfEverything() }, durable: { MutatingOfEverything() }),
    Case("mutatingInConditions", plain: { try await mutatingInConditions() }, durable: { MutatingInConditions() }),
    Case("mutatingGlobal", plain: { try await mutatingGlobal() }, durable: { MutatingGlobal() }),
]
