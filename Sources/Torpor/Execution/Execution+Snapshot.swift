public import Foundation

extension Execution {
    /// Captures the execution where it is suspended.
    ///
    /// - Returns: all that another process needs to go on.
    /// - Throws: ``ExecutionError/notSuspended(_:)`` if the durable function has thrown or is running; what encoding a
    ///   local throws; ``SnapshotError/incompatible(_:)`` if it has returned something that is not `Codable`.
    public func snapshot() throws -> Snapshot {
        guard isSuspended else { throw ExecutionError.notSuspended(C.identifier) }
        return try Snapshot(encoding: EncodableExecution(execution: self).write)
    }

    /// Makes an execution that goes on where another was captured.
    ///
    /// - Parameter snapshot: the other, at rest.
    /// - Throws: ``SnapshotError``.
    @inlinable
    public convenience init(snapshot: Snapshot) throws {
        let parts = try Self.decode(snapshot)
        self.init(parts)
    }

    @inlinable
    convenience init(_ parts: DecodedExecution<C>) {
        self.init(root: parts.root, stack: parts.tasks == nil ? parts.stack : [], port: parts.port)
        suspension = parts.suspension
        tasks = parts.tasks
    }

    @inlinable
    static func decode(_ snapshot: Snapshot) throws -> DecodedExecution<C> {
        var decoded: DecodedExecution<C>?
        try snapshot.decode(of: C.identifier) { decoded = try DecodedExecution($0) }
        return decoded!
    }

    /// Saves the execution where it is suspended, in place of what the file holds: at every moment, even if the machine
    /// fails, the file holds either what was there before or all of the new snapshot.
    ///
    /// - Parameter url: the file.
    /// - Throws: as ``snapshot()``; ``SnapshotFileError``.
    public func save(to url: URL) throws {
        try snapshot().write(to: url)
    }

    /// Saves the execution where it is suspended, at the cost of what has changed since it was saved to the log before:
    /// at every moment, even if the machine fails, the log's file holds the state before or the new one.
    ///
    /// - Parameter log: the log, which is the execution's own: nothing else is saved to its file.
    /// - Throws: as ``snapshot()``; ``SnapshotFileError``.
    public func save(to log: SnapshotLog) throws {
        try log.save(self)
    }

    /// Makes an execution that goes on where another was saved.
    ///
    /// - Parameter url: the file, of a snapshot or a log.
    /// - Throws: ``SnapshotError``; ``SnapshotFileError``.
    public convenience init(contentsOf url: URL) throws {
        try self.init(snapshot: try Snapshot(contentsOf: url))
    }

    // MARK: Running to the end

    /// Runs to the end and saves at every suspension on the way, so that whoever finds the file can go on from there.
    ///
    /// After a crash, a value may be sent out again that had been sent out before, but none is lost: the execution is
    /// saved when a value has been received, or, where values need an answer, before it is asked for.
    ///
    /// - Parameters:
    ///   - url: the file. At the end it holds the result, if that can be stored.
    ///   - onYield: receives each value that is sent out, and answers it.
    /// - Returns: what the durable function returns.
    /// - Throws: as ``step()`` and ``save(to:)``; what `onYield` throws, after which the execution is as it was.
    public nonisolated(nonsending) func run(
        savingTo url: URL,
        onYield: nonisolated(nonsending) (C.Yielded) async throws -> C.Reply
    ) async throws -> C.Output {
        try await run(saving: { try save(to: url) }, onYield: onYield)
    }

    /// Runs to the end and saves at every suspension on the way, as
    /// ``run(savingTo:onYield:)-(URL,_)`` does, at the cost of what has changed.
    ///
    /// - Parameters:
    ///   - log: takes the states. At the end its file holds the result, if that can be stored.
    ///   - onYield: receives each value that is sent out, and answers it.
    /// - Returns: what the durable function returns.
    /// - Throws: as ``step()`` and ``save(to:)-(SnapshotLog)``; what `onYield` throws, after which the execution is as
    ///   it was.
    public nonisolated(nonsending) func run(
        savingTo log: SnapshotLog,
        onYield: nonisolated(nonsending) (C.Yielded) async throws -> C.Reply
    ) async throws -> C.Output {
        try await run(saving: { try save(to: log) }, onYield: onYield)
    }

    private nonisolated(nonsending) func run(
        saving save: () throws -> Void,
        onYield: nonisolated(nonsending) (C.Yielded) async throws -> C.Reply
    ) async throws -> C.Output {
        let needsAnswers = C.Reply.self != Void.self
        while true {
            let step: Step
            if awaitsReply {
                guard let value = unanswered else { throw ExecutionError.replyExpected(C.identifier) }
                step = try await self.step(replying: try await onYield(value), pace: .saving)
            } else {
                step = try await self.step(pace: .saving)
            }
            switch step {
            case .waiting, .checkpoint:
                try save()
            case .yielded(let value) where needsAnswers:
                // A question that cannot be stored could not be asked again: then the last snapshot has to do.
                if AnyStorable(value) != nil { try save() }
            case .yielded(let value):
                _ = try await onYield(value)
                try save()
            case .finished(let output):
                if AnyStorable(output) != nil { try save() }
                return output
            }
        }
    }

    /// Runs to the end, letting pass what is sent out, and saves at every suspension on the way.
    ///
    /// - Parameter url: the file. At the end it holds the result, if that can be stored.
    /// - Returns: what the durable function returns.
    /// - Throws: as ``step()`` and ``save(to:)``.
    @discardableResult
    public nonisolated(nonsending) func run(savingTo url: URL) async throws -> C.Output where C.Reply == Void {
        try await run(savingTo: url) { _ in }
    }

    /// Runs to the end, letting pass what is sent out, and saves at every suspension on the way, at the cost of what has
    /// changed.
    ///
    /// - Parameter log: takes the states. At the end its file holds the result, if that can be stored.
    /// - Returns: what the durable function returns.
    /// - Throws: as ``step()`` and ``save(to:)-(SnapshotLog)``.
    @discardableResult
    public nonisolated(nonsending) func run(savingTo log: SnapshotLog) async throws -> C.Output
    where C.Reply == Void {
        try await run(savingTo: log) { _ in }
    }
}
