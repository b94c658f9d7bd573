/// A struct that is stored field by field, each in its own way, because some of them hold functions. Generated code says
/// so of structs of the module.
public protocol FrameRecord {
    /// Puts a value into the place of a property that holds functions. How a function lies in memory there depends on its
    /// type, and is for code to tell that knows the type.
    ///
    /// - Parameters:
    ///   - value: the value, of the type of the property.
    ///   - property: its name.
    ///   - place: where the property is.
    /// - Returns: whether there is such a property.
    static func _put(_ value: Any, _ property: String, at place: UnsafeMutableRawPointer) -> Bool
}

/// The fields of a struct and where they are in a value of it, as the Swift runtime describes them.
struct RecordLayout {
    private let fields: [TypeFields.Field]

    /// Reads the metadata of a type.
    ///
    /// - Parameter type: any type; nil is the answer for one that is no ``FrameRecord``, or not described.
    init?(_ type: Any.Type) {
        guard type is any FrameRecord.Type, let fields = TypeFields.fields(of: type) else { return nil }
        self.fields = fields
    }

    /// Whether all of the fields can be stored.
    var isStorable: Bool {
        func check<Part>(_ type: Part.Type) -> Bool { StoredValue<Part>.isStorable }
        return fields.allSatisfy { field in _openExistential(field.type, do: check) }
    }

    /// Whether a field is a function, or has some in it.
    var holdsFunctions: Bool {
        func check<Part>(_ type: Part.Type) -> Bool { StoredValue<Part>.holdsFunctions }
        return fields.contains { field in _openExistential(field.type, do: check) }
    }

    /// Whether values of a type hold functions in themselves, and not in memory of their own.
    private static func holdsFunctions(_ type: Any.Type) -> Bool {
        if FunctionValue.isOptionalFunction(type) { return true }
        return TupleLayout(type)?.types.contains(where: holdsFunctions) ?? false
    }

    /// Writes the fields of a struct by their names.
    func encode<Record>(_ record: Record, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FrameKey.self)
        func encode<Part>(_ type: Part.Type, _ name: String, at address: UnsafeRawPointer) throws {
            try container.encode(StoredValue(address.assumingMemoryBound(to: type).pointee), forKey: FrameKey(name))
        }
        try withUnsafePointer(to: record) { pointer in
            for field in fields { try encode(field.type, field.name, at: UnsafeRawPointer(pointer) + field.offset) }
        }
    }

    /// Reads the fields of a struct.
    func decode<Record>(_ type: Record.Type, from decoder: any Decoder) throws -> Record {
        let container = try decoder.container(keyedBy: FrameKey.self)
        let place = UnsafeMutablePointer<Record>.allocate(capacity: 1)
        defer { place.deallocate() }
        func decode<Part>(_ type: Part.Type, _ name: String, at address: UnsafeMutableRawPointer) throws {
            let part = try container.decode(StoredValue<Part>.self, forKey: FrameKey(name)).value
            guard Self.holdsFunctions(type) else {
                address.initializeMemory(as: type, to: part)
                return
            }
            guard let record = Record.self as? any FrameRecord.Type, record._put(part, name, at: address) else {
                throw SnapshotError.incompatible("property '\(name)' of \(Record.self) has no type that is written")
            }
        }
        func discard<Part>(_ type: Part.Type, at address: UnsafeMutableRawPointer) {
            address.assumingMemoryBound(to: type).deinitialize(count: 1)
        }
        for (index, field) in fields.enumerated() {
            do {
                try decode(field.type, field.name, at: UnsafeMutableRawPointer(place) + field.offset)
            } catch {
                for done in fields[..<index] { discard(done.type, at: UnsafeMutableRawPointer(place) + done.offset) }
                throw error
            }
        }
        return place.move()
    }
}
