extension Execution {
    /// Runs to the next yield, if nothing on the way has to be waited for: for code that is not asynchronous, and for
    /// loops that take as many values as there are at once.
    ///
    /// A generator that awaits nothing but other generators is always ready until it has returned.
    ///
    /// - Returns: the value that was sent out; nil where there is none at once: the durable function has returned, or
    ///   ``next()`` has to wait for something first, and can go on from here.
    /// - Throws: what the durable function throws, after which the execution is poisoned; ``ExecutionError``.
    @inlinable
    @inline(__always)
    public func nextIfReady() throws -> C.Yielded? {
        if activity == .yielding, let value = try yieldAgain() { return value }
        return try nextIfReadyInGeneral()
    }

    @inlinable
    func nextIfReadyInGeneral() throws -> C.Yielded? {
        try checkActivity()
        while let step = try stepAtOnce() {
            switch step {
            case .yielded(let value):
                noteYield()
                return value
            case .finished, .waiting: return nil
            case .checkpoint: break
            }
        }
        return nil
    }
}
