public import Foundation

/// One call of a durable function, of whatever type, on the stack of an execution.
///
/// Only the execution that made it touches an activation, one step at a time; that, and nothing else, makes it safe to
/// hand to the executor that a step runs on.
public class AnyActivation: @unchecked Sendable {
    /// The activation that this one called last, waiting to be taken over by the driver or, once it is done, for its
    /// result to be read.
    @exclusivity(unchecked) @usableFromInline final var callee: AnyActivation?
    /// The error that ended this activation, or its sleep.
    @exclusivity(unchecked) @usableFromInline final var failure: (any Error)?
    /// When this activation, asleep, is to be resumed.
    @exclusivity(unchecked) @usableFromInline final var deadline: Date?
    /// The type of the coroutine, if resuming it needs no executor.
    @usableFromInline final let synchronous: (any SynchronousCoroutine.Type)?
    /// The arguments of a closure that has not begun, and its result once it has ended.
    @exclusivity(unchecked) @usableFromInline final var passed: AnyPassedValue?
    /// The port of the execution: a closure may send values out that the functions between it and its own do not.
    @exclusivity(unchecked) @usableFromInline final var driver: AnyObject?

    /// What a snapshot says of the function.
    var function: FunctionRecord { fatalError("abstract") }

    @usableFromInline
    init(synchronous: (any SynchronousCoroutine.Type)?) {
        self.synchronous = synchronous
    }

    @usableFromInline func step() async throws -> Transition { fatalError("abstract") }

    /// The type of the coroutine.
    var coroutineType: Any.Type { fatalError("abstract") }

    /// An activation with a copy of the coroutine, to be encoded.
    func copy() -> AnyActivation { fatalError("abstract") }

    func encode(to encoder: any Encoder) throws { fatalError("abstract") }

    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? { fatalError("abstract") }
}

/// One call of the durable function whose coroutine is `C`: its frame, what it waits for, and how it ended.
///
/// Generated code talks to the driver through it.
public final class Activation<C: Coroutine>: AnyActivation, @unchecked Sendable {
    @exclusivity(unchecked) @usableFromInline var coroutine: C
    @usableFromInline let port: Port<C.Yielded, C.Reply>?
    @exclusivity(unchecked) @usableFromInline var output: C.Output?

    @inlinable
    init(_ coroutine: C, port: Port<C.Yielded, C.Reply>?, synchronous: (any SynchronousCoroutine.Type)? = nil) {
        self.coroutine = coroutine
        self.port = port
        super.init(synchronous: synchronous)
        driver = port
    }

    override var function: FunctionRecord { FunctionRecord(C.self) }

    override func step() async throws -> Transition {
        try await coroutine.resume(self)
    }

    override var coroutineType: Any.Type { C.self }

    override func copy() -> AnyActivation { Activation(coroutine, port: nil) }

    override func encode(to encoder: any Encoder) throws {
        try coroutine.encode(to: encoder)
    }

    override func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        restoration.port = driver
        return try coroutine.restoreCallee(&restoration)
    }

    // MARK: What generated code sends

    /// Sends a value out.
    ///
    /// - Parameter value: what the driver receives.
    @inlinable
    public func yield(_ value: C.Yielded) {
        port!.value = value
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
        self.deadline = deadline
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
        self.deadline = Date(deadline.wakingTime)
    }

    /// Calls another durable function.
    ///
    /// - Parameter coroutine: the call, its arguments evaluated.
    public func call<Callee: Coroutine>(_ coroutine: Callee) {
        callee = Callee.makeActivation(coroutine, port: driver as? Port<Callee.Yielded, Callee.Reply>)
        callee?.driver = driver
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
        self.output = output
        return .finished
    }

    /// Ends the call of a function without a result.
    ///
    /// - Returns: ``Transition/finished``.
    @inlinable
    public func finish() -> Transition where C.Output == Void {
        output = ()
        return .finished
    }

    // MARK: What generated code takes

    /// The answer to the value that was sent out last.
    ///
    /// - Returns: the answer.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is none, which only a forged snapshot can bring about.
    @inlinable
    public func reply() throws -> C.Reply {
        guard let port, let reply = port.reply else {
            throw SnapshotError.incompatible("the state of \(C.identifier) takes an answer where there is none")
        }
        port.reply = nil
        return reply
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
        guard let ended = callee as? Activation<Ended> else {
            preconditionFailure("\(C.identifier) takes back what \(Ended.identifier) changed, which has not ended")
        }
        return ended.coroutine
    }

    /// The coroutine of the durable call that has just ended.
    ///
    /// - Parameter callee: stands for the callee's type.
    /// - Returns: the coroutine.
    public func callee<Ended>(_ callee: Callee<Ended>) -> Ended {
        self.callee(Ended.self)
    }

    private func endedCallee<Callee: Coroutine>(_ type: Callee.Type) -> Activation<Callee> {
        guard let callee = callee as? Activation<Callee> else {
            preconditionFailure("\(C.identifier) reads the result of \(Callee.identifier), which has not ended")
        }
        self.callee = nil
        return callee
    }
}
