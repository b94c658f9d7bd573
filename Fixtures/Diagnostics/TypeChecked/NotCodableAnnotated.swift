import Torpor

struct Ticket {
    var number: Int
}

@Durable
func travel(yield: Yield<Int>) async throws {
    let ticket: Ticket? = Ticket(number: 1)
    // error this value lives across a suspension and is not Codable
    try await yield(1)
    print(ticket?.number ?? 0)
}
