import Foundation

extension RecordFields.Step {
    /// Makes the steps for fields, in the order of their keys.
    ///
    /// - Parameter fields: the key of each, how what is in it is coded, and its place.
    /// - Returns: the steps, which are never let go of.
    static func make(_ fields: [(key: String, field: PlanBuilder.Field, offset: Int)]) -> UnsafeBufferPointer<Self> {
        let ordered = fields.map { (bytes: PlanBuilder.encoded($0.key), field: $0.field, offset: $0.offset) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        let steps = UnsafeMutableBufferPointer<Self>.allocate(capacity: fields.count)
        for (index, field) in ordered.enumerated() {
            (steps.baseAddress! + index).initialize(to: Self(field.bytes, field.field, field.offset))
        }
        return UnsafeBufferPointer(steps)
    }

    private init(_ bytes: [UInt8], _ field: PlanBuilder.Field, _ offset: Int) {
        let room = PlanBuilder.padded(bytes)
        let words = UnsafeRawPointer(room)
        self.init(
            kind: Kind(field.content.type),
            isOptional: field.isOptional,
            offset: offset,
            key: room,
            keyCount: bytes.count,
            first: words.loadUnaligned(as: UInt64.self) & PlanBuilder.bits(bytes.count),
            firstBits: PlanBuilder.bits(bytes.count),
            second: words.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & PlanBuilder.bits(bytes.count - 8),
            secondBits: PlanBuilder.bits(bytes.count - 8),
            content: .passUnretained(field.content),
            witnesses: ValueWitnesses(field.type)
        )
    }

    // MARK: Keys

    /// Whether the key is at a place, with some bytes behind it.
    @inline(__always)
    func isKey(at place: UnsafePointer<UInt8>) -> Bool {
        let words = UnsafeRawPointer(place)
        guard words.loadUnaligned(as: UInt64.self) & firstBits == first else { return false }
        if keyCount <= 8 { return true }
        guard words.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & secondBits == second else { return false }
        return keyCount <= 16 || memcmp(place, key, keyCount) == 0
    }

    // MARK: Values

    @inline(__always)
    func isNil(_ place: UnsafeRawPointer) -> Bool {
        switch kind {
        case .integer: place.assumingMemoryBound(to: Int?.self).pointee == nil
        case .double: place.assumingMemoryBound(to: Double?.self).pointee == nil
        case .bool: place.assumingMemoryBound(to: Bool?.self).pointee == nil
        case .string: place.assumingMemoryBound(to: String?.self).pointee == nil
        case .other: content._withUnsafeGuaranteedRef { $0.witnesses.isNil(place) }
        }
    }

    /// Makes a place nil.
    @inline(__always)
    func makeNil(_ place: UnsafeMutableRawPointer) {
        switch kind {
        case .integer: place.initializeMemory(as: Int?.self, to: nil)
        case .double: place.initializeMemory(as: Double?.self, to: nil)
        case .bool: place.initializeMemory(as: Bool?.self, to: nil)
        case .string: place.initializeMemory(as: String?.self, to: nil)
        case .other: content._withUnsafeGuaranteedRef { $0.witnesses.makeOptional(place, isNil: true) }
        }
    }

    /// Writes what is in a field; an optional has its content where it is itself.
    @inline(__always)
    func write(_ place: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        switch kind {
        case .integer: writer.buffer.append(integer: place.load(as: Int.self))
        case .double: writer.buffer.append(double: place.load(as: Double.self))
        case .bool: writer.buffer.append(bool: place.load(as: Bool.self))
        case .string: writer.buffer.append(string: place.assumingMemoryBound(to: String.self))
        case .other: return content._withUnsafeGuaranteedRef { $0.write(place, to: writer) }
        }
        return true
    }

    /// Reads what is in a field.
    @inline(__always)
    func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        if isOptional, reader.base[reader.offset] == CBORByte.null {
            reader.offset += 1
            makeNil(place)
            return true
        }
        switch kind {
        case .integer:
            guard let number = reader.integer(Int.self) else { return false }
            if isOptional {
                place.initializeMemory(as: Int?.self, to: number)
            } else {
                place.initializeMemory(as: Int.self, to: number)
            }
        case .double:
            guard let number = reader.double() else { return false }
            if isOptional {
                place.initializeMemory(as: Double?.self, to: number)
            } else {
                place.initializeMemory(as: Double.self, to: number)
            }
        case .bool:
            guard let bool = reader.bool() else { return false }
            // An optional of it has the same bits.
            place.initializeMemory(as: Bool.self, to: bool)
        case .string:
            guard let text = reader.string() else { return false }
            place.initializeMemory(as: String.self, to: text)
        case .other:
            guard content._withUnsafeGuaranteedRef({ $0.read(into: place, from: &reader) }) else { return false }
            if isOptional { content._withUnsafeGuaranteedRef { $0.witnesses.makeOptional(place, isNil: false) } }
        }
        return true
    }
}

extension RecordFields.Step.Kind {
    init(_ type: Any.Type) {
        switch type {
        case is Int.Type: self = .integer
        case is Double.Type: self = .double
        case is Bool.Type: self = .bool
        case is String.Type: self = .string
        default: self = .other
        }
    }
}

extension CBORBuffer {
    /// Writes a key that is an item already, with room behind it.
    @inline(__always)
    mutating func append(paddedKey key: UnsafePointer<UInt8>, count: Int) {
        reserve(count + 16)
        let source = UnsafeRawPointer(key)
        let place = UnsafeMutableRawPointer(base + self.count)
        var offset = 0
        repeat {
            place.storeBytes(
                of: source.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                toByteOffset: offset,
                as: UInt64.self
            )
            place.storeBytes(
                of: source.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self),
                toByteOffset: offset + 8,
                as: UInt64.self
            )
            offset += 16
        } while offset < count
        advance(count)
    }

    /// Writes a text that is left where it is.
    mutating func append(string place: UnsafePointer<String>) {
        guard let short = ShortText(place.pointee) else {
            let isDone: Void? = place.pointee.utf8.withContiguousStorageIfAvailable { append(text: $0) }
            if isDone == nil { append(text: place.pointee) }
            return
        }
        append(short)
    }
}
