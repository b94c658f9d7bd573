import Torpor

// Constants that hold several functions are made anew where they are used.

func twofold(_ number: Int) -> Int { op("twofold", number * 2) }

@Durable
func runTable(yield: Yield<Int>) async throws -> [Int] {
    let base = try await fetch(10)
    let steps: [(Int) -> Int] = [{ $0 + base }, twofold, { number in number - 1 }]
    var results: [Int] = []
    for step in 0..<steps.count {
        try await yield(steps[step](step))
        results.append(steps.reduce(step) { $1($0) })
    }
    return results
}

@Durable
func calculate(_ program: [String], yield: Yield<Int>) async throws -> Int {
    let operators: [String: (Int, Int) -> Int] = ["+": (+), "-": (-), "max": max, "join": { $0 * 10 + $1 }]
    var stack: [Int] = []
    for word in program {
        if let apply = operators[word] {
            let right = stack.removeLast()
            stack.append(apply(stack.removeLast(), right))
            try await yield(stack.last!)
        } else {
            stack.append(Int(word)!)
        }
    }
    return stack[0] + operators.count
}

@Durable
func namedSteps(yield: Yield<String>) async throws -> Int {
    let limit = 3
    let steps = [("first", { (number: Int) in number + limit }), ("second", { (number: Int) in number * limit })]
    var total = 1
    var index = 0
    while index < steps.count {
        try await yield(steps[index].0)
        total = steps[index].1(total)
        index += 1
    }
    return total
}

@Durable
func chosenChange(_ flag: Bool, yield: Yield<Int>) async throws -> Int {
    let change: (Int) -> Int = flag ? { $0 + 1 } : { twofold($0) }
    try await yield(change(1))
    try await yield(change(5))
    let pair = (up: { (number: Int) in number + 1 }, down: { (number: Int) in number - 1 })
    try await yield(pair.up(3))
    return pair.down(3)
}

let functionTablesCases: [any AnyCase] = [
    Case("runTable table of functions", yields: { try await runTable(yield: $0) }, durable: { RunTable() }),
    Case(
        "calculate table by name",
        yields: { try await calculate(["1", "2", "+", "5", "max", "4", "join"], yield: $0) },
        durable: { Calculate(["1", "2", "+", "5", "max", "4", "join"]) }
    ),
    Case("namedSteps functions with names", yields: { try await namedSteps(yield: $0) }, durable: { NamedSteps() }),
    Case(
        "chosenChange chosen function",
        yields: { try await chosenChange(true, yield: $0) },
        durable: { ChosenChange(true) }
    ),
    Case(
        "chosenChange another chosen function",
        yields: { try await chosenChange(false, yield: $0) },
        durable: { ChosenChange(false) }
    ),
]
