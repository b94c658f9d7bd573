import Torpor

// Task groups that other durable functions are handed, and what children are added with.

@Durable
func handedWait(_ n: Int) async throws -> Int {
    try await Durable.sleep(for: .milliseconds(n * 20))
    note("wait \(n)")
    return n * 2
}

@Durable
func handedAddAll(_ group: inout ThrowingTaskGroup<Int, any Error>, _ items: [Int]) async throws {
    for item in items {
        group.addTask { [twice = item * 2] in
            try await Durable.sleep(for: .milliseconds(item * 20))
            return try await handedWait(twice)
        }
    }
}

@Durable
func handedTakeAll(_ group: inout ThrowingTaskGroup<Int, any Error>, limit: Int) async throws -> [Int] {
    var out: [Int] = []
    while let x = try await group.next() {
        out.append(x)
        if out.count == limit { group.cancelAll() }
    }
    return out
}

@Durable
func handedOn(_ items: [Int]) async throws -> [Int] {
    try await withThrowingTaskGroup(of: Int.self) { group in
        try await handedAddAll(&group, items)
        let first = try await group.next() ?? -1
        try await handedAddAll(&group, [5])
        let all = try await handedTakeAll(&group, limit: 10)
        return [first] + all + [try await handedTakeAll(&group, limit: 1).count]
    }
}

@Durable
func handedFill(_ group: inout TaskGroup<Int>, _ n: Int) async {
    for i in 0..<n { group.addTask { await handedQuietly(i) } }
}

@Durable
func handedQuietly(_ n: Int) async -> Int { try? await Durable.sleep(for: .milliseconds(n * 20)); return n }

@Durable
func handedSums(_ n: Int) async -> Int {
    await withTaskGroup(of: Int.self) { group in
        await handedFill(&group, n)
        return await group.reduce(0, +)
    }
}

@Durable
func handedForms(_ n: Int) async throws -> [Int] {
    try await withThrowingTaskGroup(of: Int.self, returning: [Int].self) { group in
        for i in 0..<n {
            group.addTask(priority: .high) { try await handedWait(i) }
            group.addTask(name: "n\(i)") { try await handedWait(i) }
        }
        var out: [Int] = []
        for try await x in group where x > 0 { out.append(x) }
        return out
    }
}

// MARK: - Cases

let taskGroupParametersCases: [any AnyCase] = [
    Case("handedOn", plain: { try await handedOn([3, 1, 2]) }, durable: { HandedOn([3, 1, 2]) }),
    Case("handedSums", plain: { await handedSums(4) }, durable: { HandedSums(4) }),
    Case("handedForms", plain: { try await handedForms(3) }, durable: { HandedForms(3) }),
]
