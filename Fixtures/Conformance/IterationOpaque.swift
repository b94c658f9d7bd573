import Torpor

// Sequences of types that a function keeps to itself.

func someNumbers() -> some Sequence<Int> { stride(from: 1, to: 6, by: 2) }

func someNames() -> some Collection<String> { ["a", "b"].reversed() }

func someShelf() -> some Sequence<String> & Codable { Shelf(books: ["one", "two"]) }

func anyNumbers() -> any Sequence<Int> { [1, 2] }

@Durable
func forOpaqueSequences(yield: Yield<String>) async throws {
    for number in someNumbers() { try await yield("\(number)") }
    for name in someNames() { try await yield(name) }
    for name in someShelf() { try await yield(name) }
}

@Durable
func forWhatIsMadeOfOpaqueSequences(yield: Yield<String>) async throws {
    for number in Array(someNumbers()) { try await yield("\(number)") }
    for number in someNumbers().map({ $0 + 1 }) { try await yield("\(number)") }
    for number in someNumbers() where number > 1 { note("\(number)") }
    for number in Array(anyNumbers()) { try await yield("\(number)") }
    for name in someNames().sorted() { try await yield(name) }
}

// MARK: - Cases

let iterationOpaqueCases: [any AnyCase] = [
    Case("forOpaqueSequences", yields: { try await forOpaqueSequences(yield: $0) }, durable: { ForOpaqueSequences() }),
    Case(
        "forWhatIsMadeOfOpaqueSequences",
        yields: { try await forWhatIsMadeOfOpaqueSequences(yield: $0) },
        durable: { ForWhatIsMadeOfOpaqueSequences() }
    ),
]
