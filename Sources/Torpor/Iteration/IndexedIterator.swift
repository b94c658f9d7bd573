/// Iterates over a collection by its indices, exactly as `IndexingIterator` does.
public struct IndexedIterator<Elements: Collection>: IteratorProtocol {
    @usableFromInline let elements: Elements
    @usableFromInline var position: Elements.Index

    /// Starts before the first element.
    @inlinable
    public init(_ elements: Elements) {
        self.elements = elements
        position = elements.startIndex
    }

    /// The next element; nil at the end.
    @inlinable
    public mutating func next() -> Elements.Element? {
        if position == elements.endIndex { return nil }
        let element = elements[position]
        elements.formIndex(after: &position)
        return element
    }
}

extension IndexedIterator: Sendable where Elements: Sendable, Elements.Index: Sendable {}

private enum IndexKey: String, CodingKey {
    case elements
    case position
}

extension IndexedIterator: Encodable where Elements: Encodable, Elements.Index: Encodable {
    /// Writes the collection and the index.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: IndexKey.self)
        try container.encode(elements, forKey: .elements)
        try container.encode(position, forKey: .position)
    }
}

extension IndexedIterator: Decodable where Elements: Decodable, Elements.Index: Decodable {
    /// Reads the collection and the index.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: IndexKey.self)
        elements = try container.decode(Elements.self, forKey: .elements)
        position = try container.decode(Elements.Index.self, forKey: .position)
        guard (elements.startIndex...elements.endIndex).contains(position) else {
            throw SnapshotError.incompatible("a loop is past the end of what it iterates over")
        }
    }
}

/// Iterates over a collection with its own iterator and counts the elements. Once decoded, it goes on by indices from
/// the element at that offset.
public struct CollectionIterator<Elements: Collection>: IteratorProtocol {
    @usableFromInline let elements: Elements
    @usableFromInline var live: Elements.Iterator?
    @usableFromInline var offset = 0
    /// Where the next element is; used, in place of the live iterator, once decoded.
    @usableFromInline var position: Elements.Index

    /// Starts before the first element.
    @inlinable
    public init(_ elements: Elements) {
        self.elements = elements
        live = elements.makeIterator()
        position = elements.startIndex
    }

    /// The next element; nil at the end.
    @inlinable
    public mutating func next() -> Elements.Element? {
        if live != nil {
            guard let element = live!.next() else { return nil }
            offset += 1
            return element
        }
        if position == elements.endIndex { return nil }
        let element = elements[position]
        elements.formIndex(after: &position)
        offset += 1
        return element
    }
}

extension CollectionIterator: Sendable
where Elements: Sendable, Elements.Iterator: Sendable, Elements.Index: Sendable {}

private enum CollectionKey: String, CodingKey {
    case elements
    case offset
}

extension CollectionIterator: Encodable where Elements: Encodable {
    /// Writes the collection and the offset.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CollectionKey.self)
        try container.encode(elements, forKey: .elements)
        try container.encode(offset, forKey: .offset)
    }
}

extension CollectionIterator: Decodable where Elements: Decodable {
    /// Reads the collection and the offset.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CollectionKey.self)
        elements = try container.decode(Elements.self, forKey: .elements)
        offset = try container.decode(Int.self, forKey: .offset)
        guard offset >= 0,
            let position = elements.index(elements.startIndex, offsetBy: offset, limitedBy: elements.endIndex)
        else {
            throw SnapshotError.incompatible("a loop is past the end of what it iterates over")
        }
        self.position = position
        live = nil
    }
}
