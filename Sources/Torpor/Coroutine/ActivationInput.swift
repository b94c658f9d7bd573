/// Gives the parts of a list: an unkeyed container, without a box around it where the coder is our own.
struct ActivationInput {
    private var own: CBORUnkeyedDecodingContainer?
    private var other: (any UnkeyedDecodingContainer)?

    init(_ container: any UnkeyedDecodingContainer) {
        own = Self.own(container)
        other = own == nil ? container : nil
    }

    private init(_ container: CBORUnkeyedDecodingContainer) {
        own = container
        other = nil
    }

    /// The container if it is one of our own, found without a cast of the value.
    private static func own<Container: UnkeyedDecodingContainer>(
        _ container: Container
    ) -> CBORUnkeyedDecodingContainer? {
        guard Container.self == CBORUnkeyedDecodingContainer.self else { return nil }
        return unsafeBitCast(container, to: CBORUnkeyedDecodingContainer.self)
    }

    var isAtEnd: Bool { own?.isAtEnd ?? other!.isAtEnd }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if own != nil { return try own!.decode(type) }
        return try other!.decode(type)
    }

    mutating func nestedUnkeyedContainer() throws -> ActivationInput {
        if own != nil { return ActivationInput(try own!.nestedList()) }
        return ActivationInput(try other!.nestedUnkeyedContainer())
    }
}
