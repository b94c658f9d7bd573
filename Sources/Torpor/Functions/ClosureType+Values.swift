// What durable closures are as values.
//
// A closure is `Sendable` where its place asks for it, and nowhere else.

extension ClosureType {
    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing0(_ object: AnyFunctionObject) -> () async throws -> Output where Input == Void {
        { try await object.run(()) }
    }

    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing1(_ object: AnyFunctionObject) -> (Input) async throws -> Output {
        { try await object.run($0) }
    }

    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing2<A, B>(_ object: AnyFunctionObject) -> (A, B) async throws -> Output
    where Input == (A, B) {
        { try await object.run(($0, $1)) }
    }

    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing3<A, B, C>(_ object: AnyFunctionObject) -> (A, B, C) async throws -> Output
    where Input == (A, B, C) {
        { try await object.run(($0, $1, $2)) }
    }

    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing4<A, B, C, D>(_ object: AnyFunctionObject) -> (A, B, C, D) async throws -> Output
    where Input == (A, B, C, D) {
        { try await object.run(($0, $1, $2, $3)) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking0(_ object: AnyFunctionObject) -> () async -> Output where Input == Void {
        { await object.runWithoutErrors(()) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking1(_ object: AnyFunctionObject) -> (Input) async -> Output {
        { await object.runWithoutErrors($0) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking2<A, B>(_ object: AnyFunctionObject) -> (A, B) async -> Output where Input == (A, B) {
        { await object.runWithoutErrors(($0, $1)) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking3<A, B, C>(_ object: AnyFunctionObject) -> (A, B, C) async -> Output
    where Input == (A, B, C) {
        { await object.runWithoutErrors(($0, $1, $2)) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking4<A, B, C, D>(_ object: AnyFunctionObject) -> (A, B, C, D) async -> Output
    where Input == (A, B, C, D) {
        { await object.runWithoutErrors(($0, $1, $2, $3)) }
    }
}

extension ClosureType {
    /// A durable closure as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func throwing0(_ object: AnyFunctionObject) -> @Sendable () async throws -> Output where Input == Void {
        { try await object.run(()) }
    }

    /// A durable closure as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func throwing1(_ object: AnyFunctionObject) -> @Sendable (Input) async throws -> Output {
        { try await object.run($0) }
    }

    /// A durable closure as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func throwing2<A, B>(_ object: AnyFunctionObject) -> @Sendable (A, B) async throws -> Output
    where Input == (A, B) {
        { try await object.run(($0, $1)) }
    }

    /// A durable closure as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func throwing3<A, B, C>(_ object: AnyFunctionObject) -> @Sendable (A, B, C) async throws -> Output
    where Input == (A, B, C) {
        { try await object.run(($0, $1, $2)) }
    }

    /// A durable closure as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func throwing4<A, B, C, D>(_ object: AnyFunctionObject) -> @Sendable (A, B, C, D) async throws -> Output
    where Input == (A, B, C, D) {
        { try await object.run(($0, $1, $2, $3)) }
    }

    /// A durable closure that cannot throw as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func taking0(_ object: AnyFunctionObject) -> @Sendable () async -> Output where Input == Void {
        { await object.runWithoutErrors(()) }
    }

    /// A durable closure that cannot throw as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func taking1(_ object: AnyFunctionObject) -> @Sendable (Input) async -> Output {
        { await object.runWithoutErrors($0) }
    }

    /// A durable closure that cannot throw as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func taking2<A, B>(_ object: AnyFunctionObject) -> @Sendable (A, B) async -> Output where Input == (A, B) {
        { await object.runWithoutErrors(($0, $1)) }
    }

    /// A durable closure that cannot throw as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func taking3<A, B, C>(_ object: AnyFunctionObject) -> @Sendable (A, B, C) async -> Output
    where Input == (A, B, C) {
        { await object.runWithoutErrors(($0, $1, $2)) }
    }

    /// A durable closure that cannot throw as a function value that can be sent.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    @_disfavoredOverload
    public func taking4<A, B, C, D>(_ object: AnyFunctionObject) -> @Sendable (A, B, C, D) async -> Output
    where Input == (A, B, C, D) {
        { await object.runWithoutErrors(($0, $1, $2, $3)) }
    }
}
