import Torpor

// What child tasks give: values that methods are called on, functions, objects.

typealias Scaling = @Sendable (Int) -> Int

struct Sounding: Codable, Sendable {
    var size = 1
    var depth: Int? = 5

    func scaled(_ factor: Int) -> Int { size * factor }
}

@Durable
func soundDepth(_ size: Int) async throws -> Sounding? {
    try await Durable.sleep(for: .milliseconds(size))
    return size > 5 ? Sounding(size: size) : nil
}

/// Methods and parts of what an `async let` gives.
@Durable
func letMembers() async throws -> String {
    async let wide = soundDepth(7)
    async let narrow = soundDepth(2)
    async let sum = { [base = 3] in try await soundDepth(9)!.scaled(base) }()
    let found = try await (wide?.depth ?? 0) + (wide?.scaled(2) ?? 0) + (narrow?.scaled(2) ?? -1)
    let depth = try await narrow?.depth
    return "\(found) \(depth ?? -1) \(try await wide!.size) \(try await sum)"
}

@Durable
func makeScaling(by factor: Int) async throws -> Scaling {
    try await Durable.sleep(for: .milliseconds(factor))
    return { $0 * factor }
}

/// Functions as results, with what they capture.
@Durable
func groupOfFunctions() async throws -> String {
    let scalings = try await withThrowingTaskGroup(of: Scaling.self) { group in
        for factor in 1...3 {
            group.addTask {
                try await Durable.sleep(for: .milliseconds(factor * 5))
                return { $0 * factor }
            }
        }
        group.addTask { try await makeScaling(by: 4) }
        var found: [Scaling] = []
        for try await scaling in group { found.append(scaling) }
        return found
    }
    let some = try await withThrowingTaskGroup(of: (@Sendable (Int) -> Int)?.self) { group in
        for factor in 1...3 {
            group.addTask {
                try await Durable.sleep(for: .milliseconds(factor * 5))
                guard factor != 2 else { return nil }
                return { $0 + factor }
            }
        }
        var found: [@Sendable (Int) -> Int] = []
        for try await scaling in group { if let scaling { found.append(scaling) } }
        return found
    }
    try await Durable.sleep(for: .milliseconds(1))
    return "\(scalings.map { $0(10) }) \(some.map { $0(10) })"
}

@Durable
func produced<Value>(_ make: () async throws -> Value) async throws -> Value {
    try await Durable.sleep(for: .zero)
    return try await make()
}

/// A function as the result of a closure that a durable function is given.
@Durable
func functionOfClosure() async throws -> [Int] {
    var count = 1
    let add = try await produced { () -> (Int) -> Int in
        count += 1
        return { amount in
            count += amount
            return count
        }
    }
    try await Durable.sleep(for: .zero)
    return [add(3), add(4), count]
}

final class Tide: Codable, @unchecked Sendable {
    var level: Int
    weak var main: Tide?

    init(_ level: Int) { self.level = level }
}

/// Objects as results, one of which all share and change.
@Durable
func groupOfObjects() async throws -> String {
    let shared = Tide(1)
    let tides = try await withThrowingTaskGroup(of: Tide.self) { group in
        for number in 1...3 {
            group.addTask {
                try await Durable.sleep(for: .milliseconds(number * 6))
                shared.level += number
                if number == 2 { return shared }
                let tide = Tide(number)
                tide.main = shared
                return tide
            }
        }
        var found: [Tide] = []
        for try await tide in group {
            found.append(tide)
            note("\(shared.level)")
        }
        return found
    }
    return "\(tides.map(\.level)) \(tides[1] === shared) \(tides[0].main === tides[1])"
}

@Durable
func withUndoing<Value: Codable>(
    _ action: () async throws -> Value,
    undo: (Value) async throws -> Void,
    _ body: (Value) async throws -> Void
) async throws {
    let value = try await action()
    do {
        try await body(value)
    } catch {
        try await undo(value)
        throw error
    }
}

/// Closures behind a call, one of which has no label.
@Durable
func undoing(_ isFailing: Bool) async -> [String] {
    var log: [String] = []
    do {
        try await withUndoing { () -> Int in
            log.append("reserve")
            return try await later(7)
        } undo: { number in
            log.append("free \(number)")
        } _: { number in
            try await Durable.sleep(for: .milliseconds(1))
            if isFailing { throw Trouble.big(number) }
            log.append("pay \(number)")
        }
    } catch {
        log.append("\(error)")
    }
    return log
}

// MARK: - Cases

let childTaskValuesCases: [any AnyCase] = [
    Case("letMembers", plain: { try await letMembers() }, durable: { LetMembers() }),
    Case("groupOfFunctions", plain: { try await groupOfFunctions() }, durable: { GroupOfFunctions() }),
    Case("functionOfClosure", plain: { try await functionOfClosure() }, durable: { FunctionOfClosure() }),
    Case("groupOfObjects", plain: { try await groupOfObjects() }, durable: { GroupOfObjects() }),
    Case("undoing", plain: { await undoing(false) }, durable: { Undoing(false) }),
    Case("undoing failing", plain: { await undoing(true) }, durable: { Undoing(true) }),
]
