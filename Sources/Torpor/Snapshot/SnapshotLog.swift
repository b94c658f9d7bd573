public import Foundation

/// A file to which an execution is saved again and again, each time at the cost of what has changed.
///
/// The file begins with a snapshot, and a delta is appended each time, until the deltas are longer than the snapshot; then
/// the file is replaced by a new snapshot. So it is never much longer than two snapshots, and reading it takes no longer.
/// Whatever reads a snapshot from a file reads a log too: ``Execution/init(contentsOf:)``, ``Snapshot/init(contentsOf:)``,
/// `torpor inspect`.
///
/// A log belongs to one execution, and to the task or actor that the execution belongs to.
public final class SnapshotLog {
    private let file: SnapshotFile
    /// How long the file is, and how long the snapshot that it begins with; nil if the next state has to replace it.
    private var lengths: (file: Int, snapshot: Int)?
    /// The state that was saved last.
    private var last: SnapshotFingerprint?

    /// Deltas of fewer bytes are not worth a new snapshot.
    private let leastDeltas: Int

    /// A log in a file. It is not touched until something is saved: the first state that is saved replaces it.
    ///
    /// - Parameter url: the file, in a folder that exists. A new one can be read by its owner only.
    public convenience init(_ url: URL) {
        self.init(url, system: .live)
    }

    init(_ url: URL, system: SystemCalls, leastDeltas: Int = 1 << 14) {
        self.leastDeltas = leastDeltas
        file = SnapshotFile(url, system: system)
    }

    // MARK: Saving

    func save<C>(_ execution: Execution<C>) throws {
        guard let lengths, let last, last == execution.tracker?.fingerprint,
            lengths.file - lengths.snapshot <= max(lengths.snapshot, leastDeltas)
        else { return try replace(execution) }
        let delta = try execution.trackedDelta()
        let record = delta.result == last ? Data() : delta.data
        // What is in the file after a failure is not known.
        self.lengths = nil
        guard try file.append(record, at: lengths.file) else { return try replace(execution) }
        self.lengths = (lengths.file + record.count, lengths.snapshot)
        self.last = delta.result
    }

    private func replace<C>(_ execution: Execution<C>) throws {
        let snapshot = try execution.trackedSnapshot()
        lengths = nil
        try file.write(snapshot.data)
        lengths = (snapshot.data.count, snapshot.data.count)
        last = snapshot.fingerprint
    }

    // MARK: Reading

    /// The last state in a file.
    ///
    /// When the machine fails while a delta is being appended, a part of it may be missing or not what was written. Such
    /// a tail is passed over: what was saved before is the last state. Anything else that is wrong is an error.
    ///
    /// - Parameter data: what is in the file.
    /// - Returns: the last state that is all there.
    /// - Throws: ``SnapshotError``.
    static func last(in data: Data) throws(SnapshotError) -> Snapshot {
        guard let first = recordLength(of: data), first < data.count else { return try Snapshot(data: data) }
        var state = SnapshotState(try Snapshot(data: data.prefix(first)))
        var rest = data.dropFirst(first)
        while !rest.isEmpty {
            guard isWhole(rest), let count = recordLength(of: rest) else {
                if hasRecord(behind: rest) { throw .damaged }
                break
            }
            try state.apply(try Snapshot.Delta(data: rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return try state.snapshot()
    }

    /// The length of the record that data begins with, as its header has it; nil if it is not all there.
    private static func recordLength(of data: Data) -> Int? {
        guard let length = SnapshotHeader.claims(of: data)?.length, length <= data.count - SnapshotHeader.length else {
            return nil
        }
        return SnapshotHeader.length + length
    }

    /// Whether data begins with a delta, all of it there and as it was written.
    private static func isWhole(_ data: Data) -> Bool {
        guard data.starts(with: SnapshotHeader.deltaMagic), let count = recordLength(of: data) else { return false }
        do {
            _ = try SnapshotHeader.open(data.prefix(count), magic: SnapshotHeader.deltaMagic)
        } catch .damaged {
            return false
        } catch {
            return true
        }
        return true
    }

    /// Whether there is a delta behind one that is not whole: then that was not the last.
    private static func hasRecord(behind data: Data) -> Bool {
        let claimed = data.starts(with: SnapshotHeader.deltaMagic) ? recordLength(of: data) ?? 0 : 0
        let magic = Data(SnapshotHeader.deltaMagic)
        var rest = data.dropFirst()
        // A file could hold many beginnings, to have it all checked for each.
        var work = 0
        while let place = rest.range(of: magic) {
            rest = rest[place.lowerBound...]
            let isInside = place.lowerBound - data.startIndex < claimed
            if isWhole(rest), !isInside || hasRecordsToTheEnd(rest, &work) { return true }
            work += recordLength(of: rest) ?? 0
            if work > 16 * data.count { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// Whether there is one whole record behind the other to the end of the data. What is found inside the last record may be
    /// something that was saved in it; but if its length is what is damaged, the next records are there.
    private static func hasRecordsToTheEnd(_ data: Data, _ work: inout Int) -> Bool {
        var rest = data
        while !rest.isEmpty {
            guard isWhole(rest), let count = recordLength(of: rest) else { return false }
            work += count
            rest = rest.dropFirst(count)
        }
        return true
    }
}
