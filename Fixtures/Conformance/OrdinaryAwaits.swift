import Torpor

// Ordinary awaited calls: each runs once, and its result is remembered.

@Durable
func awaitsOnce() async throws -> Int {
    let number = try await fetch(3)
    try await Durable.sleep(for: .milliseconds(1))
    return number + (try await fetch(number))
}

@Durable
func awaitsNonThrowing() async -> [Int] {
    var numbers: [Int] = []
    for number in 1...2 {
        numbers.append(await glance(number * 10))
    }
    return numbers
}

@Durable
func awaitsInEveryPosition(yield: Yield<Int>) async throws -> Int {
    try await yield(try await fetch(1))
    if try await fetch(true) { note("taken") }
    switch try await fetch(2) {
    case 2: note("two")
    default: note("never")
    }
    for number in try await fetch([5]) { try await yield(number) }
    return try await fetch(6)
}

struct Service {
    var factor = 2
    static let shared = Service(factor: 7)

    func double(_ number: Int) async throws -> Int {
        note("double \(number)")
        await Task.yield()
        return number * factor
    }

    static func make(_ factor: Int) async -> Service {
        note("make \(factor)")
        return Service(factor: factor)
    }

    var latest: Int {
        get async throws {
            note("latest")
            await Task.yield()
            return factor
        }
    }

    subscript(index: Int) -> Int {
        get async {
            note("subscript \(index)")
            return index * factor
        }
    }
}

@Durable
func awaitsMethodsOfOrdinaryTypes() async throws -> [Int] {
    let first = try await Service().double(4)
    let second = try await Service.shared.double(first)
    let third = await Service.make(3).factor
    return [first, second, third]
}

@Durable
func awaitsPropertiesAndSubscripts() async throws -> [Int] {
    let first = try await Service.shared.latest
    let second = await Service.shared[first]
    let third = try await Service.shared.latest + Service.shared[op("index", 2)]
    return [first, second, third]
}

@Durable
func awaitsSideEffectsInOrder(yield: Yield<Int>) async throws {
    note("one")
    _ = try await fetch(2)
    note("three")
    try await yield(4)
    note("five")
    _ = try await fetchBumping(by: 6)
    note("seven")
}

@Durable
func awaitsInitialiser() async throws -> Int {
    let loaded = try await Loaded(from: op("source", 4))
    return loaded.number + (try await Loaded(from: 2)).number
}

struct Loaded: Codable, Sendable {
    var number: Int

    init(from source: Int) async throws {
        note("loading \(source)")
        await Task.yield()
        number = source * 100
    }

    init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

@Durable
func awaitsWithoutAwaitedOperand() async throws -> Int {
    let number = 2
    try await Durable.sleep(for: .milliseconds(number))
    return number
}

@Durable
func awaitsCallWithClosure() async throws -> [Int] {
    let factor = 3
    let numbers = try await mapped([1, 2]) { $0 * factor }
    try await Durable.sleep(for: .milliseconds(1))
    return try await mapped(numbers) { number in op("in closure", number + factor) }
}

func mapped(_ numbers: [Int], _ transform: @Sendable (Int) -> Int) async throws -> [Int] {
    note("mapped \(numbers)")
    await Task.yield()
    return numbers.map(transform)
}

@Durable
func awaitsGenericCallByContext() async throws -> String {
    let small: UInt8 = try await fetch(200)
    let wide: Double = try await fetch(1) / 4
    let list: [Int?] = try await fetch([1, nil])
    return "\(small) \(wide) \(list)"
}

@Durable
func awaitsFailureAfterSuccess() async throws -> Int {
    let first = try await fetch(1)
    let second = try await refuse(.big(first), as: Int.self)
    return first + second
}

// MARK: - Cases

let ordinaryAwaitsCases: [any AnyCase] = [
    Case("awaitsOnce", plain: { try await awaitsOnce() }, durable: { AwaitsOnce() }),
    Case("awaitsNonThrowing", plain: { await awaitsNonThrowing() }, durable: { AwaitsNonThrowing() }),
    Case(
        "awaitsInEveryPosition",
        yields: { try await awaitsInEveryPosition(yield: $0) },
        durable: { AwaitsInEveryPosition() }
    ),
    Case(
        "awaitsMethodsOfOrdinaryTypes",
        plain: { try await awaitsMethodsOfOrdinaryTypes() },
        durable: { AwaitsMethodsOfOrdinaryTypes() }
    ),
    Case(
        "awaitsPropertiesAndSubscripts",
        plain: { try await awaitsPropertiesAndSubscripts() },
        durable: { AwaitsPropertiesAndSubscripts() }
    ),
    Case(
        "awaitsSideEffectsInOrder",
        yields: { try await awaitsSideEffectsInOrder(yield: $0) },
        durable: { AwaitsSideEffectsInOrder() }
    ),
    Case("awaitsInitialiser", plain: { try await awaitsInitialiser() }, durable: { AwaitsInitialiser() }),
    Case(
        "awaitsWithoutAwaitedOperand",
        plain: { try await awaitsWithoutAwaitedOperand() },
        durable: { AwaitsWithoutAwaitedOperand() }
    ),
    Case("awaitsCallWithClosure", plain: { try await awaitsCallWithClosure() }, durable: { AwaitsCallWithClosure() }),
    Case(
        "awaitsGenericCallByContext",
        plain: { try await awaitsGenericCallByContext() },
        durable: { AwaitsGenericCallByContext() }
    ),
    Case(
        "awaitsFailureAfterSuccess",
        plain: { try await awaitsFailureAfterSuccess() },
        durable: { AwaitsFailureAfterSuccess() }
    ),
]
