import Torpor

// Computed and observed variables of a function's body.

/// Nothing is stored: what it gives depends on the moment.
@Durable
func computedLocal(_ base: Int, yield: Yield<Int>) async throws -> Int {
    var factor = 2
    var product: Int {
        note("product")
        return base * factor
    }
    try await yield(product)
    factor += 1
    try await yield(product)
    factor = 10
    return product + product
}

/// The setter changes what it captures.
@Durable
func computedWithSetter(yield: Yield<String>) async throws -> [Int] {
    var celsius = [Int]()
    var fahrenheit: Int {
        get {
            note("get of \(celsius)")
            return (celsius.last ?? 0) * 9 / 5 + 32
        }
        set(degrees) {
            note("set to \(degrees)")
            celsius.append((degrees - 32) * 5 / 9)
        }
    }
    fahrenheit = 212
    try await yield("\(celsius) \(fahrenheit)")
    fahrenheit += 18
    try await yield("\(celsius)")
    fahrenheit = try await later(50)
    try await yield("\(fahrenheit)")
    return celsius
}

/// Reading it is an operand like any other: in its turn, once.
@Durable
func computedAsOperand(yield: Yield<Int>) async throws -> [Int] {
    var count = 0
    var next: Int {
        get {
            count += 1
            note("next \(count)")
            return count
        }
        set {
            note("next = \(newValue)")
            count = newValue
        }
    }
    let sum = next + (try await later(next)) * next
    try await yield(sum)
    next = next + (try await later(10))
    let list = [next, try await later(next), next]
    next += try await later(5)
    try await yield(count)
    return list + [next]
}

/// Computed variables, local functions and closures that use each other.
@Durable
func computedAmongFunctions(_ limit: Int, yield: Yield<[Int]>) async throws -> Int {
    var seen: [Int] = []
    var scale: Int { limit + offset() }
    func record(_ number: Int) { seen.append(number * scale) }
    func offset() -> Int { seen.count }
    let twice = { (number: Int) in number * scale * 2 }
    for number in 0..<3 {
        record(number)
        var isLast: Bool { number == limit - 1 }
        try await yield(seen)
        record(twice(number))
        if isLast { try await yield([scale]) }
    }
    return seen.reduce(0, +)
}

/// A computed variable in a statement that does not suspend, with a `return` of its own and a `switch`.
@Durable
func computedInside(_ numbers: [Int], yield: Yield<String>) async throws -> Int {
    var total = 0
    for number in numbers {
        var kind: String {
            switch number {
            case ..<0: return "negative"
            case 0: return "zero"
            default: return "positive"
            }
        }
        if kind == "negative" { continue }
        total += number
        note(kind)
    }
    var description: String {
        guard total > 0 else { return "nothing" }
        return "total \(total)"
    }
    try await yield(description)
    total = 0
    return description.count
}

/// Observers run when the variable is assigned: not when it is declared, nor when the function comes back.
@Durable
func observedLocal(yield: Yield<Int>) async throws -> Int {
    var level = 1 {
        willSet { note("from \(level) to \(newValue)") }
        didSet { note("was \(oldValue), is \(level)") }
    }
    try await yield(level)
    level = 2
    try await yield(level)
    note("still \(level)")
    try await yield(level * 10)
    level += 5
    return level
}

/// Observers with names of their own that change other variables, and the variable itself.
@Durable
func observersWithEffects(yield: Yield<[Int]>) async throws -> [Int] {
    let newValue = 100
    var history: [Int] = []
    var clamped = 5 {
        willSet(next) { history.append(next + newValue) }
        didSet(previous) {
            if clamped > 10 { clamped = 10 }
            history.append(previous)
        }
    }
    clamped = 7
    try await yield(history)
    clamped = 70
    try await yield(history + [clamped])
    note(try await later(3) > 2 ? "go" : "stay")
    clamped = try await later(clamped - 1)
    try await yield(history + [clamped])
    return history
}

/// Changed in place: as an array, through an argument, by a local function.
@Durable
func observedInPlace(yield: Yield<[Int]>) async throws -> [Int] {
    var changes = 0
    var list = [3, 1, 2] {
        didSet {
            changes += 1
            note("\(oldValue) became \(list)")
        }
    }
    func push(_ number: Int) { list.append(number) }
    func double(_ numbers: inout [Int]) { numbers = numbers.map { $0 * 2 } }
    try await yield(list)
    list.sort()
    try await yield(list)
    push(9)
    double(&list)
    list[0] = try await later(7)
    try await yield(list)
    let copy = list
    try await yield([changes])
    return copy + [changes]
}

/// A variable of a loop's body is new in every iteration; one around it is not.
@Durable
func observedInLoop(_ count: Int, yield: Yield<String>) async throws -> Int {
    var total = 0 { didSet { note("total \(oldValue) -> \(total)") } }
    var name: String? { didSet { note("name \(oldValue ?? "-")") } }
    for number in 0..<count {
        var step = number { willSet { note("step \(step) -> \(newValue) of \(number)") } }
        try await yield("\(step)")
        step += 10
        name = "number \(number)"
        try await yield("\(step)")
        total += step
        if number == 1 { step = 0 }
    }
    try await yield(name ?? "none")
    return total
}

/// One name, twice.
@Durable
func shadowedAccessors(_ value: Int, yield: Yield<Int>) async throws -> Int {
    var value = value { didSet { note("outer \(oldValue)") } }
    do {
        var value: Int {
            get { tally }
            set { tally = newValue * 2 }
        }
        try await yield(value)
        value = 3
        try await yield(value)
    }
    value += 1
    if value > 2 {
        var value = value * 10 { willSet { note("inner \(newValue)") } }
        try await yield(value)
        value -= 1
        return value
    }
    return value
}

// MARK: - Cases

let observedLocalsCases: [any AnyCase] = [
    Case("computedLocal", yields: { try await computedLocal(7, yield: $0) }, durable: { ComputedLocal(7) }),
    Case("computedWithSetter", yields: { try await computedWithSetter(yield: $0) }, durable: { ComputedWithSetter() }),
    Case("computedAsOperand", yields: { try await computedAsOperand(yield: $0) }, durable: { ComputedAsOperand() }),
    Case(
        "computedAmongFunctions",
        yields: { try await computedAmongFunctions(3, yield: $0) },
        durable: { ComputedAmongFunctions(3) }
    ),
    Case(
        "computedInside",
        yields: { try await computedInside([-1, 0, 4], yield: $0) },
        durable: { ComputedInside([-1, 0, 4]) }
    ),
    Case("observedLocal", yields: { try await observedLocal(yield: $0) }, durable: { ObservedLocal() }),
    Case(
        "observersWithEffects",
        yields: { try await observersWithEffects(yield: $0) },
        durable: { ObserversWithEffects() }
    ),
    Case("observedInPlace", yields: { try await observedInPlace(yield: $0) }, durable: { ObservedInPlace() }),
    Case("observedInLoop", yields: { try await observedInLoop(3, yield: $0) }, durable: { ObservedInLoop(3) }),
    Case("shadowedAccessors", yields: { try await shadowedAccessors(2, yield: $0) }, durable: { ShadowedAccessors(2) }),
    Case(
        "shadowedAccessors.small",
        yields: { try await shadowedAccessors(0, yield: $0) },
        durable: { ShadowedAccessors(0) }
    ),
]
