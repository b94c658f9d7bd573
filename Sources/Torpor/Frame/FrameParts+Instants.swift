/// An instant that counts from the start of the machine: it is `Codable`, and means nothing after a restore.
public protocol MonotonicInstant: InstantProtocol {}

extension ContinuousClock.Instant: MonotonicInstant {}

extension SuspendingClock.Instant: MonotonicInstant {}

// What follows is chosen before what is merely Codable, and warns: of locals, and of parts of them.

extension Pass {
    /// Passes an instant that means nothing after a restore.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    ///   - check: asks for the parts of its type, one after the other. It is never called.
    /// - Throws: what the encoder or decoder throws.
    @available(
        *,
        deprecated,
        message:
            "this instant counts from the start of the machine, and means another time after a restore: use Durable.now"
    )
    @_transparent
    public mutating func code<Value: MonotonicInstant & Codable>(
        _ local: inout Local<Value>,
        _ name: String,
        _ states: StaticString = "",
        check: (NoParts) -> Void
    ) throws {
        try codable(&local, name, states)
    }

    /// Passes instants that mean nothing after a restore.
    ///
    /// - Parameters:
    ///   - local: their place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    ///   - check: asks for the parts of its type, one after the other. It is never called.
    /// - Throws: what the encoder or decoder throws.
    @available(
        *,
        deprecated,
        message:
            "these instants count from the start of the machine, and mean other times after a restore: use Durable.now"
    )
    @_transparent
    public mutating func code<Value: FrameContainer & Codable>(
        _ local: inout Local<Value>,
        _ name: String,
        _ states: StaticString = "",
        check: (NoParts) -> Void
    ) throws where Value.FrameContents: MonotonicInstant {
        try codable(&local, name, states)
    }
}

extension FrameParts {
    /// The part is an instant that means nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "this instant counts from the start of the machine, and means another time after a restore: use Durable.now"
    )
    public func next(_ head: @autoclosure () -> Head) -> Rest where Head: MonotonicInstant & Codable { unreachable() }

    /// The part holds instants that mean nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "these instants count from the start of the machine, and mean other times after a restore: use Durable.now"
    )
    public func next(_ head: @autoclosure () -> Head) -> Rest
    where Head: FrameContainer & Codable, Head.FrameContents: MonotonicInstant { unreachable() }
}
