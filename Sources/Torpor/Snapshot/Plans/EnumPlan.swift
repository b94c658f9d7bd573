import Foundation

/// An enum: a map of one entry, whose key is the case, and whose value is a map of what belongs to it.
final class EnumPlan: ValuePlan, @unchecked Sendable {
    struct Case {
        /// The key of the case as an item, with the head of the map before it, and room behind it.
        let key: UnsafePointer<UInt8>
        let keyCount: Int
        /// The first bytes of that, with zeros behind it, and which bits of these count.
        let first, firstBits: UInt64
        /// The parts of the payload; nil if the case has none.
        let payload: RecordFields?
        let payloadAlignment: Int
        /// What puts the payload into a box, if it is in one; never let go of.
        let indirect: Unmanaged<IndirectPayload>?
    }

    /// By their tags. Set once, before anybody else has the plan.
    var cases = UnsafeBufferPointer<Case>(start: nil, count: 0)

    // MARK: Writing

    override func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        writer.session.budget.nested { writeCase(value, to: writer) }
    }

    @inline(__always)
    private func writeCase(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        let tag = witnesses.tag(value)
        guard tag < cases.count else { return false }
        let found = cases.baseAddress.unsafelyUnwrapped + tag
        writer.buffer.append(paddedKey: found.pointee.key, count: found.pointee.keyCount)
        guard let payload = found.pointee.payload else {
            writer.buffer.append(CBORByte.emptyMap)
            return true
        }
        // The payload is looked at in a copy of the bytes, which is no value that anybody would have to let go of.
        return withUnsafeTemporaryAllocation(byteCount: max(witnesses.size, 1), alignment: witnesses.alignment) {
            copy in
            let copy = copy.baseAddress.unsafelyUnwrapped
            memcpy(copy, value, witnesses.size)
            witnesses.project(copy)
            guard found.pointee.indirect != nil else { return payload.write(copy, to: writer) }
            let alignment = found.pointee.payloadAlignment
            return payload.write(IndirectPayload.payload(copy, alignment: alignment), to: writer)
        }
    }

    // MARK: Reading

    override func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        reader.document.budget.nested { readCase(into: place, from: &reader) }
    }

    @inline(__always)
    private func readCase(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        // The head of the map is the first byte of what is compared.
        guard let tag = tag(at: reader.base + reader.offset) else { return false }
        let found = cases.baseAddress.unsafelyUnwrapped + tag
        reader.offset += found.pointee.keyCount
        reader.container += 1
        guard let payload = found.pointee.payload else {
            guard reader.base[reader.offset] == CBORByte.emptyMap else { return false }
            reader.offset += 1
            witnesses.inject(tag, place)
            return true
        }
        if let indirect = found.pointee.indirect {
            guard indirect._withUnsafeGuaranteedRef({ $0.read(payload, into: place, from: &reader) }) else {
                return false
            }
        } else if !payload.read(into: place, from: &reader) {
            return false
        }
        witnesses.inject(tag, place)
        return true
    }

    /// The tag of the case whose key is at a place.
    @inline(__always)
    private func tag(at place: UnsafePointer<UInt8>) -> Int? {
        for index in cases.indices {
            let candidate = cases.baseAddress.unsafelyUnwrapped + index
            guard
                UnsafeRawPointer(place).loadUnaligned(as: UInt64.self) & candidate.pointee.firstBits
                    == candidate.pointee.first
            else { continue }
            // With these, the length of the text is as expected: all of it is there.
            guard
                candidate.pointee.keyCount <= 8
                    || memcmp(candidate.pointee.key, place, candidate.pointee.keyCount) == 0
            else { continue }
            return index
        }
        return nil
    }
}

/// An enum with raw values, each of which has an item of its own.
final class RawValuePlan: ValuePlan, @unchecked Sendable {
    /// The items, by the tags of the cases.
    private let items: [[UInt8]]

    init(_ type: Any.Type, items: [[UInt8]]) {
        self.items = items
        super.init(type)
    }

    override func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        let tag = witnesses.tag(value)
        guard tag < items.count else { return false }
        items[tag].withUnsafeBufferPointer { writer.buffer.append($0.baseAddress.unsafelyUnwrapped, count: $0.count) }
        return true
    }

    override func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        let start = reader.base + reader.offset
        let end = Int(reader.document.next(reader.position).offset)
        for (tag, item) in items.enumerated() where item.count == end - reader.offset {
            let isFound = item.withUnsafeBufferPointer {
                memcmp($0.baseAddress.unsafelyUnwrapped, start, $0.count) == 0
            }
            guard isFound else { continue }
            reader.offset = end
            witnesses.inject(tag, place)
            return true
        }
        return false
    }
}
