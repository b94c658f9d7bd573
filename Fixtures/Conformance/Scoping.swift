import Torpor

// Scopes: shadowing, deferred initialisation, and variables that begin anew.

@Durable
func shadowingSixDeep(yield: Yield<Int>) async throws {
    let x = 1
    try await yield(x)
    if x == 1 {
        let x = x + 10
        try await yield(x)
        for x in [x + 100] {
            try await yield(x)
            do {
                let x = x + 1_000
                try await yield(x)
                switch x {
                case let x where x > 0:
                    let y = x
                    do {
                        var x = y + 10_000
                        try await yield(x)
                        x += 1
                        if let x = Optional(x + 100_000) {
                            try await yield(x)
                        }
                        try await yield(x)
                    }
                    try await yield(x)
                default: break
                }
                try await yield(x)
            }
            try await yield(x)
        }
        try await yield(x)
    }
    try await yield(x)
}

@Durable
func shadowingByInitialiserOfSameName(yield: Yield<Int>) async throws {
    let number = 2
    do {
        let number = try await later(number * 10)
        try await yield(number)
        do {
            let number = number + (try await later(number))
            try await yield(number)
        }
        try await yield(number)
    }
    try await yield(number)
}

@Durable
func shadowingWithAnotherType(yield: Yield<String>) async throws {
    let value = 5
    try await yield("\(value)")
    for _ in 0..<2 {
        let value = "text \(value)"
        try await yield(value)
        if let value = value.last {
            try await yield("\(value)")
        }
    }
    try await yield("\(value + 1)")
}

@Durable
func shadowingSiblings(yield: Yield<Int>) async throws {
    do {
        var item = 1
        try await yield(item)
        item += 1
        try await yield(item)
    }
    do {
        var item = 10
        try await yield(item)
        item += 1
        try await yield(item)
    }
    for item in 100...101 {
        try await yield(item)
    }
}

@Durable
func shadowingParameter(number: Int, yield: Yield<Int>) async throws {
    var number = number
    number += 1
    try await yield(number)
    do {
        let number = number * 2
        try await yield(number)
    }
    try await yield(number)
}

@Durable
func shadowingGlobals(yield: Yield<Int>) async throws {
    tally = 5
    let local = tally
    do {
        let tally = local + 1
        try await yield(tally)
        note("\(tally)")
    }
    try await yield(local)
    var later = 3
    later += 1
    try await yield(later)
}

@Durable
func shadowingInCapture(yield: Yield<[Int]>) async throws {
    let factor = 2
    try await yield([1, 2].map { factor in factor * 10 })
    try await yield([1, 2].map { $0 * factor })
    try await yield(
        [1, 2].map { number in
            let factor = factor + number
            return factor
        }
    )
}

@Durable
func deferredInitialisationByBranch(yield: Yield<Int>) async throws {
    for flag in [true, false] {
        let number: Int
        if flag {
            number = 1
        } else {
            number = try await later(2)
        }
        try await yield(number)
        note("\(number)")
    }
}

@Durable
func deferredInitialisationBySwitch(yield: Yield<String>) async throws {
    for number in 0...2 {
        let name: String
        var size: Int
        switch number {
        case 0: (name, size) = ("zero", 0)
        case 1:
            name = try await laterText("one")
            size = 1
        default:
            try await yield("default")
            name = "many"
            size = 2
        }
        size += 1
        try await yield("\(name) \(size)")
    }
}

@Durable
func deferredInitialisationInDo() async throws -> Int {
    let number: Int
    do {
        number = try await laterFailing(.big(6))
    } catch Trouble.big(let size) {
        number = size
    }
    try await Durable.sleep(for: .milliseconds(1))
    return number
}

@Durable
func deferredInitialisationInLoop(yield: Yield<Int>) async throws {
    var round = 0
    while round < 2 {
        let square: Int
        square = round * round
        try await yield(square)
        round += 1
        let next: Int
        try await yield(square + round)
        next = square + 1
        try await yield(next)
    }
}

@Durable
func deferredInitialisationBeforeReturn() async throws -> String {
    let text: String
    guard try await laterFlag(true) else {
        return "early"
    }
    text = try await laterText("late")
    return text
}

@Durable
func doBlocksKeepTheirLocals(yield: Yield<Int>) async throws {
    let outer = 1
    do {
        let inner = outer + 1
        do {
            let innermost = inner + 1
            try await yield(innermost)
            note("\(innermost)")
        }
        try await yield(inner)
    }
    note("\(outer)")
}

@Durable
func unusedLocalsCostNothing(yield: Yield<Int>) async throws {
    let text = "dead"
    note(text)
    try await yield(1)
    let parts = text.split(separator: "e")
    note("\(parts.count)")
    try await yield(2)
}

@Durable
func lastValueOfOuterVariable(yield: Yield<Int>) async throws -> Int {
    var last = -1
    var sum = 0
    for number in 1...3 {
        let before = last
        last = number
        try await yield(before)
        sum += last * 10 + before
    }
    return sum
}

// MARK: - Cases

let scopingCases: [any AnyCase] = [
    Case("shadowingSixDeep", yields: { try await shadowingSixDeep(yield: $0) }, durable: { ShadowingSixDeep() }),
    Case(
        "shadowingByInitialiserOfSameName",
        yields: { try await shadowingByInitialiserOfSameName(yield: $0) },
        durable: { ShadowingByInitialiserOfSameName() }
    ),
    Case(
        "shadowingWithAnotherType",
        yields: { try await shadowingWithAnotherType(yield: $0) },
        durable: { ShadowingWithAnotherType() }
    ),
    Case("shadowingSiblings", yields: { try await shadowingSiblings(yield: $0) }, durable: { ShadowingSiblings() }),
    Case(
        "shadowingParameter",
        yields: { try await shadowingParameter(number: 3, yield: $0) },
        durable: { ShadowingParameter(number: 3) }
    ),
    Case("shadowingGlobals", yields: { try await shadowingGlobals(yield: $0) }, durable: { ShadowingGlobals() }),
    Case("shadowingInCapture", yields: { try await shadowingInCapture(yield: $0) }, durable: { ShadowingInCapture() }),
    Case(
        "deferredInitialisationByBranch",
        yields: { try await deferredInitialisationByBranch(yield: $0) },
        durable: { DeferredInitialisationByBranch() }
    ),
    Case(
        "deferredInitialisationBySwitch",
        yields: { try await deferredInitialisationBySwitch(yield: $0) },
        durable: { DeferredInitialisationBySwitch() }
    ),
    Case(
        "deferredInitialisationInDo",
        plain: { try await deferredInitialisationInDo() },
        durable: { DeferredInitialisationInDo() }
    ),
    Case(
        "deferredInitialisationInLoop",
        yields: { try await deferredInitialisationInLoop(yield: $0) },
        durable: { DeferredInitialisationInLoop() }
    ),
    Case(
        "deferredInitialisationBeforeReturn",
        plain: { try await deferredInitialisationBeforeReturn() },
        durable: { DeferredInitialisationBeforeReturn() }
    ),
    Case(
        "doBlocksKeepTheirLocals",
        yields: { try await doBlocksKeepTheirLocals(yield: $0) },
        durable: { DoBlocksKeepTheirLocals() }
    ),
    Case(
        "unusedLocalsCostNothing",
        yields: { try await unusedLocalsCostNothing(yield: $0) },
        durable: { UnusedLocalsCostNothing() }
    ),
    Case(
        "lastValueOfOuterVariable",
        yields: { try await lastValueOfOuterVariable(yield: $0) },
        durable: { LastValueOfOuterVariable() }
    ),
]
