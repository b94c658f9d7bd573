/// The major types of RFC 8949, section 3.1.
enum CBORMajor: UInt8 {
    case unsigned = 0
    case negative = 1
    case bytes = 2
    case text = 3
    case array = 4
    case map = 5
    case tag = 6
    case simple = 7
}

/// The tags that snapshots use. All but one are registered with IANA.
enum CBORTag {
    /// Seconds since 1970 (RFC 8949).
    static let epochTime: UInt64 = 1
    /// A whole number beyond 64 bits (RFC 8949).
    static let unsignedBignum: UInt64 = 2
    /// The same below zero (RFC 8949).
    static let negativeBignum: UInt64 = 3
    /// An exponent of ten and a whole number (RFC 8949).
    static let decimalFraction: UInt64 = 4
    /// A value of a type whose name is with it: a list of both.
    static let named: UInt64 = 27
    /// A value that is referred to elsewhere.
    static let shared: UInt64 = 28
    /// A reference to such a value, by its number in the order in which they begin.
    static let reference: UInt64 = 29
    /// A URI (RFC 8949).
    static let uri: UInt64 = 32
    /// A UUID, as bytes.
    static let uuid: UInt64 = 37
    /// Seconds since 1970 and parts of a second (RFC 9581).
    static let extendedTime: UInt64 = 1001
    /// An optional that holds a value which is itself written as null. "TOR"; there is no registered tag for it.
    static let some: UInt64 = 0x54_4F52
    /// An instance whose references are apart: a list of what it is made from, and these. "TOS"; not registered either.
    static let cyclic: UInt64 = 0x54_4F53
}

/// The initial bytes that are compared with as a whole.
enum CBORByte {
    static let emptyText: UInt8 = 0x60
    static let emptyMap: UInt8 = 0xA0
    static let `false`: UInt8 = 0xF4
    static let `true`: UInt8 = 0xF5
    static let null: UInt8 = 0xF6
    static let undefined: UInt8 = 0xF7
    static let half: UInt8 = 0xF9
    static let single: UInt8 = 0xFA
    static let double: UInt8 = 0xFB
    static let `break`: UInt8 = 0xFF
}
