import Foundation

/// What has to be known of a type, beyond that it is `Codable`, to store its values.
enum StorageTraits {
    /// Nothing.
    case plain
    /// Its values have an identity.
    case object
    /// It is an optional.
    case optional
    /// It writes a list whose order means nothing, in groups of so many items.
    case unordered(group: Int)
    /// It has a tag of its own.
    case date, uuid, url, decimal
    /// It has an item of its own.
    case data
    /// It is worth not being asked for its elements one by one.
    case integers, doubles, strings, octets

    init<Value>(of type: Value.Type) {
        switch type {
        case is [Int].Type: self = .integers
        case is [Double].Type: self = .doubles
        case is [String].Type: self = .strings
        case is [UInt8].Type: self = .octets
        case is Data.Type: self = .data
        case is Date.Type: self = .date
        case is UUID.Type: self = .uuid
        case is URL.Type: self = .url
        case is Decimal.Type: self = .decimal
        case is any OptionalValue.Type: self = .optional
        case let type as any UnorderedValue.Type: self = .unordered(group: type.itemsInGroup)
        case is AnyClass: self = .object
        default: self = .plain
        }
    }
}

/// The traits of the types that were met. Finding them out takes much longer than looking them up.
struct StorageTraitsCache {
    private var known: [ObjectIdentifier: StorageTraits] = [:]
    private var last: (type: ObjectIdentifier, traits: StorageTraits)?

    @inline(__always)
    mutating func traits<Value>(of type: Value.Type) -> StorageTraits {
        let key = ObjectIdentifier(type)
        if let last, last.type == key { return last.traits }
        return lookUp(type, key)
    }

    @inline(never)
    private mutating func lookUp<Value>(_ type: Value.Type, _ key: ObjectIdentifier) -> StorageTraits {
        let traits: StorageTraits
        if let found = known[key] {
            traits = found
        } else {
            traits = StorageTraits(of: type)
            known[key] = traits
        }
        last = (key, traits)
        return traits
    }
}

protocol OptionalValue {}

extension Optional: OptionalValue {}

/// A collection that writes a list in an order that differs from process to process. What it wrote is sorted, so that
/// the same value is the same bytes.
protocol UnorderedValue {
    /// How many items of the list belong together.
    static var itemsInGroup: Int { get }
}

extension Set: UnorderedValue {
    static var itemsInGroup: Int { 1 }
}

extension Dictionary: UnorderedValue {
    // A key and a value; those with text for keys write a map.
    static var itemsInGroup: Int { 2 }
}
