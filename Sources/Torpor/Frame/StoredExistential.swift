/// The stored form of a value behind `any P`: the name of its type, and the value.
struct StoredExistential<Value>: Codable {
    let value: Value

    private enum Key: String, CodingKey {
        case type
        case value
    }

    init(_ value: Value) {
        self.value = value
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let name = try container.decode(String.self, forKey: .type)
        guard let type = TypeName.type(named: name) as? any Codable.Type else {
            throw SnapshotError.incompatible("there is no Codable type '\(name)'")
        }
        guard let value = try container.decode(type, forKey: .value) as? Value else {
            throw SnapshotError.incompatible("a value of type \(type) is no \(Value.self)")
        }
        self.value = value
    }

    func encode(to encoder: any Encoder) throws {
        let type = Swift.type(of: value as Any)
        guard let codable = value as? any Codable else {
            throw Self.unstorable("its type \(type) is not Codable", encoder)
        }
        guard let name = TypeName.name(of: type) else {
            throw Self.unstorable(
                "its type '\(type)' could not be found by its name: it has to be declared outside of functions, and not "
                    + "private",
                encoder
            )
        }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .type)
        try container.encode(codable, forKey: .value)
    }

    private static func unstorable(_ reason: String, _ encoder: any Encoder) -> SnapshotError {
        .unstorable(path: SnapshotError.text(encoder.codingPath), reason: reason)
    }
}

/// Whether a type is `any` of some protocol, as the Swift runtime describes it. Of `Any` and `AnyObject` nothing is known.
func isExistential(_ type: Any.Type) -> Bool {
    struct Metadata {
        let kind: Int
        let flags: UInt32
        let protocolCount: UInt32
    }
    let metadata = unsafeBitCast(type, to: UnsafePointer<Metadata>.self)
    return metadata.pointee.kind == 0x303 && metadata.pointee.protocolCount > 0 || metadata.pointee.kind == 0x307
}
