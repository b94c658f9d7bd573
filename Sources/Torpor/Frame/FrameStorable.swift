extension Character: FrameStorable {
    /// As a string.
    public typealias FrameFormat = CharacterFormat
}

extension Unicode.Scalar: FrameStorable {
    /// As a number.
    public typealias FrameFormat = ScalarFormat
}

extension Substring: FrameStorable {
    /// As a string and offsets.
    public typealias FrameFormat = SubstringFormat
}

extension String.Index: FrameStorable {
    /// As an offset.
    public typealias FrameFormat = StringIndexFormat
}

extension String.Iterator: FrameStorable {
    /// As the characters that are left.
    public typealias FrameFormat = StringIteratorFormat
}

/// Stores a character as a string.
public enum CharacterFormat: StorageFormat {
    /// The character, alone in a string.
    public static func stored(_ value: Character) -> String {
        String(value)
    }

    /// The only character of a string.
    public static func value(_ stored: String) throws -> Character {
        guard stored.count == 1 else { throw SnapshotError.incompatible("'\(stored)' is not one character") }
        return Character(stored)
    }
}

/// Stores a Unicode scalar as its number.
public enum ScalarFormat: StorageFormat {
    /// The scalar's number.
    public static func stored(_ value: Unicode.Scalar) -> UInt32 {
        value.value
    }

    /// The scalar with a number.
    public static func value(_ stored: UInt32) throws -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(stored) else {
            throw SnapshotError.incompatible("\(stored) is not a Unicode scalar")
        }
        return scalar
    }
}

/// Stores a part of a string as the whole string and the offsets of the part: its positions are positions in the whole.
public enum SubstringFormat: StorageFormat {
    /// The whole string, and where the part begins and ends, in UTF-8 code units.
    public struct Stored: Codable {
        let base: String
        let start: Int
        let end: Int
    }

    /// The whole and the offsets of the part.
    public static func stored(_ value: Substring) -> Stored {
        let base = value.base
        let units = base.utf8
        return Stored(
            base: base,
            start: units.distance(from: units.startIndex, to: value.startIndex),
            end: units.distance(from: units.startIndex, to: value.endIndex)
        )
    }

    /// The part at the offsets.
    public static func value(_ stored: Stored) throws -> Substring {
        let units = stored.base.utf8
        guard 0 <= stored.start, stored.start <= stored.end,
            let start = units.index(units.startIndex, offsetBy: stored.start, limitedBy: units.endIndex),
            let end = units.index(start, offsetBy: stored.end - stored.start, limitedBy: units.endIndex)
        else { throw SnapshotError.incompatible("a part of a string is not in the string") }
        return stored.base[start..<end]
    }
}

/// Stores a position in a string as an offset in its UTF-8 form.
public enum StringIndexFormat: StorageFormat {
    /// The offset. A string from Objective-C is decoded as a native one, in which its positions mean something else.
    public static func stored(_ value: String.Index) throws -> Int {
        if String(reflecting: value).hasSuffix("[utf16]") {
            throw SnapshotError.incompatible("an index of a string that is not in UTF-8 cannot be stored")
        }
        return (value as any EncodedOffset).encodedOffset
    }

    /// The position at an offset.
    public static func value(_ stored: Int) throws -> String.Index {
        guard (0..<1 << 47).contains(stored) else {
            throw SnapshotError.incompatible("\(stored) is not an index of a string")
        }
        let type: any EncodedOffset.Type = String.Index.self
        return type.init(encodedOffset: stored) as! String.Index
    }
}

/// The offset is deprecated in favour of offsets that need the string. Here there is no string, and the offset is used
/// for nothing but getting the same index back.
private protocol EncodedOffset {
    var encodedOffset: Int { get }

    init(encodedOffset: Int)
}

extension String.Index: EncodedOffset {}

/// Stores an iterator over a string as the characters that it has not given yet.
public enum StringIteratorFormat: StorageFormat {
    /// The characters that are left.
    public static func stored(_ value: String.Iterator) -> String {
        String(IteratorSequence(value))
    }

    /// An iterator over what was left.
    public static func value(_ stored: String) -> String.Iterator {
        stored.makeIterator()
    }
}
