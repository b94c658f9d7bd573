import Foundation

/// How a value of any type is written.
extension CBORWriter {
    /// Writes a value behind what there is.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - key: by which it stands in the container around it; nil for an item of a list.
    @inline(__always)
    func write<Value: Encodable>(_ value: Value, _ key: @autoclosure () -> (any CodingKey)?) throws {
        if writeScalar(value) { return }
        try writeNested(value, key())
    }

    /// Writes a value of a type that is one item. It is the type that is asked, which costs a comparison for each: a cast
    /// of the value would cost much more.
    @inline(__always)
    func writeScalar<Value>(_ value: Value) -> Bool {
        if Value.self == Int.self {
            buffer.append(integer: unsafeBitCast(value, to: Int.self))
        } else if Value.self == String.self {
            let text = unsafeBitCast(value, to: String.self)
            if session.state == nil || text.utf8.count < StateEncoding.threshold {
                buffer.append(text: text)
            } else {
                writeKept(text)
            }
        } else if Value.self == Double.self {
            buffer.append(double: unsafeBitCast(value, to: Double.self))
        } else if Value.self == Bool.self {
            buffer.append(bool: unsafeBitCast(value, to: Bool.self))
        } else {
            return writeRareScalar(value)
        }
        return true
    }

    /// Writes a value of a type that is one item, by a call that takes no stack from what is nested.
    @inline(never)
    func writeIfScalar<Value>(_ value: Value) -> Bool {
        writeScalar(value)
    }

    /// Whether values of a type are one item.
    @inline(__always)
    static func isScalar<Value>(_ type: Value.Type) -> Bool {
        Value.self == Int.self || Value.self == String.self || Value.self == Double.self || Value.self == Bool.self
    }

    @inline(__always)
    private func writeRareScalar<Value>(_ value: Value) -> Bool {
        if Value.self == Float.self {
            buffer.append(float: unsafeBitCast(value, to: Float.self))
        } else if Value.self == UInt8.self {
            buffer.append(integer: unsafeBitCast(value, to: UInt8.self))
        } else if Value.self == UInt32.self {
            buffer.append(integer: unsafeBitCast(value, to: UInt32.self))
        } else if Value.self == Int64.self {
            buffer.append(integer: unsafeBitCast(value, to: Int64.self))
        } else if Value.self == UInt64.self {
            buffer.append(integer: unsafeBitCast(value, to: UInt64.self))
        } else if Value.self == UInt.self {
            buffer.append(integer: unsafeBitCast(value, to: UInt.self))
        } else if Value.self == Int32.self {
            buffer.append(integer: unsafeBitCast(value, to: Int32.self))
        } else if Value.self == Int16.self {
            buffer.append(integer: unsafeBitCast(value, to: Int16.self))
        } else if Value.self == UInt16.self {
            buffer.append(integer: unsafeBitCast(value, to: UInt16.self))
        } else if Value.self == Int8.self {
            buffer.append(integer: unsafeBitCast(value, to: Int8.self))
        } else {
            return writeWideScalar(value)
        }
        return true
    }

    @inline(never)
    private func writeWideScalar<Value>(_ value: Value) -> Bool {
        if Value.self == Int128.self {
            let number = unsafeBitCast(value, to: Int128.self)
            buffer.append(negative: number < 0, magnitude: UInt128(number < 0 ? ~number : number))
        } else if Value.self == UInt128.self {
            buffer.append(negative: false, magnitude: unsafeBitCast(value, to: UInt128.self))
        } else {
            return false
        }
        return true
    }

    /// Writes a value that is more than one item. What is deeply nested comes through here again and again: it is kept
    /// small, for the stack's sake.
    @inline(never)
    func writeNested<Value: Encodable>(_ value: Value, _ key: (any CodingKey)?) throws {
        if let state = session.state, try state.write(value, key, in: self) { return }
        switch session.traits.traits(of: Value.self) {
        case .plain: try writeScope(value, key, group: 0)
        case .object: try writeObject(value, key)
        case .optional: try writeOptional(value, key)
        case .unordered(let group): try writeScope(value, key, group: group)
        case .collection(let type): try writeCollection(value, type, key)
        case .planned(let plan): try writePlanned(value, plan, key)
        case let traits: try writeKnown(value, key, traits)
        }
    }

    @inline(never)
    private func writeKnown<Value: Encodable>(
        _ value: Value,
        _ key: (any CodingKey)?,
        _ traits: StorageTraits
    ) throws {
        switch traits {
        case .date: try writeDate(value as! Date, key)
        case .uuid: writeUUID(value as! UUID)
        case .url: try writeURL(value as! URL, key)
        case .decimal: try writeDecimal(value as! Decimal, key)
        case .data: buffer.append(data: value as! Data)
        case .integers: writeList(value as! [Int])
        case .doubles: writeList(value as! [Double])
        case .strings: writeList(value as! [String])
        case .octets: writeList(value as! [UInt8])
        case .plain, .object, .optional, .unordered, .collection, .planned: break
        }
    }

    @inline(never)
    private func writeCollection<Collection: CBORCollection>(
        _ value: Any,
        _ type: Collection.Type,
        _ key: (any CodingKey)?
    ) throws {
        let before = mark()
        do {
            try Collection.write(value as! Collection, self, key)
            if let failure = session.failure { throw failure }
        } catch {
            rollBack(to: before)
            throw error
        }
    }

    /// Writes a value by its plan, if it can be; else in the way of its type.
    @inline(never)
    private func writePlanned<Value: Encodable>(
        _ value: Value,
        _ plan: Unmanaged<ValuePlan>,
        _ key: (any CodingKey)?
    ) throws {
        let isUsable = plan._withUnsafeGuaranteedRef { plan in
            !session.isWithoutPlans && (plan.isFixed || session.state?.isInValue ?? true)
        }
        if isUsable {
            let before = mark()
            if withUnsafePointer(
                to: value,
                { place in
                    plan._withUnsafeGuaranteedRef { $0.write(place, to: self) }
                }
            ) {
                return
            }
            // Nothing was called that could tell. What cannot be written says so in its own way.
            rollBack(to: before)
            session.isWithoutPlans = true
        }
        defer { if isUsable { session.isWithoutPlans = false } }
        switch plan._withUnsafeGuaranteedRef(\.ordinary) {
        case .collection(let type): try writeCollection(value, type, key)
        default: try writeScope(value, key)
        }
    }

    /// Lets a value write itself.
    @inline(never)
    func writeScope<Value: Encodable>(_ value: Value, _ key: (any CodingKey)?, group: Int = 0) throws {
        if session.budget.isSpent {
            if try session.budget.extended({ try writeScope(value, key, group: group) }) != nil { return }
            throw unstorable(key, "values are nested too deeply there")
        }
        defer { session.budget.leave() }
        guard session.budget.enter() else { throw unstorable(key, "values are nested too deeply there") }
        let before = mark()
        let reference = open(key, group: group)
        do {
            try value.encode(to: CBORValueEncoder(writer: self, scope: reference))
            try close()
            if let failure = session.failure { throw failure }
        } catch {
            rollBack(to: before)
            throw error
        }
    }

    @inline(never)
    private func unstorable(_ key: (any CodingKey)?, _ reason: String) -> SnapshotError {
        .unstorable(path: SnapshotError.text(currentPath + [key ?? itemKey].compactMap { $0 }), reason: reason)
    }

    private func writeList<Value>(_ values: [Value]) {
        buffer.append(.array, UInt64(values.count))
        for value in values { _ = writeScalar(value) }
    }

    /// Writes an optional so that one that holds nil, or another value that is written as null, is not taken for nil.
    @inline(never)
    func writeOptional<Value: Encodable>(_ value: Value, _ key: (any CodingKey)?) throws {
        let start = buffer.count
        let before = mark()
        let reference = open(key)
        do {
            try value.encode(to: CBORValueEncoder(writer: self, scope: reference))
            let scope = try close()
            if scope.kind == .single { markIfNull(from: start) }
        } catch {
            rollBack(to: before)
            throw error
        }
    }

    /// Marks what was written as the content of an optional, if it could be taken for nil.
    func markIfNull(from start: Int) {
        guard buffer.base[buffer.count - 1] == CBORByte.null else { return }
        let mark = CBORBuffer.headLength(CBORTag.some)
        var position = start
        while position + mark < buffer.count {
            let (tag, length) = Self.argument(at: buffer.base + position)
            guard buffer.base[position] >> 5 == CBORMajor.tag.rawValue, tag == CBORTag.some else { return }
            position += length
        }
        guard position == buffer.count - 1 else { return }
        buffer.insert(mark, at: start)
        _ = CBORBuffer.write(.tag, CBORTag.some, to: buffer.base + start)
    }

    /// Writes an instance of a class: apart and once, however often it is met.
    @inline(never)
    private func writeObject<Value: Encodable>(_ value: Value, _ key: (any CodingKey)?) throws {
        let instance = value as AnyObject
        if let index = session.objects.index(of: instance, metAs: Value.self) {
            try checkCycle(index, key)
            try check(index, key)
            return mention(index)
        }
        let index = session.objects.begin(instance, metAs: Value.self)
        let content = CBORWriter(session, parent: (self, scopes.count - 1, key ?? itemKey), owner: index)
        do {
            try check(index, key)
            try content.writeScope(value, nil)
        } catch {
            session.objects.abandon(index)
            throw error
        }
        content.detach()
        session.objects.end(index, content)
        if session.objects.traits(index).isCyclic {
            var place = currentPlace
            if let key = key ?? itemKey { place.keys.append(key) }
            session.objects.postponeReferences(of: index, at: place)
        }
        mention(index)
    }

    /// Makes sure that an instance is not mentioned in a cycle that cannot be closed.
    private func checkCycle(_ index: Int, _ key: (any CodingKey)?) throws {
        guard !session.refused.isEmpty, session.objects.content(index) == nil,
            session.refused.contains(CBORObjectTable.Reference(owner: owner, target: index))
        else { return }
        throw unstorable(
            key,
            "it refers back to an object that it is itself a part of, by properties that cannot be set later: make one of "
                + "them a 'var' that is optional, an array, a set or a dictionary, and that 'init(from:)' only assigns, or "
                + "let a class on the way conform to 'CyclicCodable'"
        )
    }

    /// Makes sure that an instance can be read again where it is mentioned.
    private func check(_ index: Int, _ key: (any CodingKey)?) throws {
        let traits = session.objects.traits(index)
        if let obstacle = traits.obstacle { throw unstorable(key, obstacle) }
        if traits.name == nil, session.objects.isNamed(index) {
            throw unstorable(
                key,
                "its class '\(type(of: session.objects.instances[index]))' is not that of the variable, and could not be "
                    + "found by its name: it has to be declared outside of functions, not private, and named in ASCII"
            )
        }
    }

    /// Writes the references of an instance of a class that writes them apart.
    static func writeReferences(of index: Int, _ session: CBOREncodingSession) throws {
        struct References: Encodable {
            let instance: any CyclicCodable

            func encode(to encoder: any Encoder) throws { try instance.encodeReferences(to: encoder) }
        }
        guard let instance = session.objects.instances[index] as? any CyclicCodable else { return }
        let writer = CBORWriter(session, owner: index, isReferences: true)
        try writer.writeScope(References(instance: instance), nil)
        session.objects.end(index, references: writer)
    }

    var itemKey: (any CodingKey)? {
        guard !scopes.isEmpty, scopes[scopes.count - 1].kind == .array else { return nil }
        return CBORKey(intValue: scopes[scopes.count - 1].count - 1)
    }
}
