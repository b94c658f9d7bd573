import Foundation
import Synchronization
import Torpor

func applied(_ body: (Int) -> Int) -> Int { body(3) }
func twice<T>(_ body: () throws -> T) rethrows -> [T] { [try body(), try body()] }

@Durable
func closuresOverVariables(_ words: [String]) async throws -> [String] {
    var table = ["a": 2, "bb": 1]
    var log: [String] = []
    let groups = Dictionary(grouping: words) { table[$0, default: 0] }
    log.append("\(groups.keys.sorted())")
    try await Durable.sleep(for: .zero)
    table["c"] = 3
    let result = Result { twice { table.count } }
    log.append("\(result)")
    let sorted = words.sorted { table[$0, default: 0] < table[$1, default: 0] }
    log.append("\(sorted)")
    let best = words.max { table[$0, default: 0] < table[$1, default: 0] }
    log.append("\(best ?? "-")")
    try await Durable.sleep(for: .zero)
    let applied = applied { $0 + table.count }
    log.append("\(applied)")
    log.withUnsafeMutableBufferPointer { $0[0] += "!" + "\(table.count)" }
    let text = String(words.joined().map { table.isEmpty ? $0 : "x" })
    log.append(text)
    var counter = 0
    words.forEach { word in counter += table[word, default: 1] }
    try await Durable.sleep(for: .zero)
    let more = (0..<3).map { n -> Int in
        counter += n; return counter
    }
    log.append("\(more) \(counter)")
    let made = Array(sequence(first: 1) { $0 < 10 + counter ? $0 * 2 : nil })
    log.append("\(made)")
    let pairs = zip(words, 0...).map { ($0, $1 + counter) }.filter { $0.1 > 0 }.count
    log.append("\(pairs)")
    try await Durable.sleep(for: .zero)
    let lazyOnes = Array(words.lazy.filter { table[$0] != nil }.map { "\($0)\(counter)" })
    log.append("\(lazyOnes)")
    let add: (Int) -> Int = { $0 + counter }
    try await Durable.sleep(for: .zero)
    counter += 100
    log.append("\(add(1))")
    let reduced = words.reduce(into: [:]) { $0[$1, default: 0] += counter }
    log.append("\(reduced.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" })")
    var stack = [1, 2, 3]
    while let top = stack.popLast(), stack.allSatisfy({ $0 < top + counter }) {
        try await Durable.sleep(for: .zero)
        stack.removeAll { $0 == top - 1 }
        log.append("\(stack)")
    }
    log.append(contentsOf: table.sorted { $0.key < $1.key }.map { k, v in "\(k)=\(v + counter)" })
    let keyed = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0 + counter) })
    log.append("\(keyed.values.sorted())")
    let merged = table.merging(keyed) { old, new in old + new + counter }
    log.append("\(merged.values.sorted())")
    try await Durable.sleep(for: .zero)
    let m = Mutex(0)
    m.withLock { $0 += counter }
    log.append("\(m.withLock { $0 })")
    counter += 1; table = [:]; log.append("\(counter) \(table) \(stack)")
    return log
}

@Durable
func perIteration(yield: Yield<Int>) async throws {
    for i in 0..<3 {
        let double = { i * 2 }
        var own = i
        let addOwn = {
            own += 1; return own
        }
        try await yield(double())
        _ = addOwn()
        try await yield(addOwn() + double())
        func rec(_ n: Int) -> Int { n <= 0 ? own : rec(n - 1) + i }
        try await yield(rec(2))
        own = 50
        try await yield(addOwn())
    }
}

/// What a closure captures has a value where the closure is made anew, although it gets another one first.
@Durable
func assignedBeforeItIsCaptured(yield: Yield<Int>) async throws {
    var own = 1
    let add = {
        own += 1
        return own
    }
    try await yield(add())
    own = 50
    try await yield(add())
}

@Durable
func captureLists() async throws -> [Int] {
    var n = 1
    let frozen = { [n] in n * 10 }
    n = 2
    try await Durable.sleep(for: .zero)
    let renamed = { [m = n + 1] (k: Int) in m * k }
    n = 3
    try await Durable.sleep(for: .zero)
    n += 1
    return [frozen(), renamed(2), n]
}

@Durable
func sendableClosures() async throws -> [Int] {
    let base = 10
    let work: @Sendable (Int) -> Int = { $0 + base }
    try await Durable.sleep(for: .zero)
    let a = await Task { work(1) }.value
    let b = try await withThrowingTaskGroup(of: Int.self) { group in
        for i in 0..<3 { group.addTask { work(i) } }
        var sum = 0
        for try await value in group { sum += value }
        return sum
    }
    try await Durable.sleep(for: .zero)
    return [a, b, work(base)]
}

@Durable
func nestedLocalFunctions(_ n: Int) async throws -> [Int] {
    var trace: [Int] = []
    func even(_ k: Int) -> Bool { trace.append(k); return k == 0 || odd(k - 1) }
    func odd(_ k: Int) -> Bool { trace.append(-k); return k != 0 && even(k - 1) }
    let a = even(n)
    try await Durable.sleep(for: .zero)
    func fetchTwice(_ k: Int) async throws -> Int {
        trace.append(k * 100)
        return try await fetch(k) + fetch(k)
    }
    let b = try await fetchTwice(2)
    try await Durable.sleep(for: .zero)
    trace.append(odd(3) ? 1 : 0)
    func generic<T>(_ value: T) -> [T] { [value, value] }
    let c = generic(b).count + generic("x").count
    try await Durable.sleep(for: .zero)
    return trace + [a ? 1 : 0, b, c] + generic(7)
}

let capturedValuesCases: [any AnyCase] = [
    Case(
        "closuresOverVariables",
        plain: { try await closuresOverVariables(["a", "bb", "ccc"]) },
        durable: { ClosuresOverVariables(["a", "bb", "ccc"]) }
    ),
    Case("perIteration", yields: { try await perIteration(yield: $0) }, durable: { PerIteration() }),
    Case(
        "assignedBeforeItIsCaptured",
        yields: { try await assignedBeforeItIsCaptured(yield: $0) },
        durable: { AssignedBeforeItIsCaptured() }
    ),
    Case("captureLists", plain: { try await captureLists() }, durable: { CaptureLists() }),
    Case("sendableClosures", plain: { try await sendableClosures() }, durable: { SendableClosures() }),
    Case("nestedLocalFunctions", plain: { try await nestedLocalFunctions(3) }, durable: { NestedLocalFunctions(3) }),
]
