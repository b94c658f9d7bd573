/// Takes the locals of a frame: a keyed container, without the boxes of the standard library around it where the coder is
/// our own.
struct FrameOutput {
    private let own: CBORKeyedEncodingContainer<FrameKey>?
    private var other: KeyedEncodingContainer<FrameKey>?

    init(_ encoder: any Encoder) {
        if let encoder = Self.own(encoder) {
            own = encoder.keyedContainer(FrameKey.self)
            other = nil
        } else {
            own = nil
            other = encoder.container(keyedBy: FrameKey.self)
        }
    }

    /// The encoder if it is our own. A cast of the value would take longer than writing a local.
    private static func own<Coder: Encoder>(_ encoder: Coder) -> CBORValueEncoder? {
        guard Coder.self == CBORValueEncoder.self else { return nil }
        return unsafeBitCast(encoder, to: CBORValueEncoder.self)
    }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: FrameKey) throws {
        if let own { try own.encode(value, forKey: key) } else { try other!.encode(value, forKey: key) }
    }
}

/// Gives the locals of a frame, in the same way.
struct FrameInput {
    private let own: CBORKeyedDecodingContainer<FrameKey>?
    private let other: KeyedDecodingContainer<FrameKey>?

    init(_ decoder: any Decoder) throws {
        if let decoder = Self.own(decoder) {
            own = try decoder.keyedContainer(FrameKey.self)
            other = nil
        } else {
            own = nil
            other = try decoder.container(keyedBy: FrameKey.self)
        }
    }

    private static func own<Coder: Decoder>(_ decoder: Coder) -> CBORItemDecoder? {
        guard Coder.self == CBORItemDecoder.self else { return nil }
        return unsafeBitCast(decoder, to: CBORItemDecoder.self)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: FrameKey) throws -> Value {
        if let own { return try own.decode(type, forKey: key) }
        return try other!.decode(type, forKey: key)
    }
}
