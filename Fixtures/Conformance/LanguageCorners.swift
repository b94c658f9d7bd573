import Foundation
import Torpor

// Corners of the language that lowering has to leave as they are, or to take apart with care.

/// `if` and `switch` as values, in each other and in larger expressions, with suspensions in conditions and branches.
@Durable
func nestedExpressions(_ kind: Int, yield: Yield<String>) async throws -> String {
    let name =
        if kind > 5 {
            switch kind {
            case 6, 7: "six or seven"
            case let number where number % 2 == 0:
                if number > 10 { "large" } else { "eight or ten" }
            default: try await laterText("odd")
            }
        } else if try await laterFlag(kind == 3) {
            op("three", "three")
        } else {
            switch try await later(kind) {
            case 0: "zero"
            case 1: if try await laterFlag(true) { "one" } else { "none" }
            default: try await laterText("few")
            }
        }
    try await yield(name)
    let length: Int? =
        switch name.count {
        case 0...3: nil
        case let count: count
        }
    var level = 0
    level = if let length { length + (try await later(1)) } else { op("no length", -1) }
    let twice = { (number: Int) -> Int in
        switch number {
        case ..<0: 0
        default: if number > 4 { number * 2 } else { number }
        }
    }
    try await yield("\(twice(level)) \(length ?? 0)")
    return switch (kind, level) {
    case (0, _): "nothing"
    case (_, let level) where level < 0: "short \(level)"
    default: if kind.isMultiple(of: 2) { try await laterText("even") } else { "odd" }
    }
}

/// A `throw` and a `fatalError` among the branches.
@Durable
func expressionsThatLeave(_ kind: Int, yield: Yield<Int>) async throws -> Int {
    let value =
        switch kind {
        case 0: try await later(10)
        case 1: throw Trouble.small
        case 2: fatalError("not here")
        default:
            if kind > 100 { throw Trouble.big(kind) } else { try await later(kind) }
        }
    try await yield(value)
    let sum = (try? await laterFailing(.small)) ?? (kind > 3 ? value : -value)
    return sum
}

@resultBuilder
enum ListBuilder {
    static func buildExpression(_ element: Int) -> [Int] { [element] }
    static func buildExpression(_ elements: [Int]) -> [Int] { elements }
    static func buildBlock(_ parts: [Int]...) -> [Int] { parts.flatMap { $0 } }
    static func buildOptional(_ part: [Int]?) -> [Int] { part ?? [] }
    static func buildEither(first: [Int]) -> [Int] { first }
    static func buildEither(second: [Int]) -> [Int] { second }
    static func buildArray(_ parts: [[Int]]) -> [Int] { parts.flatMap { $0 } }
    static func buildFinalResult(_ list: [Int]) -> [Int] {
        note("built \(list)")
        return list
    }
}

func list(@ListBuilder _ content: () -> [Int]) -> [Int] { content() }

/// Result builders, in closures and on local functions and variables.
@Durable
func resultBuilders(_ count: Int, yield: Yield<[Int]>) async throws -> [Int] {
    var extra = 7
    let first = list {
        1
        if count > 2 { extra } else { 0 }
        for number in 0..<count { number * 10 }
    }
    try await yield(first)
    extra += try await later(1)
    @ListBuilder func local(_ flag: Bool) -> [Int] {
        extra
        if flag { first }
        let inner = extra + 1
        inner
    }
    @ListBuilder var computed: [Int] {
        count
        extra
    }
    try await yield(local(true))
    extra = 0
    try await yield(computed)
    return list {
        let number = extra
        local(false)
        number
        switch count {
        case 0: 0
        default: [count, count]
        }
    }
}

/// Macros that say where they stand.
@Durable
func placeMacros(_ number: Int, yield: Yield<String>) async throws -> String {
    func place(_ line: Int = #line, _ function: String = #function) -> String { "\(line) \(function)" }
    let start = #line
    try await yield("\(#function) \(#line - start) \(#column)")
    let closure = { "\(#function) \(#line - start)" }
    try await yield(closure())
    var computed: String { "\(#function) \(#line - start)" }
    try await yield(computed + place())
    struct Local: Codable {
        var name = #function
        func here() -> String { "\(#function) \(#line)" }
    }
    let file = "\(#fileID) \(#file.hasSuffix("LanguageCorners.swift"))"
    try await yield("\(Local().here()) \(file)")
    return "\(try await later(#line - start)) \(#line - start)"
}

/// Cancellation that nobody asks for.
@Durable
func cancellationChecks(_ count: Int, yield: Yield<Int>) async throws -> Int {
    var total = 0
    for number in 0..<count {
        try Task.checkCancellation()
        guard !Task.isCancelled else { return -1 }
        total += Task.isCancelled ? 0 : try await later(number)
        await Task.yield()
        try await yield(total)
    }
    return total
}

/// Availability conditions, alone and with others, around suspensions.
@Durable
func availability(_ number: Int?, yield: Yield<Int>) async throws -> Int {
    var total = 0
    if #available(macOS 10.15, *) { total += try await later(1) }
    if #unavailable(macOS 10.15) { total += 100 } else { try await yield(total) }
    guard #available(macOS 10.15, *), let number, try await laterFlag(number > 0) else { return total }
    while #available(macOS 10.15, *), total < number {
        total += 1
        try await yield(total)
    }
    return total
}

/// `do` with a label, left by `break` from inside of other statements.
@Durable
func labelledScopes(_ numbers: [Int], yield: Yield<Int>) async throws -> Int {
    var total = 0
    outer: do {
        for number in numbers {
            guard try await laterFlag(number > 0) else { break outer }
            inner: do {
                if number > 5 { break inner }
                try await yield(number)
                if number == 4 { throw Trouble.small }
                total += number
            } catch {
                note("caught \(error)")
                total += 100
                if total > 150 { break outer }
            }
            total += 1
        }
        note("whole")
    }
    check: if total > 3 {
        if try await later(total) == 4 { break check }
        total *= 2
    }
    choice: switch total {
    case 0: break
    default:
        if total > 50 { break choice }
        total += 1
        try await yield(total)
    }
    return total
}

func stream(_ numbers: [Int]) -> AsyncStream<Int> {
    AsyncStream { continuation in
        for number in numbers { continuation.yield(number) }
        continuation.finish()
    }
}

/// A `for await` loop is one step, with jumps, patterns and awaits of its own.
@Durable
func forAwaitLoops(_ numbers: [Int], yield: Yield<Int>) async throws -> [Int] {
    var seen: [Int] = []
    try await yield(0)
    for await number in stream(numbers) where number != 2 {
        if number > 5 { break }
        seen.append(try await fetch(number))
    }
    try await yield(seen.count)
    outer: for number in numbers {
        for await other in stream(numbers) {
            if other == number { continue outer }
            seen.append(other * 10)
            if seen.count > 8 { break outer }
        }
    }
    try await yield(seen.count)
    for await case let (index, number)? in stream(numbers).map({ $0 > 1 ? ($0, $0 * 2) : nil }) {
        if number > 10 { return seen + [index] }
        note("\(index) \(number)")
    }
    return seen
}

// MARK: - Cases

let languageCornersCases: [any AnyCase] =
    [0, 1, 2, 3, 6, 9, 10, 12].map { kind in
        Case(
            "nestedExpressions \(kind)",
            yields: { try await nestedExpressions(kind, yield: $0) },
            durable: { NestedExpressions(kind) }
        )
    }
    + [0, 1, 4, 200].map { kind in
        Case(
            "expressionsThatLeave \(kind)",
            yields: { try await expressionsThatLeave(kind, yield: $0) },
            durable: { ExpressionsThatLeave(kind) }
        )
    }
    + moreLanguageCorners

let moreLanguageCorners: [any AnyCase] = [
    Case("resultBuilders", yields: { try await resultBuilders(3, yield: $0) }, durable: { ResultBuilders(3) }),
    Case("placeMacros", yields: { try await placeMacros(3, yield: $0) }, durable: { PlaceMacros(3) }),
    Case(
        "cancellationChecks",
        yields: { try await cancellationChecks(3, yield: $0) },
        durable: { CancellationChecks(3) }
    ),
    Case("availability", yields: { try await availability(3, yield: $0) }, durable: { Availability(3) }),
    Case("availability.nil", yields: { try await availability(nil, yield: $0) }, durable: { Availability(nil) }),
    Case(
        "labelledScopes",
        yields: { try await labelledScopes([1, 7, 4, 0, 2], yield: $0) },
        durable: { LabelledScopes([1, 7, 4, 0, 2]) }
    ),
    Case(
        "labelledScopes.short",
        yields: { try await labelledScopes([3], yield: $0) },
        durable: { LabelledScopes([3]) }
    ),
    Case(
        "labelledScopes.thrown",
        yields: { try await labelledScopes([4, 4, 4], yield: $0) },
        durable: { LabelledScopes([4, 4, 4]) }
    ),
    Case(
        "forAwaitLoops",
        yields: { try await forAwaitLoops([1, 2, 3], yield: $0) },
        durable: { ForAwaitLoops([1, 2, 3]) }
    ),
    Case(
        "forAwaitLoops.left",
        yields: { try await forAwaitLoops([4, 8, 9], yield: $0) },
        durable: { ForAwaitLoops([4, 8, 9]) }
    ),
]
