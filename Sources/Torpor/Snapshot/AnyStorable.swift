/// A value that can be stored, found out while running: what generic code knows of a type is not enough for the
/// overloads of ``FrameEncoder``.
struct AnyStorable: Encodable {
    private let stored: any Encodable

    /// - Parameter value: the value.
    /// - Returns: nil for a value of a type that cannot be stored.
    /// - Throws: what making the stored form throws.
    init?<Value>(_ value: Value) throws {
        // It is the type that is asked and not the value: a cast would look into an optional.
        if Value.self == Void.self {
            stored = [Int]()
        } else if let type = Value.self as? any Codable.Type {
            stored = Self.codable(value, type)
        } else if let type = Value.self as? any FrameStorable.Type {
            stored = try Self.formatted(value, type)
        } else {
            return nil
        }
    }

    func encode(to encoder: any Encoder) throws {
        try stored.encode(to: encoder)
    }

    /// Reads a value.
    static func decode<Value, Key: CodingKey>(
        _ type: Value.Type,
        from container: KeyedDecodingContainer<Key>,
        forKey key: Key
    ) throws -> Value {
        if let void = () as? Value { return void }
        if let type = type as? any Codable.Type {
            return try decoded(type, from: container, forKey: key)
        }
        if let type = type as? any FrameStorable.Type {
            return try restored(type, from: container, forKey: key)
        }
        throw SnapshotError.incompatible("a value of type \(type) cannot be stored")
    }

    // MARK: With the type at hand

    private static func codable<Value, Same: Codable>(_ value: Value, _ type: Same.Type) -> Same {
        value as! Same
    }

    private static func formatted<Value, Same: FrameStorable>(
        _ value: Value,
        _ type: Same.Type
    ) throws -> Same.FrameFormat.Stored {
        try Same.FrameFormat.stored(value as! Same)
    }

    private static func decoded<Value, Same: Codable, Key: CodingKey>(
        _ type: Same.Type,
        from container: KeyedDecodingContainer<Key>,
        forKey key: Key
    ) throws -> Value {
        try container.decode(type, forKey: key) as! Value
    }

    private static func restored<Value, Same: FrameStorable, Key: CodingKey>(
        _ type: Same.Type,
        from container: KeyedDecodingContainer<Key>,
        forKey key: Key
    ) throws -> Value {
        try Same.FrameFormat.value(try container.decode(Same.FrameFormat.Stored.self, forKey: key)) as! Value
    }
}
