/// What the writers of one value have in common.
final class CBOREncodingSession {
    let userInfo: [CodingUserInfoKey: Any]
    let budget = StackBudget(bytes: StackBudget.encoding)
    @exclusivity(unchecked) var traits = StorageTraitsCache()
    @exclusivity(unchecked) var objects = CBORObjectTable()
    /// What went wrong where nothing could be thrown.
    @exclusivity(unchecked) var failure: (any Error)?
    /// What is kept apart, if something is: parts that have not changed are not written again.
    @exclusivity(unchecked) var state: StateEncoding?

    init(userInfo: [CodingUserInfoKey: Any]) {
        self.userInfo = userInfo
    }
}

/// The instances of classes that were met while encoding.
struct CBORObjectTable {
    private var indices: [ObjectIdentifier: Int] = [:]
    /// Kept alive, so that no other instance gets the identity.
    private var instances: [AnyObject] = []
    private var contents: [CBORWriter?] = []

    var count: Int { instances.count }

    func index(of instance: AnyObject) -> Int? {
        indices[ObjectIdentifier(instance)]
    }

    /// Adds an instance.
    ///
    /// - Returns: its index.
    mutating func begin(_ instance: AnyObject) -> Int {
        indices[ObjectIdentifier(instance)] = instances.count
        instances.append(instance)
        contents.append(nil)
        return instances.count - 1
    }

    /// Keeps what an instance was encoded as.
    mutating func end(_ index: Int, _ content: CBORWriter) {
        contents[index] = content
    }

    /// Forgets an instance that could not be encoded.
    mutating func abandon(_ index: Int) {
        indices[ObjectIdentifier(instances[index])] = nil
    }

    /// What an instance was encoded as; nil while that is being done.
    func content(_ index: Int) -> CBORWriter? {
        contents[index]
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
    /// met again, and there a reference. It does not recurse, however the instances are nested.
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
            let content = CBORFragment(objects.content(index)!)
            stack.append((content, 0, 0, nil))
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
                if uses[index] == 1 { rest.append(CBORFragment(objects.content(index)!)) }
            }
        }
        return uses
    }
}
