import Torpor

// Errors thrown, caught and passed on, around suspensions and through durable callees.

@Durable
func catchAfterSuspension(yield: Yield<Int>) async throws {
    do {
        try await yield(1)
        throw Trouble.small
    } catch {
        note("caught \(error)")
    }
    try await yield(2)
}

@Durable
func catchThrownByOrdinaryAwait() async throws -> String {
    do {
        let number: Int = try await refuse(.big(3))
        return "never \(number)"
    } catch Trouble.big(let size) {
        return "size \(size)"
    }
}

@Durable
func catchThrownByCallee() async throws -> String {
    do {
        _ = try await laterFailing(.named("n", code: 7))
        note("never")
    } catch Trouble.named(let name, let code) where code > 5 {
        return "\(name) \(code)"
    }
    return "not thrown"
}

/// Passes what its callee throws through three activations.
@Durable
func descending(_ depth: Int) async throws -> Int {
    note("depth \(depth)")
    if depth == 0 { return try await laterFailing(.big(depth)) }
    let below = try await descending(depth - 1)
    note("never")
    return below
}

@Durable
func catchThroughSeveralCallees() async throws -> String {
    do {
        return "\(try await descending(3))"
    } catch let error as Trouble where error == .big(0) {
        try await Durable.sleep(for: .milliseconds(1))
        return "caught"
    }
}

@Durable
func uncaughtThroughSeveralCallees() async throws {
    _ = try await descending(2)
}

@Durable
func throwAtOnce() async throws {
    throw Mishap(reason: "at once")
}

@Durable
func throwAfterYield(yield: Yield<Int>) async throws {
    try await yield(1)
    throw Trouble.named("after", code: 1)
}

@Durable
func throwSuspendingExpression() async throws {
    throw Trouble.big(try await later(4))
}

@Durable
func catchBodySuspends(yield: Yield<String>) async throws {
    do {
        throw Trouble.big(2)
    } catch {
        try await yield("in catch")
        note("done")
    }
    try await yield("after")
}

@Durable
func catchKeepsCodableErrorAcrossSuspension(yield: Yield<String>) async throws {
    do {
        _ = try await laterFailing(.big(8))
    } catch let trouble as Trouble {
        try await yield("in catch")
        note("\(trouble)")
        try await yield("again")
        note("\(trouble == .big(8))")
    }
}

@Durable
func catchBindingAcrossSuspension(yield: Yield<Int>) async throws {
    do {
        throw Trouble.named("kept", code: 3)
    } catch Trouble.named(let name, let code) {
        try await yield(code)
        note("\(name) \(code)")
    } catch Trouble.big(let size) {
        try await yield(size)
    }
}

@Durable
func catchRethrows(yield: Yield<Int>) async throws {
    do {
        try await yield(1)
        throw Trouble.big(1)
    } catch {
        note("rethrowing \(error)")
        throw error
    }
}

@Durable
func catchThrowsAnother() async throws -> String {
    do {
        do {
            _ = try await laterFailing(.small)
        } catch {
            note("inner \(error)")
            throw Mishap(reason: try await laterText("from catch"))
        }
    } catch let mishap as Mishap {
        return mishap.reason
    }
    return "never"
}

@Durable
func catchRethrowsAfterSuspension() async throws {
    do {
        throw Trouble.named("kept", code: 2)
    } catch let trouble as Trouble {
        try await Durable.sleep(for: .milliseconds(1))
        note("after sleep")
        throw trouble
    }
}

@Durable
func nestedDoInnerDoesNotMatch() async throws -> String {
    do {
        do {
            try await Durable.sleep(for: .milliseconds(1))
            throw Trouble.small
        } catch Trouble.big {
            note("never")
        }
        note("never either")
    } catch Trouble.small {
        return "outer"
    }
    return "end"
}

@Durable
func doLeftNormallyIsNoLongerActive() async throws -> String {
    do {
        do {
            try await Durable.sleep(for: .milliseconds(1))
        } catch {
            return "wrong handler"
        }
        throw Trouble.small
    } catch {
        return "right handler"
    }
}

@Durable
func doLeftByContinueIsNoLongerActive(yield: Yield<Int>) async throws {
    for number in 1...3 {
        do {
            try await yield(number)
            if number < 3 { continue }
            throw Trouble.big(number)
        } catch {
            note("caught \(error)")
            break
        }
    }
    throw Trouble.small
}

@Durable
func throwInCatchLeavesTheDo(yield: Yield<Int>) async throws {
    do {
        throw Trouble.small
    } catch Trouble.small {
        try await yield(1)
        throw Trouble.big(1)
    } catch Trouble.big {
        note("never: handlers of one do do not catch each other's errors")
    }
}

@Durable
func loopRetriesUntilItSucceeds(yield: Yield<Int>) async throws -> Int {
    var attempts = 0
    while true {
        do {
            attempts += 1
            if attempts < 3 { _ = try await laterFailing(.big(attempts)) }
            return try await later(attempts)
        } catch Trouble.big(let size) where size < 5 {
            try await yield(size)
        }
    }
}

@Durable
func changesBeforeThrowAreKept(yield: Yield<Int>) async throws {
    var number = 1
    do {
        number = 2
        try await yield(number)
        number = 3
        number += try await laterFailing(.small)
        number = 4
    } catch {
        try await yield(number)
    }
}

@Durable
func errorFromNativeCodeBetweenSuspensions(yield: Yield<Int>) async throws {
    do {
        try await yield(1)
        for number in 1...3 where number == 2 { _ = try failing(.big(number), as: Int.self) }
        try await yield(2)
    } catch {
        note("caught \(error)")
    }
}

@Durable
func errorInCondition() async throws -> String {
    do {
        while try await laterFailing(.small) > 0 { note("never") }
    } catch {
        note("first \(error)")
    }
    do {
        if op("a", true), try await refuse(.big(1), as: Bool.self) { note("never") }
    } catch {
        note("second \(error)")
    }
    do {
        for number in try await refuse(.big(2), as: [Int].self) { note("\(number)") }
    } catch {
        return "third \(error)"
    }
    return "never"
}

@Durable
func errorInsideRangeOfLoop(yield: Yield<Int>) async throws -> Int {
    var caught = 0
    for number in 1...4 {
        do {
            if number % 2 == 0 { throw Trouble.big(number) }
            try await yield(number)
        } catch Trouble.big(let size) {
            caught += size
        }
    }
    return caught
}

@Durable
func errorInInitialiserOfDeferredLet() async throws -> Int {
    let number: Int
    do {
        number = try await laterFailing(.small) + 1
    } catch {
        note("\(error)")
        number = try await later(-1)
    }
    return number
}

// MARK: - Cases

let errorsCases: [any AnyCase] = [
    Case(
        "catchAfterSuspension",
        yields: { try await catchAfterSuspension(yield: $0) },
        durable: { CatchAfterSuspension() }
    ),
    Case(
        "catchThrownByOrdinaryAwait",
        plain: { try await catchThrownByOrdinaryAwait() },
        durable: { CatchThrownByOrdinaryAwait() }
    ),
    Case("catchThrownByCallee", plain: { try await catchThrownByCallee() }, durable: { CatchThrownByCallee() }),
    Case(
        "catchThroughSeveralCallees",
        plain: { try await catchThroughSeveralCallees() },
        durable: { CatchThroughSeveralCallees() }
    ),
    Case(
        "uncaughtThroughSeveralCallees",
        plain: { try await uncaughtThroughSeveralCallees() },
        durable: { UncaughtThroughSeveralCallees() }
    ),
    Case("throwAtOnce", plain: { try await throwAtOnce() }, durable: { ThrowAtOnce() }),
    Case("throwAfterYield", yields: { try await throwAfterYield(yield: $0) }, durable: { ThrowAfterYield() }),
    Case(
        "throwSuspendingExpression",
        plain: { try await throwSuspendingExpression() },
        durable: { ThrowSuspendingExpression() }
    ),
    Case("catchBodySuspends", yields: { try await catchBodySuspends(yield: $0) }, durable: { CatchBodySuspends() }),
    Case(
        "catchKeepsCodableErrorAcrossSuspension",
        yields: { try await catchKeepsCodableErrorAcrossSuspension(yield: $0) },
        durable: { CatchKeepsCodableErrorAcrossSuspension() }
    ),
    Case(
        "catchBindingAcrossSuspension",
        yields: { try await catchBindingAcrossSuspension(yield: $0) },
        durable: { CatchBindingAcrossSuspension() }
    ),
    Case("catchRethrows", yields: { try await catchRethrows(yield: $0) }, durable: { CatchRethrows() }),
    Case("catchThrowsAnother", plain: { try await catchThrowsAnother() }, durable: { CatchThrowsAnother() }),
    Case(
        "catchRethrowsAfterSuspension",
        plain: { try await catchRethrowsAfterSuspension() },
        durable: { CatchRethrowsAfterSuspension() }
    ),
    Case(
        "nestedDoInnerDoesNotMatch",
        plain: { try await nestedDoInnerDoesNotMatch() },
        durable: { NestedDoInnerDoesNotMatch() }
    ),
    Case(
        "doLeftNormallyIsNoLongerActive",
        plain: { try await doLeftNormallyIsNoLongerActive() },
        durable: { DoLeftNormallyIsNoLongerActive() }
    ),
    Case(
        "doLeftByContinueIsNoLongerActive",
        yields: { try await doLeftByContinueIsNoLongerActive(yield: $0) },
        durable: { DoLeftByContinueIsNoLongerActive() }
    ),
    Case(
        "throwInCatchLeavesTheDo",
        yields: { try await throwInCatchLeavesTheDo(yield: $0) },
        durable: { ThrowInCatchLeavesTheDo() }
    ),
    Case(
        "loopRetriesUntilItSucceeds",
        yields: { try await loopRetriesUntilItSucceeds(yield: $0) },
        durable: { LoopRetriesUntilItSucceeds() }
    ),
    Case(
        "changesBeforeThrowAreKept",
        yields: { try await changesBeforeThrowAreKept(yield: $0) },
        durable: { ChangesBeforeThrowAreKept() }
    ),
    Case(
        "errorFromNativeCodeBetweenSuspensions",
        yields: { try await errorFromNativeCodeBetweenSuspensions(yield: $0) },
        durable: { ErrorFromNativeCodeBetweenSuspensions() }
    ),
    Case("errorInCondition", plain: { try await errorInCondition() }, durable: { ErrorInCondition() }),
    Case(
        "errorInsideRangeOfLoop",
        yields: { try await errorInsideRangeOfLoop(yield: $0) },
        durable: { ErrorInsideRangeOfLoop() }
    ),
    Case(
        "errorInInitialiserOfDeferredLet",
        plain: { try await errorInInitialiserOfDeferredLet() },
        durable: { ErrorInInitialiserOfDeferredLet() }
    ),
]
