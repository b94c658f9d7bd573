/// How the values of a type are coded where they are in memory. There are plans for types from whose values no code is
/// reached that the coder does not know: so to write or read such a value a second time changes nothing, and whatever is
/// out of the ordinary is left to the ordinary way.
///
/// Plans are made once, and never let go of.
class ValuePlan: @unchecked Sendable {
    let type: Any.Type
    let witnesses: ValueWitnesses
    /// Whether no value has a text or a list in it, which may be worth being kept.
    fileprivate(set) final var isFixed = false
    /// What there is for the values besides the plan.
    private(set) final var ordinary = StorageTraits.plain

    init(_ type: Any.Type) {
        self.type = type
        witnesses = ValueWitnesses(type)
    }

    /// Writes a value.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - writer: takes it.
    /// - Returns: false if it cannot; something may have been written.
    func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool { fatalError("abstract") }

    /// Reads a value.
    ///
    /// - Parameters:
    ///   - place: where it is made.
    ///   - reader: where the item is; behind it afterwards.
    /// - Returns: false if it cannot; nothing is at the place then.
    func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool { fatalError("abstract") }

    /// Finishes the plan of a type that is met outside of other plans.
    final func complete(isFixed: Bool, ordinary: StorageTraits) {
        self.isFixed = isFixed
        self.ordinary = ordinary
    }
}

/// Where reading by plans has come to.
struct PlanReader {
    let base: UnsafePointer<UInt8>
    let containers: UnsafeBufferPointer<CBORLayout.Container>
    unowned(unsafe) let document: CBORDocument
    var offset: Int
    /// The index of the first container that begins here or behind.
    var container: Int

    init(
        base: UnsafePointer<UInt8>,
        containers: UnsafeBufferPointer<CBORLayout.Container>,
        document: CBORDocument,
        at position: CBORDocument.Position
    ) {
        (self.base, self.containers, self.document) = (base, containers, document)
        (offset, container) = (Int(position.offset), Int(position.container))
    }

    var position: CBORDocument.Position {
        get { CBORDocument.Position(offset: UInt32(offset), container: UInt32(container)) }
        set { (offset, container) = (Int(newValue.offset), Int(newValue.container)) }
    }

    @inline(__always)
    var head: CBORHead { CBORHead(unchecked: base, at: offset) }

    @inline(__always)
    mutating func integer<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let head = head
        guard head.major == .unsigned || head.major == .negative, let number = Number(exactly: head.argument) else {
            return nil
        }
        if head.major == .negative {
            guard Number.isSigned else { return nil }
            offset = head.end
            return ~number
        }
        offset = head.end
        return number
    }

    @inline(__always)
    mutating func double() -> Double? {
        let head = head
        guard let number = document.double(head) else { return nil }
        offset = head.end
        return number
    }

    @inline(__always)
    mutating func bool() -> Bool? {
        let byte = base[offset]
        guard byte == CBORByte.true || byte == CBORByte.false else { return nil }
        offset += 1
        return byte == CBORByte.true
    }

    mutating func string() -> String? {
        let head = head
        guard head.major == .text, !head.isIndefinite else { return nil }
        let bytes = UnsafeBufferPointer(start: base + head.end, count: Int(truncatingIfNeeded: head.argument))
        guard let text = CBORDocument.text(bytes) else { return nil }
        offset = head.end + bytes.count
        return text
    }

    /// Goes on behind the head of a map or list of definite length.
    ///
    /// - Returns: the number of its entries or items; nil, without going on, if it is none.
    @inline(__always)
    mutating func enter(_ major: CBORMajor) -> Int? {
        let head = head
        guard head.major == major, !head.isIndefinite else { return nil }
        offset = head.end
        if head.argument > 0 { container += 1 }
        return Int(truncatingIfNeeded: head.argument)
    }
}

/// A number of a fixed width.
final class NumberPlan<Number: FixedWidthInteger & Codable>: ValuePlan, @unchecked Sendable {
    override func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        writer.writeIfScalar(value.load(as: Number.self))
    }

    override func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        guard let number = reader.integer(Number.self) else { return false }
        place.initializeMemory(as: Number.self, to: number)
        return true
    }
}

/// A type of the standard library or Foundation that has an item of its own, or a list of such.
final class KnownPlan<Value: Codable>: ValuePlan, @unchecked Sendable {
    override func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        do {
            try writer.write(value.assumingMemoryBound(to: Value.self).pointee, nil)
            return true
        } catch {
            return false
        }
    }

    override func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        guard let value = try? reader.document.read(Value.self, at: reader.position, .root) else { return false }
        place.initializeMemory(as: Value.self, to: value)
        reader.position = reader.document.next(reader.position)
        return true
    }
}

/// An optional whose content is never written as null.
final class OptionalPlan: ValuePlan, @unchecked Sendable {
    private let content: ValuePlan

    init(_ type: Any.Type, _ content: ValuePlan) {
        self.content = content
        super.init(type)
    }

    override func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        if !content.witnesses.isNil(value) { return content.write(value, to: writer) }
        writer.buffer.append(CBORByte.null)
        return true
    }

    override func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        let isNil = reader.base[reader.offset] == CBORByte.null
        if isNil {
            reader.offset += 1
        } else if !content.read(into: place, from: &reader) {
            return false
        }
        content.witnesses.makeOptional(place, isNil: isNil)
        return true
    }
}
