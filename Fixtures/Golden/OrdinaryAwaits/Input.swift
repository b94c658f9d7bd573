import Torpor

func reserve(_ seat: String) async throws -> Int { seat.count }

func confirm(_ reservation: Int) async throws {}

/// After each awaited call is a checkpoint: what it gave is in the frame, and it is not called again.
@Durable
func book(_ seat: String) async throws -> Int {
    let reservation = try await reserve(seat)
    try await confirm(reservation)
    return reservation
}
