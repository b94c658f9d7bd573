import Foundation

/// Tells of which types a value is certainly unchanged while its own bits are, as long as a copy of it is kept: a copy
/// keeps others from changing a shared buffer in place.
///
/// It is so for numbers, strings and Foundation's simple values, for the standard collections of such, and for structs,
/// enums and tuples of them. It is not so where there is a reference to anything that may change: an instance of a class,
/// a closure, a value behind a protocol, a pointer.
final class ValueIdentity {
    private var known: [ObjectIdentifier: Bool] = [:]
    private var kept: [ObjectIdentifier: Bool] = [:]
    /// The types that are being looked at, for those that contain themselves.
    private var open: Set<ObjectIdentifier> = []

    /// Whether the bits of a value of a type say all.
    func isDecided(by type: Any.Type) -> Bool {
        let key = ObjectIdentifier(type)
        if let answer = known[key] { return answer }
        // That a type contains itself adds nothing to what else it contains.
        guard open.insert(key).inserted else { return true }
        let answer = look(type)
        open.remove(key)
        // An answer that took another for granted holds once that is found to be right.
        if open.isEmpty || !answer { known[key] = answer }
        return answer
    }

    /// Whether values of a type are worth being kept: they have a buffer, and their bits say all.
    func isKept(_ type: Any.Type) -> Bool {
        let key = ObjectIdentifier(type)
        if let answer = kept[key] { return answer }
        let answer = type is any CollectionStorage.Type && isDecided(by: type)
        kept[key] = answer
        return answer
    }

    private func look(_ type: Any.Type) -> Bool {
        // What a handle says of itself may change while it stays the same.
        if type is any Hibernatable.Type { return false }
        if Self.simple.contains(ObjectIdentifier(type)) { return true }
        if let type = type as? any CollectionStorage.Type { return areDecided(type.contents) }
        if let layout = TupleLayout(type) { return areDecided(layout.types) }
        // What is not Codable is stored in a way of its own, which may look at more than the value.
        let isPlain = type is any Codable.Type || type is any OptionalValue.Type || type is any ReplayableSequence.Type
        guard isPlain, !(type is any FrameStorable.Type), let fields = TypeFields.types(of: type) else { return false }
        return areDecided(fields)
    }

    private func areDecided(_ types: [Any.Type]) -> Bool {
        types.allSatisfy { isDecided(by: $0) }
    }

    private static let simple: Set<ObjectIdentifier> = {
        let types: [Any.Type] = [
            Int.self, Int8.self, Int16.self, Int32.self, Int64.self, Int128.self, UInt.self, UInt8.self, UInt16.self,
            UInt32.self, UInt64.self, UInt128.self, Bool.self, Float.self, Double.self, CGFloat.self, String.self,
            Substring.self, Character.self, Unicode.Scalar.self, String.Index.self, Never.self, Duration.self,
            Data.self, Date.self, UUID.self, URL.self, Decimal.self,
        ]
        return Set(types.map { ObjectIdentifier($0) })
    }()
}

/// A collection that holds its elements in a buffer, which it copies before it changes it, unless nobody shares it.
protocol CollectionStorage {
    /// The types of what is in it.
    static var contents: [Any.Type] { get }
    /// How much is in it, in whatever unit.
    var extent: Int { get }
}

extension CollectionStorage where Self: Collection {
    static var contents: [Any.Type] { [Element.self] }
    var extent: Int { count }
}

extension Array: CollectionStorage {}

extension ContiguousArray: CollectionStorage {}

extension ArraySlice: CollectionStorage {}

extension Set: CollectionStorage {}

extension Data: CollectionStorage {}

extension Dictionary: CollectionStorage {
    static var contents: [Any.Type] { [Key.self, Value.self] }
}

extension String: CollectionStorage {
    var extent: Int { utf8.count }
}

extension StoredValue: CollectionStorage where Value: CollectionStorage {
    static var contents: [Any.Type] { [Value.self] }
    var extent: Int { value.extent }
}
