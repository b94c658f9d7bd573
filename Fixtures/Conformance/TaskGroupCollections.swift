import Torpor

// What makes one value of the results of a task group.

@Durable
func collectedPart(_ number: Int, after milliseconds: Int) async throws -> Int {
    try await Durable.sleep(for: .milliseconds(milliseconds))
    note("part \(number)")
    return number
}

func isBig(_ number: Int) -> Bool {
    note("isBig \(number)")
    return number > 2
}

func byRest(_ a: Int, _ b: Int) -> Bool { a % 3 < b % 3 }

@Durable
func chosenTest(_ limit: Int) async throws -> (Int) -> Bool {
    note("test chosen")
    return { $0 == limit }
}

func sought() -> Int {
    note("sought")
    return 3
}

@Durable
func groupSearches() async throws -> [String] {
    var found: [String] = []
    try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 1...4 { group.addTask { try await collectedPart(number, after: number * 10) } }
        found.append("\(try await group.contains(2))")
        note("after 2")
        found.append("\(String(describing: try await group.first { $0 > 3 }))")
        found.append("\(group.isEmpty)")
        for number in 1...3 { group.addTask { try await collectedPart(number, after: number * 10) } }
        if try await group.contains(where: isBig) { found.append("big") }
        for number in 1...6 { group.addTask { try await collectedPart(number, after: number * 10) } }
        found.append("\(try await group.allSatisfy { $0 < 3 })")
        let least = try await group.min() ?? 0
        found.append("least \(least)")
        found.append("\(String(describing: try await group.max()))")
        for number in 1...4 { group.addTask { try await collectedPart(number, after: number * 10) } }
        let last = try await group.max(by: byRest)
        found.append("max \(last!)")
        for number in 1...4 { group.addTask { try await collectedPart(number, after: number * 10) } }
        guard let second = try await group.first(where: chosenTest(2)) else { return }
        found.append("second \(second)")
        found.append("\(try await group.contains(sought()) ? "yes" : "no")")
        try await group.waitForAll()
    }
    return found
}

@Durable
func groupSearchesWaiting() async -> [Int?] {
    await withTaskGroup(of: Int?.self) { group in
        for number in [nil, 4, 2, 7] {
            group.addTask {
                try? await Durable.sleep(for: .milliseconds((number ?? 5) * 10))
                return number
            }
        }
        let limit = 3
        let first = await group.first { number in
            await glance(number ?? 0) > limit
        }
        let least = await group.min { ($0 ?? 0) < ($1 ?? 0) }
        return [first ?? -1, least ?? -1]
    }
}

@Durable
func groupPredicateThrows() async -> String {
    do {
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...3 { group.addTask { try await collectedPart(number, after: number * 10) } }
            let found = try await group.contains { number in
                if number == 2 { throw Trouble.big(number) }
                return false
            }
            return "\(found)"
        }
    } catch {
        return "\(error)"
    }
}

@Durable
func groupBest<Value: Codable & Sendable & Comparable>(_ values: [Value]) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for (index, value) in values.enumerated() {
            group.addTask {
                try await Durable.sleep(for: .milliseconds(10 * (values.count - index)))
                return value
            }
        }
        return try await group.max()
    }
}

@Durable
func groupReducedBy() async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 1...3 { group.addTask { try await collectedPart(number, after: number * 10) } }
        return try await group.reduce(sought(), chosenSum())
    }
}

@Durable
func chosenSum() async throws -> (Int, Int) -> Int {
    note("sum chosen")
    return { $0 + $1 }
}

@Durable
func groupOptionals() async throws -> Int {
    try await withThrowingTaskGroup(of: Int?.self) { group in
        for number in 1...4 {
            group.addTask { number % 2 == 0 ? try await collectedPart(number, after: number * 10) : nil }
        }
        var sum = 0
        for try await case let number? in group where number > 2 { sum += number }
        return sum
    }
}
// MARK: - Cases

let taskGroupCollectionsCases: [any AnyCase] = [
    Case("groupSearches", plain: { try await groupSearches() }, durable: { GroupSearches() }),
    Case("groupSearchesWaiting", plain: { await groupSearchesWaiting() }, durable: { GroupSearchesWaiting() }),
    Case("groupPredicateThrows", plain: { await groupPredicateThrows() }, durable: { GroupPredicateThrows() }),
    Case("groupReducedBy", plain: { try await groupReducedBy() }, durable: { GroupReducedBy() }),
    Case("groupOptionals", plain: { try await groupOptionals() }, durable: { GroupOptionals() }),
    Case(
        "groupBest",
        plain: { try await groupBest(["a", "c", "b"]) },
        durable: { GroupBest(["a", "c", "b"]) }
    ),
]
