import Torpor

struct Odometer: Codable {
    var n = 0; @Durable mutating func add(_ k: Int) async throws { n += k; try await Durable.sleep(for: .zero) }
}

@Durable
func driven(_ fuel: Int) async throws -> Int {
    struct Sum: Codable { var v: Int; mutating func add(_ n: Int) { v += n } }
    var sum = Sum(v: 1)
    if fuel > 0 { try await sum.add(driven(fuel - 1)) }
    var meter = Odometer()
    try await meter.add(sum.v)
    return sum.v + meter.n
}

// MARK: - Cases

let localTypeMethodsCases: [any AnyCase] = [Case("driven", plain: { try await driven(3) }, durable: { Driven(3) })]
