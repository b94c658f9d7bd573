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
    func decode(from data: Data, _ body: (CBORItemDecoder) throws -> Void) throws {
        let document = try CBORDocument(data, userInfo: userInfo)
        do {
            try body(
                CBORItemDecoder(document: document, position: CBORDocument.start, path: CBORPath.root.node())
            )
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
        KeyedDecodingContainer(try keyedContainer(type))
    }

    func keyedContainer<Key: CodingKey>(_ type: Key.Type) throws -> CBORKeyedDecodingContainer<Key> {
        let position = document.untagged(position)
        guard document.head(position).major == .map else {
            throw document.mismatch([String: Any].self, at: position, path.path)
        }
        return CBORKeyedDecodingContainer(try CBORMap(document, position, path))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try list()
    }

    fileprivate func list() throws -> CBORUnkeyedDecodingContainer {
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

struct CBORKeyedDecodingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let map: CBORMap

    init(_ map: CBORMap) {
        self.map = map
    }

    var codingPath: [any CodingKey] { map.path.path.keys }
    var allKeys: [Key] {
        var keys: [Key] = []
        for text in map.keys {
            if let key = Key(stringValue: text) { keys.append(key) }
        }
        return keys
    }

    func contains(_ key: Key) -> Bool {
        map.find(key.stringValue) != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        map.document.isNull(try map.value(key))
    }

    // Inlined, so that what the standard library calls for each simple type knows the type.
    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let position = try map.value(key)
        if CBORWriter.isScalar(type) {
            return try map.document.read(type, at: position, CBORPath(map.path, key: key))
        }
        return try decodeNested(type, key, position)
    }

    @inline(never)
    private func decodeNested<Value: Decodable>(
        _ type: Value.Type,
        _ key: Key,
        _ position: CBORDocument.Position
    ) throws -> Value {
        do {
            return try map.document.read(type, at: position, CBORPath(map.path, key: key))
        } catch {
            return try postponed(type, key, position, error)
        }
    }

    /// What stands in the place of a value that cannot be read yet. Apart from what reads others, which would have to look
    /// up the types that are mentioned here.
    @inline(never)
    private func postponed<Value: Decodable>(
        _ type: Value.Type,
        _ key: Key,
        _ position: CBORDocument.Position,
        _ error: any Error
    ) throws -> Value {
        guard let cycle = map.document.objects.cycle(behind: error) else { throw error }
        guard let type = type as? any PossiblyEmpty.Type, let empty = type.empty as? Value else { throw error }
        try map.document.postpone(key, of: map.path.owner, cycle, (at: position, CBORPath(map.path, key: key)))
        return empty
    }

    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
        try map.document.integer(type, at: try map.value(key), CBORPath(map.path, key: key))
    }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
        try map.document.integer(type, at: try map.value(key), CBORPath(map.path, key: key))
    }

    @inline(__always)
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard var position = map.find(key.stringValue) else { return nil }
        if map.document.isMarked(position) {
            position = map.document.content(position)
        } else if map.document.isNull(position) {
            return nil
        }
        do {
            return try map.document.read(type, at: position, CBORPath(map.path, key: key))
        } catch {
            guard let cycle = map.document.objects.cycle(behind: error) else { throw error }
            try map.document.postpone(key, of: map.path.owner, cycle, (at: position, CBORPath(map.path, key: key)))
            return nil
        }
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

    private func decoder(_ key: any CodingKey) throws -> CBORItemDecoder {
        let position = try map.value(key)
        // What a superclass reads belongs to the same instance.
        let owner = key.stringValue == CBORKey.super.stringValue ? map.path.owner : nil
        let path = CBORPath(map.path, key: key).node(owner: owner)
        return CBORItemDecoder(document: map.document, position: position, path: path)
    }
}

struct CBORUnkeyedDecodingContainer: UnkeyedDecodingContainer {
    private let document: CBORDocument
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

    /// Reads what is known of a function.
    mutating func decodeFunction() throws -> StoredFunction {
        guard document.head(position).major == .array, case let (first, count) = document.contents(position), count > 0
        else { throw document.mismatch([Any].self, at: position, path[currentIndex]) }
        let identifier = try document.string(at: first, path[currentIndex].node()[0])
        var schema: UInt32?
        if count > 1 {
            schema = try document.integer(UInt32.self, at: document.next(first), path[currentIndex].node()[1])
        }
        advance()
        return StoredFunction(identifier, schema: schema)
    }

    /// Reads a list of two: a number and something else.
    mutating func decodePair() throws -> (Int, CBORItemDecoder) {
        let node = path[currentIndex].node()
        guard document.head(position).major == .array, case let (first, count) = document.contents(position), count > 1
        else { throw document.mismatch([Any].self, at: position, node.path) }
        let number = try document.integer(Int.self, at: first, node[0])
        let decoder = CBORItemDecoder(document: document, position: document.next(first), path: node[1].node())
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
