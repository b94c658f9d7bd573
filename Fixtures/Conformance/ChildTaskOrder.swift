import Torpor

// In virtual time tasks go on one at a time, so that the plain function does all in one order: its child tasks begin when
// it awaits something, those that wake at the same instant go on in the order in which they fell asleep, and what is
// cancelled goes on in the order in which it learns of that.

@Durable
func orderedWork(_ name: String, _ milliseconds: Int) async throws -> String {
    note("start \(name)")
    try await Durable.sleep(for: .milliseconds(milliseconds))
    _ = await glance(name)
    return name
}

/// What is added begins after what adds it has come to a rest.
@Durable
func orderOfBeginnings() async throws -> [String] {
    async let first = orderedWork("a", 1)
    note("after a")
    async let second = orderedWork("b", 2)
    note("after b")
    let third = await glance("c")
    note("glanced")
    let grouped = try await withThrowingTaskGroup(of: String.self) { group in
        for name in ["d", "e", "f"] {
            group.addTask { try await orderedWork(name, 3) }
            note("added \(name)")
        }
        note("all added")
        return try await group.reduce(into: []) { $0.append($1) }
    }
    return try await [first, second, third] + grouped
}

/// Several wake at the same instant.
@Durable
func orderOfWaking() async throws -> [String] {
    try await withThrowingTaskGroup(of: String.self) { group in
        group.addTask {
            try await Durable.sleep(for: .milliseconds(10))
            note("half of a")
            return try await orderedWork("a", 10)
        }
        group.addTask { try await orderedWork("b", 20) }
        group.addTask {
            for _ in 0..<4 { try await Durable.sleep(for: .milliseconds(5)) }
            return await glance("c")
        }
        group.addTask {
            _ = try await orderedWork("d", 20)
            try await Durable.sleep(for: .zero)
            return await glance("d2")
        }
        var found: [String] = []
        for try await name in group {
            found.append(name)
            note("got \(name)")
            if name == "b" { try await Durable.sleep(for: .milliseconds(5)) }
        }
        return found
    }
}

struct OutOfTime: Error, Codable {}

@Durable
func orderedLimit<Value: Codable & Sendable>(
    _ milliseconds: Int,
    _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            try await Durable.sleep(for: .milliseconds(milliseconds))
            throw OutOfTime()
        }
        defer { group.cancelAll() }
        return try await group.next()!
    }
}

/// The end of the time and the end of the work at the same instant.
@Durable
func orderOfLimits() async throws -> [String] {
    var found: [String] = []
    for number in 1...3 {
        do {
            found.append(
                try await orderedLimit(25) {
                    try await Durable.sleep(for: .milliseconds(1))
                    return try await orderedWork("\(number)", number * 12)
                }
            )
        } catch is OutOfTime {
            found.append("late \(await glance(number))")
        }
    }
    return found
}

@Durable
func orderedPatience(_ name: String) async -> String {
    do {
        try await Durable.sleep(for: .seconds(3_600))
        return name
    } catch {
        note("\(name) cancelled")
        return "no \(name)"
    }
}

/// Cancelled are the child tasks of child tasks, those that were begun last first.
@Durable
func orderOfCancellation() async -> [String] {
    await withTaskGroup(of: String.self) { group in
        for name in ["a", "b"] {
            group.addTask {
                async let first = orderedPatience(name + "1")
                async let rest = withTaskGroup(of: String.self) { inner in
                    for number in 2...3 { inner.addTask { await orderedPatience("\(name)\(number)") } }
                    return await inner.reduce("", +)
                }
                return await first + rest
            }
        }
        try? await Durable.sleep(for: .milliseconds(5))
        group.cancelAll()
        return await group.reduce(into: []) { $0.append($1) }
    }
}

/// Sleeps that are over at once let the others go on.
@Durable
func orderOfZeroSleeps() async throws -> [Int] {
    try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 1...3 {
            group.addTask {
                for step in 0..<number {
                    note("\(number).\(step)")
                    try await Durable.sleep(for: .zero)
                }
                return number
            }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}

@Durable
func orderedUntil(_ name: String, _ deadline: DurableClock.Instant) async throws -> String {
    try await Durable.sleep(until: deadline)
    _ = await glance(name)
    try await Durable.sleep(until: deadline + .milliseconds(3))
    note("\(name) over after \(Durable.now - deadline)")
    return name
}

/// One deadline for all.
@Durable
func orderAtDeadline() async throws -> [String] {
    let deadline = Durable.now + .milliseconds(50)
    async let first = orderedUntil("a", deadline)
    async let second = orderedUntil("b", deadline)
    try await Durable.sleep(until: deadline)
    _ = await glance("own")
    async let third = orderedUntil("c", deadline)
    return try await [first, second, third]
}

// MARK: - Cases

let childTaskOrderCases: [any AnyCase] = [
    Case("orderOfBeginnings", plain: { try await orderOfBeginnings() }, durable: { OrderOfBeginnings() }),
    Case("orderOfWaking", plain: { try await orderOfWaking() }, durable: { OrderOfWaking() }),
    Case("orderOfLimits", plain: { try await orderOfLimits() }, durable: { OrderOfLimits() }),
    Case("orderOfCancellation", plain: { await orderOfCancellation() }, durable: { OrderOfCancellation() }),
    Case("orderOfZeroSleeps", plain: { try await orderOfZeroSleeps() }, durable: { OrderOfZeroSleeps() }),
    Case("orderAtDeadline", plain: { try await orderAtDeadline() }, durable: { OrderAtDeadline() }),
]
