// Instants that count from the start of the machine are Codable, and mean nothing after a restore: what follows is chosen
// before what is merely Codable, and warns.

extension FrameParts {
    /// The part is an instant that means nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "this instant counts from the start of the machine, and means another time after a restore: use Durable.now"
    )
    public func next(_ head: @autoclosure () -> ContinuousClock.Instant) -> Rest where Head == ContinuousClock.Instant {
        unreachable()
    }

    /// The part holds instants that mean nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "these instants count from the start of the machine, and mean other times after a restore: use Durable.now"
    )
    public func next(_ head: @autoclosure () -> Head) -> Rest
    where Head: FrameContainer & Codable, Head.FrameContents == ContinuousClock.Instant { unreachable() }

    /// The part is an instant that means nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "this instant counts from the start of the machine, and means another time after a restore: use Durable.now"
    )
    public func next(_ head: @autoclosure () -> SuspendingClock.Instant) -> Rest where Head == SuspendingClock.Instant {
        unreachable()
    }

    /// The part holds instants that mean nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "these instants count from the start of the machine, and mean other times after a restore: use Durable.now"
    )
    public func next(_ head: @autoclosure () -> Head) -> Rest
    where Head: FrameContainer & Codable, Head.FrameContents == SuspendingClock.Instant { unreachable() }
}
