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
