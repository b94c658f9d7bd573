import Torpor

// Switches with suspensions in their subjects, patterns' conditions and cases.

enum Shape: Codable {
    case circle(Int)
    case square(Int)
    case line
}

@Durable
func switchSubjectReassignedInCase(yield: Yield<String>) async throws {
    var number = op("number", 1)
    switch number {
    case 1:
        number = 2
        try await yield("one")
        note("still in one, number \(number)")
        try await yield("one again")
    case 2:
        try await yield("two")
    default:
        try await yield("other")
    }
    try await yield("after \(number)")
}

@Durable
func switchSubjectEvaluatedOnce(yield: Yield<Int>) async throws {
    for number in 0...3 {
        switch op("subject", number) {
        case 0: try await yield(0)
        case 1, 2: try await yield(12)
        default: try await yield(99)
        }
    }
}

@Durable
func switchSubjectSuspends() async throws -> String {
    switch try await later(3) + op("right", 4) {
    case ..<5: return "small"
    case 5...7: return "medium"
    default: return "large"
    }
}

@Durable
func switchBindsAcrossSuspension(yield: Yield<String>) async throws {
    let troubles: [Trouble] = [.small, .big(4), .named("x", code: 9)]
    for trouble in troubles {
        switch trouble {
        case .small:
            try await yield("small")
        case .big(let size):
            try await yield("big")
            note("size \(size)")
        case .named(let name, let code):
            try await yield(name)
            note("\(name) \(code)")
        }
    }
}

@Durable
func switchWhereSuspends(yield: Yield<String>) async throws {
    for trouble in [Trouble.big(1), .big(5), .small] {
        switch trouble {
        case .big(let size) where try await laterFlag(size > 3):
            try await yield("large \(size)")
        case .big(let size) where op("native", size == 1):
            try await yield("tiny \(size)")
        case .big:
            try await yield("big")
        default:
            try await yield("default")
        }
    }
}

@Durable
func switchWhereTriedInOrder() async throws -> String {
    let number = 5
    switch number {
    case let a where try await fetch(a > 9): return "first \(a)"
    case 6 where try await fetch(true): return "second"
    case 5 where try await fetch(false): return "third"
    case let b where try await laterFlag(b == 5):
        try await Durable.sleep(for: .milliseconds(1))
        return "fourth \(b)"
    default: return "fifth"
    }
}

@Durable
func switchWhereFails() async throws -> String {
    do {
        switch 4 {
        case let number where try await refuse(.big(number), as: Bool.self): return "never"
        default: return "never either"
        }
    } catch {
        return "caught \(error)"
    }
}

@Durable
func switchMultiplePatternsBind(yield: Yield<Int>) async throws {
    for shape in [Shape.circle(1), .square(2)] {
        switch shape {
        case .circle(let size), .square(let size):
            try await yield(size)
            note("size \(size)")
        case .line:
            try await yield(0)
        }
        note("next")
    }
}

@Durable
func switchMultiplePatternsWhere(yield: Yield<String>) async throws {
    for number in 1...4 {
        switch number {
        case 1,
            3 where op("three", number == 3),
            4:
            try await yield("listed \(number)")
        default:
            try await yield("other \(number)")
        }
    }
}

@Durable
func switchFallthrough(yield: Yield<Int>) async throws {
    for number in 1...3 {
        switch number {
        case 1:
            try await yield(1)
            fallthrough
        case 2:
            try await yield(2)
            if number == 1 { fallthrough }
            note("no fallthrough for \(number)")
        default:
            try await yield(3)
        }
    }
}

@Durable
func switchFallthroughIntoNativeCase(yield: Yield<Int>) async throws {
    switch op("subject", 1) {
    case 1:
        note("from")
        fallthrough
    case 5:
        note("through")
        fallthrough
    case 7:
        try await yield(7)
    default:
        note("default")
    }
}

@Durable
func switchBreakEndsCase(yield: Yield<Int>) async throws {
    for number in 1...3 {
        switch number {
        case 2:
            if number == 2 { break }
            try await yield(-1)
        default:
            try await yield(number)
        }
        note("after \(number)")
    }
}

@Durable
func switchOverTuple(yield: Yield<String>) async throws {
    for (x, y) in [(0, 0), (0, 4), (5, 5), (2, 3)] {
        switch (x, y) {
        case (0, 0): try await yield("origin")
        case (0, let y): try await yield("axis \(y)")
        case let (a, b) where a == b: try await yield("diagonal \(a) \(b)")
        case (_, 3): try await yield("three \(x)")
        default: try await yield("other")
        }
    }
}

@Durable
func switchOverTupleOfSuspensions() async throws -> String {
    switch (try await later(1), op("middle", 2), try await later(3)) {
    case (1, let b, let c): return "\(b) \(c)"
    default: return "no"
    }
}

@Durable
func switchOverStrings(yield: Yield<Int>) async throws {
    for word in ["go", "stop", ""] {
        switch word {
        case "go", "run": try await yield(1)
        case "": try await yield(0)
        default: try await yield(word.count)
        }
    }
}

@Durable
func switchOverOptional(yield: Yield<String>) async throws {
    for maybe in [nil, 1, 12] as [Int?] {
        switch maybe {
        case nil: try await yield("nil")
        case let number? where number > 9: try await yield("big \(number)")
        case .some(let number): try await yield("some \(number)")
        }
    }
}

@Durable
func switchOverTypes(yield: Yield<String>) async throws {
    for index in 0...2 {
        let value: Any = index == 0 ? 5 : index == 1 ? "five" : 5.5
        switch value {
        case let number as Int: try await yield("Int \(number)")
        case is String: try await yield("String")
        default: try await yield("other")
        }
    }
}

@Durable
func switchOverBool(yield: Yield<String>) async throws {
    switch try await laterFlag(true) {
    case true: try await yield("yes")
    case false: try await yield("no")
    }
}

@Durable
func switchNestedInSwitch(yield: Yield<String>) async throws {
    for outer in 0...1 {
        switch outer {
        case 0:
            switch outer + 5 {
            case 5:
                try await yield("inner five")
                break
            default: try await yield("inner default")
            }
            note("after inner")
        default:
            try await yield("outer default")
        }
    }
}

@Durable
func switchReturnsFromCase() async throws -> Int {
    for number in 1... {
        switch number {
        case 1: continue
        case 2: try await Durable.sleep(for: .milliseconds(1))
        case 3: return try await later(33)
        default: return -1
        }
    }
    return -2
}

@Durable
func switchNoCaseSuspendsButWhereDoes() async throws -> Int {
    var found = 0
    switch op("subject", 2) {
    case let number where try await laterFlag(number == 2): found = number
    default: break
    }
    return found
}

// MARK: - Cases

let switchesCases: [any AnyCase] = [
    Case(
        "switchSubjectReassignedInCase",
        yields: { try await switchSubjectReassignedInCase(yield: $0) },
        durable: { SwitchSubjectReassignedInCase() }
    ),
    Case(
        "switchSubjectEvaluatedOnce",
        yields: { try await switchSubjectEvaluatedOnce(yield: $0) },
        durable: { SwitchSubjectEvaluatedOnce() }
    ),
    Case("switchSubjectSuspends", plain: { try await switchSubjectSuspends() }, durable: { SwitchSubjectSuspends() }),
    Case(
        "switchBindsAcrossSuspension",
        yields: { try await switchBindsAcrossSuspension(yield: $0) },
        durable: { SwitchBindsAcrossSuspension() }
    ),
    Case(
        "switchWhereSuspends",
        yields: { try await switchWhereSuspends(yield: $0) },
        durable: { SwitchWhereSuspends() }
    ),
    Case(
        "switchWhereTriedInOrder",
        plain: { try await switchWhereTriedInOrder() },
        durable: { SwitchWhereTriedInOrder() }
    ),
    Case("switchWhereFails", plain: { try await switchWhereFails() }, durable: { SwitchWhereFails() }),
    Case(
        "switchMultiplePatternsBind",
        yields: { try await switchMultiplePatternsBind(yield: $0) },
        durable: { SwitchMultiplePatternsBind() }
    ),
    Case(
        "switchMultiplePatternsWhere",
        yields: { try await switchMultiplePatternsWhere(yield: $0) },
        durable: { SwitchMultiplePatternsWhere() }
    ),
    Case("switchFallthrough", yields: { try await switchFallthrough(yield: $0) }, durable: { SwitchFallthrough() }),
    Case(
        "switchFallthroughIntoNativeCase",
        yields: { try await switchFallthroughIntoNativeCase(yield: $0) },
        durable: { SwitchFallthroughIntoNativeCase() }
    ),
    Case(
        "switchBreakEndsCase",
        yields: { try await switchBreakEndsCase(yield: $0) },
        durable: { SwitchBreakEndsCase() }
    ),
    Case("switchOverTuple", yields: { try await switchOverTuple(yield: $0) }, durable: { SwitchOverTuple() }),
    Case(
        "switchOverTupleOfSuspensions",
        plain: { try await switchOverTupleOfSuspensions() },
        durable: { SwitchOverTupleOfSuspensions() }
    ),
    Case("switchOverStrings", yields: { try await switchOverStrings(yield: $0) }, durable: { SwitchOverStrings() }),
    Case("switchOverOptional", yields: { try await switchOverOptional(yield: $0) }, durable: { SwitchOverOptional() }),
    Case("switchOverTypes", yields: { try await switchOverTypes(yield: $0) }, durable: { SwitchOverTypes() }),
    Case("switchOverBool", yields: { try await switchOverBool(yield: $0) }, durable: { SwitchOverBool() }),
    Case(
        "switchNestedInSwitch",
        yields: { try await switchNestedInSwitch(yield: $0) },
        durable: { SwitchNestedInSwitch() }
    ),
    Case("switchReturnsFromCase", plain: { try await switchReturnsFromCase() }, durable: { SwitchReturnsFromCase() }),
    Case(
        "switchNoCaseSuspendsButWhereDoes",
        plain: { try await switchNoCaseSuspendsButWhereDoes() },
        durable: { SwitchNoCaseSuspendsButWhereDoes() }
    ),
]
