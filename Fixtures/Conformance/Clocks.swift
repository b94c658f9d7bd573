import Foundation
import Torpor

// The durable clock: its instants mean the same in every process, and sleeping by it suspends durably.

/// Whether two instants are in order, without saying when they are.
func inOrder(_ first: DurableClock.Instant, _ second: DurableClock.Instant) -> String {
    first <= second ? "in order" : "out of order"
}

@Durable
func measureSleep() async throws -> Bool {
    let start = Durable.now
    try await Durable.sleep(for: .milliseconds(2))
    let end = Durable.now
    note(inOrder(start, end))
    return start.duration(to: end) >= .milliseconds(2)
}

@Durable
func sleepUntilDurableInstant() async throws -> [String] {
    let deadline = Durable.now.advanced(by: .milliseconds(2))
    try await Durable.sleep(until: deadline)
    var log = [inOrder(deadline, Durable.now)]
    try await Durable.sleep(until: Durable.now - .seconds(5))
    try await Durable.sleep(until: DurableClock.Instant(durationSince1970: .nanoseconds(1)))
    log.append(inOrder(deadline, .init(Date())))
    return log
}

@Durable
func sleepByClock(_ clock: DurableClock) async throws -> Bool {
    let start = clock.now
    try await Durable.clock.sleep(for: .milliseconds(1))
    try await clock.sleep(until: start + .milliseconds(2), tolerance: .milliseconds(1))
    let own = DurableClock()
    try await own.sleep(
        until: start.advanced(by: op("milliseconds", .milliseconds(3))),
        tolerance: nil
    )
    try await Durable.clock.sleep(for: .zero, tolerance: .zero)
    return own.now - start >= .milliseconds(3)
}

@Durable
func sleepOfTask() async throws -> Bool {
    let start = Durable.now
    try await Task.sleep(until: start + .milliseconds(1), clock: Durable.clock)
    try await Task.sleep(for: .milliseconds(1), tolerance: .milliseconds(1), clock: .durable)
    try await Task.sleep(for: .milliseconds(try await later(1)), clock: .durable)
    // Not by the durable clock: an ordinary call.
    try await Task.sleep(for: .microseconds(1))
    return Durable.now >= start + .milliseconds(2)
}

@Durable
func pollUntilDeadline(yield: Yield<Int>) async throws -> String {
    let deadline = Durable.now + .milliseconds(4)
    var next = Durable.now
    var round = 0
    while Durable.now < deadline {
        next = max(next, Durable.now) + .milliseconds(2)
        try await Durable.sleep(until: min(next, deadline))
        round += 1
    }
    try await yield(round > 0 ? 1 : 0)
    return inOrder(deadline, Durable.now)
}

/// Instants in all kinds of places.
struct Reminder: Codable {
    var text: String
    var due: DurableClock.Instant
}

@Durable
func keepInstants(_ start: DurableClock.Instant) async throws -> [String] {
    let exact = start.advanced(by: .nanoseconds(1)) + Duration(secondsComponent: 0, attosecondsComponent: 1)
    let reminders = [Reminder(text: "tea", due: exact), Reminder(text: "bed", due: start + .seconds(3_600))]
    let pair = (start, [exact: "exact"])
    var last: DurableClock.Instant?
    try await Durable.sleep(for: .zero)
    for reminder in reminders {
        last = reminder.due
        try await Durable.sleep(for: .zero)
        note("\(reminder.text) at \(reminder.due)")
    }
    return [
        "\(start.duration(to: exact))", "\(pair.1[exact] ?? "not found")", "\(pair.0 == start)", "\(last! > exact)",
        "\(start)", "\(Date(start).timeIntervalSince1970)", "\(DurableClock.Instant(Date(start)) == start)",
    ]
}

// MARK: - Cases

private let instant = DurableClock.Instant(durationSince1970: .seconds(1_790_000_000) + .microseconds(123_456))

let clocksCases: [any AnyCase] = [
    Case("measureSleep", plain: { try await measureSleep() }, durable: { MeasureSleep() }),
    Case(
        "sleepUntilDurableInstant",
        plain: { try await sleepUntilDurableInstant() },
        durable: { SleepUntilDurableInstant() }
    ),
    Case("sleepByClock", plain: { try await sleepByClock(.durable) }, durable: { SleepByClock(Durable.clock) }),
    Case("sleepOfTask", plain: { try await sleepOfTask() }, durable: { SleepOfTask() }),
    Case("pollUntilDeadline", yields: { try await pollUntilDeadline(yield: $0) }, durable: { PollUntilDeadline() }),
    Case("keepInstants", plain: { try await keepInstants(instant) }, durable: { KeepInstants(instant) }),
]
