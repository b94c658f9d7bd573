import Torpor

// Enums with functions in their payloads.

enum ChosenAction {
    case pure((Int) -> Int); case slow((Int) async throws -> Int); case named(String, run: (Int) -> Int, extra: Int?);
    case none
}
indirect enum LabelledTree<T: Codable> { case leaf(T, (T) -> String); case node(LabelledTree<T>, LabelledTree<T>) }
struct ChosenJob { var id: Int; var action: ChosenAction; var fallback: ChosenAction? }

@Durable
func chosenOneByOne(yield: Yield<String>) async throws -> String {
    var k = 3
    let actions: [ChosenAction] = [
        .pure { $0 + k },
        .slow { n in
            try await Durable.sleep(for: .zero); k += 1; return n * k
        }, .none,
        .named("x", run: { $0 * k }, extra: nil), .slow { $0 - 1 }, ChosenAction.pure { -$0 },
    ]
    var out: [Int] = []
    for action in actions {
        try await yield("\(out)")
        switch action {
        case .pure(let f): out.append(f(1))
        case .slow(let f): out.append(try await f(2))
        case .named(_, let run, let extra): out.append(run(3) + (extra ?? 100))
        case .none: out.append(0)
        }
    }
    return "\(out) \(k)"
}

@Durable
func chosenInJobs(yield: Yield<String>) async throws -> String {
    var log: [String] = []
    var jobs = [
        ChosenJob(
            id: 1,
            action: .pure {
                log.append("p\($0)"); return $0
            },
            fallback: nil
        )
    ]
    jobs.append(
        ChosenJob(
            id: 2,
            action: .none,
            fallback: .slow { n in
                try await yield("slow"); log.append("s\(n)"); return n
            }
        )
    )
    for job in jobs {
        if case .pure(let f) = job.action { _ = f(job.id) }
        if case .slow(let f)? = job.fallback { _ = try await f(job.id * 10) }
        try await yield("\(log)")
    }
    let first = jobs[0].action
    try await yield("x")
    guard case .pure(let again) = first else { return "no" }
    return "\(again(7)) \(log)"
}

@Durable
func chosenInTrees(yield: Yield<String>) async throws -> String {
    func show(_ tree: LabelledTree<Int>) -> String {
        switch tree {
        case .leaf(let v, let f): f(v)
        case .node(let a, let b): "(\(show(a)) \(show(b)))"
        }
    }
    let unit = "u"
    let tree: LabelledTree<Int> = .node(
        .leaf(1, { "\($0)\(unit)" }),
        .node(.leaf(2, { "<\($0)>" }), .leaf(3, { _ in unit }))
    )
    try await yield(show(tree))
    return show(tree)
}

// MARK: - Cases

let functionChoicesCases: [any AnyCase] = [
    Case("chosenOneByOne", yields: { try await chosenOneByOne(yield: $0) }, durable: { ChosenOneByOne() }),
    Case("chosenInJobs", yields: { try await chosenInJobs(yield: $0) }, durable: { ChosenInJobs() }),
    Case("chosenInTrees", yields: { try await chosenInTrees(yield: $0) }, durable: { ChosenInTrees() }),
]
