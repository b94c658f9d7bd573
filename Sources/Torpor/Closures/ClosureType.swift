/// Stands in a frame for the type of a closure that is given to a durable function. It holds nothing.
public struct ClosureType<Input, Output>: Sendable {
    /// Stands for a type that is spelled out.
    @inlinable
    public init() {}

    /// The type that the closure marks.
    ///
    /// - Parameter witness: the declarations that lead to the call, then ``of(_:)``. It is never called.
    /// - Returns: what stands for the type.
    @_transparent
    public static func inferred<each Free>(_ witness: sending (repeat each Free) async throws -> ClosureType)
        -> ClosureType
    {
        ClosureType()
    }

    /// The type that the closure marks.
    ///
    /// For closures with the isolation of the function that they are of, or with its generic types.
    ///
    /// - Parameter witness: the declarations that lead to the call, then ``of(_:)``. It is never called.
    /// - Returns: what stands for the type.
    @_transparent
    public static func inferredInContext<each Free>(
        _ witness: @isolated(any) (repeat each Free) async throws -> ClosureType
    ) -> ClosureType {
        ClosureType()
    }

    /// The type that the closure marks.
    ///
    /// For closures of methods of actors.
    ///
    /// - Parameter witness: the declarations that lead to the call, then ``of(_:)``. It is never called.
    /// - Returns: what stands for the type.
    @_transparent
    public static func inferredOnActor<Isolation: Actor, each Free>(
        _ witness: (isolated Isolation, repeat each Free) async throws -> ClosureType
    ) -> ClosureType {
        ClosureType()
    }

    /// The type of the closure that `expression` passes through the mark it is given.
    ///
    /// - Parameter expression: the whole expression that the call is a part of. It is never called.
    /// - Returns: what stands for the type.
    @inlinable
    public static func of<Result>(_ expression: (ClosureMark<Input, Output>) async throws -> Result) -> ClosureType {
        ClosureType()
    }

    /// A function in the form in which a coroutine gives it to who asks for it.
    ///
    /// - Parameter function: the function.
    /// - Returns: the function.
    public func function<Function>(_ function: Function) -> Any { function }

    /// An empty place for what the closure returns.
    public var result: Local<Output> { Local() }

    /// An empty place for a parameter of the closure.
    ///
    /// - Parameter part: takes the parameter from all of them. It is never called.
    /// - Returns: an empty place.
    public func parameter<Part>(_ part: (Input) -> Part) -> Local<Part> { Local() }

    /// Stands in a type witness for a parameter of the closure.
    ///
    /// - Parameter part: takes the parameter from all of them. It is never called.
    /// - Returns: nothing: witnesses are never called.
    public func argument<Part>(_ part: (Input) -> Part) -> Part { unreachable() }
}

/// Marks a closure in the expression that gives it its type. There is a mark for each number of parameters; and one whose
/// errors the call throws on, where it throws no others.
public struct ClosureMark<Input, Output> {
    /// The closure itself.
    public func throwing0(_ closure: () async throws -> Output) -> @Sendable () async throws -> Output
    where Input == Void {
        unreachable()
    }

    /// The closure itself.
    public func throwing1(_ closure: (Input) async throws -> Output) -> @Sendable (Input) async throws -> Output {
        unreachable()
    }

    /// The closure itself.
    public func throwing2<A, B>(_ closure: (A, B) async throws -> Output) -> @Sendable (A, B) async throws -> Output
    where Input == (A, B) {
        unreachable()
    }

    /// The closure itself.
    public func throwing3<A, B, C>(_ closure: (A, B, C) async throws -> Output)
        -> @Sendable (A, B, C) async throws -> Output where Input == (A, B, C)
    {
        unreachable()
    }

    /// The closure itself.
    public func throwing4<A, B, C, D>(_ closure: (A, B, C, D) async throws -> Output)
        -> @Sendable (A, B, C, D) async throws -> Output where Input == (A, B, C, D)
    {
        unreachable()
    }

    /// The closure itself.
    public func taking0(_ closure: () async throws -> Output) -> @Sendable () async -> Output where Input == Void {
        unreachable()
    }

    /// The closure itself.
    public func taking1(_ closure: (Input) async throws -> Output) -> @Sendable (Input) async -> Output {
        unreachable()
    }

    /// The closure itself.
    public func taking2<A, B>(_ closure: (A, B) async throws -> Output) -> @Sendable (A, B) async -> Output
    where Input == (A, B) {
        unreachable()
    }

    /// The closure itself.
    public func taking3<A, B, C>(_ closure: (A, B, C) async throws -> Output) -> @Sendable (A, B, C) async -> Output
    where Input == (A, B, C) {
        unreachable()
    }

    /// The closure itself.
    public func taking4<A, B, C, D>(_ closure: (A, B, C, D) async throws -> Output)
        -> @Sendable (A, B, C, D) async -> Output
    where Input == (A, B, C, D) {
        unreachable()
    }
}

// In the type witnesses of generic callees: what the coroutine takes for a closure.
extension DurableFunction {
    /// Stands for the form of a closure that can be stored.
    public static func taking0(_ closure: () async throws -> Output) -> DurableFunction where Input == Void {
        unreachable()
    }

    /// Stands for the form of a closure that can be stored.
    public static func taking1(_ closure: (Input) async throws -> Output) -> DurableFunction {
        unreachable()
    }

    /// Stands for the form of a closure that can be stored.
    public static func taking2<A, B>(_ closure: (A, B) async throws -> Output) -> DurableFunction
    where Input == (A, B) {
        unreachable()
    }

    /// Stands for the form of a closure that can be stored.
    public static func taking3<A, B, C>(_ closure: (A, B, C) async throws -> Output) -> DurableFunction
    where Input == (A, B, C) {
        unreachable()
    }

    /// Stands for the form of a closure that can be stored.
    public static func taking4<A, B, C, D>(_ closure: (A, B, C, D) async throws -> Output) -> DurableFunction
    where Input == (A, B, C, D) {
        unreachable()
    }
}
