import Torpor

// Optional chains: where the base is nil nothing after it is evaluated.

func parcel(_ label: String?, weights: [Int]? = nil) -> Parcel {
    Parcel(label: label, content: weights.map { Parcel.Content(weights: $0) })
}

@Durable
func chainBaseNilSkipsSuspendingArgument() async throws -> Int? {
    let empty = parcel("empty")
    return empty.content?.weighed(adding: try await later(op("never", 1)))
}

@Durable
func chainBasePresentSuspendsInArgument() async throws -> Int? {
    let full = parcel("full", weights: [1, 2])
    return full.content?.weighed(adding: try await later(op("extra", 10)))
}

@Durable
func chainOverSuspendingBase() async throws -> [Int?] {
    let first = try await laterPositive(-4)?.advanced(by: op("never", 1))
    let second = try await laterPositive(4)?.advanced(by: op("evaluated", 1))
    return [first, second]
}

@Durable
func chainSeveralLinks() async throws -> String {
    let parcels = ["a": parcel("a", weights: [3]), "b": parcel(nil)]
    let first = parcels["a"]?.content?.weights.first?.advanced(by: try await later(1))
    let second = parcels["b"]?.content?.weights.first?.advanced(by: try await later(2))
    let third = parcels["c"]?.label?.count
    return "\(String(describing: first)) \(String(describing: second)) \(String(describing: third))"
}

@Durable
func chainMutatesThroughOptional(yield: Yield<Int>) async throws {
    var box = parcel("box", weights: [1])
    box.content?.add(5)
    try await yield(box.content?.weights.count ?? -1)
    box.content?.add(try await later(6))
    try await yield(box.content?.weights.last ?? -1)
    box.content = nil
    box.content?.add(try await later(7))
    try await yield(box.content?.weights.count ?? -1)
}

@Durable
func chainAssignsThroughOptional() async throws -> String {
    var box = parcel("box", weights: [1])
    box.content?.note = try await laterText("written")
    box.content?.weights[0] = try await later(9)
    var empty = parcel("empty")
    empty.content?.note = try await laterText("lost")
    return "\(box.content?.note ?? "-") \(box.content?.weights ?? []) \(empty.content?.note ?? "-")"
}

@Durable
func chainCompoundAssignment() async throws -> [Int] {
    var box = parcel("box", weights: [1, 2])
    box.content?.weights[op("index", 1)] += try await later(10)
    var empty = parcel("empty")
    empty.content?.weights[op("never", 1)] += try await later(10)
    return box.content?.weights ?? []
}

@Durable
func chainResultInCondition(yield: Yield<Int>) async throws {
    let parcels = [parcel("x", weights: [1]), parcel("y")]
    for parcel in parcels {
        if let weight = parcel.content?.weighed(adding: try await later(5)) {
            try await yield(weight)
        } else {
            try await yield(-1)
        }
    }
}

@Durable
func chainTestedAgainstNil() async throws -> [Bool] {
    var box = parcel("box", weights: [1])
    let wrote = (box.content?.note = try await laterText("n")) != nil
    box.content = nil
    let wroteAgain = (box.content?.note = try await laterText("n")) != nil
    return [wrote, wroteAgain]
}

@Durable
func chainOptionalFunctionResultAndForce() async throws -> Int {
    let texts: [String?] = ["12", nil]
    let first = texts[try await later(0)]?.count ?? op("never", 0)
    let second = texts[try await later(1)]?.count ?? op("fallback", 5)
    let third = texts.first!!.count + (try await laterPositive(1))!
    return first * 100 + second * 10 + third
}

@Durable
func chainFlatMapsOptional() async throws -> Int? {
    let maybe = try await laterPositive(3).map { $0 + 1 }.flatMap { $0 > 3 ? $0 * 2 : nil }
    try await Durable.sleep(for: .milliseconds(1))
    return maybe
}

// MARK: - Cases

let optionalChainingCases: [any AnyCase] = [
    Case(
        "chainBaseNilSkipsSuspendingArgument",
        plain: { try await chainBaseNilSkipsSuspendingArgument() },
        durable: { ChainBaseNilSkipsSuspendingArgument() }
    ),
    Case(
        "chainBasePresentSuspendsInArgument",
        plain: { try await chainBasePresentSuspendsInArgument() },
        durable: { ChainBasePresentSuspendsInArgument() }
    ),
    Case(
        "chainOverSuspendingBase",
        plain: { try await chainOverSuspendingBase() },
        durable: { ChainOverSuspendingBase() }
    ),
    Case("chainSeveralLinks", plain: { try await chainSeveralLinks() }, durable: { ChainSeveralLinks() }),
    Case(
        "chainMutatesThroughOptional",
        yields: { try await chainMutatesThroughOptional(yield: $0) },
        durable: { ChainMutatesThroughOptional() }
    ),
    Case(
        "chainAssignsThroughOptional",
        plain: { try await chainAssignsThroughOptional() },
        durable: { ChainAssignsThroughOptional() }
    ),
    Case(
        "chainCompoundAssignment",
        plain: { try await chainCompoundAssignment() },
        durable: { ChainCompoundAssignment() }
    ),
    Case(
        "chainResultInCondition",
        yields: { try await chainResultInCondition(yield: $0) },
        durable: { ChainResultInCondition() }
    ),
    Case("chainTestedAgainstNil", plain: { try await chainTestedAgainstNil() }, durable: { ChainTestedAgainstNil() }),
    Case(
        "chainOptionalFunctionResultAndForce",
        plain: { try await chainOptionalFunctionResultAndForce() },
        durable: { ChainOptionalFunctionResultAndForce() }
    ),
    Case("chainFlatMapsOptional", plain: { try await chainFlatMapsOptional() }, durable: { ChainFlatMapsOptional() }),
]
