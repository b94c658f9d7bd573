import Torpor

// Closures that suspend, and names of durable functions, as values: in variables, lists, structs, results.

struct SteppedBad: Error, Codable { var n: Int }

struct SteppedStage {
    var name: String
    var action: (Int) async throws -> Int
    var compensation: () async throws -> Void
}

func steppedFetch(_ x: Int) async throws -> Int {
    note("fetch \(x)")
    return x + 1
}

@Durable
func steppedWait(_ n: Int) async throws -> Int { try await Durable.sleep(for: .zero); note("wait \(n)"); return n * 2 }

@Durable
func steppedVariable(_ k: Int) async throws -> [Int] {
    var step: (Int) async throws -> Int = { x in
        try await Durable.sleep(for: .zero)
        return x + k
    }
    let a = try await step(1)
    if k > 1 {
        step = { try await steppedFetch($0) * k }
    }
    try await Durable.sleep(for: .zero)
    return [a, try await step(10), try await step(20)]
}

@Durable
func steppedShared() async throws -> [Int] {
    var count = 0
    let increment: (Int) async throws -> Void = { d in
        try await Durable.sleep(for: .zero)
        count += d
    }
    try await increment(1)
    count += 10
    try await increment(100)
    return [count]
}

@Durable
func steppedArrays() async throws -> [Int] {
    var steps: [(Int) async throws -> Int] = []
    for i in 1...3 {
        steps.append { x in
            try await Durable.sleep(for: .zero)
            return x * i
        }
    }
    steps.append(steppedWait)
    steps.append(steppedFetch)
    steps.append { $0 - 1 }
    var x = 1
    for step in steps { x = try await step(x) }
    note("x \(x)")
    for i in steps.indices { x += try await steps[i](i) }
    return [x]
}

@Durable
func steppedSaga(_ steps: [SteppedStage]) async throws -> Int {
    var done: [SteppedStage] = []
    var x = 1
    do {
        for step in steps {
            x = try await step.action(x)
            done.append(step)
        }
    } catch {
        note("failed \(error)")
        for step in done.reversed() { try await step.compensation() }
        return -1
    }
    return x
}

@Durable
func steppedRunsSaga(_ fails: Bool) async throws -> Int {
    var total = 0
    var steps = [
        SteppedStage(name: "a") { x in
            try await Durable.sleep(for: .zero)
            total += x
            return x + 1
        } compensation: {
            try await Durable.sleep(for: .zero)
            total -= 1
            note("undo a")
        },
        SteppedStage(name: "b", action: steppedWait, compensation: { note("undo b") }),
    ]
    steps.append(
        SteppedStage(
            name: "c",
            action: { x in
                if fails { throw SteppedBad(n: x) }
                return try await steppedWait(x)
            },
            compensation: {}
        )
    )
    let r = try await steppedSaga(steps)
    return r * 1000 + total
}

@Durable
func steppedConstant() async throws -> Int {
    let pause = steppedWait
    let twice = { (x: Int) async throws -> Int in try await steppedWait(x) + 1 }
    return try await pause(1) + twice(2) + pause(3)
}

@Durable
func steppedMaker(_ k: Int) async throws -> (Int) async throws -> Int {
    try await Durable.sleep(for: .zero)
    return { x in try await steppedWait(x) + k }
}

@Durable
func steppedMade() async throws -> Int {
    let f = try await steppedMaker(3)
    try await Durable.sleep(for: .zero)
    return try await f(4) + f(5)
}

@Durable
func steppedHandlers(_ names: [String]) async throws -> [Int] {
    var table: [String: (Int) async throws -> Int] = ["wait": steppedWait]
    table["two"] = { try await steppedWait($0 + 2) }
    var r: [Int] = []
    for name in names {
        if let f = table[name] { r.append(try await f(1)) }
        r.append(try await table[name]?(2) ?? -1)
    }
    r.append(try await table["two"]!(7))
    return r
}

struct SteppedMachine: Codable {
    var k: Int
    @Durable
    func pipeline(_ xs: [Int]) async throws -> [Int] {
        var f: (Int) async throws -> Int = { x in
            try await Durable.sleep(for: .zero)
            return x * k + self.bump(1)
        }
        var out: [Int] = []
        for x in xs {
            out.append(try await f(x))
            if x == 2 { f = { try await self.scaled($0) } }
        }
        f = scaled
        return out + [try await f(9)]
    }
    func bump(_ n: Int) -> Int { n + k }
    @Durable
    func scaled(_ n: Int) async throws -> Int { try await Durable.sleep(for: .zero); return n * 100 * k }
}

/// Functions in a list that a durable function is given.
@Durable
func steppedPipe(_ stages: [@Sendable (Int) async throws -> Int], _ x: Int) async throws -> Int {
    var x = x
    for (i, stage) in stages.enumerated() {
        x = try await stage(x)
        note("stage \(i) \(x)")
    }
    return x
}

@Durable
func steppedCallsPipe(_ k: Int) async throws -> Int {
    let base = k * 2
    return try await steppedPipe(
        [{ x in try await steppedWait(x) + base }, steppedFetch, steppedWait, { try await steppedFetch($0 + k) }],
        3
    )
}

/// It is given functions that are values.
@Durable
func steppedRetry<T>(_ times: Int, _ op: () async throws -> T) async throws -> T {
    for i in 1..<times {
        do { return try await op() } catch { note("try \(i) \(error)"); try await Durable.sleep(for: .zero) }
    }
    return try await op()
}

@Durable
func steppedPasses(_ k: Int) async throws -> Int {
    var n = 0
    let op: () async throws -> Int = {
        n += 1
        try await Durable.sleep(for: .zero)
        if n < 3 { throw SteppedBad(n: n) }
        return n * k
    }
    let r = try await steppedRetry(5, op)
    return r + n
}

@Durable
func steppedComposed(_ k: Int) async throws -> Int {
    var f: (Int) async throws -> Int = { $0 }
    for i in 1...3 {
        let g = f
        f = { x in
            try await Durable.sleep(for: .zero)
            return try await g(x) * 2 + i
        }
    }
    return try await f(k)
}

@Durable
func steppedMiddleware(_ names: [String]) async throws -> [String] {
    typealias Next = (String) async throws -> String
    var chain: (String) async throws -> String = { "core(\($0))" }
    for name in names {
        let next = chain
        chain = { request in
            note("enter \(name)")
            try await Durable.sleep(for: .zero)
            let answer = try await next(request)
            note("leave \(name)")
            return "\(name)[\(answer)]"
        }
    }
    return [try await chain("x"), try await chain("y")]
}

@Durable
func steppedBranches(_ n: Int) async throws -> [Int] {
    var out: [Int] = []
    for i in 0..<n {
        let f: (Int) async throws -> Int
        if i % 2 == 0 { f = steppedWait } else { f = { try await steppedWait($0) + i } }
        out.append(try await f(i))
        out.append(try await (i > 1 ? steppedWait : steppedFetch)(i))
    }
    return out
}

@Durable
func steppedNonThrowing() async -> Int {
    var total = 0
    let add: (Int) async -> Void = { d in
        do { try await Durable.sleep(for: .zero) } catch { note("cancelled") }
        total += d
    }
    await add(1)
    await add(2)
    return total
}

@Durable
func steppedOptionals(_ flag: Bool) async throws -> [String] {
    var onDone: ((String) async throws -> Void)?
    var seen: [String] = []
    try await onDone?("none")
    if flag {
        onDone = { s in
            try await Durable.sleep(for: .zero)
            seen.append(s)
        }
    }
    try await onDone?("a")
    if let done = onDone { try await done("b") }
    if let onDone { try await onDone("c") }
    try await onDone?("d")
    onDone = nil
    try await onDone?("e")
    return seen
}

@Durable
func steppedTuples() async throws -> [Int] {
    let pairs: [(name: String, run: (Int) async throws -> Int)] = [
        ("w", steppedWait), ("c", { try await steppedWait($0) + 1 }),
    ]
    var out: [Int] = []
    for (name, run) in pairs { note(name); out.append(try await run(1)) }
    for pair in pairs { out.append(try await pair.run(2)) }
    return out
}

@Durable
func steppedChildren(_ k: Int) async throws -> [Int] {
    let jobs: [@Sendable (Int) async throws -> Int] = [
        steppedWait,
        { x in
            try await Durable.sleep(for: .zero); return x + k
        },
    ]
    return try await withThrowingTaskGroup(of: (Int, Int).self) { group in
        for (i, job) in jobs.enumerated() {
            group.addTask { [x = i * 10] in (i, try await job(x)) }
        }
        var r = Array(repeating: 0, count: jobs.count)
        for try await (i, v) in group { r[i] = v }
        return r
    }
}

@Durable
func steppedCaptureLists(_ k: Int) async throws -> [Int] {
    var n = k
    let f: () async throws -> Int = { [n] in
        try await Durable.sleep(for: .zero)
        return n
    }
    n += 10
    let g = { [m = n * 2] () async throws -> Int in
        try await Durable.sleep(for: .zero)
        return m
    }
    n += 100
    let h = try await steppedRetry(2) { [n, z = n + 1] in
        try await Durable.sleep(for: .zero)
        return n * 1000 + z
    }
    return [try await f(), try await g(), h, n]
}

func steppedPlainRun(_ f: (Int) async throws -> Int) async throws -> Int { note("plain"); return try await f(7) + 1 }

@Durable
func steppedGivesToPlain(_ k: Int) async throws -> [Int] {
    var n = 0
    let f: (Int) async throws -> Int = { x in
        n += 1
        try await Durable.sleep(for: .zero)
        return try await steppedWait(x) * k
    }
    let a = try await steppedPlainRun(f)
    let b = try await f(1)
    return [a, b, n]
}

@Durable
func steppedErrors() async throws -> [String] {
    let fail: (Int) async throws -> Int = { x in
        try await Durable.sleep(for: .zero)
        throw SteppedBad(n: x)
    }
    var out: [String] = []
    do { out.append("\(try await fail(1))") } catch let e as SteppedBad { out.append("bad \(e.n)") }
    let v = try? await fail(2)
    out.append("\(v ?? -1)")
    return out
}

@Durable
func steppedYields(_ n: Int, yield: Yield<Int>) async throws -> Int {
    var sum = 0
    let emit: (Int) async throws -> Void = { x in
        sum += x
        try await yield(sum)
    }
    for i in 1...n { try await emit(i) }
    return sum
}

// MARK: - Cases

let asyncFunctionValuesCases: [any AnyCase] = [
    Case("steppedVariable", plain: { try await steppedVariable(2) }, durable: { SteppedVariable(2) }),
    Case("steppedVariable not", plain: { try await steppedVariable(1) }, durable: { SteppedVariable(1) }),
    Case("steppedShared", plain: { try await steppedShared() }, durable: { SteppedShared() }),
    Case("steppedArrays", plain: { try await steppedArrays() }, durable: { SteppedArrays() }),
    Case("steppedRunsSaga", plain: { try await steppedRunsSaga(false) }, durable: { SteppedRunsSaga(false) }),
    Case("steppedRunsSaga fails", plain: { try await steppedRunsSaga(true) }, durable: { SteppedRunsSaga(true) }),
    Case("steppedConstant", plain: { try await steppedConstant() }, durable: { SteppedConstant() }),
    Case("steppedMade", plain: { try await steppedMade() }, durable: { SteppedMade() }),
    Case(
        "steppedHandlers",
        plain: { try await steppedHandlers(["wait", "no", "two"]) },
        durable: { SteppedHandlers(["wait", "no", "two"]) }
    ),
    Case(
        "SteppedMachine.pipeline",
        plain: { try await SteppedMachine(k: 3).pipeline([1, 2, 3]) },
        durable: { SteppedMachine.Pipeline(on: SteppedMachine(k: 3), [1, 2, 3]) }
    ),
    Case("steppedCallsPipe", plain: { try await steppedCallsPipe(2) }, durable: { SteppedCallsPipe(2) }),
    Case("steppedPasses", plain: { try await steppedPasses(2) }, durable: { SteppedPasses(2) }),
    Case("steppedComposed", plain: { try await steppedComposed(2) }, durable: { SteppedComposed(2) }),
    Case(
        "steppedMiddleware",
        plain: { try await steppedMiddleware(["a", "b"]) },
        durable: { SteppedMiddleware(["a", "b"]) }
    ),
    Case("steppedBranches", plain: { try await steppedBranches(3) }, durable: { SteppedBranches(3) }),
    Case("steppedNonThrowing", plain: { await steppedNonThrowing() }, durable: { SteppedNonThrowing() }),
    Case("steppedOptionals", plain: { try await steppedOptionals(true) }, durable: { SteppedOptionals(true) }),
    Case("steppedOptionals none", plain: { try await steppedOptionals(false) }, durable: { SteppedOptionals(false) }),
    Case("steppedTuples", plain: { try await steppedTuples() }, durable: { SteppedTuples() }),
    Case("steppedChildren", plain: { try await steppedChildren(5) }, durable: { SteppedChildren(5) }),
    Case("steppedCaptureLists", plain: { try await steppedCaptureLists(5) }, durable: { SteppedCaptureLists(5) }),
    Case("steppedGivesToPlain", plain: { try await steppedGivesToPlain(5) }, durable: { SteppedGivesToPlain(5) }),
    Case("steppedErrors", plain: { try await steppedErrors() }, durable: { SteppedErrors() }),
    Case("steppedYields", yields: { try await steppedYields(3, yield: $0) }, durable: { SteppedYields(3) }),
]
