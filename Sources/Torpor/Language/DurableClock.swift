public import Foundation

/// The clock of durable functions: the wall clock, whose instants mean the same in every process and on every machine.
///
/// The instants of `ContinuousClock` and `SuspendingClock` count from when a machine was started, and mean nothing after
/// a restore. Take ``Durable/now`` and ``Durable/clock`` instead.
///
/// Under ``Durable/withClock(_:operation:)`` its time is that of another clock, in tests for instance.
public struct DurableClock: Clock, Hashable, Codable {
    /// A point in time, kept exactly.
    public struct Instant: InstantProtocol {
        /// The time since the beginning of 1970, UTC, leap seconds not counted.
        public let durationSince1970: Duration

        /// Makes the instant at a distance from the beginning of 1970, UTC.
        ///
        /// - Parameter duration: the distance, negative before.
        public init(durationSince1970 duration: Duration) {
            durationSince1970 = duration
        }
    }

    /// Makes the clock. All are the same.
    public init() {}

    /// The current time.
    public static var now: Instant { DurableClock().now }

    /// The current time.
    public var now: Instant { (ClockBinding.current ?? WallTime()).now }

    /// The shortest time by which two instants that are waited for can differ: a microsecond.
    public var minimumResolution: Duration { .microseconds(1) }

    /// Sleeps until an instant. In a durable function that calls it on ``Durable/clock``, it suspends durably, as
    /// ``Durable/sleep(until:)`` does.
    ///
    /// - Parameters:
    ///   - deadline: when to continue. One that has passed is over at once.
    ///   - tolerance: by how much it may be late. It makes no difference to an ``Execution``.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        try await (ClockBinding.current ?? WallTime()).sleep(until: deadline.wakingTime, tolerance: tolerance)
    }
}

extension Clock where Self == DurableClock {
    /// The clock of durable functions, as in `Task.sleep(for: .seconds(1), clock: .durable)`.
    public static var durable: DurableClock { DurableClock() }
}

extension DurableClock.Instant {
    /// The current time, as in `Task.sleep(until: .now + .seconds(1), clock: .durable)`.
    public static var now: Self { DurableClock.now }

    /// Makes the instant of a date, to the microsecond, which is about as exact as dates are.
    ///
    /// - Parameter date: the date. One that is further away than calendars go is taken for the limit.
    public init(_ date: Date) {
        let microseconds = (date.timeIntervalSinceReferenceDate * 1_000_000).rounded()
        // A comparison with NaN does not hold.
        let bounded = microseconds >= -Self.limit ? min(microseconds, Self.limit) : -Self.limit
        self.init(durationSince1970: .microseconds(Int64(bounded)) + Self.referenceDate)
    }

    /// A date of some 280,000 years, in microseconds.
    private static var limit: Double { 9e18 }

    fileprivate static var referenceDate: Duration { .seconds(Int64(Date.timeIntervalBetween1970AndReferenceDate)) }

    /// The instant at which a sleep until this one ends: the next whole microsecond, which dates can tell from others.
    var wakingTime: Self {
        let attoseconds = durationSince1970.attoseconds
        let (whole, rest) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000)
        guard rest != 0 else { return self }
        return Self(durationSince1970: Duration(attoseconds: (rest > 0 ? whole + 1 : whole) * 1_000_000_000_000))
    }

    /// The instant that is so much later.
    ///
    /// - Parameter duration: how much, negative for an earlier one.
    /// - Returns: the instant.
    public func advanced(by duration: Duration) -> Self {
        Self(durationSince1970: durationSince1970 + duration)
    }

    /// How much later another instant is.
    ///
    /// - Parameter other: the other.
    /// - Returns: the distance, negative if the other is earlier.
    public func duration(to other: Self) -> Duration {
        other.durationSince1970 - durationSince1970
    }

    /// Whether an instant is earlier than another.
    public static func < (left: Self, right: Self) -> Bool {
        left.durationSince1970 < right.durationSince1970
    }
}

extension DurableClock.Instant {
    /// The instant that is so much later.
    public static func + (instant: Self, duration: Duration) -> Self {
        instant.advanced(by: duration)
    }

    /// The instant that is so much earlier.
    public static func - (instant: Self, duration: Duration) -> Self {
        Self(durationSince1970: instant.durationSince1970 - duration)
    }

    /// How much later the left instant is than the right one.
    public static func - (left: Self, right: Self) -> Duration {
        right.duration(to: left)
    }

    /// Makes an instant so much later.
    public static func += (instant: inout Self, duration: Duration) {
        instant = instant + duration
    }

    /// Makes an instant so much earlier.
    public static func -= (instant: inout Self, duration: Duration) {
        instant = instant - duration
    }
}

extension DurableClock.Instant: CustomStringConvertible {
    /// The date and time, UTC, to the microsecond.
    public var description: String {
        let attoseconds = durationSince1970.components.attoseconds
        let seconds = durationSince1970.components.seconds - (attoseconds < 0 ? 1 : 0)
        let microseconds = (attoseconds < 0 ? attoseconds + 1_000_000_000_000_000_000 : attoseconds) / 1_000_000_000_000
        let date = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        let fraction = String(1_000_000 + microseconds).dropFirst()
        return microseconds == 0 ? date : "\(date.dropLast()).\(fraction)Z"
    }
}

extension DurableClock.Instant: Codable {
    /// Reads the date; or the exact distance from 1970, where no date is as exact.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self.init(try container.decode(Date.self))
        } catch {
            self.init(durationSince1970: try container.decode(Duration.self))
        }
    }

    /// Writes a date, which people can read; or the exact distance from 1970, where no date is as exact.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let date = Date(self)
        if Self(date) == self {
            try container.encode(date)
        } else {
            try container.encode(durationSince1970)
        }
    }
}

extension Date {
    /// Makes the date of an instant, as exactly as dates can be.
    ///
    /// - Parameter instant: the instant.
    public init(_ instant: DurableClock.Instant) {
        let duration = instant.durationSince1970 - DurableClock.Instant.referenceDate
        self.init(timeIntervalSinceReferenceDate: duration / .seconds(1))
    }
}
