import Torpor

// Local functions that are kept as values, and that closures capture which are kept.

@Durable
func localAsValue(yield: Yield<String>) async throws -> String {
    var total = 0
    func add(_ n: Int) -> Int { total += n; return total }
    let f = add
    var table: [String: (Int) -> Int] = ["add": add]
    func twice(_ n: Int) -> Int { add(n) + add(n) }
    table["twice"] = twice
    try await yield("\(f(1))")
    try await yield("\(table["add"]!(2)) \(table["twice"]!(3)) \(add(1))")
    return "\(total)"
}

@Durable
func localInLoop(yield: Yield<String>) async throws -> String {
    var hooks: [() -> Int] = []
    for i in 0..<3 {
        var n = i
        func bump() -> Int { n += 1; return n }
        hooks.append(bump)
    }
    try await yield(hooks.map { "\($0())" }.joined(separator: ","))
    return hooks.map { "\($0())" }.joined(separator: ",")
}

struct LocalHook { var name: String; var run: (Int) -> Int }

@Durable
func localMutual(yield: Yield<String>) async throws -> String {
    var log: [String] = []
    func isEven(_ n: Int) -> Bool { log.append("e\(n)"); return n == 0 ? true : isOdd(n - 1) }
    func isOdd(_ n: Int) -> Bool { log.append("o\(n)"); return n == 0 ? false : isEven(n - 1) }
    var tests: [(Int) -> Bool] = [isEven, isOdd]
    try await yield("\(tests.map { $0(3) }) \(log.count)")
    tests.reverse()
    try await yield("\(tests.map { $0(2) }) \(log.count)")
    log.removeAll()
    return "\(tests[0](1)) \(isEven(4)) \(log)"
}

@Durable
func localCaptured(yield: Yield<String>) async throws -> String {
    var lines: [String] = []
    let prefix = "p"
    func write(_ text: String) {
        lines.append(prefix + text + " \(#line)")
    }
    var hooks: [() -> Void] = []
    hooks.append { write("a") }
    hooks.append {
        write("b")
        write("c")
        if lines.count > 2 { lines.append("many \(#line)") }
    }
    try await yield("\(lines)")
    for hook in hooks { hook() }
    try await yield("\(lines)")
    write("z")
    var count: () -> Int = { lines.count }
    try await yield("\(count())")
    count = {
        write("n"); return lines.count
    }
    try await yield("\(count())")
    return "\(lines) \(count()) \(#line)"
}

@Durable
func localInSuspending(yield: Yield<String>) async throws -> String {
    var total = 0
    func add(_ n: Int) { total += n }
    func get() -> Int { add(1); return total }
    var steps: [(Int) async throws -> Int] = []
    steps.append { n in
        add(n)
        try await Durable.sleep(for: .zero)
        add(n * 10)
        return get()
    }
    steps.append { n in
        func local(_ m: Int) -> Int { m + n }
        let f = local
        try await yield("in \(f(1))")
        return f(get())
    }
    for step in steps {
        try await yield("\(try await step(2))")
        total += 100
    }
    for step in steps { try await yield("\(try await step(3))") }
    return "\(total) \(get())"
}

@Durable
func localMaking(yield: Yield<String>) async throws -> String {
    var made = 0
    func counter(_ start: Int) -> () -> Int {
        var n = start
        made += 1
        return {
            n += 1; return n
        }
    }
    var all = [counter(1), counter(10)]
    try await yield("\(all.map { $0() }) \(made)")
    all.append(counter(100))
    let more: () -> () -> Int = { counter(1000) }
    try await yield("\(all.map { $0() }) \(made)")
    all.append(more())
    let twice = { () -> Int in
        let c = counter(5); return c() + c()
    }
    try await yield("\(all.map { $0() }) \(made) \(twice())")
    return "\(all.map { $0() }) \(made) \(twice())"
}

struct LocalMachine {
    var state = 3
    @Durable
    func run(yield: Yield<String>) async throws -> String {
        func scaled(_ n: Int) -> Int { n * state }
        let f = scaled
        var g: (Int) -> Int = { scaled($0) + self.state }
        try await yield("\(f(2)) \(g(2))")
        g = { [state] in $0 - state }
        try await yield("\(f(3)) \(g(3))")
        return "\(f(4)) \(g(4))"
    }
}

extension LocalMachine: Codable {}

@Durable
func localOfMethod(yield: Yield<String>) async throws -> String {
    try await LocalMachine(state: 7).run(yield: yield)
}

@Durable
func localShadowing(yield: Yield<String>) async throws -> String {
    func f(_ n: Int) -> Int { n + 1 }
    var hooks: [LocalHook] = [LocalHook(name: "f", run: f)]
    do {
        func f(_ n: Int) -> Int { n * 100 }
        hooks.append(LocalHook(name: "g", run: f))
        hooks.append(LocalHook(name: "h") { f($0) + 1 })
        try await yield("inner")
        hooks.append(LocalHook(name: "i") { f($0) + hooks.count })
    }
    for n in 1...2 {
        var f = n
        hooks.append(
            LocalHook(name: "j") {
                f += $0; return f
            }
        )
    }
    try await yield("\(hooks.map { $0.run(2) })")
    return "\(hooks.map { $0.run(2) }) \(f(1))"
}

@Durable
func localAwaiting(yield: Yield<String>) async throws -> String {
    var seen: [Int] = []
    func load(_ n: Int) async throws -> Int { seen.append(n); return try await fetch(n) * 2 }
    var steps: [(Int) async throws -> Int] = [load]
    let again = load
    try await yield("start")
    steps.append { try await load($0) + 1 }
    for s in steps { try await yield("\(try await s(3))") }
    return "\(try await again(9)) \(seen)"
}

// MARK: - Cases

let localFunctionValuesCases: [any AnyCase] = [
    Case("localAsValue", yields: { try await localAsValue(yield: $0) }, durable: { LocalAsValue() }),
    Case("localInLoop", yields: { try await localInLoop(yield: $0) }, durable: { LocalInLoop() }),
    Case("localMutual", yields: { try await localMutual(yield: $0) }, durable: { LocalMutual() }),
    Case("localCaptured", yields: { try await localCaptured(yield: $0) }, durable: { LocalCaptured() }),
    Case("localInSuspending", yields: { try await localInSuspending(yield: $0) }, durable: { LocalInSuspending() }),
    Case("localMaking", yields: { try await localMaking(yield: $0) }, durable: { LocalMaking() }),
    Case("localOfMethod", yields: { try await localOfMethod(yield: $0) }, durable: { LocalOfMethod() }),
    Case("localShadowing", yields: { try await localShadowing(yield: $0) }, durable: { LocalShadowing() }),
    Case("localAwaiting", yields: { try await localAwaiting(yield: $0) }, durable: { LocalAwaiting() }),
]
