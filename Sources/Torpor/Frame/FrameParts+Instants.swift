/// An instant that counts from the start of the machine: it is `Codable`, and means nothing after a restore.
public protocol MonotonicInstant: InstantProtocol {}

extension ContinuousClock.Instant: MonotonicInstant {}

extension SuspendingClock.Instant: MonotonicInstant {}

// What follows is chosen before what is merely Codable, and warns.

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
