/// Writes values, nested ones directly behind what comes before them: for most values that is all there is to do. A
/// container that is asked for beside others, and an instance of a class, has a writer of its own, whose bytes are put in
/// their place later.
///
/// Its properties go without the checks for overlapping accesses, which took a third of the time: nothing but the methods
/// here and in the extensions touches them, and none holds on to one while it lets a value write itself.
final class CBORWriter {
    @exclusivity(unchecked) var buffer = CBORBuffer()
    let session: CBOREncodingSession
    /// The values being written, each in the one before.
    @exclusivity(unchecked) var scopes = CBORStack<CBORScope>(capacity: 12)
    /// The beginnings of the entries of the open maps and sorted lists.
    @exclusivity(unchecked) var entries = CBORStack<CBOREntry>(capacity: 24)
    /// The writers of the containers in the open ones.
    @exclusivity(unchecked) var children = ContiguousArray<CBORWriter>()
    /// The containers that are nested directly in others and have not ended.
    @exclusivity(unchecked) var nested = CBORStack<Nested>(capacity: 2)
    /// Where instances of classes are mentioned, in ascending order.
    @exclusivity(unchecked) var patches = ContiguousArray<Int>()
    /// Where this one stands, for messages.
    @exclusivity(unchecked) private var parent: (writer: CBORWriter, depth: Int, key: (any CodingKey)?)?
    @exclusivity(unchecked) private var serial: UInt32 = 0
    /// The writer of a container that has ended, for the next: an enum needs one for a moment.
    @exclusivity(unchecked) private var spare: CBORWriter?
    /// How many hang on each other so.
    @exclusivity(unchecked) private var spareCount = 0
    /// The instance that all of what is written belongs to; -1 if there is none.
    private(set) var owner: Int
    /// Whether what is written are its references, apart from the rest.
    private let isReferences: Bool

    init(
        _ session: CBOREncodingSession,
        parent: (writer: CBORWriter, depth: Int, key: (any CodingKey)?)? = nil,
        owner: Int = -1,
        isReferences: Bool = false
    ) {
        self.session = session
        self.parent = parent
        self.owner = owner
        self.isReferences = isReferences
    }

    // MARK: Scopes

    /// Opens a value.
    ///
    /// - Parameters:
    ///   - key: by which it stands in the container around it.
    ///   - group: how many items of its list belong together, if it is a list whose order means nothing; else 0.
    func open(_ key: (any CodingKey)?, group: Int = 0) -> CBORScopeReference {
        serial &+= 1
        scopes.append(
            CBORScope(
                start: buffer.count,
                firstEntry: entries.count,
                firstPatch: patches.count,
                serial: serial,
                group: group,
                key: key
            )
        )
        return CBORScopeReference(index: UInt32(scopes.count - 1), serial: serial)
    }

    /// Ends the last value that was opened.
    ///
    /// - Returns: what it was.
    @discardableResult
    @inline(__always)
    func close() throws -> CBORScope {
        if scopes[scopes.count - 1].isNested { try endNested() }
        return try closeLast()
    }

    /// Ends the last value, in which nothing is open.
    @discardableResult
    func closeLast() throws -> CBORScope {
        let scope = scopes[scopes.count - 1]
        switch scope.kind {
        case .none: buffer.append(CBORByte.emptyMap)
        case .single, .null: break
        case .array, .map:
            if scope.hasChildren || scope.group > 0 {
                try arrange(scope)
            } else {
                if scope.kind == .map, !isAscending(scope) {
                    if patches.count > scope.firstPatch || !sortPlain(scope) { try arrange(scope) }
                }
                entries.truncate(to: scope.firstEntry)
            }
            finishHead(scope)
        }
        scopes.removeLast()
        return scope
    }

    /// Ends the only value of this writer.
    func finish() throws {
        // Asking for containers in containers needs no stack; ending them does.
        if session.budget.isSpent {
            if try session.budget.extended({ try finish() }) != nil { return }
            fail(rootScope, "its containers are nested too deeply")
        }
        if let failure = session.failure { throw failure }
        try close()
        parent = nil
    }

    /// Keeps the writer of a container for another one, now that what was written has been put in its place. What still
    /// refers to it finds that its value has ended.
    func keep(_ child: CBORWriter) {
        child.buffer.truncate(to: 0)
        child.scopes.truncate(to: 0)
        child.entries.truncate(to: 0)
        child.patches.removeAll(keepingCapacity: true)
        // Swift lets go of a chain by recursion.
        if child.spareCount > 30 { (child.spare, child.spareCount) = (nil, 0) }
        (spare, spareCount) = (child, child.spareCount + 1)
    }

    /// Moves into another writer, as a part of its first value.
    func move(to writer: CBORWriter) {
        parent = (writer, 0, parent?.key)
    }

    /// Lets go of the writer around this one, when all is written: else those of nested values would hold on to each other.
    func detach() {
        parent = nil
    }

    /// The first value, which is all of what a container's writer writes.
    var rootScope: CBORScopeReference {
        CBORScopeReference(index: 0, serial: scopes.isEmpty ? 0 : scopes[0].serial)
    }

    /// Makes a scope a container, or finds that it is one already.
    func become(_ kind: CBORScope.Kind, _ reference: CBORScopeReference) {
        settle(reference)
        guard isCurrent(reference) else { return fail(reference, "its encoder was used after its value had ended") }
        let found = scopes[Int(reference.index)].kind
        if found == kind { return }
        guard found == .none else { return fail(reference, "it was written as two kinds of container") }
        scopes[Int(reference.index)].kind = kind
        if kind == .array || kind == .map { buffer.append(0) }
    }

    @inline(__always)
    func isCurrent(_ reference: CBORScopeReference) -> Bool {
        scopes.count == Int(reference.index) + 1 && scopes[Int(reference.index)].serial == reference.serial
    }

    /// Ends what is nested directly in a scope that is used again.
    @inline(__always)
    func settle(_ reference: CBORScopeReference) {
        guard !nested.isEmpty, scopes.count != Int(reference.index) + 1 else { return }
        settleNested(reference)
    }

    @inline(never)
    private func settleNested(_ reference: CBORScopeReference) {
        let place = Int(reference.index)
        // While a value is being written, what is around it cannot be used.
        guard place < scopes.count, scopes[place].serial == reference.serial,
            scopes.suffix(from: place + 1).allSatisfy(\.isNested)
        else { return }
        do { try endNested(above: place) } catch { session.failure = session.failure ?? error }
    }

    @inline(__always)
    private func check(_ reference: CBORScopeReference, _ kind: CBORScope.Kind) throws {
        settle(reference)
        guard isCurrent(reference), scopes[Int(reference.index)].kind == kind else { throw misuse(reference) }
    }

    private func misuse(_ reference: CBORScopeReference) -> any Error {
        fail(reference, "a container was used after its value had ended, or while a value in it was being written")
        return session.failure!
    }

    // MARK: Places for values

    /// Begins an entry of a map.
    @inline(__always)
    func beginEntry(_ key: String, _ reference: CBORScopeReference) throws {
        try check(reference, .map)
        scopes[Int(reference.index)].count += 1
        entries.append(CBOREntry(start: buffer.count))
        buffer.append(key: key)
    }

    /// Begins an item of a list.
    @inline(__always)
    func beginItem(_ reference: CBORScopeReference) throws {
        try check(reference, .array)
        let group = scopes[Int(reference.index)].group
        if group > 0, scopes[Int(reference.index)].count % group == 0 { entries.append(CBOREntry(start: buffer.count)) }
        scopes[Int(reference.index)].count += 1
    }

    /// Begins the only item of a value.
    func beginSingle(_ reference: CBORScopeReference, null: Bool = false) throws {
        settle(reference)
        guard isCurrent(reference) else { throw misuse(reference) }
        guard scopes[Int(reference.index)].kind == .none else {
            fail(reference, "more than one value was written in its place")
            throw session.failure!
        }
        scopes[Int(reference.index)].kind = null ? .null : .single
    }

    /// Makes a writer for a container that is filled while others may be.
    ///
    /// - Parameters:
    ///   - kind: what it is; none if that comes out later.
    ///   - key: by which it stands in this one.
    func makeChild(_ kind: CBORScope.Kind, _ key: (any CodingKey)?, _ reference: CBORScopeReference) -> CBORWriter {
        let child = spare ?? CBORWriter(session)
        (spare, spareCount) = (nil, 0)
        child.parent = (self, Int(reference.index), key)
        child.owner = owner
        let scope = child.open(nil)
        child.become(kind, scope)
        guard isCurrent(reference) else {
            _ = misuse(reference)
            return child
        }
        scopes[Int(reference.index)].hasChildren = true
        if scopes[Int(reference.index)].kind == .map || scopes[Int(reference.index)].group > 0 {
            entries[entries.count - 1].child = children.count
        } else {
            entries.append(CBOREntry(start: buffer.count, child: children.count))
        }
        children.append(child)
        return child
    }

    // MARK: Where it stands

    /// The path to the value of a scope.
    func codingPath(_ reference: CBORScopeReference) -> [any CodingKey] {
        session.objects.path(place(upTo: Int(reference.index)))
    }

    private func place(upTo depth: Int) -> CBORPlace {
        var outward: [(writer: CBORWriter, depth: Int, key: (any CodingKey)?)] = [(self, depth, nil)]
        while let parent = outward[outward.count - 1].writer.parent { outward.append(parent) }
        let root = outward[outward.count - 1].writer
        var place = CBORPlace(base: root.isReferences ? root.owner : nil)
        for (writer, depth, key) in outward.reversed() {
            writer.addKeys(upTo: depth, to: &place.keys)
            if let key { place.keys.append(key) }
        }
        return place
    }

    private func addKeys(upTo depth: Int, to keys: inout [any CodingKey]) {
        guard !scopes.isEmpty else { return }
        for index in 0...min(depth, scopes.count - 1) {
            if let key = scopes[index].key {
                keys.append(key)
            } else if index > 0, scopes[index - 1].kind == .array {
                keys.append(CBORKey(intValue: scopes[index - 1].count - 1))
            }
        }
    }

    /// Where the value is that is being written.
    var currentPlace: CBORPlace { place(upTo: scopes.count - 1) }

    /// The path to the value that is being written.
    var currentPath: [any CodingKey] { session.objects.path(currentPlace) }

    /// Remembers an error where none can be thrown.
    func fail(_ reference: CBORScopeReference, _ reason: String) {
        if session.failure != nil { return }
        session.failure = SnapshotError.unstorable(path: SnapshotError.text(codingPath(reference)), reason: reason)
    }

    // MARK: Undoing

    /// A state to come back to when a value cannot be written.
    func mark() -> CBORMark {
        CBORMark(
            scopes: scopes.count,
            entries: entries.count,
            children: children.count,
            nested: nested.count,
            bytes: buffer.count,
            patches: patches.count,
            count: scopes.isEmpty ? 0 : scopes[scopes.count - 1].count,
            kind: scopes.isEmpty ? .none : scopes[scopes.count - 1].kind
        )
    }

    /// Forgets what was written since.
    func rollBack(to mark: CBORMark) {
        scopes.truncate(to: mark.scopes)
        entries.truncate(to: mark.entries)
        children.removeLast(children.count - mark.children)
        nested.truncate(to: mark.nested)
        patches.removeLast(patches.count - mark.patches)
        buffer.truncate(to: mark.bytes)
        guard mark.scopes > 0 else { return }
        scopes[mark.scopes - 1].count = mark.count
        scopes[mark.scopes - 1].kind = mark.kind
    }
}

/// A value that is being written.
struct CBORScope {
    enum Kind {
        case none, single, null, array, map
    }

    var kind = Kind.none
    let start: Int
    var count = 0
    let firstEntry: Int
    let firstPatch: Int
    let serial: UInt32
    let group: Int
    var hasChildren = false
    /// Whether it is a map that is written directly into that around it.
    var isNested = false
    let key: (any CodingKey)?

    init(start: Int, firstEntry: Int, firstPatch: Int, serial: UInt32, group: Int, key: (any CodingKey)?) {
        self.start = start
        self.firstEntry = firstEntry
        self.firstPatch = firstPatch
        self.serial = serial
        self.group = group
        self.key = key
    }
}

/// Names a scope, also when there is another in its place.
struct CBORScopeReference {
    let index: UInt32
    let serial: UInt32
}

/// The beginning of an entry of a map or list.
struct CBOREntry {
    var start: Int
    /// The index of its value's writer, if that has one of its own.
    var child: Int?
}

/// How far a writer had come.
struct CBORMark {
    let scopes: Int
    let entries: Int
    let children: Int
    let nested: Int
    let bytes: Int
    let patches: Int
    let count: Int
    let kind: CBORScope.Kind
}

/// Where a value is.
struct CBORPlace {
    /// The instance to whose references it belongs; nil if it belongs to none.
    let base: Int?
    /// The keys behind that, or all of them.
    var keys: [any CodingKey] = []
}
