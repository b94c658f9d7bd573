import Torpor

// How long something takes that suspends, and clocks that are kept.

@Durable
func measuredWork(_ number: Int, _ milliseconds: Int) async throws -> Int {
    try await Durable.sleep(for: .milliseconds(milliseconds))
    note("worked \(number)")
    return number * 10
}

/// What is measured suspends, changes variables around it, and sends values out.
@Durable
func measuring(yield: Yield<String>) async throws -> String {
    let clock = Durable.clock
    var total = 0
    let first = try await clock.measure {
        total += try await measuredWork(1, 5)
        try await yield("inside \(total)")
        let inner = try await DurableClock().measure { total += try await measuredWork(2, 7) }
        note("inner \(inner)")
    }
    try await yield("\(first)")
    let awaited = await Durable.clock.measure { _ = await glance(4) }
    let synchronous = clock.measure { total += 1 }
    return "\(total) \(first) \(awaited) \(synchronous)"
}

@Durable
func measuringFailure() async -> String {
    do {
        return try await "\(Durable.clock.measure { _ = try await laterFailing(.small) })"
    } catch {
        return "\(error)"
    }
}

@Durable
func timedValue<Value: Codable>(_ operation: () async throws -> Value) async throws -> (Value, Duration) {
    var value: Value?
    let duration = try await Durable.clock.measure { value = try await operation() }
    return (value!, duration)
}

/// In child tasks, and in a function that is given what to measure.
@Durable
func measuringTasks() async throws -> String {
    let (value, duration) = try await timedValue { try await measuredWork(5, 6) }
    let all = try await withThrowingTaskGroup(of: Duration.self) { group in
        for number in 1...3 {
            group.addTask {
                try await Durable.clock.measure { try await Durable.sleep(for: .milliseconds(number * 4)) }
            }
        }
        async let own = Durable.clock.measure { _ = try await measuredWork(9, 2) }
        return try await group.reduce(into: [own]) { $0.append($1) }
    }
    return "\(value) \(duration) \(all)"
}

struct LapTimer: Codable {
    var clock = Durable.clock
    let other: DurableClock
    var laps: [Duration] = []

    /// The clocks are properties.
    @Durable
    mutating func lap(_ milliseconds: Int) async throws -> Duration {
        let start = clock.now
        try await clock.sleep(for: .milliseconds(milliseconds))
        try await self.other.sleep(until: start + .milliseconds(milliseconds * 2), tolerance: nil)
        try await Task.sleep(for: .milliseconds(1), clock: other)
        let duration = try await other.measure { try await Durable.sleep(for: .milliseconds(2)) }
        laps.append(clock.now - start)
        return duration
    }
}

@Durable
func timingLaps() async throws -> String {
    var timer = LapTimer(other: .durable)
    let lap = try await timer.lap(5)
    try await timer.other.sleep(for: .milliseconds(1))
    return "\(lap) \(timer.laps)"
}

/// Other clocks can be kept, if not their instants.
@Durable
func keepingClocks() async throws -> Bool {
    let clock = ContinuousClock()
    let others: [SuspendingClock?] = [SuspendingClock(), nil]
    try await Durable.sleep(for: .milliseconds(1))
    let start = clock.now
    return start <= clock.now && others[0]!.now <= others[0]!.now && others[1] == nil
}

// MARK: - Cases

let measuringCases: [any AnyCase] = [
    Case("measuring", yields: { try await measuring(yield: $0) }, durable: { Measuring() }),
    Case("measuringFailure", plain: { await measuringFailure() }, durable: { MeasuringFailure() }),
    Case("measuringTasks", plain: { try await measuringTasks() }, durable: { MeasuringTasks() }),
    Case("timingLaps", plain: { try await timingLaps() }, durable: { TimingLaps() }),
    Case("keepingClocks", plain: { try await keepingClocks() }, durable: { KeepingClocks() }),
]
