import Foundation

/// Decodes values from CBOR: from whatever bytes, without crashing, recursing without bound, or taking more memory than
/// a small multiple of theirs.
struct CBORDecoder {
    /// What the values that are decoded find in their decoder.
    var userInfo: [CodingUserInfoKey: Any] = [:]

    /// Decodes a value.
    ///
    /// - Parameters:
    ///   - type: its type.
    ///   - data: one item.
    /// - Returns: the value.
    /// - Throws: `DecodingError`; what the value throws.
    func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        let document = try CBORDocument(data, userInfo: userInfo)
        defer { document.end() }
        do {
            let value = try document.read(type, at: CBORDocument.start, .root)
            try document.connect()
            return value
        } catch let cycle as CBORCycle {
            throw cycle.error
        }
    }

    /// Lets somebody read an item.
    ///
    /// - Parameters:
    ///   - data: one item.
    ///   - body: reads it.
    /// - Throws: `DecodingError`; what `body` throws.
    func decode(from data: Data, _ body: (CBORDocument) throws -> Void) throws {
        let document = try CBORDocument(data, userInfo: userInfo)
        defer { document.end() }
        do {
            try body(document)
            try document.connect()
        } catch let cycle as CBORCycle {
            throw cycle.error
        }
    }
}

/// What a value decodes itself from.
struct CBORItemDecoder: Decoder {
    let document: CBORDocument
    let position: CBORDocument.Position
    let path: CBORPathNode

    var codingPath: [any CodingKey] { path.path.keys }
    var userInfo: [CodingUserInfoKey: Any] { document.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let map = try map()
        let (key, depth) = (ObjectIdentifier(type), document.budget.depth)
        guard let slot = document.containers?.take(key, depth: depth) else { return newContainer(type, map) }
        Unmanaged.passUnretained(slot.pointee.place.unsafelyUnwrapped)._withUnsafeGuaranteedRef {
            unsafeDowncast($0, to: CBORDecodingPlace.self).move(to: map, document, path)
        }
        return unsafeBitCast(slot.pointee.box.unsafelyUnwrapped, to: KeyedDecodingContainer<Key>.self)
    }

    /// A container that others may use after this value.
    @inline(never)
    private func newContainer<Key: CodingKey>(_ type: Key.Type, _ map: CBORMap) -> KeyedDecodingContainer<Key> {
        let place = CBORKeyedDecodingContainer<Key>()
        place.move(to: map, document, path)
        let container = KeyedDecodingContainer(place)
        if let containers = document.containers {
            let box = unsafeBitCast(container, to: AnyObject.self)
            containers.keep(box, of: place, ObjectIdentifier(type), depth: document.budget.depth)
        }
        return container
    }

    /// The map that the item is.
    func map(isReadOnce: Bool = false) throws -> CBORMap {
        let position = document.untagged(position)
        guard document.head(position).major == .map else {
            throw document.mismatch([String: Any].self, at: position, path.path)
        }
        return try CBORMap(document, position, path, isReadOnce: isReadOnce)
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try list()
    }

    /// The list that the item is.
    func list() throws -> CBORUnkeyedDecodingContainer {
        let position = document.untagged(position)
        guard document.head(position).major == .array else {
            throw document.mismatch([Any].self, at: position, path.path)
        }
        return CBORUnkeyedDecodingContainer(document, position, path)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        self
    }
}

extension CBORItemDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool {
        !path.isValue && document.isNull(position)
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try document.read(type, at: position, path.path)
    }

    // These two have defaults, which throw.
    func decode(_ type: Int128.Type) throws -> Int128 {
        try document.integer(type, at: position, path.path)
    }

    func decode(_ type: UInt128.Type) throws -> UInt128 {
        try document.integer(type, at: position, path.path)
    }
}

/// The map that a keyed container belongs to.
class CBORDecodingPlace: ContainerPlace {
    /// As long as somebody has the container, it belongs to a map.
    @exclusivity(unchecked) private final var owner: CBORDocument?
    /// The same, without its references being counted each time.
    @exclusivity(unchecked) private final var document: Unmanaged<CBORDocument>?
    @exclusivity(unchecked) private final var node: CBORPathNode?
    @exclusivity(unchecked) final var map = CBORMap()

    @inline(__always)
    final var path: CBORPathNode { node.unsafelyUnwrapped }

    @inline(__always)
    final func move(to map: CBORMap, _ document: CBORDocument, _ path: CBORPathNode) {
        if owner !== document { (owner, self.document) = (document, .passUnretained(document)) }
        (self.map, node) = (map, path)
    }

    override final func leave() {
        (owner, document, node) = (nil, nil, nil)
    }

    @inline(__always)
    final func read<Result>(_ body: (CBORDocument) throws -> Result) rethrows -> Result {
        try document.unsafelyUnwrapped._withUnsafeGuaranteedRef(body)
    }
}

/// An instance, so that it can be used for one value after the other: see ``KeptContainers``.
final class CBORKeyedDecodingContainer<Key: CodingKey>: CBORDecodingPlace, KeyedDecodingContainerProtocol {
    var codingPath: [any CodingKey] { path.path.keys }
    var allKeys: [Key] { read(keys) }

    /// The key that was alone in a map, for the next map in which it is: an enum with payloads asks for all of the keys to
    /// find the one, and a new list takes longer than all else that is read of it.
    @exclusivity(unchecked) private var only: (text: ShortText, keys: [Key])?

    private func keys(in document: CBORDocument) -> [Key] {
        guard _isPOD(Key.self), let text = map.onlyKey(in: document) else {
            return map.keys(as: Key.self, in: document)
        }
        if let only, only.text == text { return only.keys }
        let keys = map.keys(as: Key.self, in: document)
        if keys.count == 1 { only = (text, keys) }
        return keys
    }

    func contains(_ key: Key) -> Bool {
        read { map.find(key.stringValue, in: $0) != nil }
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        try read { $0.isNull(try $0.find(key, map, path)) }
    }

    // Inlined, so that what the standard library calls for each simple type knows the type.
    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try read { try $0.decode(type, key, map, path) }
    }

    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
        try read { try $0.integer(type, at: try $0.find(key, map, path), CBORPath(path, key: key)) }
    }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
        try read { try $0.integer(type, at: try $0.find(key, map, path), CBORPath(path, key: key)) }
    }

    @inline(__always)
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try read { try $0.decodeIfPresent(type, key, map, path) }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        try decoder(CBORKey.super)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        try decoder(key)
    }

    private func decoder<Part: CodingKey>(_ key: Part) throws -> CBORItemDecoder {
        try read { try $0.decoder(key, map, path) }
    }
}

struct CBORUnkeyedDecodingContainer: UnkeyedDecodingContainer {
    let document: CBORDocument
    private let path: CBORPathNode
    private var position: CBORDocument.Position
    private let total: Int
    private(set) var currentIndex = 0

    init(_ document: CBORDocument, _ position: CBORDocument.Position, _ path: CBORPathNode) {
        self.document = document
        self.path = path
        (self.position, total) = document.contents(position)
    }

    var codingPath: [any CodingKey] { path.path.keys }
    var count: Int? { total }
    var isAtEnd: Bool { currentIndex == total }

    private func check(_ type: any Any.Type) throws {
        guard isAtEnd else { return }
        throw DecodingError.valueNotFound(type, path[currentIndex].context("the list is at its end"))
    }

    private mutating func advance() {
        position = document.next(position)
        currentIndex += 1
    }

    mutating func decodeNil() throws -> Bool {
        try check(Never.self)
        guard document.isNull(position) else { return false }
        advance()
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try check(type)
        let value = try document.read(type, at: position, path[currentIndex])
        advance()
        return value
    }

    mutating func decode(_ type: Int128.Type) throws -> Int128 {
        try check(type)
        let value = try document.integer(type, at: position, path[currentIndex])
        advance()
        return value
    }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 {
        try check(type)
        let value = try document.integer(type, at: position, path[currentIndex])
        advance()
        return value
    }

    mutating func decodeIfPresent<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        if isAtEnd { return nil }
        if try decodeNil() { return nil }
        let place = document.isMarked(position) ? document.content(position) : position
        let value = try document.read(type, at: place, path[currentIndex])
        advance()
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try decoder().container(keyedBy: type)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try decoder().list()
        advance()
        return container
    }

    /// Reads a list of two: a number and something else.
    mutating func decodePair() throws -> (Int, CBORItemDecoder) {
        guard document.head(position).major == .array, case let (first, count) = document.contents(position), count > 1
        else { throw document.mismatch([Any].self, at: position, path[currentIndex]) }
        let number = try document.integer(Int.self, at: first, path[currentIndex, 0])
        let second = path[currentIndex, 1].node()
        let decoder = CBORItemDecoder(document: document, position: document.next(first), path: second)
        advance()
        return (number, decoder)
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try decoder()
        advance()
        return decoder
    }

    private func decoder() throws -> CBORItemDecoder {
        try check((any Decoder).self)
        return CBORItemDecoder(document: document, position: position, path: path[currentIndex].node())
    }
}
