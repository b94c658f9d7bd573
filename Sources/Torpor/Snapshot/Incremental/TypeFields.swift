import Foundation

/// The stored properties of a struct, or the payloads of an enum, as the Swift runtime describes them.
///
/// The layout of these descriptions is part of Swift's stable ABI.
enum TypeFields {
    /// The types of the fields of a type.
    ///
    /// - Parameter type: any type.
    /// - Returns: the types; nil where they are not described, as for classes, existentials and functions.
    static func types(of type: Any.Type) -> [Any.Type]? {
        guard let records = records(of: type) else { return nil }
        // A case without a payload has no type.
        let described = records.filter(\.isDescribed)
        let types = described.compactMap(\.type)
        return types.count == described.count ? types : nil
    }

    /// A stored property of a struct.
    struct Field {
        let name: String
        let type: Any.Type
        let offset: Int
        /// Whether it is an optional by its own declaration, and not because a parameter of the struct stands for one.
        let isSpelledOptional: Bool
    }

    /// The stored properties of a struct, in order.
    ///
    /// - Parameter type: any type.
    /// - Returns: the properties; nil where they are not described, as for types that are no structs, or are not held as they
    ///   are, as a weak one.
    static func fields(of type: Any.Type) -> [Field]? {
        let metadata = unsafeBitCast(type, to: UnsafeRawPointer.self)
        guard metadata.load(as: Int.self) == structure, let records = records(of: type) else { return nil }
        let descriptor = metadata.load(fromByteOffset: MemoryLayout<Int>.size, as: UnsafeRawPointer.self)
        let offsets = metadata + Int(descriptor.load(fromByteOffset: 24, as: UInt32.self)) * MemoryLayout<Int>.size
        var found: [Field] = []
        for (index, record) in records.enumerated() {
            guard let type = record.type, let name = record.name else { return nil }
            let offset = offsets.load(fromByteOffset: index * MemoryLayout<Int32>.size, as: Int32.self)
            let isOptional = record.isSpelledOptional
            found.append(Field(name: name, type: type, offset: Int(offset), isSpelledOptional: isOptional))
        }
        return found
    }

    /// A case of an enum.
    struct Case {
        let name: String
        /// The type of its payload; a tuple if there are several, or one with a label.
        let payload: Any.Type?
        let isIndirect: Bool
        /// Whether the payload is an optional by its own declaration.
        let isSpelledOptional: Bool
    }

    /// The cases of an enum, by their tags.
    ///
    /// - Parameter type: any type.
    /// - Returns: the cases; nil where they are not described, as for types that are no enums.
    static func cases(of type: Any.Type) -> [Case]? {
        guard isEnum(type), let records = records(of: type) else { return nil }
        let cases = records.compactMap { record -> Case? in
            guard let name = record.name, record.type != nil || !record.isDescribed else { return nil }
            return Case(
                name: name,
                payload: record.type,
                isIndirect: record.isIndirect,
                isSpelledOptional: record.isSpelledOptional
            )
        }
        return cases.count == records.count ? cases : nil
    }

    /// Whether a type is an enum, and no optional.
    static func isEnum(_ type: Any.Type) -> Bool {
        unsafeBitCast(type, to: UnsafeRawPointer.self).load(as: Int.self) == enumeration
    }

    // MARK: Descriptions

    /// What is written down of a stored property or a case.
    private struct Record {
        let name: String?
        let type: Any.Type?
        /// Whether there is a type, be it one that was not found.
        let isDescribed: Bool
        let isIndirect: Bool
        let isSpelledOptional: Bool
    }

    private static func records(of type: Any.Type) -> [Record]? {
        let metadata = unsafeBitCast(type, to: UnsafeRawPointer.self)
        guard (structure...optional).contains(metadata.load(as: Int.self)) else { return nil }
        let descriptor = metadata.load(fromByteOffset: MemoryLayout<Int>.size, as: UnsafeRawPointer.self)
        guard let fields = target(of: descriptor + 16) else { return nil }
        let size = Int(fields.load(fromByteOffset: 10, as: UInt16.self))
        let count = Int(fields.load(fromByteOffset: 12, as: UInt32.self))
        return (0..<count).map { index in
            let record = fields + 16 + index * size
            let mangled = target(of: record + 4)
            let type = mangled.flatMap { name in
                _getTypeByMangledNameInContext(
                    name.assumingMemoryBound(to: UInt8.self),
                    UInt(length(of: name)),
                    genericContext: descriptor,
                    genericArguments: metadata + 2 * MemoryLayout<Int>.size
                )
            }
            return Record(
                name: target(of: record + 8).map { String(cString: $0.assumingMemoryBound(to: CChar.self)) },
                type: type,
                isDescribed: mangled != nil,
                isIndirect: record.load(as: UInt32.self) & 1 != 0,
                isSpelledOptional: mangled.map { ends($0, with: "Sg") } ?? false
            )
        }
    }

    private static func ends(_ name: UnsafeRawPointer, with suffix: StaticString) -> Bool {
        let length = length(of: name)
        guard length >= suffix.utf8CodeUnitCount else { return false }
        return memcmp(name + length - suffix.utf8CodeUnitCount, suffix.utf8Start, suffix.utf8CodeUnitCount) == 0
    }

    // The kinds of metadata of structs, enums and optionals follow one another.
    private static let structure = 0x200
    private static let enumeration = 0x201
    private static let optional = 0x202

    /// What a relative pointer points at.
    private static func target(of pointer: UnsafeRawPointer) -> UnsafeRawPointer? {
        let offset = pointer.load(as: Int32.self)
        return offset == 0 ? nil : pointer + Int(offset)
    }

    /// The length of a mangled name, in which references to other descriptions may hold zeros.
    static func length(of name: UnsafeRawPointer) -> Int {
        var end = name
        while true {
            switch end.load(as: UInt8.self) {
            case 0: return end - name
            case 0x01...0x17: end += 1 + MemoryLayout<Int32>.size
            case 0x18...0x1F: end += 1 + MemoryLayout<Int>.size
            default: end += 1
            }
        }
    }
}
