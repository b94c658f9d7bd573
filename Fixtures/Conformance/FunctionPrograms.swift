import Torpor

// Programs that are about functions: hubs, middleware, undo, tables, combinators.

struct StoredHub {
    private(set) var handlers: [(id: Int, run: (String) -> Void)] = []
    var next = 0
    mutating func on(_ run: @escaping (String) -> Void) -> Int {
        next += 1
        handlers.append((next, run))
        return next
    }
    mutating func off(_ id: Int) { handlers.removeAll { $0.id == id } }
    func emit(_ s: String) { for h in handlers { h.run(s) } }
}

@Durable
func programOfHub(yield: Yield<String>) async throws -> String {
    var hub = StoredHub()
    var log: [String] = []
    let first = hub.on { log.append("1:\($0)") }
    _ = hub.on { log.append("2:\($0) \(log.count)") }
    hub.emit("a")
    try await yield("\(log)")
    hub.off(first)
    hub.emit("b")
    try await yield("\(log)")
    _ = hub.on { [n = log.count] s in log.append("3:\(s) \(n)") }
    hub.emit("c")
    return "\(log)"
}

typealias StoredHandler = (String) async throws -> String
typealias StoredMiddleware = (@escaping StoredHandler) -> StoredHandler
@Durable
func programOfMiddleware(yield: Yield<String>) async throws -> String {
    var trace: [String] = []
    let logging: StoredMiddleware = { next in
        { request in
            trace.append("> \(request)")
            let response = try await next(request)
            trace.append("< \(response)")
            return response
        }
    }
    let retrying: StoredMiddleware = { next in
        { request in
            for _ in 0..<2 {
                do { return try await next(request) } catch { trace.append("retry") }
                try await Durable.sleep(for: .zero)
            }
            return try await next(request)
        }
    }
    var calls = 0
    let core: StoredHandler = { request in
        calls += 1
        try await yield("core \(calls)")
        if calls < 3 { throw Trouble.small }
        return request.uppercased()
    }
    var handler = core
    for middleware in [retrying, logging] { handler = middleware(handler) }
    let a = try await handler("x")
    let b = try await handler("y")
    return "\(a) \(b) \(trace) \(calls)"
}

@Durable
func programOfUndo(yield: Yield<String>) async throws -> String {
    var document = ["a"]
    var undos: [() -> Void] = []
    var redos: [() -> Void] = []
    func perform(_ text: String) {
        let index = document.count
        document.append(text)
        undos.append {
            let removed = document.remove(at: index)
            redos.append { document.insert(removed, at: index) }
        }
    }
    perform("b")
    try await yield("\(document)")
    perform("c")
    undos.removeLast()()
    try await yield("\(document)")
    redos.removeLast()()
    try await yield("\(document)")
    while let undo = undos.popLast() { undo(); try await yield("\(document)") }
    return "\(document) \(redos.count)"
}

struct StoredState { var name: String; var next: (Int) -> String }
@Durable
func programOfStates(yield: Yield<String>) async throws -> String {
    var visits: [String: Int] = [:]
    let table: [String: StoredState] = [
        "idle": StoredState(name: "idle") { n in
            visits["idle", default: 0] += n; return n > 2 ? "busy" : "idle"
        },
        "busy": StoredState(name: "busy") { n in
            visits["busy", default: 0] += n; return n.isMultiple(of: 2) ? "done" : "idle"
        },
        "done": StoredState(name: "done") { _ in "done" },
    ]
    var current = "idle"
    for n in [1, 3, 5, 4, 4] {
        current = table[current]!.next(n)
        try await yield(current)
    }
    return visits.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }.joined()
}

func composedOf<A, B, C>(_ f: @escaping (A) -> B, _ g: @escaping (B) -> C) -> (A) -> C { { g(f($0)) } }
@Durable
func programOfFunctional(yield: Yield<String>) async throws -> String {
    let add = { (a: Int) in { (b: Int) in a + b } }
    let addFive = add(5)
    var pipeline: [(Int) -> Int] = [addFive, { $0 * 2 }, add(100)]
    try await yield("\(pipeline.reduce(1) { $1($0) })")
    let composed: (Int) -> Int = { x in pipeline.reduce(x) { $1($0) } }
    try await yield("\(composed(2))")
    pipeline.removeLast()
    try await yield("\(composed(2))")
    var cache: [Int: Int] = [:]
    let square: (Int) -> Int = { n in
        if let hit = cache[n] { return hit }
        cache[n] = n * n
        return n * n
    }
    try await yield("\([1, 2, 1, 3].map(square)) \(cache.count)")
    return "\(square(2)) \(cache.count)"
}

struct InputValidator<Value> {
    var name: String
    var check: (Value) -> String?
    func or(_ other: InputValidator<Value>) -> InputValidator<Value> { other }
}

@Durable
func programOfValidate(yield: Yield<String>) async throws -> String {
    let minimum = 3
    let validators = [
        InputValidator<String>(name: "length") { $0.count < minimum ? "short" : nil },
        InputValidator<String>(name: "letters") { $0.allSatisfy(\.isLetter) ? nil : "letters only" },
    ]
    var results: [String] = []
    for word in ["ab", "abc", "a1c"] {
        for validator in validators {
            if let problem = validator.check(word) { results.append("\(word): \(validator.name) \(problem)") }
            try await yield("checked")
        }
    }
    return "\(results)"
}

@Durable
func programOfCounter(from start: Int) async throws -> (increment: (Int) -> Void, value: () -> Int) {
    var count = start
    try await Durable.sleep(for: .zero)
    return ({ count += $0 }, { count })
}

@Durable
func programOfTuple(yield: Yield<String>) async throws -> String {
    let a = try await programOfCounter(from: 1)
    let b = try await programOfCounter(from: 100)
    a.increment(5)
    try await yield("\(a.value()) \(b.value())")
    b.increment(7)
    a.increment(1)
    return "\(a.value()) \(b.value())"
}

struct TextParser { var run: (Substring) -> (String, Substring)? }
@Durable
func programOfParser(yield: Yield<String>) async throws -> String {
    func char(_ c: Character) -> TextParser { TextParser { s in s.first == c ? (String(c), s.dropFirst()) : nil } }
    func seq(_ a: TextParser, _ b: TextParser) -> TextParser {
        TextParser { s in
            guard let (x, rest) = a.run(s), let (y, end) = b.run(rest) else { return nil }
            return (x + y, end)
        }
    }
    func many(_ p: TextParser) -> TextParser {
        TextParser { s in
            var out = "", rest = s
            while let (x, next) = p.run(rest) { out += x; rest = next }
            return (out, rest)
        }
    }
    let parser = seq(many(char("a")), char("b"))
    try await yield(parser.run("aaabc").map { "\($0.0) \($0.1)" } ?? "none")
    return parser.run("c").map { "\($0.0) \($0.1)" } ?? "none"
}

@Durable
func programOfNested(yield: Yield<String>) async throws -> String {
    var groups: [String: [(Int) -> Int]] = [:]
    var onFinish: ((String) -> String)? = nil
    for k in 1...3 { groups[k.isMultiple(of: 2) ? "even" : "odd", default: []].append { $0 * k } }
    try await yield(groups["odd"]!.map { "\($0(10))" }.joined(separator: ","))
    onFinish = { "\($0) \(groups.count)" }
    groups["more"] = [{ $0 }]
    try await yield(onFinish?("done") ?? "-")
    onFinish = nil
    return "\(onFinish?("x") ?? "nothing") \(groups.values.map(\.count).reduce(0, +))"
}

@Durable
func programOfSort(yield: Yield<String>) async throws -> String {
    var orders: [(String, (Int, Int) -> Bool)] = [("up", <), ("down", { $0 > $1 })]
    let pivot = 3
    orders.append(("near", { abs($0 - pivot) < abs($1 - pivot) }))
    for (name, order) in orders { try await yield("\(name) \([5, 1, 4, 2, 3].sorted(by: order))") }
    return "\(orders.count)"
}

@Durable
func programOfRecursive(yield: Yield<String>) async throws -> String {
    var fact: (Int) -> Int = { _ in 0 }
    fact = { n in n < 2 ? 1 : n * fact(n - 1) }
    try await yield("\(fact(5))")
    var walk: (Int) async throws -> Int = { _ in 0 }
    walk = { n in
        try await yield("walk \(n)")
        return n == 0 ? 0 : n + (try await walk(n - 1))
    }
    let w = try await walk(3)
    return "\(fact(6)) \(w)"
}

final class SharedCounter: Codable { var n = 0; init() {} }
@Durable
func programOfObjects(yield: Yield<String>) async throws -> String {
    let counter = SharedCounter()
    let bump = { counter.n += 1 }
    var all: [() -> Int] = [
        {
            bump(); return counter.n
        }, { [counter] in counter.n * 10 },
    ]
    try await yield("\(all.map { $0() })")
    let other = SharedCounter()
    all.append {
        other.n += counter.n; return other.n
    }
    try await yield("\(all.map { $0() }) \(counter.n) \(other.n)")
    return "\(all.map { $0() }) \(counter.n) \(other.n)"
}

struct ReducedState: Codable, Equatable { var count = 0; var names: [String] = [] }
typealias StateReducer = (inout ReducedState, Int) -> Void
// reducers with inout
@Durable
func programOfReducers(yield: Yield<String>) async throws -> String {
    var state = ReducedState()
    var seen = 0
    var reducers: [StateReducer] = [{ $0.count += $1 }, { state, n in state.names.append("n\(n)") }]
    reducers.append { s, n in
        seen += n; s.count *= 2
    }
    for n in 1...3 {
        for reducer in reducers { reducer(&state, n) }
        try await yield("\(state.count) \(state.names) \(seen)")
    }
    return "\(state) \(seen)"
}

struct ListedPerson: Codable {
    var name: String; var age: Int; func greet(_ s: String) -> String { "\(s) \(name)" };
    static func make(_ n: String) -> ListedPerson { ListedPerson(name: n, age: n.count) }
}
final class SharedTally: Codable {
    var n = 0; init() {}; func add(_ k: Int) -> Int { n += k; return n }; static let unit = 3
}
// references
@Durable
func programOfReferences(yield: Yield<String>) async throws -> String {
    let people = [ListedPerson(name: "Ann", age: 3), ListedPerson(name: "Bob", age: 5)]
    var getters: [(ListedPerson) -> String] = [\.name, { "\($0.age)" }]
    let parse: (String) -> Int? = Int.init
    let make = ListedPerson.make
    let tally = SharedTally()
    let add = tally.add
    var bound: [(String) -> String] = people.map { p in p.greet }
    bound.append(people[0].greet)
    try await yield(people.map { p in getters.map { $0(p) }.joined() }.joined(separator: ","))
    getters.reverse()
    try await yield("\(parse("12") ?? -1) \(make("Carla").age) \(add(2)) \(bound.map { $0("hi") })")
    tally.n = 10
    try await yield("\(add(1)) \(tally.n)")
    let unbound = SharedTally.add
    try await yield("\(unbound(tally)(5))")
    return people.map { p in getters.map { $0(p) }.joined() }.joined(separator: ",")
}

// typed throws, sendable, rethrowing use
struct RejectedInput: Error, Codable, Equatable { var why: String }
@Durable
func programOfThrowing(yield: Yield<String>) async throws -> String {
    var checks: [(Int) throws -> Int] = []
    let limit = 3
    checks.append { n throws -> Int in
        if n > limit { throw RejectedInput(why: "big \(n)") }; return n
    }
    let send: @Sendable (Int) throws -> Int = {
        if $0 == 0 { throw Trouble.small }; return 10 / $0
    }
    try await yield("ready")
    var out: [String] = []
    for n in [1, 5] {
        do { out.append("\(try checks[0](n))") } catch let error as RejectedInput { out.append(error.why) }
        try await yield("\(out)")
    }
    for n in [2, 0] {
        do { out.append("\(try send(n))") } catch { out.append("\(error)") }
        try await yield("\(out.count)")
    }
    return "\(out)"
}

// closures in class methods
final class HookOwner: Codable {
    var log: [String] = []
    var size = 0
    init() {}
    @Durable
    func work(yield: Yield<String>) async throws -> Int {
        let add = { (s: String) in
            self.log.append(s); self.size += 1
        }
        var hooks: [() -> Int] = [{ [self] in size }, { self.log.count * 10 }]
        add("a")
        try await yield("\(hooks.map { $0() })")
        hooks.append { [unowned self] in self.size * 100 }
        hooks.append { [weak self] in self?.size ?? -1 }
        add("b")
        try await yield("\(hooks.map { $0() })")
        let later: (Int) async throws -> Int = { n in
            self.size += n
            try await yield("later \(self.size)")
            return self.size
        }
        return try await later(7) + later(1)
    }
}

@Durable
func programOfOwner(yield: Yield<String>) async throws -> String {
    let o = HookOwner()
    let r = try await o.work(yield: yield)
    return "\(r) \(o.log) \(o.size)"
}

// protocols with closures
protocol StoredShape: Codable { func area() -> Int }
struct StoredSquare: StoredShape { var s: Int; func area() -> Int { s * s } }
struct StoredRectangle: StoredShape { var a: Int, b: Int; func area() -> Int { a * b } }
@Durable
func programOfFactories(yield: Yield<String>) async throws -> String {
    let scale = 2
    let factories: [String: (Int) -> any StoredShape] = [
        "sq": { StoredSquare(s: $0 * scale) }, "rc": { StoredRectangle(a: $0, b: scale) },
    ]
    var shapes: [any StoredShape] = []
    for key in factories.keys.sorted() {
        shapes.append(factories[key]!(3))
        try await yield("\(shapes.map { $0.area() })")
    }
    return "\(shapes.count)"
}

// generic durable function with closures and constraints
@Durable
func programOfMap<T: Codable & Sendable, U: Codable & Sendable>(_ xs: [T], _ f: (T) async throws -> U) async throws
    -> [U]
{
    var out: [U] = []
    for x in xs { out.append(try await f(x)) }
    return out
}

@Durable
func programOfGroupBy<T: Codable & Sendable, K: Codable & Hashable & Sendable>(
    _ xs: [T],
    by key: @escaping (T) -> K,
    yield: Yield<String>
) async throws -> [K: [T]] {
    var out: [K: [T]] = [:]
    for x in xs { out[key(x), default: []].append(x); try await yield("\(out.count)") }
    return out
}

@Durable
func programOfGenerics(yield: Yield<String>) async throws -> String {
    var total = 0
    let doubled = try await programOfMap([1, 2, 3]) { n -> String in
        total += n
        try await yield("m\(n)")
        return "\(n * 2)"
    }
    let groups = try await programOfGroupBy(["a", "bb", "cc"], by: \.count, yield: yield)
    let byFirst = try await programOfGroupBy(["x1", "x2", "y"], by: { $0.first == "x" ? total : 0 }, yield: yield)
    return "\(doubled) \(total) \(groups[2]!) \(byFirst[6]!)"
}

// closures returning closures returning values with shared state, optional map
@Durable
func programOfOptional(yield: Yield<String>) async throws -> String {
    let names: [String?] = ["a", nil, "b"]
    var thunks = names.map { name in name.map { n in { "\(n)!" } } }
    try await yield(thunks.map { $0?() ?? "-" }.joined())
    thunks.swapAt(0, 1)
    try await yield(thunks.map { $0?() ?? "-" }.joined())
    let compact = thunks.compactMap { $0 }
    try await yield("\(compact.count)")
    return compact.map { $0() }.joined()
}

// do/catch + defer with closures kept
@Durable
func programOfCleanup(yield: Yield<String>) async throws -> String {
    var cleanups: [() async throws -> Void] = []
    var log: [String] = []
    do {
        defer { log.append("deferred") }
        for k in 1...3 {
            log.append("open \(k)")
            cleanups.append {
                try await yield("close \(k)"); log.append("close \(k)")
            }
            if k == 3 { throw Trouble.big(k) }
        }
    } catch {
        log.append("\(error)")
        for c in cleanups.reversed() { try await c() }
    }
    return log.joined(separator: ",")
}

// MARK: - Cases

let functionProgramsCases: [any AnyCase] = [
    Case("programOfHub", yields: { try await programOfHub(yield: $0) }, durable: { ProgramOfHub() }),
    Case(
        "programOfMiddleware",
        yields: { try await programOfMiddleware(yield: $0) },
        durable: { ProgramOfMiddleware() }
    ),
    Case("programOfUndo", yields: { try await programOfUndo(yield: $0) }, durable: { ProgramOfUndo() }),
    Case("programOfStates", yields: { try await programOfStates(yield: $0) }, durable: { ProgramOfStates() }),
    Case(
        "programOfFunctional",
        yields: { try await programOfFunctional(yield: $0) },
        durable: { ProgramOfFunctional() }
    ),
    Case("programOfValidate", yields: { try await programOfValidate(yield: $0) }, durable: { ProgramOfValidate() }),
    Case("programOfTuple", yields: { try await programOfTuple(yield: $0) }, durable: { ProgramOfTuple() }),
    Case("programOfParser", yields: { try await programOfParser(yield: $0) }, durable: { ProgramOfParser() }),
    Case("programOfNested", yields: { try await programOfNested(yield: $0) }, durable: { ProgramOfNested() }),
    Case("programOfSort", yields: { try await programOfSort(yield: $0) }, durable: { ProgramOfSort() }),
    Case("programOfRecursive", yields: { try await programOfRecursive(yield: $0) }, durable: { ProgramOfRecursive() }),
    Case("programOfObjects", yields: { try await programOfObjects(yield: $0) }, durable: { ProgramOfObjects() }),
    Case("programOfReducers", yields: { try await programOfReducers(yield: $0) }, durable: { ProgramOfReducers() }),
    Case(
        "programOfReferences",
        yields: { try await programOfReferences(yield: $0) },
        durable: { ProgramOfReferences() }
    ),
    Case("programOfThrowing", yields: { try await programOfThrowing(yield: $0) }, durable: { ProgramOfThrowing() }),
    Case("programOfOwner", yields: { try await programOfOwner(yield: $0) }, durable: { ProgramOfOwner() }),
    Case("programOfFactories", yields: { try await programOfFactories(yield: $0) }, durable: { ProgramOfFactories() }),
    Case("programOfGenerics", yields: { try await programOfGenerics(yield: $0) }, durable: { ProgramOfGenerics() }),
    Case("programOfOptional", yields: { try await programOfOptional(yield: $0) }, durable: { ProgramOfOptional() }),
    Case("programOfCleanup", yields: { try await programOfCleanup(yield: $0) }, durable: { ProgramOfCleanup() }),
]
