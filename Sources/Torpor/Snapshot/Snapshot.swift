public import Foundation

/// An execution at rest: all that another process needs to go on with it.
///
/// It is one self-describing piece of data with a checksum, and can be kept anywhere.
public struct Snapshot: Hashable, Sendable {
    /// The snapshot's bytes.
    public let data: Data

    let payload: Data

    /// Checks that data is a whole and undamaged snapshot.
    ///
    /// - Parameter data: a snapshot's bytes.
    /// - Throws: ``SnapshotError``.
    public init(data: Data) throws(SnapshotError) {
        payload = try SnapshotHeader.open(data)
        self.data = data
    }

    /// Reads a snapshot from a file, of a log the last.
    ///
    /// - Parameter url: the file, to which a snapshot was written or a ``SnapshotLog``.
    /// - Throws: ``SnapshotError``; ``SnapshotFileError`` if the file cannot be read.
    public init(contentsOf url: URL) throws {
        self = try SnapshotLog.last(in: try SnapshotFile(url).read())
    }

    /// Encodes the payload of an execution.
    ///
    /// - Parameter write: writes it.
    init(encoding write: (CBORWriter) throws -> Void) throws {
        data = try CBOREncoder().encode(write) { SnapshotHeader.seal($0, codec: CBORSnapshotCodec.identifier) }
        payload = data[SnapshotHeader.length...]
    }

    /// A snapshot with an encoded payload.
    init(payload: Data) {
        self.payload = payload
        data = SnapshotHeader.seal(payload, codec: CBORSnapshotCodec.identifier)
    }

    /// What tells it from other snapshots.
    var fingerprint: SnapshotFingerprint {
        SnapshotFingerprint(length: payload.count, checksum: SnapshotHeader.claims(of: data)!.checksum)
    }

    /// The identifier of the durable function, such as `App.fetch(_:from:)`.
    public var coroutine: String {
        get throws(SnapshotError) {
            do {
                return try ExecutionInput.function(of: try CBORDocument(payload, userInfo: [:]))
            } catch {
                throw SnapshotError(reading: error)
            }
        }
    }

    /// Writes the snapshot to a file, in place of what is there: at every moment, even if the machine fails, the file
    /// holds either what was there before or all of the snapshot. When this returns the snapshot is on disk.
    ///
    /// - Parameter url: the file, in a folder that exists. A new one can be read by its owner only.
    /// - Throws: ``SnapshotFileError``.
    public func write(to url: URL) throws {
        try SnapshotFile(url).write(data)
    }

    /// Decodes the payload of an execution.
    ///
    /// - Parameters:
    ///   - identifier: the function that it has to be of.
    ///   - body: takes what is in it.
    @usableFromInline
    func decode(of identifier: String, _ body: (ExecutionInput) throws -> Void) throws(SnapshotError) {
        do {
            try CBORDecoder().decode(from: payload) { try body(try ExecutionInput($0, of: identifier)) }
        } catch {
            throw SnapshotError(reading: error)
        }
    }
}
