import Torpor

func lengthWeighed(_ item: String) async throws -> Int { item.count }

/// One value of the results of child tasks. Operators and functions of other modules are used where they stand: what is
/// called with each result lives in no frame.
@Durable
func lengths(of items: [String]) async throws -> [Int] {
    return try await withThrowingTaskGroup(of: Int.self) { group in
        for item in items { group.addTask { try await lengthWeighed(item) } }
        let sum = try await group.reduce(0, +)
        for item in items { group.addTask { try await lengthWeighed(item) } }
        return [sum, try await group.reduce(0, max)]
    }
}
