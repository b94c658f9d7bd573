import Torpor

/// Closures that closures and local functions make, and that live across suspensions.

@Durable
func ccAdder(yield: Yield<Int>) async throws -> Int {
    let makeAdder = { (n: Int) in { (x: Int) in x + n } }
    let f = makeAdder(1)
    try await yield(f(1))
    return f(2)
}

@Durable
func ccMapped(_ xs: [Int], yield: Yield<Int>) async throws -> Int {
    let fs = xs.map { x in { x * $0 } }
    var total = 0
    for f in fs {
        try await yield(f(2))
        total += f(3)
    }
    return total
}

@Durable
func ccDeep(yield: Yield<Int>) async throws -> Int {
    let make = { (a: Int) in { (b: Int) in { (c: Int) in { (d: Int) in a * 1000 + b * 100 + c * 10 + d } } } }
    let f = make(1)
    try await yield(f(2)(3)(4))
    let g = f(5)
    try await yield(g(6)(7))
    let h = g(8)
    try await yield(h(9))
    return h(0) + f(1)(1)(1)
}

@Durable
func ccCounters(yield: Yield<Int>) async throws -> [Int] {
    let makeCounter = { (start: Int) -> (next: () -> Int, restart: () -> Void) in
        var count = start
        let next = {
            count += 1
            return count
        }
        return (next: next, restart: { count = start })
    }
    let a = makeCounter(10)
    let b = makeCounter(20)
    try await yield(a.next())
    try await yield(a.next())
    try await yield(b.next())
    a.restart()
    try await yield(a.next())
    return [a.next(), b.next()]
}

@Durable
func ccLocalFunction(_ n: Int, yield: Yield<Int>) async throws -> Int {
    func scaled(by factor: Int, plus offset: Double) -> (Int) -> Int {
        let whole = Int(offset)
        return { $0 * factor + whole + n }
    }
    var fs = [scaled(by: 2, plus: 1.5), scaled(by: 3, plus: 2.5)]
    try await yield(fs[0](10))
    fs.append(scaled(by: 4, plus: 0))
    try await yield(fs[1](10))
    return fs.reduce(0) { $0 + $1(1) }
}

@Durable
func ccShared(yield: Yield<Int>) async throws -> Int {
    var total = 0
    let makeAdding = { (n: Int) in
        { (x: Int) in
            total += x * n
            return total
        }
    }
    let two = makeAdding(2)
    let three = makeAdding(3)
    try await yield(two(1))
    try await yield(three(1))
    total += 100
    try await yield(two(1))
    return total + three(10)
}

@Durable
func ccReduced(yield: Yield<Int>) async throws -> Int {
    let stages: [(Int) -> Int] = [{ $0 + 1 }, { $0 * 2 }, { $0 - 3 }]
    let all = stages.reduce({ $0 }) { f, g in { g(f($0)) } }
    try await yield(all(1))
    return all(10)
}

@Durable
func ccForEach(_ xs: [String], yield: Yield<String>) async throws -> String {
    var greetings: [String: (String) -> String] = [:]
    xs.forEach { x in
        let length = x.count
        greetings[x] = { "\(x)\(length)\($0)" }
    }
    var text = ""
    for x in xs {
        try await yield(greetings[x]!("!"))
        text += greetings[x]!("?")
    }
    return text
}

@Durable
func ccAsyncMaker(yield: Yield<Int>) async throws -> Int {
    let make = { (n: Int) async throws -> (Int) -> Int in
        try await Durable.sleep(for: .zero)
        let doubled = n * 2
        return { $0 + doubled }
    }
    let f = try await make(4)
    try await yield(f(1))
    return f(2)
}

@Durable
func ccAsyncInner(yield: Yield<Int>) async throws -> Int {
    let make = { (n: Int) in
        { (x: Int) async throws -> Int in
            try await Durable.sleep(for: .zero)
            return x * n
        }
    }
    let f = make(3)
    try await yield(1)
    let first = try await f(2)
    try await yield(first)
    return try await f(10)
}

@Durable
func ccAsyncArray(_ xs: [Int], yield: Yield<Int>) async throws -> Int {
    let steps = xs.map { x in
        { () async throws -> Int in
            try await Durable.sleep(for: .zero)
            return x * x
        }
    }
    var total = 0
    for step in steps {
        total += try await step()
        try await yield(total)
    }
    return total
}

@Durable
func ccAsyncCounter(yield: Yield<Int>) async throws -> Int {
    let make = { (start: Int) in
        var count = start
        return { () async throws -> Int in
            count += 1
            try await Durable.sleep(for: .zero)
            count += 10
            return count
        }
    }
    let a = make(0)
    let b = make(1000)
    try await yield(try await a())
    try await yield(try await b())
    try await yield(try await a())
    return try await b()
}

struct CCRule {
    var name: String
    var holds: (Int) -> Bool
}

@Durable
func ccRules(_ limits: [Int], yield: Yield<String>) async throws -> [String] {
    let rules = limits.map { limit in CCRule(name: "≤ \(limit)") { $0 <= limit } }
    var found: [String] = []
    for rule in rules {
        try await yield(rule.name)
        if rule.holds(5) { found.append(rule.name) }
    }
    return found
}

@Durable
func ccCurried(yield: Yield<Int>) async throws -> Int {
    let curry = { (f: @escaping (Int, Int) -> Int) in { a in { b in f(a, b) } } }
    let add = curry(+)
    try await yield(add(1)(2))
    let addFive = add(5)
    try await yield(addFive(1))
    return addFive(10)
}

@Durable
func ccTwice(yield: Yield<Int>) async throws -> Int {
    func twice(_ f: @escaping (Int) -> Int) -> (Int) -> Int { { f(f($0)) } }
    let g = twice(twice({ $0 * 3 }))
    try await yield(g(1))
    return g(2)
}

@Durable
func ccInnerFunctions(_ n: Int, yield: Yield<Int>) async throws -> Int {
    let make = { (a: Int) -> (Int) -> Int in
        let square = { (x: Int) in x * x }
        let offset = square(a)
        return { x in square(x) + offset + n }
    }
    let f = make(3)
    try await yield(f(1))
    return f(2)
}

@Durable
func ccConditional(_ names: [String], yield: Yield<Int>) async throws -> Int {
    let pick = { (name: String) -> (Int, Int) -> Int in
        switch name {
        case "+": return { $0 + $1 }
        case "max": return max
        default:
            let n = name.count
            return { a, b in a * b * n }
        }
    }
    var total = 1
    for name in names {
        let operation = pick(name)
        try await yield(total)
        total = operation(total, 3)
    }
    return total
}

@Durable
func ccKeptMaker(yield: Yield<Int>) async throws -> Int {
    var make = { (n: Int) in { (x: Int) in x + n } }
    try await yield(make(1)(1))
    make = { n in { x in x * n } }
    let f = make(7)
    try await yield(f(2))
    return f(3) + make(2)(2)
}

@Durable
func ccSiblings(yield: Yield<Int>) async throws -> [Int] {
    var accounts: [(deposit: (Int) -> Void, balance: () -> Int)] = []
    for start in [100, 200] {
        func open(_ amount: Int) -> (deposit: (Int) -> Void, balance: () -> Int) {
            var balance = amount
            var history = [amount]
            return (
                deposit: {
                    balance += $0
                    history.append($0)
                },
                balance: { balance + history.count * 10_000 }
            )
        }
        accounts.append(open(start))
    }
    accounts[0].deposit(5)
    try await yield(accounts[0].balance())
    accounts[1].deposit(7)
    accounts[0].deposit(6)
    try await yield(accounts[1].balance())
    return accounts.map { $0.balance() }
}

// MARK: - Cases
let closuresOfClosuresCases: [any AnyCase] = [
    Case("ccAdder", yields: { try await ccAdder(yield: $0) }, durable: { CcAdder() }),
    Case("ccMapped", yields: { try await ccMapped([1, 2, 3], yield: $0) }, durable: { CcMapped([1, 2, 3]) }),
    Case("ccDeep", yields: { try await ccDeep(yield: $0) }, durable: { CcDeep() }),
    Case("ccCounters", yields: { try await ccCounters(yield: $0) }, durable: { CcCounters() }),
    Case("ccLocalFunction", yields: { try await ccLocalFunction(7, yield: $0) }, durable: { CcLocalFunction(7) }),
    Case("ccShared", yields: { try await ccShared(yield: $0) }, durable: { CcShared() }),
    Case("ccReduced", yields: { try await ccReduced(yield: $0) }, durable: { CcReduced() }),
    Case("ccForEach", yields: { try await ccForEach(["a", "bc"], yield: $0) }, durable: { CcForEach(["a", "bc"]) }),
    Case("ccAsyncMaker", yields: { try await ccAsyncMaker(yield: $0) }, durable: { CcAsyncMaker() }),
    Case("ccAsyncInner", yields: { try await ccAsyncInner(yield: $0) }, durable: { CcAsyncInner() }),
    Case("ccAsyncCounter", yields: { try await ccAsyncCounter(yield: $0) }, durable: { CcAsyncCounter() }),
    Case("ccAsyncArray", yields: { try await ccAsyncArray([1, 2], yield: $0) }, durable: { CcAsyncArray([1, 2]) }),
    Case("ccRules", yields: { try await ccRules([3, 5, 9], yield: $0) }, durable: { CcRules([3, 5, 9]) }),
    Case("ccCurried", yields: { try await ccCurried(yield: $0) }, durable: { CcCurried() }),
    Case("ccTwice", yields: { try await ccTwice(yield: $0) }, durable: { CcTwice() }),
    Case("ccInnerFunctions", yields: { try await ccInnerFunctions(4, yield: $0) }, durable: { CcInnerFunctions(4) }),
    Case(
        "ccConditional",
        yields: { try await ccConditional(["+", "max", "abc"], yield: $0) },
        durable: { CcConditional(["+", "max", "abc"]) }
    ),
    Case("ccKeptMaker", yields: { try await ccKeptMaker(yield: $0) }, durable: { CcKeptMaker() }),
    Case("ccSiblings", yields: { try await ccSiblings(yield: $0) }, durable: { CcSiblings() }),
]
