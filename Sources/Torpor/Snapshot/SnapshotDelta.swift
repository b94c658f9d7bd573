public import Foundation

extension Snapshot {
    /// What has changed from one snapshot of an execution to the next.
    ///
    /// It is as long as what has changed, however much has not. Like a snapshot it is one piece of data with a checksum,
    /// and can be kept anywhere; with the snapshot that it follows on, it makes the next one.
    public struct Delta: Hashable, Sendable {
        /// The delta's bytes.
        public let data: Data

        /// The snapshot that it follows on, and the one that it leads to.
        let base, result: SnapshotFingerprint
        private let payload: Data

        /// Checks that data is a whole and undamaged delta.
        ///
        /// - Parameter data: a delta's bytes.
        /// - Throws: ``SnapshotError``.
        public init(data: Data) throws(SnapshotError) {
            payload = try SnapshotHeader.open(data, magic: SnapshotHeader.deltaMagic)
            self.data = data
            do {
                let ends = try SnapshotCodec.current.decode(DeltaEnds.self, from: payload)
                (base, result) = (ends.base, ends.result)
            } catch {
                throw SnapshotError(reading: error)
            }
        }

        init(_ patch: PayloadPatch, from base: SnapshotFingerprint, to result: SnapshotFingerprint) throws {
            (self.base, self.result) = (base, result)
            payload = try SnapshotCodec.current.encode(DeltaPayload(base: base, result: result, parts: patch))
            let codec = CBORSnapshotCodec.identifier
            data = SnapshotHeader.seal(payload, codec: codec, magic: SnapshotHeader.deltaMagic)
        }

        /// How to make the payload of the next snapshot.
        func patch() throws(SnapshotError) -> PayloadPatch {
            do {
                return try SnapshotCodec.current.decode(DeltaPayload.self, from: payload).parts
            } catch {
                throw SnapshotError(reading: error)
            }
        }
    }

    /// Makes the next snapshot.
    ///
    /// - Parameter delta: what has changed since this one.
    /// - Returns: the snapshot that the execution would have given then, byte for byte.
    /// - Throws: ``SnapshotError/otherBase`` if the delta follows on another snapshot; ``SnapshotError`` if it does not
    ///   lead where it should.
    public func applying(_ delta: Delta) throws(SnapshotError) -> Snapshot {
        try applying(CollectionOfOne(delta))
    }

    /// Makes the last of a row of snapshots. It is done at once: the cost is that of the deltas and one snapshot.
    ///
    /// - Parameter deltas: what has changed, from this snapshot on and one after the other.
    /// - Returns: the last snapshot.
    /// - Throws: as ``applying(_:)``.
    public func applying(_ deltas: some Sequence<Delta>) throws(SnapshotError) -> Snapshot {
        var state = SnapshotState(self)
        for delta in deltas { try state.apply(delta) }
        return try state.snapshot()
    }
}

/// The payload of a delta.
private struct DeltaPayload: Codable {
    let base, result: SnapshotFingerprint
    let parts: PayloadPatch
}

/// The part of it that is looked at first.
private struct DeltaEnds: Decodable {
    let base, result: SnapshotFingerprint
}

/// A snapshot to which deltas are being applied.
struct SnapshotState {
    private(set) var fingerprint: SnapshotFingerprint
    private var pieces: PayloadPieces

    init(_ snapshot: Snapshot) {
        fingerprint = snapshot.fingerprint
        pieces = PayloadPieces(snapshot.payload)
    }

    mutating func apply(_ delta: Snapshot.Delta) throws(SnapshotError) {
        guard delta.base == fingerprint else { throw .otherBase }
        try pieces.apply(try delta.patch(), length: delta.result.length)
        fingerprint = delta.result
    }

    /// The snapshot, if its checksum is that which the last delta leads to.
    func snapshot() throws(SnapshotError) -> Snapshot {
        let snapshot = Snapshot(payload: pieces.joined)
        guard snapshot.fingerprint == fingerprint else { throw .damaged }
        return snapshot
    }
}
