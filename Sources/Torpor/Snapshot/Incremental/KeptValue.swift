import Foundation

/// A copy of a value that was encoded. As long as it is kept, whoever changes the value changes a buffer of his own, so
/// that the same bits mean the same value.
class KeptValue {
    let key: KeptKey

    init(_ key: KeptKey) {
        self.key = key
    }

    /// Writes the value again.
    func write(to writer: CBORWriter) throws { fatalError("abstract") }
}

/// Finds kept values by their bits.
struct KeptKey: Hashable {
    private let type: ObjectIdentifier
    private let hash: UInt64

    init<Value>(_ value: Value, of type: Any.Type) {
        self.type = ObjectIdentifier(type)
        hash = withUnsafeBytes(of: value) { bytes in
            bytes.reduce(0) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
        }
    }
}

/// Whether two values have the same bits.
func haveSameBits<Value>(_ one: Value, _ two: Value) -> Bool {
    withUnsafeBytes(of: one) { one in
        withUnsafeBytes(of: two) { two in one.isEmpty || memcmp(one.baseAddress!, two.baseAddress!, one.count) == 0 }
    }
}

final class KeptCopy<Value: Encodable>: KeptValue {
    let value: Value

    init(_ value: Value) {
        self.value = value
        super.init(Self.key(value))
    }

    static func key(_ value: Value) -> KeptKey {
        KeptKey(value, of: Value.self)
    }

    override func write(to writer: CBORWriter) throws {
        try writer.write(value, nil)
    }
}

/// What was left to a loop: the elements only, without the head of their list.
final class KeptRemainder<Elements: Sequence>: KeptValue {
    let iterator: RemainingIterator<Elements>
    /// How many elements were left.
    let count: Int

    init(_ iterator: RemainingIterator<Elements>, count: Int) {
        self.iterator = iterator
        self.count = count
        super.init(Self.key(iterator))
    }

    /// The same for all remainders of one loop.
    static func key(_ iterator: RemainingIterator<Elements>) -> KeptKey {
        if let elements = iterator.elements { return KeptKey(elements, of: Self.self) }
        return KeptKey(iterator.stored, of: Self.self)
    }

    /// How many elements a loop has gone on by; nil if it is another loop.
    func distance(to other: RemainingIterator<Elements>) -> Int? {
        switch (iterator.elements, other.elements) {
        case (let one?, let two?): guard haveSameBits(one, two) else { return nil }
        case (nil, nil): guard haveSameBits(iterator.stored, other.stored) else { return nil }
        default: return nil
        }
        let distance = other.offset - iterator.offset
        return (0...count).contains(distance) ? distance : nil
    }

    override func write(to writer: CBORWriter) throws {
        try Self.write(RemainingIterator.torporList(iterator), to: writer)
    }

    /// Writes elements one behind the other.
    ///
    /// - Returns: how many there are.
    @discardableResult
    static func write(_ elements: some Sequence<Elements.Element>, to writer: CBORWriter) throws -> Int {
        func write<Same: Codable>(_ type: Same.Type) throws -> Int {
            var count = 0
            for element in elements {
                try writer.write(element as! Same, nil)
                count += 1
            }
            return count
        }
        if case .codable(let type) = StorageKind(Elements.Element.self) { return try write(type) }
        var count = 0
        for element in elements {
            try writer.write(StoredValue(element), nil)
            count += 1
        }
        return count
    }
}

/// Where the bytes of a kept value are.
struct KeptChunk {
    let value: KeptValue
    /// In the activation, or in the payload.
    var offset: Int
    let count: Int
    let checksum: UInt32
}
