/// What the writers of one value have in common.
final class CBOREncodingSession {
    let userInfo: [CodingUserInfoKey: Any]
    let budget = StackBudget(StackBudget.encoding)
    @exclusivity(unchecked) var traits = StorageTraitsCache()
    @exclusivity(unchecked) var objects = CBORObjectTable()
    /// References between objects that are refused where they are met, since they cannot be read.
    let refused: Set<CBORObjectTable.Reference>
    /// What went wrong where nothing could be thrown.
    @exclusivity(unchecked) var failure: (any Error)?
    /// What is kept apart, if something is: parts that have not changed are not written again.
    @exclusivity(unchecked) var state: StateEncoding?
    @exclusivity(unchecked) private(set) var containers = KeptContainers.begin(decoding: false)
    /// Whether what is being written cannot be written by its plan.
    @exclusivity(unchecked) var isWithoutPlans = false

    init(userInfo: [CodingUserInfoKey: Any], refused: Set<CBORObjectTable.Reference> = []) {
        self.userInfo = userInfo
        self.refused = refused
    }

    /// Lets go of what refers back to the session, when all is written.
    func end() {
        objects = CBORObjectTable()
        state = nil
        containers?.end()
        // Who still writes is not to touch what the next coding has.
        containers = nil
    }

    /// Writes what is still to be written of the instances, when all else is.
    ///
    /// - Returns: the references of a cycle that cannot be read, if there is one.
    func finishObjects() throws -> Set<CBORObjectTable.Reference>? {
        while let index = objects.takeCyclic() { try CBORWriter.writeReferences(of: index, self) }
        return objects.mayHaveCycles ? CBORObjectGraph(objects).cycle : nil
    }
}

/// The instances of classes that were met while encoding.
struct CBORObjectTable {
    /// From an instance to another that it holds.
    struct Reference: Hashable {
        let owner: Int
        let target: Int
    }

    private var indices: [ObjectIdentifier: Int] = [:]
    /// Kept alive, so that no other instance gets the identity.
    private(set) var instances: [AnyObject] = []
    private var contents: [Content] = []
    private var traits: [ObjectIdentifier: ObjectTraits] = [:]
    /// The instances whose references are still to be written.
    private var cyclic: [Int] = []
    /// Whether an instance was met while it was being written.
    private(set) var mayHaveCycles = false

    /// What an instance was encoded as.
    private struct Content {
        var own: CBORWriter?
        /// What was written apart, if its class does so.
        var references: CBORWriter?
        /// Where it is, if that has to be known.
        var place: CBORPlace?
        var isNamed = false
    }

    var count: Int { instances.count }

    /// Finds an instance that was met before.
    ///
    /// - Parameters:
    ///   - instance: the instance.
    ///   - type: the type as which it is met now.
    mutating func index(of instance: AnyObject, metAs type: Any.Type) -> Int? {
        guard let index = indices[ObjectIdentifier(instance)] else { return nil }
        if contents[index].own == nil { mayHaveCycles = true }
        note(index, metAs: type)
        return index
    }

    /// Adds an instance.
    ///
    /// - Returns: its index.
    mutating func begin(_ instance: AnyObject, metAs type: Any.Type) -> Int {
        let index = instances.count
        indices[ObjectIdentifier(instance)] = index
        instances.append(instance)
        contents.append(Content())
        note(index, metAs: type)
        return index
    }

    /// An instance of another class than that as which it is met cannot be read without the name of its class.
    private mutating func note(_ index: Int, metAs type: Any.Type) {
        if Swift.type(of: instances[index]) != type { contents[index].isNamed = true }
    }

    /// Keeps what an instance was encoded as.
    mutating func end(_ index: Int, _ content: CBORWriter) {
        contents[index].own = content
    }

    /// Keeps an instance for its references to be written when there is nothing else to write.
    mutating func postponeReferences(of index: Int, at place: CBORPlace) {
        contents[index].place = place
        cyclic.append(index)
    }

    /// The path to a place.
    func path(_ place: CBORPlace) -> [any CodingKey] {
        var parts = [place.keys]
        var base = place.base
        while let index = base {
            guard let outer = contents[index].place else { break }
            parts.append(outer.keys)
            base = outer.base
        }
        return Array(parts.reversed().joined())
    }

    /// Takes the next instance whose references are to be written.
    mutating func takeCyclic() -> Int? { cyclic.popLast() }

    /// Keeps what the references of an instance were encoded as.
    mutating func end(_ index: Int, references: CBORWriter) {
        contents[index].references = references
    }

    /// Forgets an instance that could not be encoded.
    mutating func abandon(_ index: Int) {
        indices[ObjectIdentifier(instances[index])] = nil
    }

    /// What an instance was encoded as; nil while that is being done.
    func content(_ index: Int) -> CBORWriter? { contents[index].own }

    /// What the references of an instance were encoded as, if they were apart.
    func references(_ index: Int) -> CBORWriter? { contents[index].references }

    /// Whether the name of the class has to go with an instance.
    func isNamed(_ index: Int) -> Bool { contents[index].isNamed }

    /// The name of the class of an instance.
    func name(_ index: Int) -> String {
        traits[ObjectIdentifier(Swift.type(of: instances[index]))]?.name ?? ""
    }

    /// What is known of the class of an instance.
    mutating func traits(_ index: Int) -> ObjectTraits {
        let type: any AnyObject.Type = Swift.type(of: instances[index])
        if let known = traits[ObjectIdentifier(type)] { return known }
        let found = ObjectTraits(type)
        traits[ObjectIdentifier(type)] = found
        return found
    }
}

/// What has to be known of a class to store its instances.
struct ObjectTraits {
    let isCyclic: Bool
    /// Why its instances cannot be stored; nil if they can.
    let obstacle: String?
    /// Its name; nil if it cannot be found by one.
    let name: String?

    init(_ type: any AnyObject.Type) {
        isCyclic = (type as? any PossiblyCyclic.Type)?.mayBeCyclic ?? (type is any CyclicCodable.Type)
        name = TypeName.name(of: type)
        obstacle =
            StoredClassDescription.of(type)?.isPartial == true
            ? "its class '\(type)' adds properties that the 'encode(to:)' or 'init(from:)' it inherits do not know: override "
                + "both there" : nil
    }
}

/// A piece of what was encoded, in which instances are still numbered as they were met.
struct CBORFragment {
    let writer: CBORWriter
    let bytes: Range<Int>
    let patches: Range<Int>

    init(_ writer: CBORWriter) {
        self.init(writer, bytes: 0..<writer.buffer.count, patches: 0..<writer.patches.count)
    }

    init(_ writer: CBORWriter, bytes: Range<Int>, patches: Range<Int>) {
        self.writer = writer
        self.bytes = bytes
        self.patches = patches
    }

    /// Puts what the instances were encoded as in their place: where an instance comes first the whole, marked if it is
    /// met again, and there a reference. It does not recurse, however the instances are nested. An instance that is still
    /// being written is left out.
    ///
    /// - Parameters:
    ///   - objects: the instances.
    ///   - output: takes the bytes.
    ///   - record: is told where the parts are that were kept apart; those that have not changed are left out then.
    func assemble(_ objects: CBORObjectTable, into output: inout CBORBuffer, _ record: PartRecord? = nil) {
        let uses = countUses(objects)
        var numbers = [Int?](repeating: nil, count: objects.count)
        var shared = 0
        var stack = [(fragment: self, position: bytes.lowerBound, patch: patches.lowerBound, part: nil as Int?)]
        while let (fragment, position, patch, part) = stack.last {
            let source = fragment.writer.buffer.base
            guard patch < fragment.patches.upperBound else {
                output.append(source + position, count: fragment.bytes.upperBound - position)
                if let part { record?.end(part, at: output.count) }
                stack.removeLast()
                continue
            }
            let offset = fragment.writer.patches[patch]
            let (index, length) = CBORWriter.placeholder(at: source + offset)
            output.append(source + position, count: offset - position)
            stack[stack.count - 1] = (fragment, offset + length, patch + 1, part)
            if CBORWriter.isPart(at: source + offset) {
                if let record, record.skips(index, at: output.count) { continue }
                stack.append((CBORFragment(writer.session.state!.writer(of: index, writer.session)), 0, 0, index))
                record?.begin(index, at: output.count)
                continue
            }
            if let number = numbers[index] {
                output.append(.tag, CBORTag.reference)
                output.append(.unsigned, UInt64(number))
                continue
            }
            if uses[index] > 1 {
                numbers[index] = shared
                shared += 1
                output.append(.tag, CBORTag.shared)
            }
            guard let content = objects.content(index) else {
                output.append(CBORByte.undefined)
                continue
            }
            if objects.isNamed(index) {
                output.append(.tag, CBORTag.named)
                output.append(.array, 2)
                output.append(text: objects.name(index))
            }
            if let references = objects.references(index) {
                output.append(.tag, CBORTag.cyclic)
                output.append(.array, 2)
                stack.append((CBORFragment(references), 0, 0, nil))
            }
            stack.append((CBORFragment(content), 0, 0, nil))
        }
    }

    /// How often each instance is met.
    private func countUses(_ objects: CBORObjectTable) -> [Int] {
        var uses = [Int](repeating: 0, count: objects.count)
        var rest = [self]
        while let fragment = rest.popLast() {
            for patch in fragment.patches {
                let place = fragment.writer.buffer.base + fragment.writer.patches[patch]
                let index = CBORWriter.placeholder(at: place).index
                if CBORWriter.isPart(at: place) {
                    if let content = writer.session.state!.content(of: index) { rest.append(CBORFragment(content)) }
                    continue
                }
                uses[index] += 1
                guard uses[index] == 1 else { continue }
                rest += [objects.content(index), objects.references(index)].compactMap { $0.map(CBORFragment.init) }
            }
        }
        return uses
    }
}
