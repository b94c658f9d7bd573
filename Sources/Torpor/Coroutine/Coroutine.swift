/// An explicit, resumable form of a durable function: a state machine whose frame can be encoded at every suspension
/// point.
///
/// Conforming types are made by the Torpor compiler from functions marked `@Durable`. A value of such a type, fresh from
/// its initialiser, is a call that has not begun; an ``Execution`` runs it.
///
/// Encoding a coroutine writes the name of its state and exactly the locals that are live there. What it is waiting
/// for, and the callees that it has called, belong to the ``Execution``.
public protocol Coroutine: Codable {
    /// What it sends out at each yield; `Never` where it yields nothing.
    associatedtype Yielded = Never
    /// What it takes back for each value sent out; `Void` for a plain `Yield`.
    associatedtype Reply = Void
    /// What the durable function returns.
    associatedtype Output = Void

    /// The stable name of the durable function, module and argument labels included, such as `App.fetch(_:from:)`.
    static var identifier: String { get }

    /// Where the durable function is, for snapshots to tell.
    static var source: SourceMap? { get }

    /// Runs from the current state to the next transition.
    ///
    /// - Parameter activation: the activation that holds this coroutine; takes what it sends and gives what it waited
    ///   for.
    /// - Returns: why it stopped.
    /// - Throws: the error that the durable function throws. The coroutine is then not to be resumed again.
    mutating func resume(_ activation: Activation<Self>) async throws -> Transition

    /// Makes the activation of the callee that the current state waits for, from its encoded form.
    ///
    /// - Parameter restoration: reads activations in the order in which they were written.
    /// - Returns: the callee's activation; nil where the current state waits for no callee.
    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation?

    /// The ``ClosureType`` of the closure that the current state belongs to; nil in a state of the function's own.
    var closureType: Any.Type? { get }

    /// Whether the current state is that of a closure which has not been called.
    var beginsClosure: Bool { get }

    /// The function whose state this is: a closure that is a value of the computation, or a reference to a function.
    ///
    /// - Parameter object: what the function captures, this coroutine among it.
    /// - Returns: the function; nil in any other state.
    func function(of object: FunctionObject<Self>) -> Any?

    /// Makes an activation for a coroutine. Chosen by the kind of coroutine; not for you to implement.
    static func makeActivation(_ coroutine: Self, port: Port<Yielded, Reply>?) -> Activation<Self>
}

extension Coroutine {
    /// Makes an activation that is resumed asynchronously.
    @inlinable
    public static func makeActivation(_ coroutine: Self, port: Port<Yielded, Reply>?) -> Activation<Self> {
        Activation(coroutine, port: port)
    }

    /// Nothing is known of where a coroutine comes from that was written by hand.
    public static var source: SourceMap? { nil }

    /// The answer to what a plain `Yield` sends out; nil in an exchange.
    @inlinable
    static var nothing: Reply? { Reply.self == Void.self ? () as? Reply : nil }

    /// There is no closure in a coroutine that gives none to durable functions.
    public var closureType: Any.Type? { nil }

    /// There is no closure in a coroutine that gives none to durable functions.
    public var beginsClosure: Bool { false }

    /// There is no such function in a coroutine that keeps none.
    public func function(of object: FunctionObject<Self>) -> Any? { nil }

    /// There is no callee in a coroutine that calls no durable function.
    public func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        nil
    }
}

/// A coroutine whose function awaits nothing but other durable functions and primitives: it runs between two
/// suspensions without an executor hop.
public protocol SynchronousCoroutine: Coroutine {
    /// Runs from the current state to the next transition.
    ///
    /// - Parameter activation: the activation that holds this coroutine.
    /// - Returns: why it stopped.
    /// - Throws: the error that the durable function throws.
    mutating func resume(_ activation: Activation<Self>) throws -> Transition

    /// Runs the coroutine that an activation holds. Not for you to implement.
    static func resume(_ activation: AnyActivation) throws -> Transition
}

extension SynchronousCoroutine {
    /// Makes an activation that is resumed synchronously.
    @inlinable
    public static func makeActivation(_ coroutine: Self, port: Port<Yielded, Reply>?) -> Activation<Self> {
        Activation(coroutine, port: port, synchronous: Self.self)
    }

    /// Runs the coroutine that an activation holds. It is called by way of the type, so that all that a step does is
    /// compiled for that type.
    @inlinable
    public static func resume(_ activation: AnyActivation) throws -> Transition {
        let activation = unsafeDowncast(activation, to: Activation<Self>.self)
        return try activation.coroutine.resume(activation)
    }
}

/// Why a coroutine handed control back to its driver.
public enum Transition: Sendable {
    /// It sent a value out and waits to be asked for the next.
    case yielded
    /// It waits for an instant.
    case sleeping
    /// It could go on at once, but can be saved here.
    case checkpoint
    /// It called another durable function.
    case called
    /// It returned.
    case finished
    /// It asks the driver for something that concerns child tasks.
    case requested
}

/// Where the values that a coroutine sends out, and the answers to them, change hands. An execution has one; all
/// activations that share its generator capability share it.
public final class Port<Value, Reply> {
    @exclusivity(unchecked) @usableFromInline var value: Value?
    @exclusivity(unchecked) @usableFromInline var reply: Reply?

    @inlinable
    init() {}
}
