import Torpor

// Functions in generic structs, and methods of variables as they are when they are taken.

struct StoredStage<In: Codable, Out: Codable> {
    var name: String
    var run: (In) async throws -> Out
    var check: (Out) -> Bool
}

struct StoredMeter: Codable {
    var total = 0
    func reading(_ n: Int) -> Int { total + n }
    @Durable
    func slowly(_ n: Int) async throws -> Int { try await Durable.sleep(for: .zero); return total * n }
}

@Durable
func storedStages(_ k: Int) async throws -> [String] {
    let first = StoredStage<Int, String>(name: "a") { x in
        try await Durable.sleep(for: .zero)
        return "\(x + k)"
    } check: {
        !$0.isEmpty
    }
    let second = StoredStage<String, Int>(name: "b", run: { s in try await steppedWait(s.count) }, check: { $0 > 2 })
    var out: [String] = []
    for i in 1...2 {
        let s = try await first.run(i * 1000)
        let n = try await second.run(s)
        out.append("\(s) \(n) \(first.check(s)) \(second.check(n))")
    }
    return out
}

@Durable
func storedMethods(_ k: Int) async throws -> [Int] {
    var meter = StoredMeter()
    meter.total = k
    let read = meter.reading
    meter.total = 100
    try await Durable.sleep(for: .zero)
    var f: (Int) -> Int = meter.reading
    meter.total = 1000
    try await Durable.sleep(for: .zero)
    let a = f(1)
    f = read
    try await Durable.sleep(for: .zero)
    return [a, f(1), read(2), meter.reading(3)]
}

// MARK: - Cases

let functionValuesInGenericsCases: [any AnyCase] = [
    Case("storedStages", plain: { try await storedStages(7) }, durable: { StoredStages(7) }),
    Case("storedMethods", plain: { try await storedMethods(7) }, durable: { StoredMethods(7) }),
    Case(
        "StoredMeter.slowly",
        plain: { try await StoredMeter(total: 2).slowly(3) },
        durable: { StoredMeter.Slowly(on: StoredMeter(total: 2), 3) }
    ),
]
