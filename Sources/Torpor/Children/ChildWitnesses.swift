// What stands in generated code for the types of what has to do with child tasks.

/// Stands in a type witness for an element of an asynchronous sequence.
///
/// - Parameter sequence: what a `for await` statement iterates over.
/// - Returns: nothing: witnesses are never called.
public func elementWitness<Elements: AsyncSequence>(of sequence: Elements) -> Elements.Element {
    unreachable()
}

/// Stands in a type witness for the value of a child task.
///
/// - Parameter closure: what the child task runs.
/// - Returns: nothing: witnesses are never called.
public func childWitness<Value>(_ closure: () async throws -> Value) -> Value {
    unreachable()
}

extension CalleeMark {
    /// The result of a call that takes no `await`.
    @discardableResult
    public func synchronous(_ coroutine: C) -> C.Output {
        unreachable()
    }
}

extension ClosureType where Input == Void {
    /// Stands for the type of what begins a child task that runs the closure.
    public var start: Callee<AsyncLet<Output>.Start> { Callee() }

    /// Stands for the type of what waits for the value of such a child task.
    public var value: Callee<AsyncLet<Output>.Value> { Callee() }

    /// Stands for the type of what ends such a child task.
    public var end: Callee<AsyncLet<Output>.End> { Callee() }
}

// MARK: Taking results together

/// Combines what has been put together of the results of a task group with one more.
///
/// - Parameters:
///   - value: what has been put together.
///   - element: the result.
///   - combine: puts them together.
/// - Returns: what they are together.
/// - Throws: what `combine` throws.
public func reduced<Value, Element>(_ value: Value, _ element: Element, _ combine: (Value, Element) throws -> Value)
    rethrows -> Value
{
    try combine(value, element)
}

/// Combines what has been put together of the results of a task group with one more.
///
/// - Parameters:
///   - value: what has been put together.
///   - element: the result.
///   - combine: puts them together.
/// - Returns: what they are together.
/// - Throws: what `combine` throws.
public nonisolated(nonsending) func reduced<Value, Element>(
    _ value: Value,
    _ element: Element,
    _ combine: nonisolated(nonsending) (Value, Element) async throws -> Value
) async rethrows -> Value {
    try await combine(value, element)
}

/// Adds one more of the results of a task group to what has been put together.
///
/// - Parameters:
///   - value: what has been put together.
///   - element: the result.
///   - combine: adds the result.
/// - Throws: what `combine` throws.
public func reduce<Value, Element>(
    into value: inout Value,
    _ element: Element,
    _ combine: (inout Value, Element) throws -> Void
) rethrows {
    try combine(&value, element)
}

/// Adds one more of the results of a task group to what has been put together.
///
/// - Parameters:
///   - value: what has been put together.
///   - element: the result.
///   - combine: adds the result.
/// - Throws: what `combine` throws.
public nonisolated(nonsending) func reduce<Value, Element>(
    into value: inout Value,
    _ element: Element,
    _ combine: nonisolated(nonsending) (inout Value, Element) async throws -> Void
) async rethrows {
    try await combine(&value, element)
}
