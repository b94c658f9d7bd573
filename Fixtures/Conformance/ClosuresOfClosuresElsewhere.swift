import Torpor

/// Closures that closures make, in methods, with capture lists, and nested with others that suspend.

struct InnerScale: Codable {
    var factor: Int

    func apply(_ x: Int) -> Int { x * factor }
}

@Durable
func ccInMembers(yield: Yield<Int>) async throws -> Int {
    let make = { (n: Int) -> (Int) -> Int in
        let s = InnerScale(factor: n)
        return s.apply
    }
    let f = make(3)
    try await yield(f(1))
    return f(2)
}

@Durable
func ccInCaptureLists(yield: Yield<[Int]>) async throws -> Int {
    let make = { (n: Int) -> [(Int) -> Int] in
        var k = n
        let first = { [k] (x: Int) in x + k }
        k += 100
        let second = { [k, m = k * 2] (x: Int) in x + k + m }
        return [first, second]
    }
    let fs = make(1)
    try await yield(fs.map { $0(0) })
    return fs[0](5) + fs[1](5)
}

struct InnerBase: Codable {
    var base: Int

    @Durable
    func ccInMethod(yield: Yield<Int>) async throws -> Int {
        let make = { (n: Int) in { (x: Int) in x + n + base } }
        let f = make(1)
        try await yield(f(1))
        let gs = [1, 2].map { k in { k * self.base } }
        try await yield(gs[0]())
        return f(2) + gs[1]()
    }

    @Durable
    mutating func ccInMutating(yield: Yield<Int>) async throws -> Int {
        let make = { (n: Int) in { (x: Int) in x + n } }
        let f = make(1)
        base += 1
        try await yield(f(base))
        return f(2)
    }
}

@Durable
func ccInGeneric<T: Codable & Sendable>(_ value: T, yield: Yield<[T]>) async throws -> [T] {
    let repeating = { (n: Int) in { (other: T) in Array(repeating: value, count: n) + [other] } }
    let f = repeating(2)
    try await yield(f(value))
    return f(value)
}

@Durable
func ccInMixed(yield: Yield<Int>) async throws -> Int {
    var log: [Int] = []
    let outer = { (a: Int) in
        var hits = 0
        return { (b: Int) async throws -> (Int) -> Int in
            hits += 1
            try await Durable.sleep(for: .zero)
            let local = hits * 10
            return { c in
                log.append(a + b + c)
                hits += 1
                return local + hits
            }
        }
    }
    let mid = outer(1)
    let f = try await mid(2)
    let g = try await mid(3)
    try await yield(f(4))
    try await yield(g(5))
    return f(0) + g(0) + log.reduce(0, +)
}

@Durable
func ccInShadow(yield: Yield<Int>) async throws -> Int {
    let x = 5
    let f = [1, 2].map { x in
        { (y: Int) in
            let x = x * 2; return x + y
        }
    }
    try await yield(f[0](x))
    return f[1](x)
}

@Durable
func ccInLoop(yield: Yield<Int>) async throws -> Int {
    var fs: [() -> Int] = []
    for i in 0..<2 {
        let make = { (n: Int) in { n * 10 + i } }
        for j in 0..<2 { fs.append(make(j)) }
    }
    var total = 0
    for f in fs {
        try await yield(f())
        total += f()
    }
    return total
}

@Durable
func ccInIfLet(_ names: [String?], yield: Yield<String>) async throws -> String {
    let make = { (name: String?) -> () -> String in
        if let name { return { "hello \(name)" } }
        guard let first = names.first, let first else { return { "nobody" } }
        return { first }
    }
    let fs = names.map(make)
    for f in fs { try await yield(f()) }
    return fs.map { $0() }.joined()
}

@Durable
func ccInDictionary(yield: Yield<Int>) async throws -> Int {
    let table = Dictionary(uniqueKeysWithValues: [2, 3].map { n in ("x\(n)", { (x: Int) in x * n }) })
    try await yield(table["x2"]!(5))
    return table["x3"]!(5)
}

@Durable
func ccInNestedLocal(yield: Yield<Int>) async throws -> Int {
    func outer(_ a: Int) -> (Int) -> (Int) -> Int {
        func helper(_ b: Int) -> (Int) -> Int {
            let c = a + b
            return { $0 + c }
        }
        return { x in helper(x) }
    }
    let f = outer(1)(2)
    try await yield(f(3))
    return f(4)
}

@Durable
func ccInPartial(_ words: [String], yield: Yield<Bool>) async throws -> [String] {
    let longer = { (n: Int) in { (s: String) in s.count > n } }
    let filters = [longer(1), longer(3)]
    var rest = words
    for filter in filters {
        rest = rest.filter(filter)
        try await yield(rest.isEmpty)
    }
    return rest
}

@Durable
func ccInComposeAsync(yield: Yield<Int>) async throws -> Int {
    let compose = { (f: @escaping (Int) async throws -> Int, g: @escaping (Int) async throws -> Int) in
        { (x: Int) async throws -> Int in try await g(try await f(x)) }
    }
    let slow = { (x: Int) async throws -> Int in
        try await Durable.sleep(for: .zero)
        return x + 1
    }
    let all = compose(slow, compose(slow, slow))
    try await yield(1)
    return try await all(10)
}

// MARK: - Cases
let closuresOfClosuresElsewhereCases: [any AnyCase] = [
    Case("ccInMembers", yields: { try await ccInMembers(yield: $0) }, durable: { CcInMembers() }),
    Case("ccInCaptureLists", yields: { try await ccInCaptureLists(yield: $0) }, durable: { CcInCaptureLists() }),
    Case(
        "ccInMethod",
        yields: { try await InnerBase(base: 7).ccInMethod(yield: $0) },
        durable: { InnerBase.CcInMethod(on: InnerBase(base: 7)) }
    ),
    Case(
        "ccInMutating",
        yields: {
            var m = InnerBase(base: 7); return try await m.ccInMutating(yield: $0)
        },
        durable: { InnerBase.CcInMutating(on: InnerBase(base: 7)) }
    ),
    Case("ccInGeneric", yields: { try await ccInGeneric("a", yield: $0) }, durable: { CcInGeneric("a") }),
    Case("ccInMixed", yields: { try await ccInMixed(yield: $0) }, durable: { CcInMixed() }),
    Case("ccInShadow", yields: { try await ccInShadow(yield: $0) }, durable: { CcInShadow() }),
    Case("ccInLoop", yields: { try await ccInLoop(yield: $0) }, durable: { CcInLoop() }),
    Case("ccInIfLet", yields: { try await ccInIfLet(["a", nil], yield: $0) }, durable: { CcInIfLet(["a", nil]) }),
    Case("ccInDictionary", yields: { try await ccInDictionary(yield: $0) }, durable: { CcInDictionary() }),
    Case("ccInNestedLocal", yields: { try await ccInNestedLocal(yield: $0) }, durable: { CcInNestedLocal() }),
    Case(
        "ccInPartial",
        yields: { try await ccInPartial(["a", "bb", "cccc"], yield: $0) },
        durable: { CcInPartial(["a", "bb", "cccc"]) }
    ),
    Case("ccInComposeAsync", yields: { try await ccInComposeAsync(yield: $0) }, durable: { CcInComposeAsync() }),
]
