import Torpor

// Catch clauses that choose, `try?` and `try!`, and errors of typed throws.

@Durable
func catchClausesInOrder(yield: Yield<String>) async throws {
    let troubles: [Trouble] = [.small, .big(1), .big(20), .named("n", code: 0)]
    for trouble in troubles {
        do {
            try await yield("throwing")
            throw trouble
        } catch Trouble.small {
            try await yield("small")
        } catch Trouble.big(let size) where op("large", size > 10) {
            try await yield("large \(size)")
        } catch Trouble.big(let size) {
            try await yield("big \(size)")
        } catch {
            try await yield("other")
        }
    }
}

@Durable
func catchSeveralPatterns(yield: Yield<Int>) async throws {
    for size in [1, 2, 3] {
        do {
            try await yield(size)
            throw size == 3 ? Trouble.small : Trouble.big(size)
        } catch Trouble.big(1), Trouble.small {
            note("first or last")
        } catch {
            note("middle \(error)")
        }
    }
}

@Durable
func catchByType(yield: Yield<String>) async throws {
    for index in 0...2 {
        do {
            try await yield("\(index)")
            switch index {
            case 0: throw Mishap(reason: "zero")
            case 1: throw Trouble.small
            default: note("nothing thrown")
            }
        } catch is Mishap {
            try await yield("a mishap")
        } catch let trouble as Trouble {
            try await yield("\(trouble)")
        }
    }
}

@Durable
func optionalTryOverSuspension() async throws -> String {
    let a = try? await later(1)
    let b = try? await laterFailing(.small)
    let c = try? await laterPositive(-1)
    return "\(String(describing: a)) \(String(describing: b)) \(String(describing: c))"
}

@Durable
func optionalTryInConditions() async throws -> [String] {
    var log: [String] = []
    if let number = try? await laterFailing(.small) {
        log.append("never \(number)")
    } else {
        log.append("failed")
    }
    if let number = try? await later(2), number > 1 { log.append("got \(number)") }
    guard (try? await laterFailing(.big(1))) == nil else { return log }
    log.append("end")
    return log
}

@Durable
func optionalTryCoversNestedCalls() async throws -> Int {
    let number = try? await later(laterFailing(.small) + op("never", 1))
    return (number ?? 7) + (try? await later(fetch(2))).map { $0 * 100 }!
}

@Durable
func optionalTryOnYield(yield: Yield<Int>) async throws {
    try? await yield(1)
    let sent: Void? = try? await yield(2)
    note("\(sent != nil)")
}

@Durable
func forcedTryOverSuspension() async throws -> Int {
    let number = try! await later(3)
    return try! await number * (later(2) + fetch(1))
}

@Durable
func forcedUnwrapOfSuspension() async throws -> Int {
    try await laterPositive(4)! + op("after", 1)
}

func limited(_ number: Int) async throws(Trouble) -> Int {
    note("limited \(number)")
    await Task.yield()
    guard number < 3 else { throw .big(number) }
    return number
}

@Durable
func typedThrowsCallee() async throws -> String {
    do {
        let first = try await limited(2)
        note("first \(first)")
        return "\(try await limited(5))"
    } catch {
        return error == .big(5) ? "typed \(error)" : "other"
    }
}

@Durable
func resultGetAndCatching() async throws -> String {
    let result = Result<Int, Trouble>.failure(.big(3))
    do {
        return "\(try result.get() + (try await later(1)))"
    } catch {
        return "\(error)"
    }
}

@Durable
func errorLocalOutlivesCatch(yield: Yield<String>) async throws -> Int {
    var last: Trouble?
    for number in 1...2 {
        do {
            _ = try await laterFailing(.big(number))
        } catch let trouble as Trouble {
            last = trouble
        }
        try await yield("\(String(describing: last))")
    }
    guard let last else { return 0 }
    throw last
}

@Durable
func catchKeepsUntypedErrorAcrossSuspension(yield: Yield<String>) async throws {
    for number in 1...2 {
        do {
            _ = try await laterFailing(.big(number))
        } catch {
            try await yield("in catch")
            note("\(error) \((error as? Trouble) == .big(1))")
        }
    }
}

@Durable
func catchRethrowsUntypedErrorAfterSuspension(yield: Yield<Int>) async throws {
    do {
        do {
            try await yield(1)
            throw Mishap(reason: "kept")
        } catch {
            try await Durable.sleep(for: .milliseconds(1))
            throw error
        }
    } catch let mishap as Mishap {
        try await yield(mishap.reason.count)
    }
}

@Durable
func rethrowingCallsAreCaught() async throws -> String {
    let limit = try await later(2)
    do {
        let checked = try [1, 2, 3].map { number in
            note("checking \(number)")
            if number > limit { throw Trouble.big(number) }
            return number
        }
        return "\(checked)"
    } catch Trouble.big(let size) {
        return "\(size) over \(try await later(limit))"
    }
}

/// A clause of all errors for which a condition holds that looks at the error.
@Durable
func catchWhereAlone(_ limit: Int) async -> String {
    for attempt in 1... {
        do {
            if attempt > 3 { return "done after \(attempt)" }
            _ = try await laterFailing(.big(attempt))
        } catch  where attempt < limit && "\(error)".contains("big") {
            note("\(attempt): \(error)")
            try? await Durable.sleep(for: .milliseconds(1))
        } catch {
            return "\(error) after \(attempt)"
        }
    }
    return "never"
}

// MARK: - Cases

let errorPatternsCases: [any AnyCase] = [
    Case("catchWhereAlone", plain: { await catchWhereAlone(9) }, durable: { CatchWhereAlone(9) }),
    Case("catchWhereAlone to the limit", plain: { await catchWhereAlone(2) }, durable: { CatchWhereAlone(2) }),
    Case(
        "catchClausesInOrder",
        yields: { try await catchClausesInOrder(yield: $0) },
        durable: { CatchClausesInOrder() }
    ),
    Case(
        "catchSeveralPatterns",
        yields: { try await catchSeveralPatterns(yield: $0) },
        durable: { CatchSeveralPatterns() }
    ),
    Case("catchByType", yields: { try await catchByType(yield: $0) }, durable: { CatchByType() }),
    Case(
        "optionalTryOverSuspension",
        plain: { try await optionalTryOverSuspension() },
        durable: { OptionalTryOverSuspension() }
    ),
    Case(
        "optionalTryInConditions",
        plain: { try await optionalTryInConditions() },
        durable: { OptionalTryInConditions() }
    ),
    Case(
        "optionalTryCoversNestedCalls",
        plain: { try await optionalTryCoversNestedCalls() },
        durable: { OptionalTryCoversNestedCalls() }
    ),
    Case("optionalTryOnYield", yields: { try await optionalTryOnYield(yield: $0) }, durable: { OptionalTryOnYield() }),
    Case(
        "forcedTryOverSuspension",
        plain: { try await forcedTryOverSuspension() },
        durable: { ForcedTryOverSuspension() }
    ),
    Case(
        "forcedUnwrapOfSuspension",
        plain: { try await forcedUnwrapOfSuspension() },
        durable: { ForcedUnwrapOfSuspension() }
    ),
    Case("typedThrowsCallee", plain: { try await typedThrowsCallee() }, durable: { TypedThrowsCallee() }),
    Case("resultGetAndCatching", plain: { try await resultGetAndCatching() }, durable: { ResultGetAndCatching() }),
    Case(
        "errorLocalOutlivesCatch",
        yields: { try await errorLocalOutlivesCatch(yield: $0) },
        durable: { ErrorLocalOutlivesCatch() }
    ),
    Case(
        "catchKeepsUntypedErrorAcrossSuspension",
        yields: { try await catchKeepsUntypedErrorAcrossSuspension(yield: $0) },
        durable: { CatchKeepsUntypedErrorAcrossSuspension() }
    ),
    Case(
        "catchRethrowsUntypedErrorAfterSuspension",
        yields: { try await catchRethrowsUntypedErrorAfterSuspension(yield: $0) },
        durable: { CatchRethrowsUntypedErrorAfterSuspension() }
    ),
    Case(
        "rethrowingCallsAreCaught",
        plain: { try await rethrowingCallsAreCaught() },
        durable: { RethrowingCallsAreCaught() }
    ),
]
