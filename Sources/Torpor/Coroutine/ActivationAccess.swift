public import Foundation

/// What a coroutine talks to its driver through: its activation, or a reference to that.
public protocol ActivationAccess<C> {
    /// The coroutine.
    associatedtype C: Coroutine

    /// Hands the activation over.
    ///
    /// - Parameter body: what is done with it.
    /// - Returns: what that returns.
    /// - Throws: what that throws.
    func withActivation<Result>(_ body: (Activation<C>) throws -> Result) rethrows -> Result
}

/// The way from a frame to the activation that holds it. References are not counted here, which would take longer than a
/// small step does: the driver keeps the activation for as long as it runs.
public struct ActivationReference<C: Coroutine>: ActivationAccess, @unchecked Sendable {
    @usableFromInline let activation: Unmanaged<Activation<C>>?

    /// A way to nowhere, for a frame that no activation holds yet.
    @inlinable
    public init() {
        activation = nil
    }

    @inlinable
    init(_ activation: Activation<C>) {
        self.activation = .passUnretained(activation)
    }

    /// Hands the activation over.
    ///
    /// - Parameter body: what is done with it.
    /// - Returns: what that returns.
    /// - Throws: what that throws.
    @inlinable
    @inline(__always)
    public func withActivation<Result>(_ body: (Activation<C>) throws -> Result) rethrows -> Result {
        try activation!._withUnsafeGuaranteedRef(body)
    }
}

// MARK: - What generated code sends

extension ActivationAccess {
    /// Sends a value out.
    ///
    /// - Parameter value: what the driver receives.
    @inlinable
    public func yield(_ value: C.Yielded) {
        withActivation { $0.port!.value = value }
    }

    /// Asks to be resumed when a duration has passed, by the durable clock.
    ///
    /// - Parameters:
    ///   - duration: how long from now.
    ///   - tolerance: not needed.
    ///   - clock: the durable clock.
    public func sleep(for duration: Duration, tolerance: Duration? = nil, clock: DurableClock = DurableClock()) {
        sleep(until: clock.now.advanced(by: duration))
    }

    /// Asks to be resumed at a date.
    ///
    /// - Parameter deadline: when.
    public func sleep(until deadline: Date) {
        withActivation { $0.deadline = deadline }
    }

    /// Asks to be resumed at an instant.
    ///
    /// - Parameters:
    ///   - deadline: when.
    ///   - tolerance: not needed.
    ///   - clock: the durable clock.
    public func sleep(
        until deadline: DurableClock.Instant,
        tolerance: Duration? = nil,
        clock: DurableClock = DurableClock()
    ) {
        withActivation { $0.deadline = Date(deadline.wakingTime) }
    }

    /// Calls another durable function.
    ///
    /// - Parameter coroutine: the call, its arguments evaluated.
    public func call<Callee: Coroutine>(_ coroutine: Callee) {
        withActivation { activation in
            let port = activation.driver as? Port<Callee.Yielded, Callee.Reply>
            let callee = Callee.makeActivation(coroutine, port: port)
            callee.driver = activation.driver
            activation.callee = callee
        }
    }

    /// Calls another durable function.
    ///
    /// - Parameters:
    ///   - coroutine: the call, its arguments evaluated.
    ///   - type: stands for the type of the coroutine.
    public func call<Called>(_ coroutine: Called, as type: Callee<Called>) {
        call(coroutine)
    }

    /// Ends the call.
    ///
    /// - Parameter output: what the durable function returns.
    /// - Returns: ``Transition/finished``.
    @inlinable
    public func finish(_ output: C.Output) -> Transition {
        withActivation { $0.output = output }
        return .finished
    }

    /// Ends the call of a function without a result.
    ///
    /// - Returns: ``Transition/finished``.
    @inlinable
    public func finish() -> Transition where C.Output == Void {
        withActivation { $0.output = () }
        return .finished
    }

}

// MARK: - What generated code takes

extension ActivationAccess {
    /// The answer to the value that was sent out last.
    ///
    /// - Returns: the answer.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is none, which only a forged snapshot can bring about.
    @inlinable
    public func reply() throws -> C.Reply {
        try withActivation { activation in
            // Nothing is always there for an answer.
            if let nothing = C.nothing { return nothing }
            guard let port = activation.port, let reply = port.reply else {
                throw SnapshotError.incompatible("the state of \(C.identifier) takes an answer where there is none")
            }
            port.reply = nil
            return reply
        }
    }

    /// The result of the durable call that has just ended.
    ///
    /// - Parameter type: the callee's type, known from the state.
    /// - Returns: what it returned.
    /// - Throws: what it threw.
    @discardableResult
    public func result<Callee: Coroutine>(of type: Callee.Type) throws -> Callee.Output {
        let callee = endedCallee(type)
        if let failure = callee.failure { throw failure }
        return callee.output!
    }

    /// The result of a durable call, just ended, that cannot throw.
    ///
    /// - Parameter type: the callee's type, known from the state.
    /// - Returns: what it returned.
    @discardableResult
    public func value<Callee: Coroutine>(of type: Callee.Type) -> Callee.Output {
        endedCallee(type).output!
    }

    /// The result of the durable call that has just ended.
    ///
    /// - Parameter callee: stands for the callee's type.
    /// - Returns: what it returned.
    /// - Throws: what it threw.
    @discardableResult
    public func result<Ended>(of callee: Callee<Ended>) throws -> Ended.Output {
        try result(of: Ended.self)
    }

    /// The result of a durable call, just ended, that cannot throw.
    ///
    /// - Parameter callee: stands for the callee's type.
    /// - Returns: what it returned.
    @discardableResult
    public func value<Ended>(of callee: Callee<Ended>) -> Ended.Output {
        value(of: Ended.self)
    }

    /// The coroutine of the durable call that has just ended, whether it returned or threw: it holds what the call has
    /// changed for its caller.
    ///
    /// - Parameter type: the callee's type, known from the state.
    /// - Returns: the coroutine.
    public func callee<Ended: Coroutine>(_ type: Ended.Type) -> Ended {
        withActivation { activation in
            guard let ended = activation.callee as? Activation<Ended> else {
                preconditionFailure("\(C.identifier) takes back what \(Ended.identifier) changed, which has not ended")
            }
            return ended.coroutine
        }
    }

    /// The coroutine of the durable call that has just ended.
    ///
    /// - Parameter callee: stands for the callee's type.
    /// - Returns: the coroutine.
    public func callee<Ended>(_ callee: Callee<Ended>) -> Ended {
        self.callee(Ended.self)
    }

    private func endedCallee<Callee: Coroutine>(_ type: Callee.Type) -> Activation<Callee> {
        withActivation { activation in
            guard let callee = activation.callee as? Activation<Callee> else {
                preconditionFailure("\(C.identifier) reads the result of \(Callee.identifier), which has not ended")
            }
            activation.callee = nil
            return callee
        }
    }
}
