// One overload a shape: Swift has no other way to ask, of the parts of a tuple, that each can be stored in either of two
// ways. A labelled tuple loses its labels as an argument; a tuple over a parameter pack would not let it.

extension FrameEncoder {
    /// Writes an iterator over elements that can be stored.
    public mutating func encode<Elements, Element: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> Element
    ) throws {
        try put(iterator, name, element, PlainFormat<Element>.self)
    }

    /// Writes an iterator over elements that have a format of their own.
    public mutating func encode<Elements, Element: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> Element
    ) throws {
        try put(iterator, name, element, Element.FrameFormat.self)
    }

    /// Writes an iterator over elements that are errors.
    public mutating func encode<Elements>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> any Error
    ) throws where Elements.Element == any Error {
        try put(iterator, name, element, ErrorFormat.self)
    }

    /// Writes an iterator over elements that are slices.
    public mutating func encode<Elements, Element: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> ArraySlice<Element>
    ) throws {
        try put(iterator, name, element, ArraySliceFormat<PlainFormat<Element>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B)
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, PlainFormat<B>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B)
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, B.FrameFormat>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: FrameStorable, B: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B)
    ) throws {
        try put(iterator, name, element, TupleFormat<A.FrameFormat, PlainFormat<B>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: FrameStorable, B: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B)
    ) throws {
        try put(iterator, name, element, TupleFormat<A.FrameFormat, B.FrameFormat>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: Codable, C: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: Codable, C: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, PlainFormat<B>, C.FrameFormat>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: FrameStorable, C: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, B.FrameFormat, PlainFormat<C>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: FrameStorable, C: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, B.FrameFormat, C.FrameFormat>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: FrameStorable, B: Codable, C: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws {
        try put(iterator, name, element, TupleFormat<A.FrameFormat, PlainFormat<B>, PlainFormat<C>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: FrameStorable, B: Codable, C: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws {
        try put(iterator, name, element, TupleFormat<A.FrameFormat, PlainFormat<B>, C.FrameFormat>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: FrameStorable, B: FrameStorable, C: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws {
        try put(iterator, name, element, TupleFormat<A.FrameFormat, B.FrameFormat, PlainFormat<C>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: FrameStorable, B: FrameStorable, C: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws {
        try put(iterator, name, element, TupleFormat<A.FrameFormat, B.FrameFormat, C.FrameFormat>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: Codable, C: Codable, D: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, B, C, D)
    ) throws {
        try put(
            iterator,
            name,
            element,
            TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>.self
        )
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: Codable, C: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, (B, C))
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: Codable, C: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, (B, C))
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, C.FrameFormat>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: FrameStorable, C: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, (B, C))
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, TupleFormat<B.FrameFormat, PlainFormat<C>>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: FrameStorable, C: FrameStorable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, (B, C))
    ) throws {
        try put(iterator, name, element, TupleFormat<PlainFormat<A>, TupleFormat<B.FrameFormat, C.FrameFormat>>.self)
    }

    /// Writes an iterator over elements that are tuples.
    public mutating func encode<Elements, A: Codable, B: Codable, C: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> ((A, B), C)
    ) throws {
        try put(iterator, name, element, TupleFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>, PlainFormat<C>>.self)
    }

    /// Writes an iterator over pairs with a tuple, as of tuples that are enumerated.
    public mutating func encode<Elements, A: Codable, B: Codable, C: Codable, D: Codable>(
        iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> (A, (B, C, D))
    ) throws {
        try put(
            iterator,
            name,
            element,
            TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>>.self
        )
    }
}
