import Torpor

@Durable
func fetch(_ number: Int) async throws -> String {
    try await Durable.sleep(for: .seconds(number))
    return "\(number)"
}

// Where the types are written, nothing has to be inferred.
@Durable
func fetchAll(_ numbers: [Int]) async throws -> [String] {
    try await withThrowingTaskGroup(of: String.self) { group in
        for number in numbers {
            group.addTask { try await fetch(number) }
        }
        var found: [String] = []
        for try await text in group { found.append(text) }
        return found
    }
}
