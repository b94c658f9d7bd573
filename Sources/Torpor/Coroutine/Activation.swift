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

    @usableFromInline
    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? { fatalError("abstract") }
}

/// One call of the durable function whose coroutine is `C`: its frame, what it waits for, and how it ended.
public final class Activation<C: Coroutine>: AnyActivation, ActivationAccess, @unchecked Sendable {
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

    /// Hands itself over.
    ///
    /// - Parameter body: what is done with it.
    /// - Returns: what that returns.
    /// - Throws: what that throws.
    @inlinable
    public func withActivation<Result>(_ body: (Activation<C>) throws -> Result) rethrows -> Result {
        try body(self)
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

    @usableFromInline
    override func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        restoration.port = driver
        return try coroutine.restoreCallee(&restoration)
    }
}
