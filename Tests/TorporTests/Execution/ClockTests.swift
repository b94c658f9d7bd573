import Foundation
import Testing

@testable import Torpor

/// The durable clock goes by wall time, or by the clock that is bound, and its instants are exact.
@Suite struct ClockTests {
    private let second = DurableClock.Instant(durationSince1970: .seconds(1_790_000_000))

    @Test func theClockGoesByWallTime() {
        let before = Date()
        let now = Durable.now
        #expect(abs(Date(now).timeIntervalSince(before)) < 60)
    }

    @Test(arguments: [0, 1, 999_999, 1_000_000, -1, -1_500_000, 1_790_000_000_123_456, -1_790_000_000_000_001])
    func instantsSurviveAsDates(microseconds: Int64) throws {
        let instant = DurableClock.Instant(durationSince1970: .microseconds(microseconds))
        #expect(DurableClock.Instant(Date(instant)) == instant)
        #expect(instant.wakingTime == instant)
        let decoded = try JSONDecoder().decode(DurableClock.Instant.self, from: JSONEncoder().encode(instant))
        #expect(decoded == instant)
        #expect(try CBORDecoder().decode(DurableClock.Instant.self, from: CBOREncoder().encode(instant)) == instant)
    }

    @Test(arguments: [1, -1, 1_790_000_000_000_000_001])
    func instantsBetweenDatesAreExactToo(nanoseconds: Int64) throws {
        let instant = DurableClock.Instant(durationSince1970: .nanoseconds(nanoseconds))
        #expect(DurableClock.Instant(Date(instant)) != instant)
        #expect(try CBORDecoder().decode(DurableClock.Instant.self, from: CBOREncoder().encode(instant)) == instant)
        let decoded = try JSONDecoder().decode(DurableClock.Instant.self, from: JSONEncoder().encode(instant))
        #expect(decoded == instant)
        let waking = instant.wakingTime
        #expect(waking > instant && waking - instant < .microseconds(1))
        #expect(DurableClock.Instant(Date(waking)) == waking)
    }

    @Test(arguments: [Double.infinity, -Double.infinity, .nan, 1e300, -1e300])
    func datesBeyondTheCalendarAreBounded(seconds: TimeInterval) async throws {
        let instant = DurableClock.Instant(Date(timeIntervalSinceReferenceDate: seconds))
        let isFuture = seconds > 0
        #expect((instant > Durable.now) == isFuture)
        if !isFuture { try await Durable.sleep(until: instant) }
    }

    @Test func instantsAreShownAsDates() {
        #expect("\(second)" == "2026-09-21T14:13:20Z")
        #expect("\(second + .microseconds(1_000_050))" == "2026-09-21T14:13:21.000050Z")
        #expect("\(DurableClock.Instant(durationSince1970: .milliseconds(-1)))" == "1969-12-31T23:59:59.999000Z")
    }

    @Test func boundClockTellsTheTimeOfPlainFunctionsAndExecutions() async throws {
        let clock = SteppedClock(now: second)
        try await Durable.withClock(clock) {
            #expect(Durable.now == second && DurableClock().now == second)
            try await Durable.sleep(for: .seconds(86_400))
            #expect(Durable.now == second + .seconds(86_400))
            let execution = Execution(Nap(for: .seconds(3_600)))
            guard case .waiting(let wait) = try await execution.step() else {
                Issue.record("there is no wait")
                return
            }
            #expect(wait.deadline == Date(second + .seconds(90_000)))
            #expect(try await execution.revived().next() == nil)
            #expect(Durable.now == second + .seconds(90_000))
            let inner = Durable.withClock(Durable.clock) { Durable.now }
            #expect(inner == Durable.now)
            #expect(await Task { Durable.now }.value == Durable.now)
        }
        #expect(Durable.withClock(clock) { Durable.now } == second + .seconds(90_000))
        #expect(Durable.now != second + .seconds(90_000))
    }

    @Test func cancellationEndsASleep() async {
        let task = Task { try await Durable.sleep(for: .seconds(86_400)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

/// A clock on which every sleep ends at once.
private final class SteppedClock: Clock, @unchecked Sendable {
    private(set) var now: DurableClock.Instant
    let minimumResolution = Duration.microseconds(1)

    init(now: DurableClock.Instant) {
        self.now = now
    }

    func sleep(until deadline: DurableClock.Instant, tolerance: Duration?) async throws {
        now = max(now, deadline)
    }
}
