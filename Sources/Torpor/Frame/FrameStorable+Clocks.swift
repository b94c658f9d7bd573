extension ContinuousClock: FrameStorable {
    /// As nothing: all are the same.
    public typealias FrameFormat = ContinuousClockFormat
}

extension SuspendingClock: FrameStorable {
    /// As nothing: all are the same.
    public typealias FrameFormat = SuspendingClockFormat
}

/// What is stored of a clock.
public struct StoredClock: Codable {}

/// Stores a clock that counts from the start of the machine. It may go on after a restore; its instants may not.
public enum ContinuousClockFormat: StorageFormat {
    /// Nothing.
    public static func stored(_ value: ContinuousClock) -> StoredClock { StoredClock() }

    /// The clock.
    public static func value(_ stored: StoredClock) -> ContinuousClock { ContinuousClock() }
}

/// Stores a clock that counts while the machine is awake. It may go on after a restore; its instants may not.
public enum SuspendingClockFormat: StorageFormat {
    /// Nothing.
    public static func stored(_ value: SuspendingClock) -> StoredClock { StoredClock() }

    /// The clock.
    public static func value(_ stored: StoredClock) -> SuspendingClock { SuspendingClock() }
}
