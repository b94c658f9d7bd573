/// A type that is not stored as a whole but by its parts, each in its own way: a collection of tuples, say.
///
/// It need not be possible: ``FrameParts`` asks the same of the parts.
public protocol FrameContainer {
    /// What it holds: a type, or a tuple of several.
    associatedtype FrameContents

    /// Writes the parts.
    static func torporEncode(_ value: Self, to encoder: any Encoder) throws

    /// Reads the parts.
    static func torporDecode(from decoder: any Decoder) throws -> Self
}

/// A container that is stored as the list of what is in it.
public protocol FrameList: FrameContainer {
    /// What is in it, in order.
    static func torporList(_ value: Self) throws -> any Sequence<FrameContents>

    /// Makes one that holds what is in the list.
    static func torporValue(_ list: [FrameContents]) throws -> Self
}

extension FrameList {
    /// Writes what is in it, in order.
    public static func torporEncode(_ value: Self, to encoder: any Encoder) throws {
        try encodeList(value, to: encoder)
    }

    static func encodeList(_ value: Self, to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        // How to store an element is found out once for all of them.
        func write<Same: Codable>(_ list: some Sequence<FrameContents>, _ type: Same.Type) throws {
            if let array = list as? ArraySlice<Same> {
                for element in array { try container.encode(element) }
            } else {
                for element in list { try container.encode(element as! Same) }
            }
        }
        func write(_ list: some Sequence<FrameContents>) throws {
            if case .codable(let type) = StorageKind(FrameContents.self) { return try write(list, type) }
            for element in list { try container.encode(StoredValue(element)) }
        }
        try write(torporList(value))
    }

    /// Reads what was in it, in order.
    public static func torporDecode(from decoder: any Decoder) throws -> Self {
        var container = try decoder.unkeyedContainer()
        var list: [FrameContents] = []
        func read<Same: Codable>(_ type: Same.Type) throws {
            while !container.isAtEnd { list.append(try container.decode(type) as! FrameContents) }
        }
        if case .codable(let type) = StorageKind(FrameContents.self) {
            try read(type)
        } else {
            while !container.isAtEnd { list.append(try container.decode(StoredValue<FrameContents>.self).value) }
        }
        return try torporValue(list)
    }
}

/// A container that is stored as the one value that it is made of, a tuple perhaps.
public protocol FrameWrapper: FrameContainer {
    /// What it is made of.
    static func torporContents(_ value: Self) throws -> FrameContents

    /// Makes it.
    static func torporValue(_ contents: FrameContents) throws -> Self
}

extension FrameWrapper {
    /// Writes what it is made of.
    public static func torporEncode(_ value: Self, to encoder: any Encoder) throws {
        // Through a container, where coders treat some types specially.
        var container = encoder.singleValueContainer()
        try container.encode(StoredValue(try torporContents(value)))
    }

    /// Reads what it is made of.
    public static func torporDecode(from decoder: any Decoder) throws -> Self {
        try torporValue(try decoder.singleValueContainer().decode(StoredValue<FrameContents>.self).value)
    }
}
