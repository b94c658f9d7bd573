import Torpor

func keptTriple(_ x: Int) -> Int { x * 3 }
func keptApply(_ f: (Int) -> Int, to x: Int) -> Int { f(x) }
func keptTwice(_ f: @escaping (Int) -> Int) -> (Int) -> Int { { f(f($0)) } }
func keptPause() async throws { try await Durable.sleep(for: .zero) }

struct KeptScale: Codable {
    var factor: Int
    func apply(_ x: Int) -> Int { x * factor }
    static func half(_ x: Int) -> Int { x / 2 }
    func add(_ x: Int) -> Int { x + factor }

    @Durable
    func scaled(_ values: [Int]) async throws -> [Int] {
        var f: (Int) -> Int = { $0 * factor }
        var results: [Int] = []
        for value in values {
            try await Durable.sleep(for: .zero)
            results.append(f(value))
            f = { $0 + self.factor }
        }
        return results
    }
}

struct KeptStep {
    let name: String
    var action: (Int) -> Int
    var done: Bool = false
    func run(_ x: Int) -> Int { action(x) }
}

struct KeptPlan {
    var steps: [KeptStep] = []
    var onEnd: (() -> String)?
    mutating func add(_ name: String, _ action: @escaping (Int) -> Int) {
        steps.append(KeptStep(name: name, action: action))
    }
}

enum KeptError: Error, Codable { case negative(Int) }

@Durable
func keptVariable(_ n: Int) async throws -> [Int] {
    var f: (Int) -> Int = { $0 + n }
    try await Durable.sleep(for: .zero)
    let a = f(1)
    if n > 1 { f = { x in x * n } }
    try await Durable.sleep(for: .zero)
    return [a, f(10), keptApply(f, to: 2), [1, 2].map(f).reduce(0, +)]
}

@Durable
func keptComposed(_ n: Int, yield: Yield<Int>) async throws -> Int {
    var f: (Int) -> Int = { $0 }
    for i in 1...n {
        let g = f
        f = { g($0) * 2 + i }
        try await yield(f(1))
    }
    return f(0)
}

@Durable
func keptShared() async throws -> [Int] {
    var count = 0
    var increment = { count += 1 }
    let read = { count }
    increment()
    try await Durable.sleep(for: .zero)
    increment()
    count += 10
    try await Durable.sleep(for: .zero)
    increment = { count += 100 }
    increment()
    try await Durable.sleep(for: .zero)
    return [read(), count]
}

@Durable
func keptArray(yield: Yield<Int>) async throws -> [Int] {
    var fs: [(Int) -> Int] = []
    for i in 1...3 {
        fs.append { $0 * i }
        try await Durable.sleep(for: .zero)
    }
    fs.append(keptTriple)
    fs.insert(
        { x in
            let y = x + 1
            return y * 100
        },
        at: 0
    )
    try await Durable.sleep(for: .zero)
    for f in fs { try await yield(f(2)) }
    fs.swapAt(0, 1)
    fs += [{ -$0 }]
    fs[1] = fs[2]
    let last = fs.removeLast()
    try await yield(last(5))
    fs.append(last)
    return fs.map { $0(10) }
}

@Durable
func keptTable(_ names: [String], yield: Yield<Int>) async throws -> Int {
    var operations: [String: (Int, Int) -> Int] = ["+": (+), "-": (-), "max": max]
    var total = 1
    for name in names {
        if let operation = operations[name] {
            try await yield(operation(total, 3))
            total = operation(total, 3)
        } else {
            let calls = total
            operations[name] = { $0 * $1 + calls }
            try await yield(-1)
        }
    }
    return total + operations.count
}

@Durable
func keptOptional(yield: Yield<String>) async throws -> String {
    var log = ""
    var onDone: ((String) -> Void)?
    try await yield("none \(onDone == nil)")
    onDone = { log += $0 }
    onDone?("a")
    try await yield(log)
    onDone?("b")
    let done = onDone
    onDone = nil
    try await yield("\(log) \(onDone == nil)")
    done!("c")
    return log
}

@Durable
func keptStructs(_ k: Int, yield: Yield<String>) async throws -> [Int] {
    var plan = KeptPlan()
    plan.add("minus") { $0 - k }
    plan.steps.append(KeptStep(name: "triple", action: keptTriple))
    plan.steps += [KeptStep(name: "square") { $0 * $0 }]
    plan.onEnd = { "end \(k)" }
    var value = 5
    for step in plan.steps {
        try await yield(step.name)
        value = step.action(value)
        try await yield("\(value)")
    }
    for i in plan.steps.indices {
        plan.steps[i].done = true
        try await yield("\(plan.steps[i].run(i))")
    }
    plan.steps[0].action = { [value] in $0 + value }
    try await yield(plan.onEnd?() ?? "?")
    return plan.steps.map { $0.run(7) } + [plan.steps.filter(\.done).count]
}

@Durable
func keptMaker(_ n: Int) async throws -> (Int) -> Int {
    try await Durable.sleep(for: .zero)
    if n < 0 { return keptTriple }
    return { $0 + n }
}

@Durable
func keptCounter() async throws -> () -> Int {
    var n = 0
    try await Durable.sleep(for: .zero)
    return {
        n += 1
        return n
    }
}

@Durable
func keptReturned() async throws -> [Int] {
    let add = try await keptMaker(5)
    let next = try await keptCounter()
    let other = next
    try await Durable.sleep(for: .zero)
    let first = next()
    let triple = try await keptMaker(-1)
    try await Durable.sleep(for: .zero)
    return [add(1), first, other(), next(), triple(7)]
}

@Durable
func keptTransformed(_ values: [Int], by transform: (Int) -> Int, check: (Int) throws -> Bool, yield: Yield<Int>)
    async throws -> [Int]
{
    var results: [Int] = []
    for value in values {
        try await yield(transform(value))
        if try check(value) { results.append(transform(value)) }
    }
    return results + values.map(transform)
}

@Durable
func keptGiving(yield: Yield<Int>) async throws -> [Int] {
    var calls = 0
    let first = try await keptTransformed(
        [1, 2, 3],
        by: {
            calls += 1; return $0 * 2
        },
        check: { $0 > 1 },
        yield: yield
    )
    let second = try await keptTransformed([4], by: keptTriple, check: { _ in true }, yield: yield)
    do {
        _ = try await keptTransformed(
            [5, -6],
            by: { $0 },
            check: { if $0 < 0 { throw KeptError.negative($0) } else { return $0 == calls } },
            yield: yield
        )
    } catch KeptError.negative(let value) {
        calls += value
    }
    return first + second + [calls]
}

@Durable
func keptReferences(yield: Yield<Int>) async throws -> [Int] {
    let scale = KeptScale(factor: 4)
    var f: (Int) -> Int = scale.apply
    try await yield(f(2))
    f = KeptScale.half
    try await yield(f(10))
    var makers: [(Int) -> KeptScale] = [KeptScale.init]
    try await yield(makers[0](3).factor)
    makers.append(KeptScale.init(factor:))
    var operation: (Int, Int) -> Int = (+)
    try await yield(operation(1, 2))
    if f(2) == 1 { operation = (*) } else { operation = min }
    try await yield(operation(3, 4))
    return makers.map { $0(6).factor } + [f(8), operation(5, 6)]
}

@Durable
func keptGeneric<Value: Codable>(_ value: Value, yield: Yield<String>) async throws -> Value {
    var make: () -> Value = { value }
    try await yield("\(make())")
    let old = make
    make = { old() }
    try await yield("\(make())")
    return make()
}

@Durable
func keptInLoops(yield: Yield<Int>) async throws -> Int {
    var fs: [() -> Int] = []
    for i in 0..<3 {
        let j = i * 10
        fs.append { i + j }
        for k in 0..<2 { fs.append { i + j + k * 100 } }
    }
    var total = 0
    while let f = fs.popLast() {
        try await yield(f())
        total += f()
    }
    return total
}

@Durable
func keptFactorial(_ n: Int, yield: Yield<Int>) async throws -> Int {
    var total = 0
    var validators: [(name: String, check: (Int) -> Bool)] = [("positive", { $0 > 0 })]
    validators.append((name: "small", check: { $0 < n }))
    for value in [-1, 2, 50] {
        for (name, check) in validators {
            try await yield(name.count)
            if check(value) { total += value }
        }
    }
    return total
}

// MARK: - Cases
let functionValuesCases: [any AnyCase] = [
    Case("keptVariable 1", plain: { try await keptVariable(1) }, durable: { KeptVariable(1) }),
    Case("keptVariable 3", plain: { try await keptVariable(3) }, durable: { KeptVariable(3) }),
    Case("keptComposed", yields: { try await keptComposed(4, yield: $0) }, durable: { KeptComposed(4) }),
    Case("keptShared", plain: { try await keptShared() }, durable: { KeptShared() }),
    Case("keptArray", yields: { try await keptArray(yield: $0) }, durable: { KeptArray() }),
    Case(
        "keptTable",
        yields: { try await keptTable(["+", "*", "-", "*", "max"], yield: $0) },
        durable: { KeptTable(["+", "*", "-", "*", "max"]) }
    ),
    Case("keptOptional", yields: { try await keptOptional(yield: $0) }, durable: { KeptOptional() }),
    Case("keptStructs", yields: { try await keptStructs(2, yield: $0) }, durable: { KeptStructs(2) }),
    Case("keptReturned", plain: { try await keptReturned() }, durable: { KeptReturned() }),
    Case("keptGiving", yields: { try await keptGiving(yield: $0) }, durable: { KeptGiving() }),
    Case("keptReferences", yields: { try await keptReferences(yield: $0) }, durable: { KeptReferences() }),
    Case("keptGeneric", yields: { try await keptGeneric(7, yield: $0) }, durable: { KeptGeneric(7) }),
    Case("keptGeneric text", yields: { try await keptGeneric("x", yield: $0) }, durable: { KeptGeneric("x") }),
    Case("keptInLoops", yields: { try await keptInLoops(yield: $0) }, durable: { KeptInLoops() }),
    Case("keptFactorial", yields: { try await keptFactorial(40, yield: $0) }, durable: { KeptFactorial(40) }),
    Case(
        "KeptScale.scaled",
        plain: { try await KeptScale(factor: 3).scaled([1, 2, 3]) },
        durable: { KeptScale.Scaled(on: KeptScale(factor: 3), [1, 2, 3]) }
    ),
]
