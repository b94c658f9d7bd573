/// Stores a tuple part by part.
public struct TupleFormat<each Part: StorageFormat>: StorageFormat {
    /// A tuple without labels.
    public typealias Value = (repeat (each Part).Value)

    /// The parts' stored forms.
    public static func stored(_ value: (repeat (each Part).Value)) throws -> StoredTuple<repeat (each Part).Stored> {
        StoredTuple((repeat try (each Part).stored(each value)))
    }

    /// The tuple.
    public static func value(_ stored: StoredTuple<repeat (each Part).Stored>) throws -> (repeat (each Part).Value) {
        (repeat try (each Part).value(each stored.parts))
    }
}

/// A tuple that can be stored, as the list of its parts.
public struct StoredTuple<each Part: Codable>: Codable {
    let parts: (repeat each Part)

    init(_ parts: (repeat each Part)) {
        self.parts = parts
    }

    /// Reads the parts in order.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        parts = (repeat try container.decode((each Part).self))
    }

    /// Writes the parts in order.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        repeat try container.encode(each parts)
    }
}
