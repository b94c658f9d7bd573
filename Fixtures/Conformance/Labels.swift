import Torpor

// Labelled jumps out of and through switch, do, if and loops.

@Durable
func labelBreakFromSwitchInDoInFor(yield: Yield<Int>) async throws {
    outer: for outer in 1...3 {
        for inner in 1...3 {
            do {
                try await yield(outer * 10 + inner)
                switch inner {
                case 2 where outer == 1: continue outer
                case 2: break outer
                case 3: break
                default: continue
                }
                note("after switch")
            } catch {
                note("never \(error)")
            }
            note("after do")
        }
        note("after inner")
    }
    note("end")
}

@Durable
func labelContinueOuterWhile(yield: Yield<Int>) async throws {
    var a = 0
    rows: while op("rows", a < 3) {
        a += 1
        var b = 0
        while op("columns", b < 3) {
            b += 1
            if b == 2 { continue rows }
            if a == 3 { break rows }
            try await yield(a * 10 + b)
        }
    }
    try await yield(a)
}

@Durable
func labelBreakFromDo(yield: Yield<Int>) async throws {
    for number in 1...3 {
        block: do {
            try await yield(number)
            if number == 2 { break block }
            try await yield(number * 10)
        }
        note("after block \(number)")
    }
}

@Durable
func labelBreakFromIf(yield: Yield<Int>) async throws {
    for number in 1...2 {
        check: if number > 0 {
            try await yield(number)
            if number == 2 { break check }
            try await yield(-number)
        } else {
            note("never")
        }
        note("after \(number)")
    }
}

@Durable
func labelBreakFromSwitch(yield: Yield<Int>) async throws {
    for number in 1...2 {
        choice: switch number {
        case 1:
            for inner in 5... {
                if inner == 7 { break choice }
                try await yield(inner)
            }
        default:
            while true {
                try await yield(0)
                break choice
            }
        }
        note("after \(number)")
    }
}

@Durable
func labelRepeatContinueEvaluatesCondition(yield: Yield<Int>) async throws {
    var number = 0
    again: repeat {
        number += 1
        for inner in 1...3 {
            if inner == 2 { continue again }
            try await yield(number * 10 + inner)
        }
    } while op("again", number < 2)
}

@Durable
func labelShadowedByInnerLabel(yield: Yield<Int>) async throws {
    first: for a in 1...2 {
        second: for b in 1...2 {
            third: for c in 1...2 {
                if a == 1, c == 2 { continue second }
                if a == 2, b == 2 { break first }
                if c == 2 { break third }
                try await yield(a * 100 + b * 10 + c)
            }
            note("\(a) \(b)")
        }
    }
}

@Durable
func labelContinueFromCatch(yield: Yield<Int>) async throws {
    outer: for outer in 1...2 {
        for inner in 1...2 {
            do {
                try await yield(outer * 10 + inner)
                _ = try await laterFailing(.big(inner))
            } catch Trouble.big(let size) where size == outer {
                continue outer
            } catch {
                note("ignored \(error)")
            }
        }
        note("inner done")
    }
}

@Durable
func labelBreakFromSuspendingWhere(yield: Yield<Int>) async throws {
    search: for number in 1...3 {
        switch number {
        case let even where try await laterFlag(even % 2 == 0):
            try await yield(even)
            break search
        default:
            note("odd")
        }
    }
}

@Durable
func labelFallthroughThenBreak(yield: Yield<Int>) async throws {
    loop: for number in 1...2 {
        switch number {
        case 1:
            try await yield(1)
            fallthrough
        case 2:
            try await yield(2)
            if number == 2 { break loop }
        default:
            break loop
        }
        note("round \(number)")
    }
}

@Durable
func labelNativeLoopJumpsToDurableLoop(yield: Yield<Int>) async throws {
    outer: for outer in 1...3 {
        for inner in 1...3 {
            if inner == outer * 2 { continue outer }
            if outer == 3, inner == 2 { break outer }
        }
        try await yield(outer)
    }
    note("end")
}

@Durable
func labelNativeSwitchJumpsToDurableLoop(yield: Yield<Int>) async throws {
    numbers: for number in 1...6 {
        switch number {
        case 1, 2: continue numbers
        case 3: break
        case 5: break numbers
        default: note("four")
        }
        try await yield(number)
    }
}

// MARK: - Cases

let labelsCases: [any AnyCase] = [
    Case(
        "labelBreakFromSwitchInDoInFor",
        yields: { try await labelBreakFromSwitchInDoInFor(yield: $0) },
        durable: { LabelBreakFromSwitchInDoInFor() }
    ),
    Case(
        "labelContinueOuterWhile",
        yields: { try await labelContinueOuterWhile(yield: $0) },
        durable: { LabelContinueOuterWhile() }
    ),
    Case("labelBreakFromDo", yields: { try await labelBreakFromDo(yield: $0) }, durable: { LabelBreakFromDo() }),
    Case("labelBreakFromIf", yields: { try await labelBreakFromIf(yield: $0) }, durable: { LabelBreakFromIf() }),
    Case(
        "labelBreakFromSwitch",
        yields: { try await labelBreakFromSwitch(yield: $0) },
        durable: { LabelBreakFromSwitch() }
    ),
    Case(
        "labelRepeatContinueEvaluatesCondition",
        yields: { try await labelRepeatContinueEvaluatesCondition(yield: $0) },
        durable: { LabelRepeatContinueEvaluatesCondition() }
    ),
    Case(
        "labelShadowedByInnerLabel",
        yields: { try await labelShadowedByInnerLabel(yield: $0) },
        durable: { LabelShadowedByInnerLabel() }
    ),
    Case(
        "labelContinueFromCatch",
        yields: { try await labelContinueFromCatch(yield: $0) },
        durable: { LabelContinueFromCatch() }
    ),
    Case(
        "labelBreakFromSuspendingWhere",
        yields: { try await labelBreakFromSuspendingWhere(yield: $0) },
        durable: { LabelBreakFromSuspendingWhere() }
    ),
    Case(
        "labelFallthroughThenBreak",
        yields: { try await labelFallthroughThenBreak(yield: $0) },
        durable: { LabelFallthroughThenBreak() }
    ),
    Case(
        "labelNativeLoopJumpsToDurableLoop",
        yields: { try await labelNativeLoopJumpsToDurableLoop(yield: $0) },
        durable: { LabelNativeLoopJumpsToDurableLoop() }
    ),
    Case(
        "labelNativeSwitchJumpsToDurableLoop",
        yields: { try await labelNativeSwitchJumpsToDurableLoop(yield: $0) },
        durable: { LabelNativeSwitchJumpsToDurableLoop() }
    ),
]
