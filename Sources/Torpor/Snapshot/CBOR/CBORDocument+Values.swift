import Foundation

/// How a value of any type is read.
extension CBORDocument {
    /// Reads a value.
    ///
    /// - Parameters:
    ///   - type: its type.
    ///   - position: where it is.
    ///   - path: how it got there.
    @inline(__always)
    func read<Value: Decodable>(
        _ type: Value.Type,
        at position: Position,
        _ path: @autoclosure () -> CBORPath
    ) throws -> Value {
        if Value.self == Int.self { return unsafeBitCast(try integer(Int.self, at: position, path()), to: Value.self) }
        if Value.self == String.self { return unsafeBitCast(try string(at: position, path()), to: Value.self) }
        if Value.self == Double.self { return unsafeBitCast(try double(at: position, path()), to: Value.self) }
        if Value.self == Bool.self { return unsafeBitCast(try bool(at: position, path()), to: Value.self) }
        let path = path()
        // Asked first: an optional of the value, with which the two could be one, takes long to make where the type is not
        // known.
        if isRareScalar(type) { return try readRare(type, at: position, path) }
        return try readNested(type, at: position, path)
    }

    @inline(__always)
    private func isRareScalar<Value>(_ type: Value.Type) -> Bool {
        Value.self == Float.self || Value.self == UInt8.self || Value.self == UInt32.self || Value.self == Int64.self
            || Value.self == UInt64.self || Value.self == UInt.self || Value.self == Int32.self
            || Value.self == Int16.self || Value.self == UInt16.self || Value.self == Int8.self
            || Value.self == Int128.self || Value.self == UInt128.self
    }

    @inline(never)
    private func readRare<Value: Decodable>(_ type: Value.Type, at position: Position, _ path: CBORPath) throws
        -> Value
    {
        if Value.self == Float.self { return unsafeBitCast(try float(at: position, path), to: Value.self) }
        if Value.self == UInt8.self {
            return unsafeBitCast(try integer(UInt8.self, at: position, path), to: Value.self)
        }
        if Value.self == UInt32.self {
            return unsafeBitCast(try integer(UInt32.self, at: position, path), to: Value.self)
        }
        if Value.self == Int64.self {
            return unsafeBitCast(try integer(Int64.self, at: position, path), to: Value.self)
        }
        if Value.self == UInt64.self {
            return unsafeBitCast(try integer(UInt64.self, at: position, path), to: Value.self)
        }
        if Value.self == UInt.self { return unsafeBitCast(try integer(UInt.self, at: position, path), to: Value.self) }
        if Value.self == Int32.self {
            return unsafeBitCast(try integer(Int32.self, at: position, path), to: Value.self)
        }
        if Value.self == Int16.self {
            return unsafeBitCast(try integer(Int16.self, at: position, path), to: Value.self)
        }
        if Value.self == UInt16.self {
            return unsafeBitCast(try integer(UInt16.self, at: position, path), to: Value.self)
        }
        if Value.self == Int8.self { return unsafeBitCast(try integer(Int8.self, at: position, path), to: Value.self) }
        if Value.self == Int128.self {
            return unsafeBitCast(try integer(Int128.self, at: position, path), to: Value.self)
        }
        return unsafeBitCast(try integer(UInt128.self, at: position, path), to: Value.self)
    }

    /// Reads a value that is more than one item. What is deeply nested comes through here again and again: it is kept
    /// small, for the stack's sake.
    @inline(never)
    private func readNested<Value: Decodable>(
        _ type: Value.Type,
        at position: Position,
        _ path: CBORPath
    ) throws -> Value {
        let traits = traits.traits(of: type)
        switch traits {
        case .plain, .unordered: break
        case .object: return try readObject(type, at: position, path)
        case .optional where isMarked(position):
            return try readScope(type, at: content(position), path, isValue: true, isOptional: true)
        case .optional: return try readScope(type, at: position, path, isOptional: true)
        case .collection(let type): return try readCollection(type, at: position, path) as! Value
        case .planned(let plan): return try readPlanned(type, plan, at: position, path)
        default: return try readKnown(type, at: position, path, traits)
        }
        return try readScope(type, at: position, path)
    }

    @inline(never)
    private func readKnown<Value: Decodable>(
        _ type: Value.Type,
        at position: Position,
        _ path: CBORPath,
        _ traits: StorageTraits
    ) throws -> Value {
        switch traits {
        case .date: if let date = date(position) { return date as! Value }
        case .uuid: if let uuid = uuid(position) { return uuid as! Value }
        case .url: if let url = url(position) { return url as! Value }
        case .decimal: if let decimal = decimal(position) { return decimal as! Value }
        case .data:
            let head = head(position)
            if head.major == .bytes { return Data(string(head)) as! Value }
        case .integers: if let list = try list(Int.self, at: position, path) { return list as! Value }
        case .doubles: if let list = try list(Double.self, at: position, path) { return list as! Value }
        case .strings: if let list = try list(String.self, at: position, path) { return list as! Value }
        case .octets: if let list = try list(UInt8.self, at: position, path) { return list as! Value }
        case .plain, .object, .optional, .unordered, .collection, .planned: break
        }
        return try readScope(type, at: position, path)
    }

    /// Reads a value by its plan, if it is as that expects it; else in the way of its type.
    @inline(never)
    private func readPlanned<Value: Decodable>(
        _ type: Value.Type,
        _ plan: Unmanaged<ValuePlan>,
        at position: Position,
        _ path: CBORPath
    ) throws -> Value {
        let isUsable = !isWithoutPlans
        if isUsable {
            if let value = plan._withUnsafeGuaranteedRef({ read(type, by: $0, at: position) }) { return value }
            // Nothing was called that could tell. What is wrong with it, if anything is, comes out in its own way.
            isWithoutPlans = true
        }
        defer { if isUsable { isWithoutPlans = false } }
        switch plan._withUnsafeGuaranteedRef(\.ordinary) {
        case .collection(let type): return try readCollection(type, at: position, path) as! Value
        default: return try readScope(type, at: position, path)
        }
    }

    /// Reads a value by its plan; nil if it is not as that expects it.
    func read<Value>(_ type: Value.Type, by plan: ValuePlan, at position: Position) -> Value? {
        layout.containers.withUnsafeBufferPointer { containers in
            withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { room in
                var reader = PlanReader(base: base, containers: containers, document: self, at: position)
                let place = room.baseAddress.unsafelyUnwrapped
                return plan.read(into: place, from: &reader) ? place.move() : nil
            }
        }
    }

    @inline(never)
    private func readCollection<Collection: CBORCollection>(
        _ type: Collection.Type,
        at position: Position,
        _ path: CBORPath
    ) throws -> Collection {
        let position = untagged(position)
        guard head(position).major == Collection.major else { throw mismatch(type, at: position, path) }
        return try Collection.read(self, position, path.node())
    }

    /// Lets a value read itself.
    @inline(never)
    func readScope<Value: Decodable>(
        _ type: Value.Type,
        at position: Position,
        _ path: CBORPath,
        isValue: Bool = false,
        isOptional: Bool = false,
        owner: CBORObjectInProgress? = nil
    ) throws -> Value {
        if budget.isSpent {
            return try readElsewhere(path) {
                try readScope(type, at: position, path, isValue: isValue, isOptional: isOptional, owner: owner)
            }
        }
        // Writing does not count optionals either.
        if !isOptional, !budget.enter() {
            budget.leave()
            throw DecodingError.dataCorrupted(path.context("values are nested too deeply there"))
        }
        defer { if !isOptional { budget.leave() } }
        return try Value(
            from: CBORItemDecoder(document: self, position: position, path: path.node(isValue: isValue, owner: owner))
        )
    }

    /// Reads a value with another stack.
    @inline(never)
    private func readElsewhere<Value>(_ path: CBORPath, _ read: () throws -> Value) throws -> Value {
        if let value = try budget.extended(read) { return value }
        throw DecodingError.dataCorrupted(path.context("values are nested too deeply there"))
    }

    /// Reads a list of single items; nil if it is no list.
    private func list<Element: Decodable>(
        _ type: Element.Type,
        at position: Position,
        _ path: CBORPath
    ) throws -> [Element]? {
        guard head(position).major == .array else { return nil }
        var (place, count) = contents(position)
        var list: [Element] = []
        list.reserveCapacity(count)
        for index in 0..<count {
            list.append(try read(type, at: place, path.node()[index]))
            place = next(place)
        }
        return list
    }
}
