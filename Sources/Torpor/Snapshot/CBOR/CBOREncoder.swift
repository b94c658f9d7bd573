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
        try encode({ try $0.write(value, nil) }, into: { Data($0) })
    }

    /// Lets somebody write an item.
    ///
    /// - Parameters:
    ///   - write: writes it.
    ///   - result: makes something of its bytes.
    /// - Returns: what that makes.
    /// - Throws: ``SnapshotError/unstorable(path:reason:)``; what `write` throws.
    func encode(
        _ write: (CBORWriter) throws -> Void,
        into result: (UnsafeRawBufferPointer) -> Data
    ) throws -> Data {
        try encode(write, into: result, refusing: [])
    }

    private func encode(
        _ write: (CBORWriter) throws -> Void,
        into result: (UnsafeRawBufferPointer) -> Data,
        refusing refused: Set<CBORObjectTable.Reference>
    ) throws -> Data {
        let session = CBOREncodingSession(userInfo: userInfo, refused: refused)
        defer { session.end() }
        let writer = CBORWriter(session)
        try write(writer)
        guard session.objects.count > 0 else { return result(UnsafeRawBufferPointer(writer.buffer.bytes)) }
        if let cycle = try session.finishObjects() {
            // Written again, it comes to the place, which is needed for the message.
            guard refused.isEmpty else { throw CBORObjectGraph.unstorable(cycle, session.objects) }
            return try encode(write, into: result, refusing: cycle)
        }
        var output = CBORBuffer(capacity: writer.buffer.count)
        CBORFragment(writer).assemble(session.objects, into: &output)
        return result(UnsafeRawBufferPointer(output.bytes))
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
        writer.become(.map, scope)
        let (key, depth) = (ObjectIdentifier(type), writer.session.budget.depth)
        guard let slot = writer.session.containers?.take(key, depth: depth) else { return newContainer(type) }
        Unmanaged.passUnretained(slot.pointee.place.unsafelyUnwrapped)._withUnsafeGuaranteedRef {
            unsafeDowncast($0, to: CBOREncodingPlace.self).move(to: writer, scope)
        }
        return unsafeBitCast(slot.pointee.box.unsafelyUnwrapped, to: KeyedEncodingContainer<Key>.self)
    }

    /// A container that others may use after this value.
    @inline(never)
    private func newContainer<Key: CodingKey>(_ type: Key.Type) -> KeyedEncodingContainer<Key> {
        let place = CBORKeyedEncodingContainer<Key>()
        place.move(to: writer, scope)
        let container = KeyedEncodingContainer(place)
        if let containers = writer.session.containers {
            let box = unsafeBitCast(container, to: AnyObject.self)
            containers.keep(box, of: place, ObjectIdentifier(type), depth: writer.session.budget.depth)
        }
        return container
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.become(.array, scope)
        return CBORUnkeyedEncodingContainer(writer: writer, scope: scope)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CBORSingleValueEncodingContainer(writer: writer, scope: scope)
    }
}

/// The value that a keyed container belongs to.
class CBOREncodingPlace: ContainerPlace {
    /// As long as somebody has the container, it belongs to a value.
    @exclusivity(unchecked) private final var owner: CBORWriter?
    /// The same, without its references being counted each time.
    @exclusivity(unchecked) private final var writer: Unmanaged<CBORWriter>?
    @exclusivity(unchecked) final var scope = CBORScopeReference(index: 0, serial: 0)

    @inline(__always)
    final func move(to writer: CBORWriter, _ scope: CBORScopeReference) {
        if owner !== writer { (self.owner, self.writer) = (writer, .passUnretained(writer)) }
        self.scope = scope
    }

    override final func leave() {
        (owner, writer) = (nil, nil)
    }

    @inline(__always)
    final func write<Result>(_ body: (CBORWriter) throws -> Result) rethrows -> Result {
        try writer.unsafelyUnwrapped._withUnsafeGuaranteedRef(body)
    }
}

/// An instance, so that it can be used for one value after the other: see ``KeptContainers``.
final class CBORKeyedEncodingContainer<Key: CodingKey>: CBOREncodingPlace, KeyedEncodingContainerProtocol {
    var codingPath: [any CodingKey] { write { $0.codingPath(scope) } }

    func encodeNil(forKey key: Key) throws {
        try write {
            try $0.beginEntry(key.stringValue, scope)
            $0.buffer.append(CBORByte.null)
        }
    }

    // Inlined, so that what the standard library calls for each simple type knows the type.
    @inline(__always)
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try write { try $0.encode(value, key, scope) }
    }

    // These two have defaults, which throw.
    func encode(_ value: Int128, forKey key: Key) throws {
        try write { try $0.encode(value, key, scope) }
    }

    func encode(_ value: UInt128, forKey key: Key) throws {
        try write { try $0.encode(value, key, scope) }
    }

    @inline(__always)
    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
        if let value { try write { try $0.encodePresent(value, key, scope) } }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        write { $0.nestedContainer(keyType, key, in: scope) }
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
        write { writer in
            do { try writer.beginEntry(key.stringValue, scope) } catch { writer.fail(scope, "\(error)") }
            return CBORValueEncoder(child: writer.makeChild(kind, key, scope))
        }
    }
}

extension CBORWriter {
    /// Writes an entry of a map.
    @inline(__always)
    func encode<Value: Encodable, Key: CodingKey>(_ value: Value, _ key: Key, _ map: CBORScopeReference) throws {
        // These cannot fail once they have begun.
        if CBORWriter.isScalar(Value.self) {
            try beginEntry(key.stringValue, map)
            _ = writeScalar(value)
            return
        }
        try encodeNested(value, key, map)
    }

    @inline(never)
    private func encodeNested<Value: Encodable, Key: CodingKey>(
        _ value: Value,
        _ key: Key,
        _ map: CBORScopeReference
    ) throws {
        settle(map)
        let before = mark()
        do {
            try beginEntry(key.stringValue, map)
            if !writeIfScalar(value) { try writeNested(value, key) }
        } catch {
            if isCurrent(map) { rollBack(to: before) }
            throw error
        }
    }

    /// Writes an entry whose value was an optional.
    @inline(__always)
    func encodePresent<Value: Encodable, Key: CodingKey>(
        _ value: Value,
        _ key: Key,
        _ map: CBORScopeReference
    ) throws {
        if CBORWriter.isScalar(Value.self) { return try encode(value, key, map) }
        try beginEntry(key.stringValue, map)
        let start = buffer.count
        try write(value, key)
        markIfNull(from: start)
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
        writer.settle(scope)
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
