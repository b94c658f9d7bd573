/// A call of `measure(isolation:_:)` of the durable clock with what suspends, made durable. Generated code makes it.
public struct ClockMeasurement: SynchronousCoroutine {
    /// What the call returns.
    public typealias Output = Duration

    /// The name of the call.
    public static var identifier: String { "Torpor.DurableClock.measure" }

    enum State: String { case start, work }

    private var state = State.start
    private let clock: DurableClock
    private let work: DurableFunction<Void, Void>
    private var beginning: DurableClock.Instant?

    /// Makes a call that has not begun.
    ///
    /// - Parameters:
    ///   - clock: the clock.
    ///   - isolation: not needed.
    ///   - work: what to measure.
    public init(on clock: DurableClock, isolation: (any Actor)? = nil, _ work: DurableFunction<Void, Void>) {
        self.clock = clock
        self.work = work
    }

    /// Runs to the next transition.
    public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        switch state {
        case .start:
            beginning = clock.now
            activation.call(work, with: ())
            state = .work
            return .called
        case .work:
            try activation.result(of: work)
            return activation.finish(beginning!.duration(to: clock.now))
        }
    }

    /// Reads the state, and what is live there.
    public init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        clock = DurableClock()
        work = try frame.decode(DurableFunction<Void, Void>.self, "work")
        if state == .work { beginning = try frame.decode(DurableClock.Instant.self, "beginning") }
    }

    /// Writes the state, and what is live there.
    public func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(work, "work")
        if let beginning { try frame.encode(beginning, "beginning") }
    }

    /// Reads the activation of the work, where that is what the state waits for.
    public func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        state == .work ? try restoration.callee(work) : nil
    }
}
