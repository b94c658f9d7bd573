import Foundation

/// How the stored properties of a struct, or the parts of a payload, are coded: as a map, in the order of its keys.
struct RecordFields {
    /// What is done for a field.
    struct Step {
        enum Kind: UInt8 {
            case integer, double, bool, string, other
        }

        let kind: Kind
        /// Whether it is left out if it is nil.
        let isOptional: Bool
        let offset: Int
        /// The key as an item; there is room behind it.
        let key: UnsafePointer<UInt8>
        let keyCount: Int
        /// The first bytes of that, with zeros behind it, and which bits of these count.
        let first, firstBits, second, secondBits: UInt64
        /// How what is in the field is coded, if it is there.
        let content: Unmanaged<ValuePlan>
        /// How the field is let go of.
        let witnesses: ValueWitnesses
    }

    private let steps: UnsafeBufferPointer<Step>
    private let hasOptionals: Bool

    /// - Parameter steps: in the order of the keys; never let go of.
    init(_ steps: UnsafeBufferPointer<Step>) {
        self.steps = steps
        hasOptionals = steps.contains(where: \.isOptional)
    }

    var isEmpty: Bool { steps.isEmpty }

    // MARK: Writing

    /// Writes the fields of a record.
    func write(_ record: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        var count = steps.count
        if hasOptionals { for step in steps where step.isOptional && step.isNil(record + step.offset) { count -= 1 } }
        writer.buffer.append(.map, UInt64(truncatingIfNeeded: count))
        for index in steps.indices {
            let step = steps.baseAddress.unsafelyUnwrapped + index
            let place = record + step.pointee.offset
            if step.pointee.isOptional, step.pointee.isNil(place) { continue }
            writer.buffer.append(paddedKey: step.pointee.key, count: step.pointee.keyCount)
            guard step.pointee.write(place, to: writer) else { return false }
        }
        return true
    }

    // MARK: Reading

    /// Reads a map whose keys are in order. Keys that no field has are passed over; a field may only be missing if it is
    /// optional.
    ///
    /// - Returns: false if it is no such map, or a value in it is not as expected; nothing is there then.
    func read(into record: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        guard var rest = reader.enter(.map) else { return false }
        /// How many fields are there.
        var done = 0
        /// Where the key before is, and whether no field has it: then its order has to be checked against the next.
        var (previous, wasUnknown) = (-1, false)
        while rest > 0 {
            let key = reader.offset
            var index = done
            while index < steps.count, !steps[index].isKey(at: reader.base + key) {
                index = steps[index].isOptional ? index + 1 : steps.count
            }
            let isUnknown = index == steps.count
            if isUnknown || wasUnknown {
                guard reader.isKey(at: key, after: previous) else { return undo(done, record) }
            }
            (previous, wasUnknown) = (key, isUnknown)
            rest -= 1
            if isUnknown {
                reader.skipEntry()
                continue
            }
            while done < index {
                steps[done].makeNil(record + steps[done].offset)
                done += 1
            }
            reader.offset = key + steps[index].keyCount
            guard steps[index].read(into: record + steps[index].offset, from: &reader) else {
                return undo(done, record)
            }
            done += 1
        }
        while done < steps.count {
            guard steps[done].isOptional else { return undo(done, record) }
            steps[done].makeNil(record + steps[done].offset)
            done += 1
        }
        return true
    }

    /// Lets go of the first fields.
    @inline(never)
    private func undo(_ count: Int, _ record: UnsafeMutableRawPointer) -> Bool {
        for step in steps[..<count] { step.witnesses.destroy(record + step.offset) }
        return false
    }
}

extension PlanReader {
    /// Whether there is a key in its shortest form, behind another key in the order of keys; any, if that is negative.
    @inline(never)
    func isKey(at offset: Int, after previous: Int) -> Bool {
        let key = CBORHead(unchecked: base, at: offset)
        guard key.major == .text, !key.isIndefinite, offset + CBORBuffer.headLength(key.argument) == key.end else {
            return false
        }
        if previous < 0 { return true }
        let before = CBORHead(unchecked: base, at: previous)
        guard before.argument == key.argument else { return before.argument < key.argument }
        return memcmp(base + before.end, base + key.end, Int(truncatingIfNeeded: key.argument)) < 0
    }

    /// Passes over an entry of a map.
    mutating func skipEntry() {
        position = document.next(document.next(position))
    }
}
