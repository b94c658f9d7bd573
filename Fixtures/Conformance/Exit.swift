import Torpor

// Leaving a durable function, from everywhere.

@Durable
func returnFromNestedLoops(yield: Yield<Int>) async throws -> String {
    for outer in 1...3 {
        for inner in 1...3 {
            do {
                try await yield(outer * inner)
                if outer * inner == 4 { return "found \(outer) \(inner)" }
            } catch {
                return "never"
            }
        }
    }
    return "not found"
}

@Durable
func returnFromNativeNestedLoops() async throws -> Int {
    let limit = try await later(6)
    for outer in 1...9 {
        var inner = 0
        while inner < 9 {
            inner += 1
            if outer * inner > limit { return outer * 100 + inner }
        }
    }
    return 0
}

@Durable
func returnFromCatch(yield: Yield<Int>) async throws -> Int {
    for number in 1...3 {
        do {
            try await yield(number)
            if number == 2 { throw Trouble.big(number) }
        } catch {
            try await yield(-number)
            return number * 10
        }
    }
    return 0
}

@Durable
func returnEarlyFromVoid(yield: Yield<Int>) async throws {
    for number in 1...5 {
        if number == 3 { return }
        try await yield(number)
    }
    note("never")
}

@Durable
func returnSuspendingExpressionInDo() async throws -> Int {
    do {
        return try await laterFailing(.small)
    } catch {
        return try await later(-1)
    }
}

@Durable
func returnThrowsInsideDo() async throws -> Int {
    do {
        return try await later(1) + failing(.big(2))
    } catch Trouble.big(let size) {
        return size
    }
}

@Durable
func returnFromSwitchInWhile(yield: Yield<String>) async throws -> Int {
    var words = ["c", "b", "a"]
    while true {
        switch words.popLast() {
        case "b"?: return words.count
        case let word?: try await yield(word)
        case nil: return -1
        }
    }
}

@Durable
func returnImplicitly() async throws -> Int {
    try await later(4)
}

@Durable
func returnImplicitlyByIf(flag: Bool) async throws -> String {
    if try await laterFlag(flag) {
        try await laterText("then")
    } else {
        "else"
    }
}

@Durable
func returnOptionalNil() async throws -> Int? {
    guard let number = try await laterPositive(-1) else { return nil }
    return number
}

@Durable
func returnOptionalOptional() async throws -> Int?? {
    .some(try await laterPositive(-1))
}

@Durable
func returnTuple() async throws -> Point {
    let (x, y) = (try await later(1), 2)
    return .init(x: x, y: y)
}

@Durable
func returnVoidCall(yield: Yield<Int>) async throws {
    if op("first", true) { return try await yield(1) }
    return note("never")
}

@Durable
func throwFromNestedLoops(yield: Yield<Int>) async throws {
    outer: for outer in 1... {
        for inner in 1...2 {
            try await yield(outer * inner)
            guard outer < 2 else { throw Mishap(reason: "\(outer) \(inner)") }
            if inner == 1 { continue outer }
        }
    }
}

@Durable
func fatalEndsNever(yield: Yield<Int>) async throws -> Int {
    var number = 0
    repeat {
        number += 1
        if number > 2 { return number }
        try await yield(number)
        guard number < 10 else { fatalError("unreachable") }
    } while true
}

// MARK: - Cases

let exitCases: [any AnyCase] = [
    Case(
        "returnFromNestedLoops",
        yields: { try await returnFromNestedLoops(yield: $0) },
        durable: { ReturnFromNestedLoops() }
    ),
    Case(
        "returnFromNativeNestedLoops",
        plain: { try await returnFromNativeNestedLoops() },
        durable: { ReturnFromNativeNestedLoops() }
    ),
    Case("returnFromCatch", yields: { try await returnFromCatch(yield: $0) }, durable: { ReturnFromCatch() }),
    Case(
        "returnEarlyFromVoid",
        yields: { try await returnEarlyFromVoid(yield: $0) },
        durable: { ReturnEarlyFromVoid() }
    ),
    Case(
        "returnSuspendingExpressionInDo",
        plain: { try await returnSuspendingExpressionInDo() },
        durable: { ReturnSuspendingExpressionInDo() }
    ),
    Case("returnThrowsInsideDo", plain: { try await returnThrowsInsideDo() }, durable: { ReturnThrowsInsideDo() }),
    Case(
        "returnFromSwitchInWhile",
        yields: { try await returnFromSwitchInWhile(yield: $0) },
        durable: { ReturnFromSwitchInWhile() }
    ),
    Case("returnImplicitly", plain: { try await returnImplicitly() }, durable: { ReturnImplicitly() }),
    Case(
        "returnImplicitlyByIf true",
        plain: { try await returnImplicitlyByIf(flag: true) },
        durable: { ReturnImplicitlyByIf(flag: true) }
    ),
    Case(
        "returnImplicitlyByIf false",
        plain: { try await returnImplicitlyByIf(flag: false) },
        durable: { ReturnImplicitlyByIf(flag: false) }
    ),
    Case("returnOptionalNil", plain: { try await returnOptionalNil() }, durable: { ReturnOptionalNil() }),
    Case(
        "returnOptionalOptional",
        plain: { try await returnOptionalOptional() },
        durable: { ReturnOptionalOptional() }
    ),
    Case("returnTuple", plain: { try await returnTuple() }, durable: { ReturnTuple() }),
    Case("returnVoidCall", yields: { try await returnVoidCall(yield: $0) }, durable: { ReturnVoidCall() }),
    Case(
        "throwFromNestedLoops",
        yields: { try await throwFromNestedLoops(yield: $0) },
        durable: { ThrowFromNestedLoops() }
    ),
    Case("fatalEndsNever", yields: { try await fatalEndsNever(yield: $0) }, durable: { FatalEndsNever() }),
]
