import Torpor

// Functions as default values of parameters.

struct RetryRule { var shouldRetry: (Int) -> Bool; var name: String }
func standardLimit(_ n: Int) -> Bool { n > 1 }
@Durable
func standardStep(_ n: Int) async throws -> Int { try await Durable.sleep(for: .zero); return n * 7 }

@Durable
func standardApply(_ n: Int, with f: (Int) async throws -> Int = { $0 + 1 }, yield: Yield<String>) async throws -> Int {
    try await yield("apply")
    return try await f(n)
}

@Durable
func standardRetry<T: Codable & Sendable>(
    times: Int = 3,
    shouldRetry: @escaping (any Error) -> Bool = { _ in true },
    delay: (Int) async throws -> Duration = { attempt in
        try await Durable.sleep(for: .zero)
        return .seconds(attempt)
    },
    _ op: () async throws -> T
) async throws -> T {
    for attempt in 1..<times {
        do { return try await op() } catch {
            guard shouldRetry(error) else { throw error }
            let pause = try await delay(attempt)
            try await Durable.sleep(for: pause)
        }
    }
    return try await op()
}

@Durable
func standardPolicy(
    name: String = "std",
    when: @escaping (Int) -> Bool = standardLimit,
    then next: @escaping (Int) async throws -> Int = standardStep
) async throws -> (RetryRule, (Int) async throws -> Int) {
    try await Durable.sleep(for: .zero)
    return (RetryRule(shouldRetry: when, name: name), next)
}

@Durable
func standardFold<T: Codable & Sendable>(
    _ xs: [T],
    from start: T,
    by combine: @escaping (T, T) -> T = { $1 },
    yield: Yield<String>
) async throws -> T {
    var acc = start
    for x in xs {
        acc = combine(acc, x)
        try await yield("\(acc)")
    }
    return acc
}

@Durable
func standardSum(_ xs: [Int], by combine: @escaping (Int, Int) -> Int = (+), yield: Yield<String>) async throws -> Int {
    var acc = 0
    for x in xs { acc = combine(acc, x); try await yield("\(acc)") }
    return acc
}

@Durable
func standardFunctions(yield: Yield<String>) async throws -> String {
    let a = try await standardApply(1, yield: yield)
    let b = try await standardApply(
        1,
        with: { n in
            try await yield("in"); return n * 9
        },
        yield: yield
    )
    var tries = 0
    let c = try await standardRetry { () -> Int in
        tries += 1
        if tries < 3 { throw Trouble.big(tries) }
        return tries
    }
    let d = try? await standardRetry(shouldRetry: { "\($0)".contains("small") }) { () -> Int in
        tries += 1
        throw Trouble.big(tries)
    }
    let e = try await standardRetry(times: 2, delay: { .seconds($0 * 2) }) { () -> String in
        tries += 1
        try await yield("try \(tries)")
        if tries % 2 == 0 { return "even" }
        throw Trouble.small
    }
    let (p, next) = try await standardPolicy()
    let (q, other) = try await standardPolicy(name: "q", when: { $0 == tries }, then: { $0 - 1 })
    try await yield("policies")
    let f = try await next(3)
    let g = try await other(3)
    let h = try await standardFold([1, 2, 3], from: 0, yield: yield)
    let i = try await standardFold(["a", "b"], from: "", by: { $0 + $1 + e }, yield: yield)
    let j = try await standardSum([1, 2, 3], yield: yield)
    let k = try await standardSum([1, 2, 3], by: *, yield: yield)
    return
        "\(a) \(b) \(c) \(d ?? -1) \(e) \(p.shouldRetry(1)) \(p.shouldRetry(2)) \(q.shouldRetry(tries)) \(f) \(g) \(h) \(i) \(j) \(k) \(p.name)\(q.name)"
}

// MARK: - Cases

let defaultFunctionsCases: [any AnyCase] = [
    Case("standardFunctions", yields: { try await standardFunctions(yield: $0) }, durable: { StandardFunctions() }),
    Case("standardApply", yields: { try await standardApply(5, yield: $0) }, durable: { StandardApply(5) }),
]
