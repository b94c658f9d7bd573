// Instants that count from the start of the machine are Codable, and mean nothing after a restore: what follows is chosen
// before what is merely Codable, and warns.

extension FrameCheck {
    /// The part is an instant that means nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "this instant counts from the start of the machine, and means another time after a restore: use Durable.now"
    )
    public func next<Rest, Subject>(
        _ parts: FrameParts<ContinuousClock.Instant, Rest, Subject>,
        _ head: @autoclosure () -> ContinuousClock.Instant
    ) -> Rest { unreachable() }

    /// The part holds instants that mean nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "these instants count from the start of the machine, and mean other times after a restore: use Durable.now"
    )
    public func next<Head: FrameContainer & Codable, Rest, Subject>(
        _ parts: FrameParts<Head, Rest, Subject>,
        _ head: @autoclosure () -> Head
    ) -> Rest where Head.FrameContents == ContinuousClock.Instant { unreachable() }

    /// The part is an instant that means nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "this instant counts from the start of the machine, and means another time after a restore: use Durable.now"
    )
    public func next<Rest, Subject>(
        _ parts: FrameParts<SuspendingClock.Instant, Rest, Subject>,
        _ head: @autoclosure () -> SuspendingClock.Instant
    ) -> Rest { unreachable() }

    /// The part holds instants that mean nothing after a restore.
    @available(
        *,
        deprecated,
        message:
            "these instants count from the start of the machine, and mean other times after a restore: use Durable.now"
    )
    public func next<Head: FrameContainer & Codable, Rest, Subject>(
        _ parts: FrameParts<Head, Rest, Subject>,
        _ head: @autoclosure () -> Head
    ) -> Rest where Head.FrameContents == SuspendingClock.Instant { unreachable() }
}
