import Torpor

struct MoreBox {
    var f: (Int) -> Int
    var g: ((Int) -> Int)?
    var pair: (Int, (Int) -> Int)
    var list: [String: (Int) -> Int] = [:]
}

final class MoreLog: Codable { var lines: [String] = []; func add(_ s: String) { lines.append(s) } }

typealias MoreAction = (Int) -> Int

@Durable
func moreStructs(yield: Yield<Int>) async throws -> Int {
    var b = MoreBox(f: { $0 + 1 }, g: { $0 - 1 }, pair: (1, { $0 * 3 }))
    b.list["a"] = { $0 * 7 }
    try await yield(b.f(1) + b.g!(1) + b.pair.1(2))
    let c = b
    b.g = nil
    b.pair.1 = { -$0 }
    try await yield(b.pair.1(2) + c.pair.1(2))
    var all = [b, c]
    try await yield(all.count)
    all.reverse()
    return all.reduce(0) { $0 * 10 + $1.pair.1(1) } + (b.g == nil ? 100 : 0) + b.list["a"]!(1)
}

@Durable
func moreObject(yield: Yield<Int>) async throws -> [String] {
    let log = MoreLog()
    var write: (String) -> Void = { log.add($0) }
    try await yield(1)
    write("a")
    log.add("b")
    write = log.add
    try await yield(2)
    write("c")
    let other = write
    try await yield(log.lines.count)
    other("d")
    return log.lines
}

@Durable
func moreAlias(_ values: [Int], using action: @escaping MoreAction, yield: Yield<Int>) async throws -> Int {
    var last: MoreAction = action
    for value in values {
        try await yield(last(value))
        last = { action($0) + value }
    }
    return last(0)
}

@Durable
func moreAliasCaller(yield: Yield<Int>) async throws -> Int {
    try await moreAlias([1, 2], using: { $0 * 5 }, yield: yield)
}

@Durable
func moreThrows(yield: Yield<String>) async throws -> Int {
    var parse: (String) throws -> Int = { text in
        guard let n = Int(text) else { throw Trouble.small }
        return n
    }
    var total = 0
    for text in ["1", "x", "3"] {
        do {
            let n = try parse(text)
            try await yield("ok \(n)")
            total += n
        } catch {
            try await yield("bad \(text)")
            parse = { _ in 7 }
        }
    }
    return total
}

@Durable
func moreOptionalTable(yield: Yield<Int>) async throws -> Int {
    var handlers: [Int: [(Int) -> Int]] = [:]
    for i in 0..<4 {
        handlers[i % 2, default: []].append { $0 + i }
        try await yield(i)
    }
    var total = 0
    for (key, list) in handlers.sorted(by: { $0.key < $1.key }) {
        for handler in list {
            total = handler(total)
            try await yield(total + key)
        }
    }
    return total
}

@Durable
func moreDurableInside(yield: Yield<Int>) async throws -> Int {
    var count = 0
    var bump: () -> Void = { count += 1 }
    try await moreTimes(3) {
        bump()
        try await Durable.sleep(for: .zero)
        count += 10
    }
    try await yield(count)
    bump = { count = 0 }
    bump()
    try await yield(count)
    return count
}

@Durable
func moreTimes(_ n: Int, _ body: () async throws -> Void) async throws {
    for _ in 0..<n { try await body() }
}

@Durable
func moreInLoop(yield: Yield<Int>) async throws -> [Int] {
    var getters: [() -> Int] = []
    for i in 0..<3 {
        var n = i
        getters.append {
            n += 1; return n
        }
        try await yield(getters[0]())
        n += 100
    }
    return getters.map { $0() }
}

@Durable
func moreCapture(yield: Yield<Int>) async throws -> [Int] {
    var n = 1
    var f = { [n, m = n * 10] (x: Int) -> Int in x + n + m }
    n = 5
    try await yield(f(0))
    let g = f
    f = { [n] in g($0) + n }
    n = 9
    try await yield(f(0))
    return [f(1), g(1), n]
}

struct PlaceCounter: Codable {
    var step = 2
    var total = 0
    func by(_ n: Int) -> Int { n * step }

    @Durable
    func run(yield: Yield<Int>) async throws -> Int {
        var f: (Int) -> Int = by
        try await yield(f(1))
        f = { self.by($0) + step }
        try await yield(f(2))
        return f(3)
    }
}

final class MoreMachine: Codable {
    var n = 1
    func next(_ k: Int) -> Int { n += k; return n }

    @Durable
    func run(yield: Yield<Int>) async throws -> Int {
        var f: (Int) -> Int = { self.next($0) }
        try await yield(f(1))
        n += 10
        let old = f
        f = { [old] k in old(k) + self.n }
        try await yield(f(2))
        return f(3) + n
    }
}

// MARK: - Cases
let functionValuesInPlacesCases: [any AnyCase] = [
    Case("moreStructs", yields: { try await moreStructs(yield: $0) }, durable: { MoreStructs() }),
    Case("moreObject", yields: { try await moreObject(yield: $0) }, durable: { MoreObject() }),
    Case("moreAliasCaller", yields: { try await moreAliasCaller(yield: $0) }, durable: { MoreAliasCaller() }),
    Case("moreThrows", yields: { try await moreThrows(yield: $0) }, durable: { MoreThrows() }),
    Case("moreOptionalTable", yields: { try await moreOptionalTable(yield: $0) }, durable: { MoreOptionalTable() }),
    Case("moreDurableInside", yields: { try await moreDurableInside(yield: $0) }, durable: { MoreDurableInside() }),
    Case("moreInLoop", yields: { try await moreInLoop(yield: $0) }, durable: { MoreInLoop() }),
    Case("moreCapture", yields: { try await moreCapture(yield: $0) }, durable: { MoreCapture() }),
    Case(
        "PlaceCounter.run",
        yields: { try await PlaceCounter().run(yield: $0) },
        durable: { PlaceCounter.Run(on: PlaceCounter()) }
    ),
    Case(
        "MoreMachine.run",
        yields: { try await MoreMachine().run(yield: $0) },
        durable: { MoreMachine.Run(on: MoreMachine()) }
    ),
]
