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
