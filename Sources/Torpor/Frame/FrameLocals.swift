/// Takes the locals of a frame: a keyed container, without the boxes of the standard library around it where the coder is
/// our own.
struct FrameOutput {
    private let own: CBORKeyedEncodingContainer<FrameKey>?
    private let other: Box<KeyedEncodingContainer<FrameKey>>?

    init(_ encoder: any Encoder) {
        own = Self.own(encoder)?.keyedContainer(FrameKey.self)
        other = own == nil ? Box(encoder.container(keyedBy: FrameKey.self)) : nil
    }

    /// The encoder if it is our own. A cast of the value would take longer than writing a local.
    private static func own<Coder: Encoder>(_ encoder: Coder) -> CBORValueEncoder? {
        guard Coder.self == CBORValueEncoder.self else { return nil }
        return unsafeBitCast(encoder, to: CBORValueEncoder.self)
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: FrameKey) throws {
        if let own { try own.encode(value, forKey: key) } else { try other!.value.encode(value, forKey: key) }
    }
}

/// Gives the locals of a frame, in the same way.
struct FrameInput {
    private let own: CBORKeyedDecodingContainer<FrameKey>?
    private let other: Box<KeyedDecodingContainer<FrameKey>>?

    init(_ decoder: any Decoder) throws {
        own = try Self.own(decoder)?.keyedContainer(FrameKey.self)
        other = own == nil ? Box(try decoder.container(keyedBy: FrameKey.self)) : nil
    }

    private static func own<Coder: Decoder>(_ decoder: Coder) -> CBORItemDecoder? {
        guard Coder.self == CBORItemDecoder.self else { return nil }
        return unsafeBitCast(decoder, to: CBORItemDecoder.self)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: FrameKey) throws -> Value {
        if let own { return try own.decode(type, forKey: key) }
        return try other!.value.decode(type, forKey: key)
    }
}

/// Gives the parts of a list in the same way.
struct ActivationInput {
    private var own: CBORUnkeyedDecodingContainer?
    private let other: Box<any UnkeyedDecodingContainer>?

    init(_ container: any UnkeyedDecodingContainer) {
        own = Self.own(container)
        other = own == nil ? Box(container) : nil
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

    mutating func nestedUnkeyedContainer() throws -> ActivationInput {
        if own != nil { return ActivationInput(try own!.nestedList()) }
        return ActivationInput(try other!.value.nestedUnkeyedContainer())
    }
}

/// Holds a value whose layout only the standard library knows, which makes moving it slow.
private final class Box<Value> {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
