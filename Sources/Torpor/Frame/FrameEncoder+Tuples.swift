// One overload a shape: Swift has no other way to ask, of the parts of a tuple, that each can be stored in either of two
// ways. A labelled tuple loses its labels as an argument; a tuple over a parameter pack would not let it.

extension FrameEncoder {
    /// Writes a tuple.
    public mutating func encode<A: Codable, B: Codable>(_ value: (A, B), _ name: String) throws {
        try put(value, name, TupleFormat<PlainFormat<A>, PlainFormat<B>>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: Codable, B: FrameStorable>(_ value: (A, B), _ name: String) throws {
        try put(value, name, TupleFormat<PlainFormat<A>, B.FrameFormat>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: FrameStorable, B: Codable>(_ value: (A, B), _ name: String) throws {
        try put(value, name, TupleFormat<A.FrameFormat, PlainFormat<B>>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: FrameStorable, B: FrameStorable>(_ value: (A, B), _ name: String) throws {
        try put(value, name, TupleFormat<A.FrameFormat, B.FrameFormat>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: (A, B, C), _ name: String) throws {
        try put(value, name, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: Codable, B: Codable, C: FrameStorable>(_ value: (A, B, C), _ name: String) throws {
        try put(value, name, TupleFormat<PlainFormat<A>, PlainFormat<B>, C.FrameFormat>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: Codable, B: FrameStorable, C: Codable>(_ value: (A, B, C), _ name: String) throws {
        try put(value, name, TupleFormat<PlainFormat<A>, B.FrameFormat, PlainFormat<C>>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: Codable, B: FrameStorable, C: FrameStorable>(
        _ value: (A, B, C),
        _ name: String
    ) throws {
        try put(value, name, TupleFormat<PlainFormat<A>, B.FrameFormat, C.FrameFormat>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: FrameStorable, B: Codable, C: Codable>(_ value: (A, B, C), _ name: String) throws {
        try put(value, name, TupleFormat<A.FrameFormat, PlainFormat<B>, PlainFormat<C>>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: FrameStorable, B: Codable, C: FrameStorable>(
        _ value: (A, B, C),
        _ name: String
    ) throws {
        try put(value, name, TupleFormat<A.FrameFormat, PlainFormat<B>, C.FrameFormat>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: FrameStorable, B: FrameStorable, C: Codable>(
        _ value: (A, B, C),
        _ name: String
    ) throws {
        try put(value, name, TupleFormat<A.FrameFormat, B.FrameFormat, PlainFormat<C>>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: FrameStorable, B: FrameStorable, C: FrameStorable>(
        _ value: (A, B, C),
        _ name: String
    ) throws {
        try put(value, name, TupleFormat<A.FrameFormat, B.FrameFormat, C.FrameFormat>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable, D: Codable>(
        _ value: (A, B, C, D),
        _ name: String
    ) throws {
        try put(value, name, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>.self)
    }

    /// Writes a tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable, D: Codable, E: Codable>(
        _ value: (A, B, C, D, E),
        _ name: String
    ) throws {
        try put(
            value,
            name,
            TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>, PlainFormat<E>>.self
        )
    }

    /// Writes a tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable, D: Codable, E: Codable, F: Codable>(
        _ value: (A, B, C, D, E, F),
        _ name: String
    ) throws {
        try put(
            value,
            name,
            TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>, PlainFormat<E>, PlainFormat<F>>
                .self
        )
    }

    /// Writes a tuple in a tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: (A, (B, C)), _ name: String) throws {
        try put(value, name, TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>>>.self)
    }

    /// Writes a tuple in a tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: ((A, B), C), _ name: String) throws {
        try put(value, name, TupleFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>, PlainFormat<C>>.self)
    }
}
