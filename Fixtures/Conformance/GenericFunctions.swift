import Torpor

// Generic durable functions: constraints, inference from arguments and from context, recursion, associated types.

@Durable
func echoed<T: Codable & Sendable>(_ value: T) async throws -> T {
    try await Durable.sleep(for: .zero)
    let copy = try await fetch(value)
    return copy
}

@Durable
func paired<A: Codable, B: Codable>(_ a: A, _ b: B) async throws -> (first: A, second: B) where A: Comparable {
    var list = [a]
    try await Durable.sleep(for: .zero)
    list.append(a)
    return (list.max()!, b)
}

@Durable
func converted<T: LosslessStringConvertible & Codable>(_ text: String) async throws -> T? {
    try await Durable.sleep(for: .zero)
    let result = T(text)
    try await Durable.sleep(for: .zero)
    return result
}

@Durable
func sentOut<T: Codable>(_ values: [T], yield: Yield<T>) async throws -> Int {
    var index = 0
    while index < values.count {
        try await yield(values[index])
        index += 1
    }
    return index
}

@Durable
func collected<S: Collection & Codable>(_ values: S, yield: Yield<S.Element>) async throws -> [S.Element]
where S.Element: Codable & Comparable, S.Index: Codable {
    var seen: [S.Element] = []
    for value in values {
        try await yield(value)
        seen.append(value)
    }
    return seen.sorted()
}

@Durable
func summed(_ values: some Collection<Int> & Codable, _ scale: some BinaryInteger & Codable) async throws -> Int {
    var sum = 0
    for value in Array(values) {
        sum += value * Int(scale)
        try await Durable.sleep(for: .zero)
    }
    return sum
}

@Durable
func depthOf<T: Codable>(_ levels: Int, _ value: T) async throws -> String {
    try await Durable.sleep(for: .zero)
    if levels == 0 { return "\(type(of: value))" }
    let inner = try await depthOf(levels - 1, value)
    return "<\(inner) \(T.self)>"
}

@Durable
func folded<Element: Codable, Result: Codable>(
    _ list: [Element],
    into result: Result,
    _ key: KeyedFold<Element, Result>
)
    async throws -> Result
{
    guard let first = list.first else { return result }
    try await Durable.sleep(for: .zero)
    return try await folded(Array(list.dropFirst()), into: key.step(result, first), key)
}

struct KeyedFold<Element: Codable, Result: Codable>: Codable {
    var name: String

    func step(_ result: Result, _ element: Element) -> Result {
        note("\(name) \(element)")
        if let sum = result as? Int, let number = element as? Int { return sum + number as! Result }
        if let text = result as? String { return text + "\(element)" as! Result }
        return result
    }
}

@Durable
func made<T: Codable & Makeable>(_ type: T.Type, _ count: Int) async throws -> [T] {
    var all: [T] = []
    for index in 0..<count {
        let one = T.make(index)
        try await Durable.sleep(for: .zero)
        all.append(one)
        all.append(T(index))
    }
    return all.map { $0.changed() } + [T.standard]
}

protocol Makeable {
    associatedtype Tag: Codable = Int
    init(_ number: Int)
    static func make(_ number: Int) -> Self
    static var standard: Self { get }
    var tag: Tag { get }
    func changed() -> Self
}

extension Int: Makeable {
    static func make(_ number: Int) -> Int { number * 10 }
    static var standard: Int { 99 }
    var tag: Int { self % 10 }
    func changed() -> Int { self + 1 }
}

extension String: Makeable {
    init(_ number: Int) { self = "#\(number)" }
    static func make(_ number: Int) -> String { "make \(number)" }
    static var standard: String { "standard" }
    var tag: [Int] { [count] }
    func changed() -> String { self + "!" }
}

@Durable
func tagged<T: Makeable & Codable>(_ values: [T]) async throws -> [T.Tag] where T.Tag: Equatable {
    var tags: [T.Tag] = []
    var last: T.Tag?
    for value in values {
        let tag = value.tag
        try await Durable.sleep(for: .zero)
        if tag != last { tags.append(tag) }
        last = tag
    }
    return tags
}

@Durable
func updated<T: Codable>(_ value: inout T, to next: T, times: Int = 2) async throws -> [T] {
    var old: [T] = []
    for _ in 0..<times {
        old.append(value)
        value = next
        try await Durable.sleep(for: .zero)
    }
    return old
}

@Durable
func maximum<T>(_ first: T, _ others: T...) async throws -> T where T: Comparable, T: Codable {
    var best = first
    for other in others where other > best {
        best = other
        try await Durable.sleep(for: .zero)
    }
    return best
}

@Durable
func wrapped<Value: Codable>(_ value: Value?, or fallback: Value) async throws -> Value {
    guard let value else {
        try await Durable.sleep(for: .zero)
        return fallback
    }
    try await Durable.sleep(for: .zero)
    return value
}

@Durable
func grouped<Key: Hashable & Codable, Value: Codable & Comparable>(_ entries: [Key: [Value]]) async throws -> [Key:
    Value]
where Key: Comparable {
    var result: [Key: Value] = [:]
    for key in entries.keys.sorted() {
        let values = entries[key]!
        try await Durable.sleep(for: .zero)
        result[key] = values.max()
    }
    return result
}

@Durable
func namedLikeMembers<Output: Codable, Reply: Codable, Yielded: Codable>(
    _ output: Output,
    _ reply: Reply,
    yield: Yield<Yielded>,
    _ yielded: Yielded
) async throws -> [String: Output] {
    let state = "\(reply)"
    try await yield(yielded)
    let kept: (Output, Reply) = (output, reply)
    try await yield(yielded)
    return [state + "\(kept.1)": kept.0]
}

@Durable
func failingWith<Failure: Error & Codable>(_ error: Failure, after count: Int) async throws -> Int {
    for _ in 0..<count { try await Durable.sleep(for: .zero) }
    throw error
}

@Durable
func catching<Failure: Error & Codable & Equatable>(_ error: Failure) async throws -> String {
    do {
        return "\(try await failingWith(error, after: 1))"
    } catch let caught as Failure where caught == error {
        try await Durable.sleep(for: .zero)
        return "caught \(caught)"
    }
}

@Durable
func growing<T: Codable>(_ value: T, _ depth: Int) async throws -> String {
    try await Durable.sleep(for: .zero)
    guard depth > 0 else { return "\(value)" }
    if depth == 1 { return try await growingOnce([value]) }
    return try await growing(value, depth - 1) + "\(T.self)"
}

@Durable
func growingOnce<T: Codable>(_ value: T) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "\(value) of \(T.self)"
}

@Durable
func swapping<T: Codable>(_ a: inout T, _ b: inout T) async throws {
    swap(&a, &b)
    try await Durable.sleep(for: .zero)
    (a, b) = (b, a)
    let kept = a
    try await Durable.sleep(for: .zero)
    a = b
    b = kept
}

/// Sends a value several times.
///
/// - Parameters:
///   - value: the value.
///   - count: how often.
@discardableResult
@Durable
public func publicGeneric<T: Codable & Sendable>(_ value: T, count: Int = 2) async throws -> [T] {
    var all: [T] = []
    while all.count < count {
        all.append(value)
        try await Durable.sleep(for: .zero)
    }
    return all
}

@Durable
func genericsOfEverything() async throws -> [String] {
    var log: [String] = []
    let a = try await echoed(3)
    let b = try await echoed("x" + "y")
    let c: Int? = try await converted("12")
    let d = try await converted("1.5") as Double?
    let (e, f) = try await paired(a, [b])
    let g = try await summed([1, 2, a], 2)
    let h = try await depthOf(2, ["k": [1]])
    log.append("\(a) \(b) \(c!) \(d!) \(e) \(f) \(g) \(h)")
    log.append("\(try await echoed([["k": 1]])) \(try await echoed(Optional(4))!) \(try await echoed(1...3))")
    log.append("\(try await made(Int.self, 2)) \(try await made(String.self, 1))")
    log.append("\(try await tagged([1, 11, 2])) \(try await tagged(["a", "bb"]))")
    var number = 1
    log.append("\(try await updated(&number, to: 5)) \(number)")
    var words = ["a"]
    log.append("\(try await updated(&words[0], to: "b", times: 1)) \(words)")
    log.append("\(try await maximum(1, 5, 3)) \(try await maximum("a")) \(try await maximum(1.5, 2))")
    log.append("\(try await wrapped(nil, or: 3)) \(try await wrapped("a", or: "b"))")
    log.append("\(try await grouped(["a": [1, 2], "b": []]).sorted { $0.key < $1.key })")
    log.append("\(try await catching(Trouble.big(4))) \(try await catching(Mishap(reason: "r")))")
    log.append("\(try await growing(1, 2)) \(try await publicGeneric(4)) \(try await publicGeneric("x", count: 1))")
    try await publicGeneric(1)
    var left = 1
    var right = 2
    try await swapping(&left, &right)
    log.append("\(left) \(right)")
    let folding = KeyedFold<Int, Int>(name: "sum")
    log.append("\(try await folded([1, 2, 3], into: 0, folding))")
    log.append(try await folded(["a", "b"], into: "", KeyedFold(name: "text")))
    let total = try await echoed(2) + echoed(3) * (try await echoed(4))
    let flags = [try await echoed(true), try await !echoed(true)]
    let literal: [Double] = [try await echoed(1), try await echoed(2)]
    let optional: Int? = try await echoed(1)
    let text = try await "\(echoed(1)) \(echoed("a"))"
    log.append("\(total) \(flags) \(literal) \(optional!) \(text) \(try await echoed(echoed(5)))")
    let result: Int = try await a > 2 ? echoed(1) : echoed(2)
    let chosen = if try await echoed(true) { try await echoed("yes") } else { "no" }
    log.append("\(result) \(chosen)")
    for value in try await echoed([1, 2]) { log.append("\(try await echoed(value))") }
    switch try await echoed(Trouble.big(2)) {
    case .big(let size): log.append("big \(try await echoed(size))")
    default: break
    }
    return log
}

// MARK: - Cases

let genericFunctionsCases: [any AnyCase] = [
    Case("echoed", plain: { try await echoed([1, 2]) }, durable: { Echoed([1, 2]) }),
    Case("paired", plain: { try await paired(1, "a") }, durable: { Paired(1, "a") }),
    Case("sentOut", yields: { try await sentOut(["a", "b"], yield: $0) }, durable: { SentOut(["a", "b"]) }),
    Case("collected", yields: { try await collected([3, 1], yield: $0) }, durable: { Collected([3, 1]) }),
    Case(
        "collected set",
        yields: { try await collected(Set(["a"]).sorted(), yield: $0) },
        durable: { Collected(["a"]) }
    ),
    Case("summed", plain: { try await summed([1, 2], 3) }, durable: { Summed([1, 2], 3) }),
    Case("made", plain: { try await made(String.self, 2) }, durable: { Made(String.self, 2) }),
    Case("tagged", plain: { try await tagged([1, 2, 12]) }, durable: { Tagged([1, 2, 12]) }),
    Case(
        "namedLikeMembers",
        yields: { try await namedLikeMembers(1, "r", yield: $0, 2.5) },
        durable: { NamedLikeMembers(1, "r", 2.5) }
    ),
    Case(
        "failingWith",
        plain: { try await failingWith(Trouble.small, after: 2) },
        durable: { FailingWith(Trouble.small, after: 2) }
    ),
    Case("catching", plain: { try await catching(Trouble.small) }, durable: { Catching(Trouble.small) }),
    Case("publicGeneric", plain: { try await publicGeneric("a") }, durable: { PublicGeneric("a") }),
    Case("maximum", plain: { try await maximum(1, 3, 2) }, durable: { Maximum(1, 3, 2) }),
    Case("wrapped", plain: { try await wrapped(nil, or: [1]) }, durable: { Wrapped(nil, or: [1]) }),
    Case("genericsOfEverything", plain: { try await genericsOfEverything() }, durable: { GenericsOfEverything() }),
]
