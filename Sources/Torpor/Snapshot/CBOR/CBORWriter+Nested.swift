/// Keyed containers in keyed containers. An enum with payloads writes one in each value: it is written directly behind what
/// comes before, and ends when the container around it is used again or ends, if nobody has it any more. Of one that
/// somebody still has, what was written goes to a writer of its own.
extension CBORWriter {
    /// A container whose map is written directly into that of another one.
    struct Nested {
        /// The container, and what it is a box of.
        var box: AnyObject?
        let place: CBOREncodingPlace
        let key: ObjectIdentifier
        let depth: Int
    }

    /// Begins a map as an entry of another one.
    ///
    /// - Parameters:
    ///   - type: that of its keys.
    ///   - key: by which it stands in the other.
    ///   - map: the other.
    func nestedContainer<NestedKey: CodingKey, Key: CodingKey>(
        _ type: NestedKey.Type,
        _ key: Key,
        in map: CBORScopeReference
    ) -> KeyedEncodingContainer<NestedKey> {
        do { try beginEntry(key.stringValue, map) } catch { fail(map, "\(error)") }
        guard let containers = session.containers, isCurrent(map) else {
            let child = makeChild(.map, key, map)
            return CBORValueEncoder(writer: child, scope: child.rootScope).container(keyedBy: type)
        }
        let scope = open(key)
        become(.map, scope)
        scopes[Int(scope.index)].isNested = true
        // Apart from the containers of whole values, which have the depth without this.
        let (name, depth) = (ObjectIdentifier(type), session.budget.depth + 29)
        let place: CBOREncodingPlace
        let box: AnyObject
        if let kept = containers.takeAway(name, depth: depth) {
            (box, place) = (kept.box, unsafeDowncast(kept.place, to: CBOREncodingPlace.self))
        } else {
            let new = CBORKeyedEncodingContainer<NestedKey>()
            (box, place) = (unsafeBitCast(KeyedEncodingContainer(new), to: AnyObject.self), new)
        }
        place.move(to: self, scope)
        nested.append(Nested(box: box, place: place, key: name, depth: depth))
        return unsafeBitCast(box, to: KeyedEncodingContainer<NestedKey>.self)
    }

    /// Ends the containers that are nested directly in the last value that is not one of them.
    ///
    /// - Parameter index: ends those above this scope only.
    @inline(never)
    func endNested(above index: Int = -1) throws {
        while scopes.count - 1 > index, scopes[scopes.count - 1].isNested {
            let last = nested.count - 1
            let isFree = isKnownUniquelyReferenced(&nested[last].box)
            let container = nested[last]
            nested.removeLast()
            guard isFree, let box = container.box else {
                moveNestedToChild(container.place)
                continue
            }
            try closeLast()
            session.containers?.keep(box, of: container.place, container.key, depth: container.depth)
        }
    }

    /// Gives the last value, a map in a map, a writer of its own.
    private func moveNestedToChild(_ place: CBOREncodingPlace) {
        let scope = scopes[scopes.count - 1]
        let own = Array(entries.suffix(from: scope.firstEntry))
        entries.truncate(to: scope.firstEntry)
        let bytes = Array(UnsafeBufferPointer(rebasing: buffer.bytes[scope.start...]))
        buffer.truncate(to: scope.start)
        let moved = patches[scope.firstPatch...].map { $0 - scope.start }
        patches.removeLast(moved.count)
        let firstChild = own.compactMap(\.child).min() ?? children.count
        let grandchildren = Array(children[firstChild...])
        children.removeLast(grandchildren.count)
        scopes.removeLast()

        let parent = CBORScopeReference(index: UInt32(scopes.count - 1), serial: scopes[scopes.count - 1].serial)
        let child = makeChild(.map, scope.key, parent)
        bytes.withUnsafeBufferPointer { bytes in
            child.buffer.truncate(to: 0)
            child.buffer.append(bytes.baseAddress!, count: bytes.count)
        }
        for entry in own {
            let index = entry.child.map { $0 - firstChild }
            child.entries.append(CBOREntry(start: entry.start - scope.start, child: index))
        }
        child.patches.append(contentsOf: moved)
        child.scopes[0].count = scope.count
        child.scopes[0].hasChildren = scope.hasChildren
        for grandchild in grandchildren { grandchild.move(to: child) }
        child.children.append(contentsOf: grandchildren)
        place.move(to: child, child.rootScope)
    }
}
