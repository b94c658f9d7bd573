// Iterators of the standard library. What they are made of is shown in their mirror, and most cannot be made of it: but
// their layout is frozen, so that it is that of a tuple of their stored properties.

extension IndexingIterator: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Elements, Elements.Index)

    /// The collection and the index of the next element.
    public static func torporContents(_ value: IndexingIterator<Elements>) throws -> (Elements, Elements.Index) {
        (try part("_elements", of: value), try part("_position", of: value))
    }

    /// An iterator that is there.
    public static func torporValue(_ contents: (Elements, Elements.Index)) throws -> IndexingIterator<Elements> {
        let (elements, position) = contents
        guard (elements.startIndex...elements.endIndex).contains(position) else {
            throw SnapshotError.incompatible("an iterator is past the end of what it iterates over")
        }
        return IndexingIterator(_elements: elements, _position: position)
    }
}

extension PartialRangeFrom.Iterator: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Bound

    /// The next element.
    public static func torporContents(_ value: PartialRangeFrom<Bound>.Iterator) throws -> Bound {
        var copy = value
        return copy.next()!
    }

    /// An iterator that begins with it.
    public static func torporValue(_ contents: Bound) throws -> PartialRangeFrom<Bound>.Iterator {
        try ordered((contents, contents))
        return (contents...).makeIterator()
    }
}

extension EnumeratedSequence.Iterator: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Base.Iterator, Int)

    /// The iterator over what is enumerated, and the number of the next element.
    public static func torporContents(_ value: Self) throws -> (Base.Iterator, Int) {
        (try part("_base", of: value), try part("_count", of: value))
    }

    /// An iterator that is there.
    public static func torporValue(_ contents: (Base.Iterator, Int)) throws -> Self {
        guard (0..<Int.max).contains(contents.1) else { throw outOfPlace }
        return unsafeBitCast(contents, to: Self.self)
    }
}

extension Zip2Sequence.Iterator: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Sequence1.Iterator, Sequence2.Iterator, Bool)

    /// The two iterators, and whether one has come to its end.
    public static func torporContents(_ value: Self) throws -> FrameContents {
        (
            try part("_baseStream1", of: value), try part("_baseStream2", of: value),
            try part("_reachedEnd", of: value)
        )
    }

    /// An iterator that is there.
    public static func torporValue(_ contents: FrameContents) -> Self { unsafeBitCast(contents, to: Self.self) }
}

extension ReversedCollection.Iterator: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Base, Base.Index)

    /// The collection, and the index behind that of the next element.
    public static func torporContents(_ value: Self) throws -> (Base, Base.Index) {
        (try part("_base", of: value), try part("_position", of: value))
    }

    /// An iterator that is there.
    public static func torporValue(_ contents: (Base, Base.Index)) throws -> Self {
        guard (contents.0.startIndex...contents.0.endIndex).contains(contents.1) else { throw outOfPlace }
        return unsafeBitCast(contents, to: Self.self)
    }
}

extension FlattenSequence.Iterator: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Base.Iterator, Base.Element.Iterator?)

    /// The iterator over the sequences, and the one over the sequence that it is in.
    public static func torporContents(_ value: Self) throws -> FrameContents {
        (try part("_base", of: value), try part("_inner", of: value))
    }

    /// An iterator that is there.
    public static func torporValue(_ contents: FrameContents) -> Self { unsafeBitCast(contents, to: Self.self) }
}

extension StrideToIterator: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Element, Element, Element.Stride, (index: Int?, value: Element))

    /// Start, end and stride, and the number and value of the next element.
    public static func torporContents(_ value: Self) throws -> FrameContents {
        (
            try part("_start", of: value), try part("_end", of: value), try part("_stride", of: value),
            try part("_current", of: value)
        )
    }

    /// An iterator that is there.
    public static func torporValue(_ contents: FrameContents) throws -> Self {
        guard contents.2 != 0, isInPlace(contents.3.index) else { throw outOfPlace }
        return unsafeBitCast(contents, to: Self.self)
    }
}

extension StrideThroughIterator: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Element, Element, Element.Stride, (index: Int?, value: Element), Bool)

    /// Start, end and stride, the number and value of the next element, and whether that was the end.
    public static func torporContents(_ value: Self) throws -> FrameContents {
        (
            try part("_start", of: value), try part("_end", of: value), try part("_stride", of: value),
            try part("_current", of: value), try part("_didReturnEnd", of: value)
        )
    }

    /// An iterator that is there.
    public static func torporValue(_ contents: FrameContents) throws -> Self {
        guard contents.2 != 0, isInPlace(contents.3.index) else { throw outOfPlace }
        return unsafeBitCast(contents, to: Self.self)
    }
}

// The order of sets and dictionaries is not the same in another process, nor is it promised to be any: what is left comes
// in some order.

extension Set.Iterator: FrameList {
    /// What is stored.
    public typealias FrameContents = Element

    /// The elements that are left.
    public static func torporList(_ value: Self) -> any Sequence<Element> { IteratorSequence(value) }

    /// An iterator over what was left.
    public static func torporValue(_ list: [Element]) throws -> Self {
        let elements = Set(list)
        guard elements.count == list.count else {
            throw SnapshotError.incompatible("an element of a set is there twice")
        }
        return elements.makeIterator()
    }
}

extension Dictionary.Iterator: FrameList {
    /// What is stored.
    public typealias FrameContents = (key: Key, value: Value)

    /// The entries that are left.
    public static func torporList(_ value: Self) -> any Sequence<(key: Key, value: Value)> { IteratorSequence(value) }

    /// An iterator over what was left.
    public static func torporValue(_ list: [(key: Key, value: Value)]) throws -> Self {
        let entries = Dictionary(list.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard entries.count == list.count else {
            throw SnapshotError.incompatible("a key of a dictionary is there twice")
        }
        return entries.makeIterator()
    }
}

/// Whether an index can be that of an element of a stride: there may be none, and past the limits of the type it is the least.
private func isInPlace(_ index: Int?) -> Bool {
    index.map { (0..<Int.max).contains($0) || $0 == .min } ?? true
}

private var outOfPlace: SnapshotError {
    .incompatible("an iterator is not where an element of what it iterates over can be")
}
