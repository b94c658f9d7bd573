/// Stands in a frame for the type of the coroutine of a durable call, where only the Swift compiler can tell it: the
/// callee is generic, or one of several overloads. It holds nothing.
public struct Callee<C: Coroutine>: Sendable {
    @usableFromInline
    init() {}

    /// The type that the closure marks.
    ///
    /// - Parameter witness: the declarations that lead to the call, then ``of(_:)``. It is never called.
    /// - Returns: what stands for the type.
    @_transparent
    public static func inferred<each Free>(_ witness: sending (repeat each Free) async throws -> Callee) -> Callee {
        Callee()
    }

    /// The type that the closure marks.
    ///
    /// For closures with the isolation of the function that they are of, or with its generic types.
    ///
    /// - Parameter witness: the declarations that lead to the call, then ``of(_:)``. It is never called.
    /// - Returns: what stands for the type.
    @_transparent
    public static func inferredInContext<each Free>(_ witness: @isolated(any) (repeat each Free) async throws -> Callee)
        -> Callee
    {
        Callee()
    }

    /// The type that the closure marks.
    ///
    /// For closures of methods of actors.
    ///
    /// - Parameter witness: the declarations that lead to the call, then ``of(_:)``. It is never called.
    /// - Returns: what stands for the type.
    @_transparent
    public static func inferredOnActor<Isolation: Actor, each Free>(
        _ witness: (isolated Isolation, repeat each Free) async throws -> Callee
    ) -> Callee {
        Callee()
    }

    /// The type of the coroutine that `expression` passes through the mark it is given.
    ///
    /// - Parameter expression: the whole expression that the call is a part of. It is never called.
    /// - Returns: what stands for the type.
    @inlinable
    public static func of<Result>(_ expression: (CalleeMark<C>) async throws -> Result) -> Callee {
        Callee()
    }
}

/// Marks the coroutine of a durable call in the expression that gives it its type.
public struct CalleeMark<C: Coroutine> {
    /// The result of the call.
    @discardableResult
    public nonisolated(nonsending) func callAsFunction(_ coroutine: C) async throws -> C.Output {
        unreachable()
    }

    /// The result of a call that cannot throw.
    @discardableResult
    public nonisolated(nonsending) func value(_ coroutine: C) async -> C.Output {
        unreachable()
    }
}

/// In generated witnesses: the result of a durable call behind a `?`, which is nil where there is nothing to call it on.
///
/// - Parameter value: the result.
/// - Returns: the result.
public func chained<Value>(_ value: Value) -> Value? { value }

/// In generated witnesses: an optional result of a durable call behind a `?`.
///
/// - Parameter value: the result.
/// - Returns: the result.
public func chained<Value>(_ value: Value?) -> Value? { value }
