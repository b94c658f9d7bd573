/// Takes what has keys: a container, without the boxes of the standard library around it where the coder is
/// our own.
struct KeyedOutput<Key: CodingKey> {
    private let own: CBORKeyedEncodingContainer<Key>?
    private let other: Foreign<KeyedEncodingContainer<Key>>?

    init(_ encoder: any Encoder) {
        own = CBORValueEncoder.own(encoder)?.keyedContainer(Key.self)
        other = own == nil ? Foreign(encoder.container(keyedBy: Key.self)) : nil
    }

    /// What the values that are encoded together have in common, if the coder is our own.
    var session: CBOREncodingSession? { own?.writer.session }

    /// Begins an entry, of which the value is to be written directly.
    ///
    /// - Returns: what it is written to; nil if the coder is not our own.
    func beginEntry(_ key: Key) throws -> CBORWriter? {
        guard let own else { return nil }
        try own.writer.beginEntry(key.stringValue, own.scope)
        return own.writer
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        if let own { try own.encode(value, forKey: key) } else { try other!.value.encode(value, forKey: key) }
    }
}

/// Gives what has keys, in the same way.
struct KeyedInput<Key: CodingKey> {
    private let own: CBORKeyedDecodingContainer<Key>?
    private let other: Foreign<KeyedDecodingContainer<Key>>?

    init(_ decoder: any Decoder) throws {
        own = try CBORItemDecoder.own(decoder)?.keyedContainer(Key.self)
        other = own == nil ? Foreign(try decoder.container(keyedBy: Key.self)) : nil
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        if let own { return try own.decode(type, forKey: key) }
        return try other!.value.decode(type, forKey: key)
    }

    func contains(_ key: Key) -> Bool {
        own?.contains(key) ?? other!.value.contains(key)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> ListInput {
        if let own { return ListInput(try own.nestedUnkeyedContainer(forKey: key)) }
        return ListInput(try other!.value.nestedUnkeyedContainer(forKey: key))
    }
}

/// Gives the parts of a list in the same way.
struct ListInput {
    private var own: CBORUnkeyedDecodingContainer?
    private let other: Foreign<any UnkeyedDecodingContainer>?

    init(_ container: any UnkeyedDecodingContainer) {
        own = Self.own(container)
        other = own == nil ? Foreign(container) : nil
    }

    private init(_ container: CBORUnkeyedDecodingContainer) {
        own = container
        other = nil
    }

    private static func own<Container: UnkeyedDecodingContainer>(
        _ container: Container
    ) -> CBORUnkeyedDecodingContainer? {
        guard Container.self == CBORUnkeyedDecodingContainer.self else { return nil }
        return unsafeBitCast(container, to: CBORUnkeyedDecodingContainer.self)
    }

    var isAtEnd: Bool { own?.isAtEnd ?? other!.value.isAtEnd }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if own != nil { return try own!.decode(type) }
        return try other!.value.decode(type)
    }

    mutating func decodeFunction() throws -> StoredFunction {
        if own != nil { return try own!.decodeFunction() }
        return try StoredFunction(ListInput(try other!.value.nestedUnkeyedContainer()))
    }

    /// Reads a list of two: a number and something else.
    mutating func decodePair() throws -> (Int, any Decoder) {
        if own != nil { return try own!.decodePair() }
        var pair = try other!.value.nestedUnkeyedContainer()
        return (try pair.decode(Int.self), try pair.superDecoder())
    }
}

/// Holds a value whose layout only the standard library knows, which makes moving it slow.
final class Foreign<Value> {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}

extension CBORValueEncoder {
    /// The encoder if it is our own. A cast of the value would take longer than writing a local.
    static func own<Coder: Encoder>(_ encoder: Coder) -> CBORValueEncoder? {
        guard Coder.self == CBORValueEncoder.self else { return nil }
        return unsafeBitCast(encoder, to: CBORValueEncoder.self)
    }
}

extension CBORItemDecoder {
    /// The decoder if it is our own.
    static func own<Coder: Decoder>(_ decoder: Coder) -> CBORItemDecoder? {
        guard Coder.self == CBORItemDecoder.self else { return nil }
        return unsafeBitCast(decoder, to: CBORItemDecoder.self)
    }
}
