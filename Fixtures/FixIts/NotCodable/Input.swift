import Torpor

struct Ticket { var number: Int }

enum Seat: String { case window, aisle }

struct Trip: Sendable, Equatable { var seat: Seat }

final class Bag {
    var weight: Int = 0
}

struct Handle {
    let release: () -> Void
}

@Durable
func travel(with ticket: Ticket, yield: Yield<Int>) async throws {
    let trip = Trip(seat: .aisle)
    let bag = Bag()
    let handle = Handle {}
    try await yield(ticket.number)
    print(trip, bag.weight)
    handle.release()
}
