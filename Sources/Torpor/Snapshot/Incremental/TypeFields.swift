/// The stored properties of a struct, or the payloads of an enum, as the Swift runtime describes them.
///
/// The layout of these descriptions is part of Swift's stable ABI.
enum TypeFields {
    /// The types of the fields of a type.
    ///
    /// - Parameter type: any type.
    /// - Returns: the types; nil where they are not described, as for classes, existentials and functions.
    static func types(of type: Any.Type) -> [Any.Type]? {
        let metadata = unsafeBitCast(type, to: UnsafeRawPointer.self)
        guard (structure...optional).contains(metadata.load(as: Int.self)) else { return nil }
        let descriptor = metadata.load(fromByteOffset: MemoryLayout<Int>.size, as: UnsafeRawPointer.self)
        guard let fields = target(of: descriptor + 16) else { return nil }
        let size = Int(fields.load(fromByteOffset: 10, as: UInt16.self))
        let count = Int(fields.load(fromByteOffset: 12, as: UInt32.self))
        var types: [Any.Type] = []
        for index in 0..<count {
            // A case without a payload has no type.
            guard let name = target(of: fields + 16 + index * size + 4) else { continue }
            let type = _getTypeByMangledNameInContext(
                name.assumingMemoryBound(to: UInt8.self),
                UInt(length(of: name)),
                genericContext: descriptor,
                genericArguments: metadata + 2 * MemoryLayout<Int>.size
            )
            guard let type else { return nil }
            types.append(type)
        }
        return types
    }

    /// A stored property of a struct.
    struct Field {
        let name: String
        let type: Any.Type
        let offset: Int
    }

    /// The stored properties of a struct, in order.
    ///
    /// - Parameter type: any type.
    /// - Returns: the properties; nil where they are not described, as for types that are no structs.
    static func fields(of type: Any.Type) -> [Field]? {
        let metadata = unsafeBitCast(type, to: UnsafeRawPointer.self)
        guard metadata.load(as: Int.self) == structure, let types = types(of: type) else { return nil }
        let descriptor = metadata.load(fromByteOffset: MemoryLayout<Int>.size, as: UnsafeRawPointer.self)
        guard let fields = target(of: descriptor + 16) else { return nil }
        let size = Int(fields.load(fromByteOffset: 10, as: UInt16.self))
        let offsets = metadata + Int(descriptor.load(fromByteOffset: 24, as: UInt32.self)) * MemoryLayout<Int>.size
        var found: [Field] = []
        for (index, type) in types.enumerated() {
            guard let name = target(of: fields + 16 + index * size + 8) else { return nil }
            let offset = offsets.load(fromByteOffset: index * MemoryLayout<Int32>.size, as: Int32.self)
            let text = String(cString: name.assumingMemoryBound(to: CChar.self))
            found.append(Field(name: text, type: type, offset: Int(offset)))
        }
        return found
    }

    // The kinds of metadata of structs, enums and optionals follow one another.
    private static let structure = 0x200
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
