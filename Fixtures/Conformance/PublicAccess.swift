public import Torpor

// Access levels: a coroutine is as visible as its function.

/// A public type that a public durable function takes and returns.
public struct Ticket: Codable, Equatable {
    /// Its number.
    public var number: Int

    /// Makes a ticket.
    public init(number: Int) {
        self.number = number
    }

    /// The state of a ticket, whose name a coroutine might want.
    public enum State: String, Codable {
        case open
        case closed
    }

    /// Yields each state of a ticket.
    @Durable
    public static func states(of ticket: Ticket, yield: Yield<State>) async throws -> Ticket {
        try await yield(.open)
        try await yield(.closed)
        return Ticket(number: ticket.number + 1)
    }
}

/// Yields the squares of the numbers from one to `end`.
///
/// - Parameters:
///   - end: the last number.
///   - yield: where the squares go.
/// - Throws: what the receiver throws.
@Durable
public func publicSquares(upTo end: Int, yield: Yield<Int>) async throws {
    for number in 1...end { try await yield(number * number) }
}

/// Asks until the answer is a large number.
@Durable
public func publicQuestions(of ticket: Ticket = Ticket(number: 1), ask: Exchange<Ticket, Int>) async throws -> Int {
    var answer = 0
    while answer < 10 { answer += try await ask(ticket) }
    return answer
}

@Durable
package func packageCallsPublic(yield: Yield<Int>) async throws {
    try await publicSquares(upTo: 2, yield: yield)
    note("between")
    try await publicSquares(upTo: 1, yield: yield)
}

// MARK: - Cases

let publicAccessCases: [any AnyCase] = [
    Case(
        "Ticket.states",
        yields: { try await Ticket.states(of: Ticket(number: 4), yield: $0) },
        durable: { Ticket.States(of: Ticket(number: 4)) }
    ),
    Case("publicSquares", yields: { try await publicSquares(upTo: 3, yield: $0) }, durable: { PublicSquares(upTo: 3) }),
    Case(
        "publicQuestions",
        asks: { try await publicQuestions(of: Ticket(number: 2), ask: $0) },
        reply: { $0.number * 3 },
        durable: { PublicQuestions(of: Ticket(number: 2)) }
    ),
    Case("packageCallsPublic", yields: { try await packageCallsPublic(yield: $0) }, durable: { PackageCallsPublic() }),
]
