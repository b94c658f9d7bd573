import Torpor

// Functions that durable functions are given and store: in structures, in what they return, in other closures.

struct StoredStep { var name: String; var run: (Int) async throws -> Int; var undo: (() async throws -> Void)? }

@Durable
func storedKeep(_ operation: @escaping (Int) async throws -> Int, yield: Yield<String>) async throws -> Int {
    let step = StoredStep(name: "one", run: operation, undo: {})
    try await yield(step.name)
    return try await step.run(2)
}

@Durable
func storedCompose(_ first: @escaping (Int) async throws -> Int, _ second: @escaping (Int) async throws -> Int)
    async throws -> (Int) async throws -> Int
{
    try await Durable.sleep(for: .zero)
    return { try await second(try await first($0)) }
}

@Durable
func storedAndReturned(yield: Yield<String>) async throws -> String {
    var log: [String] = []
    let a = try await storedKeep(
        { n in
            log.append("in \(n)")
            try await Durable.sleep(for: .zero)
            return n * 2
        },
        yield: yield
    )
    let composed = try await storedCompose(
        { n in
            log.append("first \(n)")
            try await yield("f")
            return n + 1
        },
        { n in
            log.append("second \(n)")
            return n * 10
        }
    )
    try await yield("composed")
    let b = try await composed(4)
    let c = try await composed(5)
    return "\(a) \(b) \(c) \(log)"
}

struct SagaOfSteps {
    var steps: [StoredStep] = []
    var onDone: ((String) async throws -> Void)?

    @Durable
    mutating func add(
        _ name: String,
        _ run: @escaping (Int) async throws -> Int,
        undo: (() async throws -> Void)? = nil
    ) async throws {
        steps.append(StoredStep(name: name, run: run, undo: undo))
        try await Durable.sleep(for: .zero)
    }
    @Durable
    mutating func whenDone(_ handler: @escaping (String) async throws -> Void) async throws {
        onDone = handler
        try await Durable.sleep(for: .zero)
    }
    @Durable
    func execute(_ start: Int) async throws -> Int {
        var value = start
        var done: [StoredStep] = []
        do {
            for step in steps {
                value = try await step.run(value)
                done.append(step)
            }
        } catch {
            for step in done.reversed() { if let undo = step.undo { try await undo() } }
            throw error
        }
        if let onDone { try await onDone("value \(value)") }
        return value
    }
}

@Durable
func storedDouble(_ n: Int) async throws -> Int { try await Durable.sleep(for: .zero); return n * 2 }

@Durable
func storedSaga(yield: Yield<String>) async throws -> String {
    var log: [String] = []
    var saga = SagaOfSteps()
    var count = 0
    try await saga.add(
        "one",
        { n in
            count += 1; try await yield("one"); return n + 1
        },
        undo: { log.append("undo one \(count)") }
    )
    try await saga.add("two", storedDouble)
    try await saga.add("three") { n in
        count += 10
        if count > 20 { throw Trouble.big(count) }
        return n * 3
    } undo: {
        try await yield("undoing three")
        log.append("undo three")
    }
    try await saga.whenDone { log.append($0) }
    count += 100
    let first = try? await saga.execute(1)
    count = 0
    let second = try await saga.execute(1)
    return "\(first ?? -1) \(second) \(log) \(count)"
}

@Durable
func storedLater<T: Sendable & Codable>(_ op: @escaping () async throws -> T) async throws -> [() async throws -> T] {
    try await Durable.sleep(for: .zero)
    return [op, op]
}

@Durable
func storedOuter(_ op: @escaping (Int) async throws -> Int) async throws -> StoredStep {
    try await storedInner("x", op)
}

@Durable
func storedInner(_ name: String, _ op: @escaping (Int) async throws -> Int) async throws -> StoredStep {
    let r = try await op(1)
    return StoredStep(name: name + "\(r)", run: { try await op($0) + 1 }, undo: nil)
}

@Durable
func storedByOthers(yield: Yield<String>) async throws -> String {
    var n = 5
    let step = try await storedOuter { k in
        n += k; try await yield("op \(n)"); return n
    }
    n *= 2
    try await yield(step.name)
    let a = try await step.run(3)
    var total = 0
    let fs = try await storedLater { () -> Int in
        total += 1; try await Durable.sleep(for: .zero); return total + n
    }
    total += 50
    let b = try await fs[0]()
    let c = try await fs[1]()
    return "\(a) \(b) \(c) \(n) \(total)"
}

@Durable
func storedRetrying(_ times: Int, _ op: @escaping (Int) async throws -> Int) async throws -> (Int) async throws -> Int {
    return { n in
        var last: (any Error)?
        for _ in 0..<times {
            do { return try await op(n) } catch { last = error }
            try await Durable.sleep(for: .zero)
        }
        throw last!
    }
}

@Durable
func storedWrapped(yield: Yield<String>) async throws -> String {
    var tries = 0
    let f = try await storedRetrying(3) { n in
        tries += 1
        try await yield("try \(tries)")
        if tries % 3 != 0 { throw Trouble.small }
        return n * tries
    }
    let a = try await f(10)
    let b = try await f(100)
    return "\(a) \(b) \(tries)"
}

struct NotifyingRecord { var notify: ((String) async throws -> Void)? = nil; var name = "n" }
@Durable
func storedNotifier(_ f: ((String) async throws -> Void)?) async throws -> NotifyingRecord {
    var n = NotifyingRecord()
    if f != nil { n.name = "some" }
    n.notify = f
    try await Durable.sleep(for: .zero)
    return n
}

@Durable
func storedOptional(yield: Yield<String>) async throws -> String {
    let none = try await storedNotifier(nil)
    let some = try await storedNotifier { try await yield("notified \($0)") }
    try await none.notify?("a")
    try await some.notify?("b")
    return none.name + some.name
}

@Durable
func storedEach(_ items: [Int], _ op: @escaping @Sendable (Int) async throws -> Int) async throws -> [Int] {
    try await withThrowingTaskGroup(of: (Int, Int).self) { group in
        for (i, item) in items.enumerated() { group.addTask { (i, try await op(item)) } }
        var out = Array(repeating: 0, count: items.count)
        for try await (i, r) in group { out[i] = r }
        return out
    }
}

@Durable
func storedConcurrently(yield: Yield<String>) async throws -> String {
    let k = 3
    let r = try await storedEach([1, 2, 3]) { n in
        try await Durable.sleep(for: .seconds(n)); return n * k
    }
    return "\(r)"
}

struct StoredHandlers {
    var handlers: [String: (String) -> Void] = [:]
    var after: [() async throws -> Int] = []
    var count = 0
    @Durable
    mutating func listen(_ name: String, prefix: String, yield: Yield<String>) async throws -> Int {
        var heard = 0
        handlers[name] = {
            heard += 1; note("\(prefix) \($0) \(heard)")
        }
        after.append {
            heard += 10; try await yield("after \(heard)"); return heard
        }
        count += 1
        self.handlers["self" + name] = { note("self \(prefix) \($0) \(heard)") }
        try await yield("listening")
        handlers[name]?("first")
        return heard
    }
}

@Durable
func storedByMethod(yield: Yield<String>) async throws -> String {
    var e = StoredHandlers()
    let a = try await e.listen("a", prefix: "A", yield: yield)
    let b = try await e.listen("b", prefix: "B", yield: yield)
    for key in e.handlers.keys.sorted() { e.handlers[key]!("x"); try await yield(key) }
    var total = 0
    for f in e.after { total += try await f() }
    for key in e.handlers.keys.sorted() { e.handlers[key]!("y") }
    return "\(a) \(b) \(total) \(e.count)"
}

// MARK: - Cases

let storedFunctionsCases: [any AnyCase] = [
    Case("storedAndReturned", yields: { try await storedAndReturned(yield: $0) }, durable: { StoredAndReturned() }),
    Case("storedSaga", yields: { try await storedSaga(yield: $0) }, durable: { StoredSaga() }),
    Case("storedByOthers", yields: { try await storedByOthers(yield: $0) }, durable: { StoredByOthers() }),
    Case("storedWrapped", yields: { try await storedWrapped(yield: $0) }, durable: { StoredWrapped() }),
    Case("storedOptional", yields: { try await storedOptional(yield: $0) }, durable: { StoredOptional() }),
    Case("storedConcurrently", yields: { try await storedConcurrently(yield: $0) }, durable: { StoredConcurrently() }),
    Case("storedByMethod", yields: { try await storedByMethod(yield: $0) }, durable: { StoredByMethod() }),
]
