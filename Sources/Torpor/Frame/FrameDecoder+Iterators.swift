extension FrameDecoder {
    /// Reads an iterator over elements that can be stored.
    public func decode<Elements, Element: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> Element
    ) throws -> RemainingIterator<Elements> {
        try get(name, PlainFormat<Element>.self)
    }

    /// Reads an iterator over elements that have a format of their own.
    public func decode<Elements, Element: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> Element
    ) throws -> RemainingIterator<Elements> {
        try get(name, Element.FrameFormat.self)
    }

    /// Reads an iterator over elements that are errors.
    public func decode<Elements>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> any Error
    ) throws -> RemainingIterator<Elements> where Elements.Element == any Error {
        try get(name, ErrorFormat.self)
    }

    /// Reads an iterator over elements that are slices.
    public func decode<Elements, Element: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> ArraySlice<Element>
    ) throws -> RemainingIterator<Elements> {
        try get(name, ArraySliceFormat<PlainFormat<Element>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, B.FrameFormat>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: FrameStorable, B: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<A.FrameFormat, PlainFormat<B>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: FrameStorable, B: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<A.FrameFormat, B.FrameFormat>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: Codable, C: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: Codable, C: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>, C.FrameFormat>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: FrameStorable, C: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, B.FrameFormat, PlainFormat<C>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: FrameStorable, C: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, B.FrameFormat, C.FrameFormat>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: FrameStorable, B: Codable, C: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<A.FrameFormat, PlainFormat<B>, PlainFormat<C>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: FrameStorable, B: Codable, C: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<A.FrameFormat, PlainFormat<B>, C.FrameFormat>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: FrameStorable, B: FrameStorable, C: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<A.FrameFormat, B.FrameFormat, PlainFormat<C>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: FrameStorable, B: FrameStorable, C: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<A.FrameFormat, B.FrameFormat, C.FrameFormat>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: Codable, C: Codable, D: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, B, C, D)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: Codable, C: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, (B, C))
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: Codable, C: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, (B, C))
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, C.FrameFormat>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: FrameStorable, C: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, (B, C))
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, TupleFormat<B.FrameFormat, PlainFormat<C>>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: FrameStorable, C: FrameStorable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, (B, C))
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, TupleFormat<B.FrameFormat, C.FrameFormat>>.self)
    }

    /// Reads an iterator over elements that are tuples.
    public func decode<Elements, A: Codable, B: Codable, C: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> ((A, B), C)
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>, PlainFormat<C>>.self)
    }

    /// Reads an iterator over pairs with a tuple, as of tuples that are enumerated.
    public func decode<Elements, A: Codable, B: Codable, C: Codable, D: Codable>(
        iterator name: String,
        like: @autoclosure () -> RemainingIterator<Elements>,
        _ element: (Elements.Element) -> (A, (B, C, D))
    ) throws -> RemainingIterator<Elements> {
        try get(name, TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>>.self)
    }
}
