import Foundation

/// Encodes values as CBOR: deterministically, so that equal values become equal bytes, and exactly.
struct CBOREncoder {
    /// What the values that are encoded find in their encoder.
    var userInfo: [CodingUserInfoKey: Any] = [:]

    /// Encodes a value.
    ///
    /// - Parameter value: the value.
    /// - Returns: one item.
    /// - Throws: ``SnapshotError/unstorable(path:reason:)``; what the value throws.
    func encode(_ value: some Encodable) throws -> Data {
        try encode(value, refusing: [])
    }

    private func encode(_ value: some Encodable, refusing refused: Set<CBORObjectTable.Reference>) throws -> Data {
        let session = CBOREncodingSession(userInfo: userInfo, refused: refused)
        // What the instances were encoded as refers to the session.
        defer { session.objects = CBORObjectTable() }
        let writer = CBORWriter(session)
        try writer.write(value, nil)
        guard session.objects.count > 0 else { return Data(writer.buffer.bytes) }
        if let cycle = try session.finishObjects() {
            // Written again, it comes to the place, which is needed for the message.
            guard refused.isEmpty else { throw CBORObjectGraph.unstorable(cycle, session.objects) }
            return try encode(value, refusing: cycle)
        }
        var output = CBORBuffer(capacity: writer.buffer.count)
        CBORFragment(writer).assemble(session.objects, into: &output)
        return Data(output.bytes)
    }
}

/// The key of an item of a list, or of an entry without a type for its key.
struct CBORKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }

    static let `super` = CBORKey(stringValue: "super")
}

/// What a value encodes itself to.
struct CBORValueEncoder: Encoder {
    let writer: CBORWriter
    let scope: CBORScopeReference

    var codingPath: [any CodingKey] { writer.codingPath(scope) }
    var userInfo: [CodingUserInfoKey: Any] { writer.session.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(keyedContainer(type))
    }

    func keyedContainer<Key: CodingKey>(_ type: Key.Type) -> CBORKeyedEncodingContainer<Key> {
        writer.become(.map, scope)
        return CBORKeyedEncodingContainer(writer: writer, scope: scope)
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.become(.array, scope)
        return CBORUnkeyedEncodingContainer(writer: writer, scope: scope)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CBORSingleValueEncodingContainer(writer: writer, scope: scope)
    }
}

struct CBORKeyedEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: CBORWriter
    let scope: CBORScopeReference

    var codingPath: [any CodingKey] { writer.codingPath(scope) }

    func encodeNil(forKey key: Key) throws {
        try writer.beginEntry(key.stringValue, scope)
        writer.buffer.append(CBORByte.null)
    }

    // Inlined, so that what the standard library calls for each simple type knows the type.
    @inline(__always)
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        // These cannot fail once they have begun.
        if CBORWriter.isScalar(Value.self) {
            try writer.beginEntry(key.stringValue, scope)
            _ = writer.writeScalar(value)
            return
        }
        try encodeNested(value, key)
    }

    @inline(never)
    private func encodeNested<Value: Encodable>(_ value: Value, _ key: Key) throws {
        let before = writer.mark()
        do {
            try writer.beginEntry(key.stringValue, scope)
            if !writer.writeIfScalar(value) { try writer.writeNested(value, key) }
        } catch {
            if writer.isCurrent(scope) { writer.rollBack(to: before) }
            throw error
        }
    }

    // These two have defaults, which throw.
    func encode(_ value: Int128, forKey key: Key) throws {
        try writer.beginEntry(key.stringValue, scope)
        _ = writer.writeScalar(value)
    }

    func encode(_ value: UInt128, forKey key: Key) throws {
        try writer.beginEntry(key.stringValue, scope)
        _ = writer.writeScalar(value)
    }

    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
        guard let value else { return }
        try writer.beginEntry(key.stringValue, scope)
        let start = writer.buffer.count
        try writer.write(value, key)
        writer.markIfNull(from: start)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        child(.map, key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        child(.array, key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        child(.none, CBORKey.super)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        child(.none, key)
    }

    private func child(_ kind: CBORScope.Kind, _ key: any CodingKey) -> CBORValueEncoder {
        do { try writer.beginEntry(key.stringValue, scope) } catch { writer.fail(scope, "\(error)") }
        return CBORValueEncoder(child: writer.makeChild(kind, key, scope))
    }
}

private struct CBORUnkeyedEncodingContainer: UnkeyedEncodingContainer {
    let writer: CBORWriter
    let scope: CBORScopeReference

    var codingPath: [any CodingKey] { writer.codingPath(scope) }
    var count: Int { writer.isCurrent(scope) ? writer.scopes[Int(scope.index)].count : 0 }

    func encodeNil() throws {
        try writer.beginItem(scope)
        writer.buffer.append(CBORByte.null)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        if CBORWriter.isScalar(Value.self) {
            try writer.beginItem(scope)
            _ = writer.writeScalar(value)
            return
        }
        try encodeNested(value)
    }

    private func encodeNested<Value: Encodable>(_ value: Value) throws {
        let before = writer.mark()
        do {
            try writer.beginItem(scope)
            if !writer.writeIfScalar(value) { try writer.writeNested(value, nil) }
        } catch {
            if writer.isCurrent(scope) { writer.rollBack(to: before) }
            throw error
        }
    }

    func encode(_ value: Int128) throws {
        try writer.beginItem(scope)
        _ = writer.writeScalar(value)
    }

    func encode(_ value: UInt128) throws {
        try writer.beginItem(scope)
        _ = writer.writeScalar(value)
    }

    func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        child(.map).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        child(.array).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        child(.none)
    }

    private func child(_ kind: CBORScope.Kind) -> CBORValueEncoder {
        do { try writer.beginItem(scope) } catch { writer.fail(scope, "\(error)") }
        return CBORValueEncoder(child: writer.makeChild(kind, CBORKey(intValue: count - 1), scope))
    }
}

extension CBORValueEncoder {
    /// Encodes to a container's writer.
    fileprivate init(child: CBORWriter) {
        self.init(writer: child, scope: child.rootScope)
    }
}

private struct CBORSingleValueEncodingContainer: SingleValueEncodingContainer {
    let writer: CBORWriter
    let scope: CBORScopeReference

    var codingPath: [any CodingKey] { writer.codingPath(scope) }

    func encodeNil() throws {
        try writer.beginSingle(scope, null: true)
        writer.buffer.append(CBORByte.null)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        let before = writer.mark()
        do {
            try writer.beginSingle(scope)
            try writer.write(value, nil)
        } catch {
            if writer.isCurrent(scope) { writer.rollBack(to: before) }
            throw error
        }
    }

    func encode(_ value: Int128) throws {
        try writer.beginSingle(scope)
        _ = writer.writeScalar(value)
    }

    func encode(_ value: UInt128) throws {
        try writer.beginSingle(scope)
        _ = writer.writeScalar(value)
    }
}
