import Torpor

struct Meter: Codable {
    var total = 0
    func reading(plus number: Int) -> Int { total + number }
}

@Durable
func measure(_ numbers: [Int]) async throws -> Int {
    var meter = Meter()
    meter.total = numbers.count
    let read = meter.reading
    //  ^ error [#MethodValue] 'read' holds method 'reading' of 'meter' as it is now
    try await Durable.sleep(for: .seconds(1))
    meter.total = 0
    return read(1)
}

/// What is gone at the suspension is none of the frame's business, and a constant stays as it is.
@Durable
func measureNow(_ numbers: [Int]) async throws -> Int {
    var meter = Meter()
    meter.total = numbers.count
    let read = meter.reading
    let sum = read(1)
    let frozen = meter
    let readFrozen = frozen.reading
    try await Durable.sleep(for: .seconds(1))
    return sum + readFrozen(2)
}
