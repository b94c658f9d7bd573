import Torpor

// Programs that build workflows of functions, and combine them.

struct WorkflowStep { var name: String; var run: (Int) async throws -> Int; var undo: (() async throws -> Void)? = nil }
struct BuiltWorkflow {
    var steps: [WorkflowStep] = []
    var fallback: ((any Error) -> Int)? = nil
    func step(_ name: String, _ run: @escaping (Int) async throws -> Int) -> BuiltWorkflow {
        var copy = self
        copy.steps.append(WorkflowStep(name: name, run: run))
        return copy
    }
    func undo(_ undo: @escaping () async throws -> Void) -> Self {
        var copy = self
        copy.steps[copy.steps.count - 1].undo = undo
        return copy
    }
    static func starting(with first: @escaping (Int) async throws -> Int) -> BuiltWorkflow {
        BuiltWorkflow(steps: [WorkflowStep(name: "first", run: first)])
    }
    mutating func onFailure(_ f: @escaping (any Error) -> Int) { fallback = f }

    @Durable
    func run(_ start: Int, yield: Yield<String>) async throws -> Int {
        var value = start
        var done: [WorkflowStep] = []
        do {
            for step in steps {
                value = try await step.run(value)
                done.append(step)
                try await yield("\(step.name): \(value)")
            }
            return value
        } catch {
            for step in done.reversed() { try await step.undo?() }
            if let fallback { return fallback(error) }
            throw error
        }
    }
}

@Durable
func workflowBuilt(yield: Yield<String>) async throws -> String {
    var log: [String] = []
    var limit = 100
    var flow = BuiltWorkflow.starting { $0 + 1 }
        .step("double") { n in
            try await Durable.sleep(for: .zero); return n * 2
        }
        .undo {
            log.append("undo double"); limit += 1
        }
        .step("check") { n in
            if n > limit { throw Trouble.big(n) }
            log.append("ok \(n)")
            return n
        }
    let a = try await flow.run(3, yield: yield)
    flow.onFailure { _ in limit * 1000 }
    flow = flow.step("more") { $0 * 50 }.step("again") { n in
        if n > limit { throw Trouble.small }; return n
    }
    let b = try await flow.run(3, yield: yield)
    return "\(a) \(b) \(log) \(limit)"
}

// combinators by users
@Durable
func workflowTimeout<T: Codable & Sendable>(_ limit: Duration, _ op: @escaping @Sendable () async throws -> T)
    async throws -> T?
{
    try await withThrowingTaskGroup(of: T?.self) { group in
        group.addTask { try await op() }
        group.addTask {
            try await Durable.sleep(for: limit); return nil
        }
        let first = try await group.next()!
        group.cancelAll()
        return first
    }
}

@Durable
func workflowPipeline<T: Codable & Sendable>(_ value: T, _ stages: [(T) async throws -> T]) async throws -> T {
    var value = value
    for stage in stages { value = try await stage(value) }
    return value
}

@Durable
func workflowParallel<T: Codable & Sendable, U: Codable & Sendable>(
    _ xs: [T],
    width: Int = 2,
    _ f: @escaping @Sendable (T) async throws -> U
) async throws -> [U] {
    try await withThrowingTaskGroup(of: (Int, U).self) { group in
        var out: [Int: U] = [:]
        var next = 0
        while next < min(width, xs.count) {
            let i = next
            group.addTask { (i, try await f(xs[i])) }
            next += 1
        }
        while let (i, u) = try await group.next() {
            out[i] = u
            if next < xs.count {
                let j = next
                group.addTask { (j, try await f(xs[j])) }
                next += 1
            }
        }
        return xs.indices.map { out[$0]! }
    }
}

@Durable
func workflowCombined(yield: Yield<String>) async throws -> String {
    let a = try await workflowTimeout(.seconds(5)) {
        try await Durable.sleep(for: .seconds(1)); return 7
    }
    let b = try await workflowTimeout(.seconds(1)) { () -> Int in
        try await Durable.sleep(for: .seconds(5)); return 8
    }
    var seen = 0
    let c = try await workflowPipeline(
        2,
        [
            { $0 + 1 },
            { n in
                seen += n; try await yield("stage \(n)"); return n * seen
            },
        ]
    )
    let k = 3
    let d = try await workflowParallel([1, 2, 3, 4]) { n in
        try await Durable.sleep(for: .seconds(5 - n)); return n * k
    }
    return "\(a ?? -1) \(b ?? -1) \(c) \(seen) \(d)"
}

// nested retries with closures capturing closures
@Durable
func workflowRetry<T>(_ n: Int, _ op: (Int) async throws -> T) async throws -> T {
    var i = 0
    while true {
        i += 1
        do { return try await op(i) } catch  where i < n { try await Durable.sleep(for: .seconds(i)) }
    }
}

@Durable
func workflowNested(yield: Yield<String>) async throws -> String {
    var attempts: [String] = []
    func record(_ s: String) { attempts.append(s) }
    let r = try await workflowRetry(3) { outer -> Int in
        try await workflowRetry(2) { inner -> Int in
            record("\(outer).\(inner)")
            try await yield("at \(attempts.count)")
            if outer < 2 || inner < 2 { throw Trouble.big(outer * 10 + inner) }
            return outer + inner
        }
    }
    return "\(r) \(attempts)"
}

// MARK: - Cases

let workflowProgramsCases: [any AnyCase] = [
    Case("workflowBuilt", yields: { try await workflowBuilt(yield: $0) }, durable: { WorkflowBuilt() }),
    Case("workflowCombined", yields: { try await workflowCombined(yield: $0) }, durable: { WorkflowCombined() }),
    Case("workflowNested", yields: { try await workflowNested(yield: $0) }, durable: { WorkflowNested() }),
]
