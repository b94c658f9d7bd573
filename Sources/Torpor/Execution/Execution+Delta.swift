import Foundation

extension Execution {
    /// Captures what has changed since the execution was captured before.
    ///
    /// It takes as long as what has changed, if `base` is what the last delta of this execution led to, or the base that
    /// the deltas before were since: what was not resumed meanwhile, and values that have not changed, are not encoded
    /// again, nor looked at. For any other base the whole execution is encoded and compared with it, which is as exact,
    /// and makes the next delta a fast one.
    ///
    /// From the first call on, the execution keeps copies of what it holds, so that a collection that changes is copied
    /// once between two deltas. An instance of a class is encoded anew each time, as is what the bits of a value do not
    /// decide.
    ///
    /// - Parameter base: an earlier snapshot of the execution.
    /// - Returns: what has changed: `base.applying(delta)` equals `snapshot()`.
    /// - Throws: as ``snapshot()``.
    public func delta(since base: Snapshot) throws -> Snapshot.Delta {
        let origin = base.fingerprint
        if origin == tracker?.fingerprint { return try trackedDelta() }
        if let tracker, tracker.patch(from: origin) != nil {
            let last = try trackedDelta()
            if let patch = tracker.patch(from: origin) {
                return try Snapshot.Delta(patch, from: origin, to: last.result)
            }
        }
        let snapshot = try trackedSnapshot()
        let patch = snapshot.payload.withUnsafeBytes { new in
            base.payload.withUnsafeBytes { old in
                PayloadDifference.patch(
                    to: new.bindMemory(to: UInt8.self),
                    from: old.bindMemory(to: UInt8.self)
                )
            }
        }
        tracker?.follow(origin, by: patch)
        return try Snapshot.Delta(patch, from: origin, to: snapshot.fingerprint)
    }

    /// Captures what has changed since the last delta.
    ///
    /// - Parameter last: the delta that this execution gave last.
    /// - Returns: what has changed since.
    /// - Throws: as ``snapshot()``; ``SnapshotError/otherBase`` if another delta was asked for since: the execution does
    ///   not know any more what changed.
    public func delta(since last: Snapshot.Delta) throws -> Snapshot.Delta {
        guard last.result == tracker?.fingerprint else { throw SnapshotError.otherBase }
        return try trackedDelta()
    }

    /// Captures what has changed since the last state that was tracked.
    func trackedDelta() throws -> Snapshot.Delta {
        guard isSuspended else { throw ExecutionError.notSuspended(C.identifier) }
        guard let tracker, let base = tracker.fingerprint else { throw SnapshotError.otherBase }
        let (patch, result) = try tracker.encode(self, whole: false)
        return try Snapshot.Delta(patch, from: base, to: result)
    }

    /// Captures the execution, and follows it from there.
    func trackedSnapshot() throws -> Snapshot {
        guard isSuspended else { throw ExecutionError.notSuspended(C.identifier) }
        let tracker = self.tracker ?? StateTracker()
        let (patch, _) = try tracker.encode(self, whole: true)
        self.tracker = tracker
        guard case .new(let payload)? = patch.parts.first else { preconditionFailure("a payload is never empty") }
        return Snapshot(payload: payload)
    }
}
