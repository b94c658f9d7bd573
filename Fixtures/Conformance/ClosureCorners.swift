import Torpor

// Durable closures in all places, with all that can be in them.

typealias CornerJobType = @Sendable (Int) async throws -> Int

@Durable
func cornerRun<Value>(_ label: String, operation: () async throws -> Value) async throws -> Value {
    note("begin \(label)")
    defer { note("end \(label)") }
    return try await operation()
}

@Durable
func cornerJob(_ n: Int, job: CornerJobType) async throws -> Int { try await job(n) + job(n + 1) }

@Durable
func cornerTyped<Value: Codable>(_ operation: () async throws(Mishap) -> Value) async throws(Mishap) -> Value {
    do { return try await operation() } catch { note("typed \(error.reason)"); throw error }
}

@Durable
func cornerRethrows<Value: Codable>(_ operation: () async throws -> Value) async rethrows -> Value {
    try await operation()
}

@Durable
func cornerPairs(_ pairs: [(Int, String)], _ body: ((Int, String)) async throws -> String) async throws -> [String] {
    var result: [String] = []
    for (a, b) in pairs { result.append(try await body((a, b))) }
    return result
}

@Durable
func cornerZip<A: Codable, B: Codable>(_ a: [A], _ b: [B], _ body: (A, B) async throws -> Void) async throws {
    for (x, y) in zip(a, b) { try await body(x, y) }
}

@Durable
func cornerControl(_ n: Int) async throws -> [String] {
    var log: [String] = []
    if try await cornerRun(
        "if",
        operation: {
            try await Durable.sleep(for: .zero); return n > 1
        }
    ) {
        log.append("big")
    }
    guard try await cornerRun("guard", operation: ({ n < 100 })) else { return [] }
    var k = 0
    while try await cornerRun(
        "while",
        operation: {
            k += 1; try await Durable.sleep(for: .zero); return k < 3
        }
    ) { log.append("k\(k)") }
    for x in try await cornerRun("for", operation: { [n, n + 1] }) {
        let y = try await cornerRun("in for") {
            try await Durable.sleep(for: .zero); return x * k
        }
        log.append("\(y)")
    }
    switch try await cornerRun("switch", operation: { n % 2 }) {
    case 0 where try await cornerRun("where", operation: { log.count > 2 }): log.append("even")
    default: log.append("odd")
    }
    let t = n > 1 ? try await cornerRun("t") { "yes" } : "no"
    let o = try? await cornerRun("o") { () async throws -> Int in
        try await Durable.sleep(for: .zero); throw Trouble.small
    }
    let p = try? await cornerRun("p") { n }
    log.append("\(t) \(o ?? -1) \(p ?? -1)")
    return log
}

@Durable
func cornerBodies(_ n: Int) async throws -> [String] {
    struct Pair: Codable { var a: Int; var b = 2 }
    return try await cornerRun("bodies") {
        struct Inner: Codable { var x: Int }
        var pair = Pair(a: n)
        let inner = Inner(x: 3)
        func add(_ d: Int) { pair.a += d }
        let double = { (v: Int) in v * 2 }
        lazy var late = op("late", n * 7)
        var seen: [String] = [] { didSet { note("seen \(seen.count)") } }
        defer { note("bodies left \(pair.a)") }
        outer: for i in 0..<4 {
            for j in 0..<4 {
                try await Durable.sleep(for: .zero)
                if j == 2 { continue outer }
                if i == 2 { break outer }
                add(double(j))
                do {
                    if i == 1 { try await refuse(Trouble.big(j), as: Void.self) }
                    seen.append("\(i)\(j)")
                } catch Trouble.big(let code) where code > 0 {
                    seen.append("caught \(code)")
                } catch {
                    seen.append("other \(error)")
                }
            }
        }
        try await Durable.sleep(for: .zero)
        return seen + ["\(pair.a) \(pair.b) \(inner.x) \(late)"]
    }
}

@Durable
func cornerYield(_ n: Int, yield: Yield<Int>) async throws -> Int {
    var sum = 0
    try await forEach(Array(0..<n)) { i in
        try await yield(i)
        sum += i
        let twice = try await cornerRun("y\(i)") {
            try await yield(i * 10); return i * 2
        }
        sum += twice
    }
    return sum
}

@Durable
func cornerErrors() async throws -> [String] {
    var log: [String] = []
    do {
        _ = try await cornerTyped { () async throws(Mishap) -> Int in
            await cornerNap()
            throw Mishap(reason: "x")
        }
    } catch { log.append("\(error.reason)") }
    log.append(await cornerRethrows { await glance("calm") })
    let r = try await cornerRethrows { try await fetch("loud") }
    log.append(r)
    return log
}

@Durable
func cornerNap() async { note("nap") }

@Durable
func cornerCaptures(_ base: Int, _ out: inout [String]) async throws -> Int {
    var pair = (1, "a")
    var maybe: Int? = nil
    var table: [String: Int] = [:]
    let value: Int
    if base > 1 { value = 5 } else { value = 6 }
    var late: String
    late = "l"
    try await cornerRun("captures") {
        pair.0 += value
        maybe = base
        table["x", default: 0] += 1
        try await Durable.sleep(for: .zero)
        out.append("in \(pair)")
        late += "!"
        let base = "shadow"
        pair.1 += base
    }
    out.append("\(pair) \(maybe ?? 0) \(table) \(late)")
    for i in 0..<2 {
        var own = i
        try await cornerRun("own") {
            own += 10; try await Durable.sleep(for: .zero)
        }
        out.append("\(own)")
        let base = try await cornerRun("base") { base + i }
        out.append("\(base)")
    }
    if let maybe, try await cornerRun("maybe", operation: { maybe > 1 }) { out.append("maybe \(maybe)") }
    return table.count
}

@Durable
func cornerCapturesCaller(_ n: Int) async throws -> [String] {
    var out: [String] = ["begin"]
    let c = try await cornerCaptures(n, &out)
    do {
        try await cornerRun("fails") {
            out.append("before")
            try await Durable.sleep(for: .zero)
            throw Trouble.small
        }
    } catch { out.append("\(error) \(c)") }
    return out
}

@Durable
func cornerRecursion(_ n: Int) async throws -> Int {
    if n == 0 { return 1 }
    return try await cornerRun("r\(n)") {
        try await Durable.sleep(for: .zero)
        let below = try await cornerRecursion(n - 1)
        return below + n
    }
}

@Durable
func cornerJobs(_ n: Int) async throws -> [Int] {
    let a = try await cornerJob(n) { $0 * 2 }
    let b = try await cornerJob(n) { m in
        try await Durable.sleep(for: .zero); return m * n
    }
    let c = try await cornerJob(n, job: cornerPlus)
    return [a, b, c]
}

@Durable
func cornerPlus(_ n: Int) async throws -> Int { try await Durable.sleep(for: .zero); return n + 100 }

@Durable
func cornerTuples() async throws -> [String] {
    let a = try await cornerPairs([(1, "a"), (2, "b")]) { "\($0.0)\($0.1)" }
    let b = try await cornerPairs([(1, "a")]) { (n, s) in
        try await Durable.sleep(for: .zero); return "\(n)-\(s)"
    }
    var log: [String] = []
    try await cornerZip([1, 2], ["x", "y"]) {
        log.append("\($0)\($1)"); try await Durable.sleep(for: .zero)
    }
    try await cornerZip([1, 2], [true]) { n, _ in log.append("\(n)") }
    return a + b + log
}

final class CornerShop: Codable {
    var stock: [String: Int] = [:]
    @Durable
    func change<Value: Codable>(_ name: String, _ body: (Int) async throws -> Value) async throws -> Value {
        let value = try await body(stock[name] ?? 0)
        stock[name, default: 0] += 1
        return value
    }
    @Durable
    func trade() async throws -> [Int] {
        let first = try await change("tea") { count in
            try await Durable.sleep(for: .zero)
            self.stock["milk"] = 7
            return count + self.stock.count
        }
        let second = try await change("tea", own)
        let third = try await self.change("milk") { $0 + first }
        return [first, second, third]
    }
    func own(_ n: Int) async throws -> Int { try await fetch(n * 3) }
    @Durable
    static func open(_ n: Int) async throws -> Int {
        let shop = CornerShop()
        let a = try await shop.change("x") { $0 + n }
        let t = try await shop.trade()
        return a + t.reduce(0, +)
    }
}

struct CornerBox<Item: Codable & Sendable>: Codable {
    var items: [Item]
    @Durable
    func mapped<Value: Codable>(_ transform: (Item) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for item in items { values.append(try await transform(item)) }
        return values
    }
    @Durable
    func described() async throws -> [String] {
        try await mapped { item in
            try await Durable.sleep(for: .zero); return "\(item) of \(items.count)"
        }
    }
}

@Durable
func cornerBoxes() async throws -> [String] {
    let box = CornerBox(items: [1, 2])
    let described = try await box.described()
    let mapped = try await box.mapped { $0 * 2 }
    return described + ["\(mapped)"]
}

extension Array where Element: Codable {
    @Durable
    func eachDurably(_ body: (Int, Element) async throws -> Void) async throws {
        for (i, e) in enumerated() { try await body(i, e) }
    }
}

@Durable
func cornerExtension() async throws -> [String] {
    var log: [String] = []
    try await ["a", "b"].eachDurably { i, e in
        try await Durable.sleep(for: .zero)
        log.append("\(i)\(e)")
    }
    return log
}

@MainActor
@Durable
func cornerOnMain(_ n: Int) async throws -> Int {
    var total = 0
    let a = try await cornerMainRun {
        total += cornerMainOnly(n); try await Durable.sleep(for: .zero); return total
    }
    return a + total
}
@MainActor func cornerMainOnly(_ n: Int) -> Int { n + 1 }
@MainActor
@Durable
func cornerMainRun<Value: Codable & Sendable>(_ body: () async throws -> Value) async throws -> Value {
    try await body()
}

let closureCornersCases: [any AnyCase] = [
    Case("cornerControl", plain: { try await cornerControl(4) }, durable: { CornerControl(4) }),
    Case("cornerBodies", plain: { try await cornerBodies(4) }, durable: { CornerBodies(4) }),
    Case("cornerYield", yields: { try await cornerYield(3, yield: $0) }, durable: { CornerYield(3) }),
    Case("cornerErrors", plain: { try await cornerErrors() }, durable: { CornerErrors() }),
    Case("cornerCapturesCaller", plain: { try await cornerCapturesCaller(3) }, durable: { CornerCapturesCaller(3) }),
    Case("cornerRecursion", plain: { try await cornerRecursion(4) }, durable: { CornerRecursion(4) }),
    Case("cornerJobs", plain: { try await cornerJobs(4) }, durable: { CornerJobs(4) }),
    Case("cornerTuples", plain: { try await cornerTuples() }, durable: { CornerTuples() }),
    Case("CornerShop.open", plain: { try await CornerShop.open(4) }, durable: { CornerShop.Open(4) }),
    Case("cornerBoxes", plain: { try await cornerBoxes() }, durable: { CornerBoxes() }),
    Case("cornerExtension", plain: { try await cornerExtension() }, durable: { CornerExtension() }),
    Case("cornerOnMain", plain: { try await cornerOnMain(4) }, durable: { CornerOnMain(4) }),
]
