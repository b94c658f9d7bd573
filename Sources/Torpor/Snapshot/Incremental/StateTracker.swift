import Foundation

/// Follows an execution from state to state, so that what has not changed from one to the next need not be encoded, nor
/// even looked at.
final class StateTracker {
    private let identity = ValueIdentity()
    private var state: TrackedState?
    /// The last payload, of an execution with child tasks: that is encoded as a whole.
    private var payload: Data?
    /// The base that deltas were asked for last, and what has changed since, for those who ask for the same base again and
    /// again.
    private var origin: (fingerprint: SnapshotFingerprint, patch: PayloadPatch)?

    /// The state that was encoded last.
    var fingerprint: SnapshotFingerprint? { payload.map { Snapshot(payload: $0).fingerprint } ?? state?.fingerprint }

    // MARK: Other bases

    /// Remembers how the last state follows from a base.
    ///
    /// - Parameters:
    ///   - patch: how.
    ///   - base: the base.
    func follow(_ base: SnapshotFingerprint, by patch: PayloadPatch) {
        origin = (base, patch)
    }

    /// How the last state follows from a base; nil if that is not known.
    func patch(from base: SnapshotFingerprint) -> PayloadPatch? {
        if base == origin?.fingerprint { return origin?.patch }
        return nil
    }

    /// Takes a further change into account, unless there are too many for that to be worthwhile.
    private func extend(by patch: PayloadPatch) {
        guard let (fingerprint, earlier) = origin else { return }
        let all = earlier.followed(by: patch)
        let (kept, new) = all.extent
        let isSmall =
            all.parts.count <= 256 && new <= max(fingerprint.length / 4, 4096)
            && kept <= fingerprint.length
        origin = isSmall ? (fingerprint, all) : nil
    }

    // MARK: Encoding

    /// Encodes the state that an execution is in now.
    ///
    /// - Parameters:
    ///   - execution: the execution, at rest.
    ///   - isWhole: whether to encode all of it, as if nothing were known.
    /// - Returns: how the payload follows from that of the state that was encoded last, and what tells the new one.
    /// - Throws: what encoding throws. The last state is still known then.
    func encode<C>(_ execution: Execution<C>, whole isWhole: Bool) throws -> (PayloadPatch, SnapshotFingerprint) {
        if execution.tasks != nil { return try encodeTasks(execution, whole: isWhole) }
        payload = nil
        let earlier = isWhole ? nil : state
        let encoding = StateEncoding(
            execution.stack.activations,
            root: FunctionRecord(C.self),
            since: earlier,
            untouched: earlier.map { min($0.activations.count, execution.stack.untouched) } ?? 0,
            identity
        )
        let session = CBOREncodingSession(userInfo: [:])
        session.state = encoding
        defer {
            session.end()
            encoding.end()
        }
        let writer = CBORWriter(session)
        try EncodableExecution(execution: execution).write(to: writer)
        if let cycle = try session.finishObjects() {
            // Written in one piece, it comes to the place, which is needed for the message.
            _ = try execution.snapshot()
            throw CBORObjectGraph.unstorable(cycle, session.objects)
        }
        var output = CBORBuffer(capacity: writer.buffer.count)
        let record = PartRecord(encoding)
        CBORFragment(writer).assemble(session.objects, into: &output, record)
        if let failure = session.failure { throw failure }

        let current = earlier ?? TrackedState()
        var layout = StateLayout(encoding, current, output.bytes)
        let patch = layout.read(record.events)
        state = current
        execution.stack.settle()
        if isWhole { origin = nil } else { extend(by: patch) }
        return (patch, current.fingerprint)
    }

    /// Encodes an execution with child tasks, of which any may have gone on, and compares.
    private func encodeTasks<C>(_ execution: Execution<C>, whole isWhole: Bool) throws
        -> (PayloadPatch, SnapshotFingerprint)
    {
        let snapshot = try Snapshot(encoding: EncodableExecution(execution: execution).write)
        let earlier = isWhole ? nil : payload
        let patch = snapshot.payload.withUnsafeBytes { new in
            (earlier ?? Data()).withUnsafeBytes { old in
                PayloadDifference.patch(
                    to: new.bindMemory(to: UInt8.self),
                    from: old.bindMemory(to: UInt8.self)
                )
            }
        }
        (state, payload) = (nil, snapshot.payload)
        if isWhole { origin = nil } else { extend(by: patch) }
        return (patch, snapshot.fingerprint)
    }
}

/// Reads the record of an encoding: says what is the same as before, and brings what is remembered up to date.
private struct StateLayout {
    private let encoding: StateEncoding
    private let bytes: UnsafeBufferPointer<UInt8>
    private let state: TrackedState
    /// The activations that were written, as they were before.
    private var earlier: [Int: (start: Int, end: Int, activation: TrackedActivation)] = [:]
    private let earlierTail: KeptBytes
    private var patch = PayloadPatch()

    /// How far the new bytes have been read, and where that is in the new payload.
    private var (read, position) = (0, 0)
    private var checksum: UInt32 = 0
    private var place = Place.beforeList
    /// The activation that is being read.
    private var open = OpenActivation(index: 0, start: 0)
    /// Whether the activations so far are not where they were, or not what they were.
    private var isShifted = false

    private enum Place {
        case beforeList, inList, inActivation, behindList
    }

    private struct OpenActivation {
        let index: Int
        let start: Int
        var checksum: UInt32 = 0
        var chunks: [KeptChunk] = []
        var rest: [KeptBytes] = []
    }

    init(_ encoding: StateEncoding, _ state: TrackedState, _ bytes: UnsafeBufferPointer<UInt8>) {
        self.encoding = encoding
        self.bytes = bytes
        self.state = state
        earlierTail = state.tail
        for index in Array(encoding.untouched..<state.activations.count) + state.withObjects {
            earlier[index] = (state.start(of: index), state.start(of: index + 1), state.activations[index])
        }
        // Those that have not been resumed stay where they are.
        state.activations.removeLast(state.activations.count - encoding.untouched)
        state.withObjects = []
    }

    /// Reads all.
    ///
    /// - Returns: how the new payload follows from the earlier one.
    mutating func read(_ events: [(offset: Int, event: PartRecord.Event)]) -> PayloadPatch {
        for (offset, event) in events {
            switch event {
            case .begin(let part): begin(encoding.parts[part], at: offset)
            case .end(let part): end(encoding.parts[part], at: offset)
            case .unchanged(let part): keep(encoding.parts[part], at: offset)
            }
        }
        advance(to: bytes.count)
        let header = SnapshotHeader.checksum(payload: checksum, length: position, codec: CBORSnapshotCodec.identifier)
        state.fingerprint = SnapshotFingerprint(length: position, checksum: header)
        state.functions = encoding.functions
        return patch
    }

    // MARK: Events

    private mutating func begin(_ part: StateEncoding.Part, at offset: Int) {
        advance(to: offset)
        switch part.role {
        case .list: state.tail = KeptBytes(offset: 0, bytes: [])
        case .activation(let index):
            if place == .beforeList { beginList() }
            open = OpenActivation(index: index, start: position)
            place = .inActivation
        case .activations, .value: break
        }
    }

    private mutating func end(_ part: StateEncoding.Part, at offset: Int) {
        switch part.role {
        case .list:
            advance(to: offset)
            if place == .beforeList { beginList() }
            place = .behindList
        case .activation:
            advance(to: offset)
            close(hasObjects: part.hasObjects)
            place = .inList
        case .value(let value):
            let new = UnsafeBufferPointer(rebasing: bytes[read..<offset])
            var checksum = Checksum()
            checksum.update(UnsafeRawBufferPointer(new))
            read = offset
            append(new, of: value)
            pass(value, count: new.count, checksum.value)
        case .activations: break
        }
    }

    private mutating func keep(_ part: StateEncoding.Part, at offset: Int) {
        advance(to: offset)
        patch.append(kept: part.origin)
        switch part.role {
        case .activations(let range):
            if place == .beforeList { beginList() }
            if isShifted { shift(range) }
            pass(part.origin.count, part.checksum)
            place = .inList
        case .value(let value): pass(value, count: part.origin.count, part.checksum)
        case .list, .activation: break
        }
    }

    private mutating func beginList() {
        state.listStart = position
    }

    // MARK: Activations

    private mutating func close(hasObjects: Bool) {
        let before = open.index == 0 ? 0 : state.activations[open.index - 1].checksum
        let activation = TrackedActivation(
            end: position - state.listStart,
            checksum: Checksum.joined(before, open.checksum, count: position - open.start),
            functionCount: encoding.functionCount(at: open.index),
            chunks: open.chunks,
            rest: open.rest
        )
        if hasObjects { state.withObjects.append(open.index) }
        guard open.index < state.activations.count else { return state.activations.append(activation) }
        let old = state.activations[open.index]
        if old.end != activation.end || old.checksum != activation.checksum { isShifted = true }
        state.activations[open.index] = activation
    }

    /// Moves activations that are as they were behind others that are not.
    private func shift(_ range: Range<Int>) {
        let old = range.lowerBound == 0 ? nil : earlier[range.lowerBound - 1]?.activation
        var (oldEnd, oldChecksum) = (old?.end ?? 0, old?.checksum ?? 0)
        for index in range {
            let activation = state.activations[index]
            let count = activation.end - oldEnd
            let own = Checksum.second(of: activation.checksum, behind: oldChecksum, count: count)
            (oldEnd, oldChecksum) = (activation.end, activation.checksum)
            let (end, checksum) =
                index == 0 ? (0, 0) : (state.activations[index - 1].end, state.activations[index - 1].checksum)
            state.activations[index].end = end + count
            state.activations[index].checksum = Checksum.joined(checksum, own, count: count)
        }
    }

    // MARK: Bytes

    /// Passes over bytes that are of no part but that which is being read.
    private mutating func advance(to offset: Int) {
        let new = UnsafeBufferPointer(rebasing: bytes[read..<offset])
        if new.isEmpty { return }
        read = offset
        var checksum = Checksum()
        checksum.update(UnsafeRawBufferPointer(new))
        switch place {
        case .inActivation:
            let old = earlier[open.index]
            let rest = old.flatMap {
                open.rest.count < $0.activation.rest.count ? $0.activation.rest[open.rest.count] : nil
            }
            append(new, like: rest, startingAt: old?.start ?? 0)
            open.rest.append(KeptBytes(new, at: position - open.start))
        case .behindList:
            append(new, like: earlierTail, startingAt: 0)
            state.tail = KeptBytes(new, at: position)
        case .beforeList, .inList:
            patch.append(new: new)
        }
        pass(new.count, checksum.value)
    }

    /// Appends new bytes that may be much like old ones.
    private mutating func append(_ new: UnsafeBufferPointer<UInt8>, like old: KeptBytes?, startingAt start: Int) {
        guard let old, new.count >= KeptBytes.threshold, old.bytes.count >= KeptBytes.threshold else {
            return patch.append(new: new)
        }
        old.bytes.withUnsafeBufferPointer { bytes in
            patch.append(PayloadDifference.patch(to: new, from: bytes, at: start + old.offset))
        }
    }

    /// Appends the bytes of a value, which may be much like those of the value that was there before.
    private mutating func append(_ new: UnsafeBufferPointer<UInt8>, of value: KeptValue) {
        guard place == .inActivation, let old = earlier[open.index] else { return patch.append(new: new) }
        guard let (offset, bytes) = encoding.takePredecessor(of: value, in: old.start..<old.end) else {
            return patch.append(new: new)
        }
        patch.append(PayloadDifference.patch(to: new, from: bytes.buffer.bytes, at: offset))
    }

    private mutating func pass(_ value: KeptValue, count: Int, _ checksum: UInt32) {
        if place == .inActivation {
            open.chunks.append(
                KeptChunk(value: value, offset: position - open.start, count: count, checksum: checksum)
            )
        }
        pass(count, checksum)
    }

    private mutating func pass(_ count: Int, _ checksum: UInt32) {
        self.checksum = Checksum.joined(self.checksum, checksum, count: count)
        if place == .inActivation { open.checksum = Checksum.joined(open.checksum, checksum, count: count) }
        position += count
    }
}

extension KeptBytes {
    fileprivate init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        self.init(offset: offset, bytes: bytes.count < Self.threshold ? [] : Array(bytes))
    }
}
