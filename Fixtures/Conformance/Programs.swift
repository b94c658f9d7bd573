import Torpor

// Programs of the size and shape that people write.

enum SagaStep: String, Codable, CaseIterable {
    case reserve, charge, ship
}

struct SagaFailure: Error, Codable, Equatable {
    let step: SagaStep
    var attempts: Int
}

enum Payment: Codable, Equatable {
    case card(number: String, cents: Int)
    case cash(Int)
    indirect case split(Payment, Payment)

    var cents: Int {
        switch self {
        case .card(_, let cents), .cash(let cents): cents
        case .split(let first, let second): first.cents + second.cents
        }
    }
}

struct Account: Codable, Equatable {
    let owner: String
    var balance: Int
    private(set) var history: [Entry] = []

    struct Entry: Codable, Equatable {
        enum Kind: Codable, Equatable {
            case deposit
            case withdrawal(to: String)
        }
        var kind: Kind
        var amount: Int
    }

    init(owner: String, balance: Int) {
        self.owner = owner
        self.balance = balance
    }

    mutating func record(_ kind: Entry.Kind, _ amount: Int) {
        history.append(Entry(kind: kind, amount: amount))
        balance += kind == .deposit ? amount : -amount
    }
}

@Durable
func sagaWithCompensation(yield: Yield<String>) async throws -> [String] {
    var log = [String]()
    for failing in [nil, SagaStep.reserve, .charge, .ship] {
        var undo: [SagaStep] = []
        do {
            for step in SagaStep.allCases {
                try await yield("try \(step.rawValue)")
                var attempts = 0
                attempt: repeat {
                    attempts += 1
                    do {
                        guard step != failing else { throw Trouble.big(attempts) }
                        let receipt = try await laterText("\(step)-ok")
                        log.append(receipt)
                        break attempt
                    } catch Trouble.big(let count) where count < 2 {
                        try await yield("again \(count)")
                        continue attempt
                    } catch let trouble as Trouble {
                        note("gave up on \(trouble)")
                        throw SagaFailure(step: step, attempts: attempts)
                    }
                } while attempts < 5
                undo.append(step)
            }
            log.append("done")
        } catch let failure as SagaFailure {
            while let step = undo.popLast() {
                log.append("undo \(step)")
                try await yield("undo \(try await laterText(step.rawValue)) after \(failure.step)")
            }
            log.append("failed \(failure.step) after \(failure.attempts)")
        }
    }
    return log
}

@Durable
func crawlPages(yield: Yield<String>) async throws -> [String] {
    let links: [String: [String]] = ["a": ["b", "c"], "b": ["c", "d", "a"], "c": ["d"], "d": [], "e": ["a"]]
    var queue: [(page: String, depth: Int)] = [("a", 0), (page: "e", depth: 5)]
    var seen: Set<String> = []
    var depths = [String: Int]()
    while !queue.isEmpty {
        let (page, depth) = queue.removeFirst()
        guard seen.insert(page).inserted else { continue }
        depths[page, default: 0] += depth + (try await later(1))
        try await yield("\(page)@\(depth)")
        var cursor: Int? = 0
        while let start = cursor {
            let all = try await fetch(links[page] ?? [])
            let batch = all[start..<min(start + 2, all.count)]
            for link in batch where !seen.contains(link) {
                queue.append((link, depth: depth + 1))
                try await yield("\(page)->\(link)")
            }
            cursor = batch.endIndex < all.count ? batch.endIndex : nil
        }
    }
    return depths.filter { $0.value > 0 }.map { "\($0.key)\($0.value)" }.sorted()
}

@Durable
func transfers(yield: Yield<Int>) async throws -> [Account] {
    var accounts = ["ann": Account(owner: "ann", balance: 100), "bob": Account(owner: "bob", balance: 5)]
    let orders: [(from: String, to: String, payment: Payment)] = [
        ("ann", "bob", .cash(30)),
        ("bob", "ann", .split(.cash(10), .card(number: "1", cents: 2))),
        ("bob", "cat", .cash(1)),
        ("ann", "bob", .card(number: "2", cents: 400)),
    ]
    for index in orders.indices {
        let order = orders[index]
        guard var source = accounts[order.from], var target = accounts[order.to] else {
            try await yield(-1)
            continue
        }
        let amount = order.payment.cents
        if case .split(let first, .card(number: let number, _)) = order.payment, try await laterFlag(first.cents > 3) {
            note("split with \(number)")
        }
        guard source.balance >= amount else {
            try await yield(-index)
            continue
        }
        source.record(.withdrawal(to: target.owner), amount)
        try await yield(source.balance)
        target.record(.deposit, amount)
        accounts[order.from] = source
        accounts[order.to]? = target
        try await yield(accounts[order.to]!.history.last!.amount + (accounts.values.map(\.balance).reduce(0, +)))
    }
    return accounts.sorted { $0.key < $1.key }.map { $0.value }
}

@Durable
func retryWithBackoff(yield: Yield<String>) async throws -> String {
    var delay = Duration.milliseconds(1)
    var tries = 0
    var last: (any Error)?
    attempts: while tries < 4 {
        defer { note("tried \(tries)") }
        tries += 1
        do {
            switch tries {
            case 1: _ = try await laterFailing(.small)
            case 2: throw Timeout(after: tries)
            case 3: try await refuse(.big(3), as: Void.self)
            default: break attempts
            }
        } catch let timeout as Timeout {
            last = timeout
            continue attempts
        } catch {
            last = error
            try await yield("waiting \(delay) after \(error)")
            try await Durable.sleep(for: delay)
            delay *= 2
        }
        try await yield("next")
    }
    guard let last else { return "clean" }
    return "\(last) \(delay)"
}

protocol Speaker { var voice: String { get }; func speak(_ n: Int) async throws -> String }
struct Dog: Speaker, Codable {
    var voice: String { "woof" };
    func speak(_ n: Int) async throws -> String {
        note("speak \(n)"); await Task.yield(); return String(repeating: voice, count: n)
    }
}

@Durable
func asyncMethods() async throws -> [String] {
    let dog = Dog()
    let a = try await dog.speak(1) + dog.speak(op("two", 2))
    var out = [a, try await Dog().speak(later(1)), try await [dog, dog].last!.speak(2)]
    out.append(contentsOf: [try await dog.speak(1)])
    for await n in AsyncStream<Int>(unfolding: { nil }) { out.append("\(n)") }
    let task = Task { () -> Int in 7 }
    out.append("\(await task.value)")
    let two = try await withThrowingTaskGroup(of: Int.self) { group in
        for n in 1...3 { group.addTask { n } }
        return try await group.reduce(0, +)
    }
    out.append("\(two)")
    return out
}

@Durable
func multiAwaitCondition(yield: Yield<Int>) async throws -> Int {
    var n = 0
    while try await laterFlag(n < 3), try await later(n) + fetch(1) < 10, let m = try await laterPositive(n + 1) {
        n += m
        if try await later(n) == 1, n > 0, case let k = try await later(n), k < 5 {
            try await yield(k)
        } else if try await fetch(n) > 2 {
            break
        }
    }
    return n
}

@Durable
func errorsAcrossLoops(yield: Yield<String>) async throws -> Int {
    var n = 0
    outer: for i in 0..<3 {
        do {
            do {
                for j in 0..<3 {
                    n += 1
                    if i == j { throw i == 0 ? Trouble.small : Trouble.big(j) }
                    try await yield("\(i)\(j)")
                }
            } catch Trouble.big(1) {
                try await yield("big one")
                continue outer
            }
            try await yield("no error")
        } catch let trouble as Trouble {
            try await yield("\(trouble)")
            if trouble == .big(2) { throw Mishap(reason: "end \(n)") }
        }
    }
    return n
}

// MARK: - Cases

let programsCases: [any AnyCase] = [
    Case(
        "sagaWithCompensation",
        yields: { try await sagaWithCompensation(yield: $0) },
        durable: { SagaWithCompensation() }
    ),
    Case("crawlPages", yields: { try await crawlPages(yield: $0) }, durable: { CrawlPages() }),
    Case("transfers", yields: { try await transfers(yield: $0) }, durable: { Transfers() }),
    Case("retryWithBackoff", yields: { try await retryWithBackoff(yield: $0) }, durable: { RetryWithBackoff() }),
    Case("asyncMethods", plain: { try await asyncMethods() }, durable: { AsyncMethods() }),
    Case(
        "multiAwaitCondition",
        yields: { try await multiAwaitCondition(yield: $0) },
        durable: { MultiAwaitCondition() }
    ),
    Case("errorsAcrossLoops", yields: { try await errorsAcrossLoops(yield: $0) }, durable: { ErrorsAcrossLoops() }),
]
