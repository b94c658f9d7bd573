import Torpor

// `#if` around declarations and statements that do not suspend.

/// Declared in every branch, by one of which.
@Durable
func conditionalConstants(_ number: Int, yield: Yield<String>) async throws -> Int {
    #if os(Linux) || os(macOS)
    let name = op("name", "known")
    let weight = number * 2
    #else
    let name = op("name", "unknown")
    let weight = Double(number)
    #endif
    #if DEBUG
    var level = 1
    note("debug")
    #elseif swift(>=6)
    var level = 2
    note("swift")
    #else
    var level = 3
    #endif
    try await yield(name)
    level += Int(weight)
    try await yield("\(name) \(weight)")
    return level > 100 ? 0 : Int(weight)
}

/// Declared and used in one branch only.
@Durable
func conditionalTrace(_ numbers: [Int], yield: Yield<Int>) async throws -> Int {
    #if os(Linux)
    var trace: [String] = []
    let limit = numbers.count
    #endif
    #if os(Windows)
    let drive = "C"
    var drives = [drive]
    #endif
    var total = 0
    for number in numbers {
        #if os(Linux)
        trace.append("\(number) of \(limit)")
        let doubled = number * 2
        #endif
        #if os(Windows)
        drives.append("D")
        #endif
        try await yield(number)
        #if os(Linux)
        total += doubled
        note("\(trace)")
        #else
        total += number
        #endif
        #if os(Windows)
        note(drives.joined() + drive)
        #endif
    }
    return total
}

/// Nested, in each other and in statements; with functions, closures, types and `guard`.
@Durable
func conditionalNesting(_ number: Int?, yield: Yield<String>) async throws -> String {
    #if os(Linux)
    #if arch(x86_64) || arch(arm64)
    let width = 64
    #else
    let width = 32
    #endif
    func describe(_ width: Int) -> String { "linux \(width) \(number ?? 0)" }
    let scale = { (value: Int) in value * 2 }
    struct Place: Codable { var name = "linux" }
    guard let number else {
        note("nothing")
        return "nothing"
    }
    #else
    let width = 16
    func describe(_ width: Int) -> String { "other \(width)" }
    let scale = { (value: Int) in value * 3 }
    enum Place: String, Codable { case other }
    let number = number ?? 1
    #endif
    try await yield(describe(width))
    #if os(Linux)
    let place = Place()
    let text = place.name
    #else
    let place = Place.other
    let text = place.rawValue
    #endif
    try await yield("\(scale(number)) \(text)")
    var sum = 0
    for value in 0..<3 {
        #if os(Linux)
        let addend = value + width
        #else
        let addend = value
        #endif
        if addend % 2 == 1 { continue }
        sum += addend
    }
    do {
        #if os(Linux)
        let sum = sum + 1
        #else
        let sum = sum + 2
        #endif
        try await yield("\(sum) \(place)".isEmpty ? "" : "\(sum)")
    }
    return describe(sum)
}

/// Assignment of what was declared before, jumps and returns in branches, cases of a `switch`.
@Durable
func conditionalStatements(_ kind: Int, yield: Yield<Int>) async throws -> String {
    let name: String
    #if os(Linux)
    name = "linux"
    #else
    name = "other"
    #endif
    try await yield(kind)
    var turns = 0
    while true {
        turns += 1
        #if os(Linux)
        if turns > kind { break }
        #else
        break
        #endif
        try await yield(turns)
        #if os(Linux)
        if turns == 5 { return "five" }
        #endif
    }
    let size: Int
    switch kind {
    case 0: size = 0
    #if os(Linux)
    case 1: size = 10
    case let kind where kind > 2: size = kind
    #endif
    default: size = -1
    }
    try await yield(size)
    return [name, "\(turns)"]
        #if os(Linux)
    .map { $0 + "!" }
        #endif
        .joined()
}

// MARK: - Cases

let conditionalCompilationCases: [any AnyCase] = [
    Case(
        "conditionalConstants",
        yields: { try await conditionalConstants(3, yield: $0) },
        durable: { ConditionalConstants(3) }
    ),
    Case(
        "conditionalTrace",
        yields: { try await conditionalTrace([4, 5], yield: $0) },
        durable: { ConditionalTrace([4, 5]) }
    ),
    Case(
        "conditionalNesting",
        yields: { try await conditionalNesting(7, yield: $0) },
        durable: { ConditionalNesting(7) }
    ),
    Case(
        "conditionalNesting.nothing",
        yields: { try await conditionalNesting(nil, yield: $0) },
        durable: { ConditionalNesting(nil) }
    ),
    Case(
        "conditionalStatements",
        yields: { try await conditionalStatements(1, yield: $0) },
        durable: { ConditionalStatements(1) }
    ),
    Case(
        "conditionalStatements.more",
        yields: { try await conditionalStatements(7, yield: $0) },
        durable: { ConditionalStatements(7) }
    ),
]
