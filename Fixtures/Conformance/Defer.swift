import Torpor

// `defer` runs on every way out of its scope, last first, and never on a suspension.

@Durable
func deferAtEndOfFunction(yield: Yield<Int>) async throws {
    defer { note("deferred") }
    try await yield(1)
    try await yield(2)
}

@Durable
func deferLastInFirstOut(yield: Yield<Int>) async throws {
    defer { note("first") }
    try await yield(1)
    defer { note("second") }
    try await yield(2)
    defer { note("third") }
    note("end")
}

@Durable
func deferSeesChangesOfLocals(yield: Yield<Int>) async throws -> Int {
    var total = 0
    defer { note("total \(total)") }
    for number in 1...3 {
        total += number
        try await yield(total)
    }
    return total
}

@Durable
func deferAfterReturnValue() async throws -> Int {
    var number = 1
    defer {
        number += 100
        note("number \(number)")
    }
    number = try await later(5)
    return number
}

@Durable
func deferInLoopBody(yield: Yield<Int>) async throws -> Int {
    var total = 0
    defer { note("bye \(total)") }
    for number in 0..<10 {
        defer { total += 100 }
        total += number
        if number == 2 { continue }
        if number == 5 { return total }
        try await yield(total)
        if number == 6 { break }
    }
    return total
}

@Durable
func deferOnBreakAfterSuspension(yield: Yield<Int>) async throws -> Int {
    var ran = 0
    for number in 1...5 {
        defer { ran += 1 }
        try await yield(number)
        if number == 3 { break }
        if number == 1 { continue }
        note("rest of \(number)")
    }
    return ran
}

@Durable
func deferOnLabelledJumps(yield: Yield<String>) async throws {
    outer: for row in 1...3 {
        defer { note("row \(row)") }
        for column in 1...3 {
            defer { note("column \(column)") }
            try await yield("\(row) \(column)")
            if column == 2, row == 1 { continue outer }
            if row == 2 { break outer }
        }
    }
    note("end")
}

@Durable
func deferOnThrow(yield: Yield<Int>) async throws -> String {
    do {
        defer { note("inner") }
        try await yield(1)
        defer { note("innermost") }
        if try await laterFlag(true) { throw Trouble.big(3) }
        return "never"
    } catch Trouble.big(let size) {
        note("caught \(size)")
        return "caught"
    }
}

@Durable
func deferOnThrowOutOfFunction() async throws {
    var steps = 0
    defer { note("steps \(steps)") }
    steps += try await later(1)
    defer { steps += 10 }
    _ = try await laterFailing(.small)
    steps += 1
}

@Durable
func deferNotReachedDoesNotRun(yield: Yield<Int>) async throws {
    try await yield(1)
    if try await laterFlag(true) { return }
    defer { note("never") }
    try await yield(2)
}

@Durable
func deferInBranches(yield: Yield<Int>) async throws {
    for number in 1...2 {
        if number == 1 {
            defer { note("then") }
            try await yield(1)
            note("in then")
        } else {
            defer { note("else") }
            try await yield(2)
            note("in else")
        }
        note("after")
    }
}

@Durable
func deferInSwitchCase(yield: Yield<Int>) async throws {
    for number in 1...3 {
        switch number {
        case 1:
            defer { note("one") }
            try await yield(1)
        case 2:
            defer { note("two") }
            try await yield(2)
            if number == 2 { break }
            note("never")
        default:
            defer { note("default") }
            try await yield(3)
        }
        note("after \(number)")
    }
}

@Durable
func deferInCatch(yield: Yield<Int>) async throws {
    do {
        _ = try await laterFailing(.small)
    } catch {
        defer { note("catch left") }
        try await yield(1)
        note("handled \(error)")
    }
    note("end")
}

@Durable
func deferWithStatementsOfItsOwn(yield: Yield<Int>) async throws {
    var log: [String] = []
    defer {
        let line = log.joined(separator: ",")
        for part in log where part != "b" { note(part) }
        if line.isEmpty { note("empty") } else { note(line) }
    }
    log.append("a")
    try await yield(1)
    log.append("b")
    try await yield(2)
    log.append("c")
}

@Durable
func deferReturnsFromNativeLoop() async throws -> Int {
    let limit = try await later(4)
    defer { note("left") }
    for number in 1...9 {
        if number * number > limit { return number }
    }
    let rest = try await later(0)
    return rest
}

@Durable
func deferInNestedDo(yield: Yield<Int>) async throws {
    do {
        defer { note("outer") }
        do {
            defer { note("inner") }
            try await yield(1)
        }
        try await yield(2)
    }
    try await yield(3)
}

@Durable
func deferOrderWithTryOptional(yield: Yield<String>) async throws {
    defer { note("end") }
    let number = try? await deferredFailure()
    try await yield(number.map(String.init) ?? "nil")
}

@Durable
func deferredFailure() async throws -> Int {
    defer { note("unwinding") }
    return try await laterFailing(.small)
}

// MARK: - Cases

let deferCases: [any AnyCase] = [
    Case(
        "deferAtEndOfFunction",
        yields: { try await deferAtEndOfFunction(yield: $0) },
        durable: { DeferAtEndOfFunction() }
    ),
    Case(
        "deferLastInFirstOut",
        yields: { try await deferLastInFirstOut(yield: $0) },
        durable: { DeferLastInFirstOut() }
    ),
    Case(
        "deferSeesChangesOfLocals",
        yields: { try await deferSeesChangesOfLocals(yield: $0) },
        durable: { DeferSeesChangesOfLocals() }
    ),
    Case("deferAfterReturnValue", plain: { try await deferAfterReturnValue() }, durable: { DeferAfterReturnValue() }),
    Case("deferInLoopBody", yields: { try await deferInLoopBody(yield: $0) }, durable: { DeferInLoopBody() }),
    Case(
        "deferOnBreakAfterSuspension",
        yields: { try await deferOnBreakAfterSuspension(yield: $0) },
        durable: { DeferOnBreakAfterSuspension() }
    ),
    Case(
        "deferOnLabelledJumps",
        yields: { try await deferOnLabelledJumps(yield: $0) },
        durable: { DeferOnLabelledJumps() }
    ),
    Case("deferOnThrow", yields: { try await deferOnThrow(yield: $0) }, durable: { DeferOnThrow() }),
    Case(
        "deferOnThrowOutOfFunction",
        plain: { try await deferOnThrowOutOfFunction() },
        durable: { DeferOnThrowOutOfFunction() }
    ),
    Case(
        "deferNotReachedDoesNotRun",
        yields: { try await deferNotReachedDoesNotRun(yield: $0) },
        durable: { DeferNotReachedDoesNotRun() }
    ),
    Case("deferInBranches", yields: { try await deferInBranches(yield: $0) }, durable: { DeferInBranches() }),
    Case("deferInSwitchCase", yields: { try await deferInSwitchCase(yield: $0) }, durable: { DeferInSwitchCase() }),
    Case("deferInCatch", yields: { try await deferInCatch(yield: $0) }, durable: { DeferInCatch() }),
    Case(
        "deferWithStatementsOfItsOwn",
        yields: { try await deferWithStatementsOfItsOwn(yield: $0) },
        durable: { DeferWithStatementsOfItsOwn() }
    ),
    Case(
        "deferReturnsFromNativeLoop",
        plain: { try await deferReturnsFromNativeLoop() },
        durable: { DeferReturnsFromNativeLoop() }
    ),
    Case("deferInNestedDo", yields: { try await deferInNestedDo(yield: $0) }, durable: { DeferInNestedDo() }),
    Case(
        "deferOrderWithTryOptional",
        yields: { try await deferOrderWithTryOptional(yield: $0) },
        durable: { DeferOrderWithTryOptional() }
    ),
    Case("deferredFailure", plain: { try await deferredFailure() }, durable: { DeferredFailure() }),
]
