// What the standard library has for holding other values.

extension Optional: FrameList {
    /// What is stored.
    public typealias FrameContents = Wrapped

    /// A list of none or one, which tells `nil` from an optional that holds one.
    public static func torporList(_ value: Wrapped?) -> any Sequence<Wrapped> {
        value.map { [$0] } ?? []
    }

    /// What is in the list, if anything.
    public static func torporValue(_ list: [Wrapped]) throws -> Wrapped? {
        guard list.count < 2 else { throw SnapshotError.incompatible("an optional holds \(list.count) values") }
        return list.first
    }
}

extension Array: FrameList {
    /// What is stored.
    public typealias FrameContents = Element

    /// The elements.
    public static func torporList(_ value: [Element]) -> any Sequence<Element> { value }

    /// The elements.
    public static func torporValue(_ list: [Element]) -> [Element] { list }
}

extension ContiguousArray: FrameList {
    /// What is stored.
    public typealias FrameContents = Element

    /// The elements.
    public static func torporList(_ value: ContiguousArray<Element>) -> any Sequence<Element> { value }

    /// The elements.
    public static func torporValue(_ list: [Element]) -> ContiguousArray<Element> { ContiguousArray(list) }
}

extension ArraySlice: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Int, [Element])

    /// A slice gets its indices back only by being cut out of an array as long, which has its bounds.
    private static var longestPrefix: Int { (1 << 28) / Swift.max(MemoryLayout<Element>.stride, 1) }

    /// The first index, and the elements.
    public static func torporContents(_ value: ArraySlice<Element>) throws -> (Int, [Element]) {
        guard value.startIndex <= longestPrefix else {
            throw SnapshotError.incompatible("a slice begins too far into its array: make an Array of it")
        }
        return (value.startIndex, Array(value))
    }

    /// The elements, at indices that begin with the first.
    public static func torporValue(_ contents: (Int, [Element])) throws -> ArraySlice<Element> {
        let (start, elements) = contents
        guard let filler = elements.first else { return [] }
        guard (0...longestPrefix).contains(start) else {
            throw SnapshotError.incompatible("a slice begins at \(start)")
        }
        return (Array(repeating: filler, count: start) + elements)[start...]
    }
}

extension Set: FrameList {
    /// What is stored.
    public typealias FrameContents = Element

    /// The elements.
    public static func torporList(_ value: Set<Element>) -> any Sequence<Element> { value }

    /// The elements.
    public static func torporValue(_ list: [Element]) -> Set<Element> { Set(list) }
}

extension Dictionary: FrameList {
    /// What is stored.
    public typealias FrameContents = (Key, Value)

    /// The keys with their values.
    public static func torporList(_ value: [Key: Value]) -> any Sequence<(Key, Value)> {
        value.lazy.map { ($0.key, $0.value) }
    }

    /// The dictionary.
    public static func torporValue(_ list: [(Key, Value)]) throws -> [Key: Value] {
        try Dictionary(list) { _, _ in throw SnapshotError.incompatible("a dictionary has a key twice") }
    }
}

extension KeyValuePairs: FrameList {
    /// What is stored.
    public typealias FrameContents = (Key, Value)

    /// The pairs.
    public static func torporList(_ value: KeyValuePairs<Key, Value>) -> any Sequence<(Key, Value)> {
        value.lazy.map { ($0.key, $0.value) }
    }

    /// The pairs. Nothing but a literal makes them, and an array is all that is in them.
    public static func torporValue(_ list: [(Key, Value)]) -> KeyValuePairs<Key, Value> {
        unsafeBitCast(list, to: KeyValuePairs<Key, Value>.self)
    }
}

extension ReversedCollection: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Base

    /// What is seen in reverse.
    public static func torporContents(_ value: ReversedCollection<Base>) -> Base { value.reversed() }

    /// The same in reverse.
    public static func torporValue(_ contents: Base) -> ReversedCollection<Base> { contents.reversed() }
}

extension Repeated: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Element, Int)

    /// The element and how often it is there.
    public static func torporContents(_ value: Repeated<Element>) -> (Element, Int) {
        (value.repeatedValue, value.count)
    }

    /// The repetition.
    public static func torporValue(_ contents: (Element, Int)) throws -> Repeated<Element> {
        guard contents.1 >= 0 else { throw SnapshotError.incompatible("a value is repeated \(contents.1) times") }
        return repeatElement(contents.0, count: contents.1)
    }
}

extension CollectionOfOne: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Element

    /// The one.
    public static func torporContents(_ value: CollectionOfOne<Element>) -> Element { value[0] }

    /// The collection of it.
    public static func torporValue(_ contents: Element) -> CollectionOfOne<Element> { CollectionOfOne(contents) }
}

extension EmptyCollection: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Void

    /// Nothing.
    public static func torporContents(_ value: EmptyCollection<Element>) {}

    /// The empty collection.
    public static func torporValue(_ contents: Void) -> EmptyCollection<Element> { EmptyCollection() }
}
