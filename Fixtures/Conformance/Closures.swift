import Torpor

// Local functions and closures that stay in a constant are made anew in each step that uses them; what they capture is in
// the frame.

@Durable
func localFunctionAcrossSuspensions(yield: Yield<Int>) async throws -> Int {
    func double(_ number: Int) -> Int { number * 2 }
    try await yield(double(1))
    try await yield(double(2))
    return double(3)
}

@Durable
func localFunctionCapturesAndChanges(yield: Yield<Int>) async throws -> Int {
    var total = 0
    func add(_ number: Int) { total += number }
    add(1)
    try await yield(total)
    add(2)
    try await yield(total)
    total *= 10
    add(3)
    return total
}

@Durable
func localFunctionRecursive(yield: Yield<Int>) async throws {
    func factorial(_ number: Int) -> Int { number < 2 ? 1 : number * factorial(number - 1) }
    for number in 1...4 { try await yield(factorial(number)) }
}

@Durable
func localFunctionsCallEachOther(yield: Yield<Bool>) async throws {
    var calls = 0
    func isEvenHere(_ number: Int) -> Bool {
        calls += 1
        return number == 0 || isOddHere(number - 1)
    }
    func isOddHere(_ number: Int) -> Bool { number != 0 && isEvenHere(number - 1) }
    try await yield(isEvenHere(4))
    try await yield(isOddHere(3))
    note("calls \(calls)")
}

@Durable
func localFunctionOnlyWrites(yield: Yield<Int>) async throws -> Int {
    var last = 0
    func remember(_ number: Int) { last = number }
    try await yield(1)
    remember(7)
    try await yield(2)
    return last
}

@Durable
func localFunctionInLoopBody(yield: Yield<Int>) async throws {
    for number in 1...3 {
        let base = number * 10
        func shifted(_ by: Int) -> Int { base + by }
        try await yield(shifted(1))
        note("\(shifted(2))")
    }
}

@Durable
func localFunctionThatThrows(yield: Yield<Int>) async throws -> String {
    func check(_ number: Int) throws -> Int {
        if number > 2 { throw Trouble.big(number) }
        return number
    }
    do {
        for number in 1...5 { try await yield(check(number)) }
    } catch Trouble.big(let size) {
        return "big \(size)"
    }
    return "end"
}

@Durable
func localFunctionAsArgument(yield: Yield<[Int]>) async throws {
    let offset = 5
    func shift(_ number: Int) -> Int { number + offset }
    try await yield([1, 2].map(shift))
    try await yield([3].map(shift))
}

@Durable
func localFunctionThatAwaits() async throws -> Int {
    func twice(_ number: Int) async throws -> Int { try await fetch(number) * 2 }
    let first = try await twice(2)
    let second = try await twice(first)
    return first + second
}

@Durable
func closureInConstantAcrossSuspensions(yield: Yield<Int>) async throws -> Int {
    let offset = 3
    let shift = { (number: Int) in number + offset }
    try await yield(shift(1))
    try await yield(shift(2))
    return [10, 20].map(shift).reduce(0, +)
}

@Durable
func closureInConstantChangesVariable(yield: Yield<Int>) async throws -> Int {
    var count = 0
    let increment = { count += 1 }
    increment()
    try await yield(count)
    increment()
    increment()
    try await yield(count)
    count += 10
    increment()
    return count
}

@Durable
func closureWithAnnotation(yield: Yield<String>) async throws {
    let prefix = try await laterText("p")
    let format: (Int) -> String = { "\(prefix)\($0)" }
    try await yield(format(1))
    try await yield(format(2))
}

@Durable
func closureUsedForInference(yield: Yield<Int>) async throws {
    let make = { (number: Int) in (number, "\(number)") }
    let pair = make(try await later(4))
    try await yield(pair.0)
    note(pair.1)
}

// MARK: - Cases

let closuresCases: [any AnyCase] = [
    Case(
        "localFunctionAcrossSuspensions",
        yields: { try await localFunctionAcrossSuspensions(yield: $0) },
        durable: { LocalFunctionAcrossSuspensions() }
    ),
    Case(
        "localFunctionCapturesAndChanges",
        yields: { try await localFunctionCapturesAndChanges(yield: $0) },
        durable: { LocalFunctionCapturesAndChanges() }
    ),
    Case(
        "localFunctionRecursive",
        yields: { try await localFunctionRecursive(yield: $0) },
        durable: { LocalFunctionRecursive() }
    ),
    Case(
        "localFunctionsCallEachOther",
        yields: { try await localFunctionsCallEachOther(yield: $0) },
        durable: { LocalFunctionsCallEachOther() }
    ),
    Case(
        "localFunctionOnlyWrites",
        yields: { try await localFunctionOnlyWrites(yield: $0) },
        durable: { LocalFunctionOnlyWrites() }
    ),
    Case(
        "localFunctionInLoopBody",
        yields: { try await localFunctionInLoopBody(yield: $0) },
        durable: { LocalFunctionInLoopBody() }
    ),
    Case(
        "localFunctionThatThrows",
        yields: { try await localFunctionThatThrows(yield: $0) },
        durable: { LocalFunctionThatThrows() }
    ),
    Case(
        "localFunctionAsArgument",
        yields: { try await localFunctionAsArgument(yield: $0) },
        durable: { LocalFunctionAsArgument() }
    ),
    Case(
        "localFunctionThatAwaits",
        plain: { try await localFunctionThatAwaits() },
        durable: { LocalFunctionThatAwaits() }
    ),
    Case(
        "closureInConstantAcrossSuspensions",
        yields: { try await closureInConstantAcrossSuspensions(yield: $0) },
        durable: { ClosureInConstantAcrossSuspensions() }
    ),
    Case(
        "closureInConstantChangesVariable",
        yields: { try await closureInConstantChangesVariable(yield: $0) },
        durable: { ClosureInConstantChangesVariable() }
    ),
    Case(
        "closureWithAnnotation",
        yields: { try await closureWithAnnotation(yield: $0) },
        durable: { ClosureWithAnnotation() }
    ),
    Case(
        "closureUsedForInference",
        yields: { try await closureUsedForInference(yield: $0) },
        durable: { ClosureUsedForInference() }
    ),
]
