// In type witnesses: the name of a durable function, which generated code has a second function of, that is not `async`.

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<Result>(
    _ function: @escaping @Sendable () async throws -> Result
) -> @Sendable () async throws -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<Result>(
    _ function: @escaping @Sendable () async -> Result
) -> @Sendable () async -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<A, Result>(
    _ function: @escaping @Sendable (A) async throws -> Result
) -> @Sendable (A) async throws -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<A, Result>(
    _ function: @escaping @Sendable (A) async -> Result
) -> @Sendable (A) async -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<A, B, Result>(
    _ function: @escaping @Sendable (A, B) async throws -> Result
) -> @Sendable (A, B) async throws -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<A, B, Result>(
    _ function: @escaping @Sendable (A, B) async -> Result
) -> @Sendable (A, B) async -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<A, B, C, Result>(
    _ function: @escaping @Sendable (A, B, C) async throws -> Result
) -> @Sendable (A, B, C) async throws -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<A, B, C, Result>(
    _ function: @escaping @Sendable (A, B, C) async -> Result
) -> @Sendable (A, B, C) async -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<A, B, C, D, Result>(
    _ function: @escaping @Sendable (A, B, C, D) async throws -> Result
) -> @Sendable (A, B, C, D) async throws -> Result {
    function
}

/// The function itself: the `async` one of its name.
///
/// - Parameter function: the name. It is never called.
/// - Returns: the function.
public func asynchronous<A, B, C, D, Result>(
    _ function: @escaping @Sendable (A, B, C, D) async -> Result
) -> @Sendable (A, B, C, D) async -> Result {
    function
}
