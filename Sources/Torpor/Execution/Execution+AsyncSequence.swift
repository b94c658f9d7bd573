extension Execution: AsyncSequence {
    /// What is sent out.
    public typealias Element = C.Yielded

    /// Asks an execution for its values, one at a time.
    public struct AsyncIterator: AsyncIteratorProtocol {
        @usableFromInline let execution: Execution<C>

        @inlinable
        init(execution: Execution<C>) {
            self.execution = execution
        }

        /// Runs to the next yield.
        ///
        /// - Returns: the value that was sent out; nil at the end.
        /// - Throws: as ``Execution/next()``.
        @inlinable
        public mutating func next() async throws -> C.Yielded? {
            try await next(isolation: nil)
        }

        /// Runs to the next yield, on the caller's actor.
        ///
        /// - Parameter actor: the caller's actor.
        /// - Returns: the value that was sent out; nil at the end.
        /// - Throws: as ``Execution/next()``.
        @inlinable
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> C.Yielded? {
            try await execution.next()
        }
    }

    /// An iterator over the values that are still to come. All iterators of an execution drive the same execution.
    @inlinable
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(execution: self)
    }
}
