// One overload a shape: Swift has no other way to ask, of the parts of a tuple, that each can be stored in either of two
// ways. A labelled tuple loses its labels as an argument; a tuple over a parameter pack would not let it.

extension FrameEncoder {
    /// Writes an optional tuple.
    public mutating func encode<A: Codable, B: Codable>(_ value: (A, B)?, _ name: String) throws {
        try put(value, name, OptionalFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>>.self)
    }

    /// Writes an optional tuple.
    public mutating func encode<A: Codable, B: FrameStorable>(_ value: (A, B)?, _ name: String) throws {
        try put(value, name, OptionalFormat<TupleFormat<PlainFormat<A>, B.FrameFormat>>.self)
    }

    /// Writes an optional tuple.
    public mutating func encode<A: FrameStorable, B: Codable>(_ value: (A, B)?, _ name: String) throws {
        try put(value, name, OptionalFormat<TupleFormat<A.FrameFormat, PlainFormat<B>>>.self)
    }

    /// Writes an optional tuple.
    public mutating func encode<A: FrameStorable, B: FrameStorable>(_ value: (A, B)?, _ name: String) throws {
        try put(value, name, OptionalFormat<TupleFormat<A.FrameFormat, B.FrameFormat>>.self)
    }

    /// Writes an optional tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: (A, B, C)?, _ name: String) throws {
        try put(value, name, OptionalFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>>.self)
    }

    /// Writes an optional tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable, D: Codable>(
        _ value: (A, B, C, D)?,
        _ name: String
    ) throws {
        try put(
            value,
            name,
            OptionalFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>>.self
        )
    }

    /// Writes an optional tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: (A, (B, C))?, _ name: String) throws {
        try put(
            value,
            name,
            OptionalFormat<TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>>>>.self
        )
    }

    /// Writes an optional tuple.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: ((A, B), C)?, _ name: String) throws {
        try put(
            value,
            name,
            OptionalFormat<TupleFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>, PlainFormat<C>>>.self
        )
    }

    /// Writes an array of tuples.
    public mutating func encode<A: Codable, B: Codable>(_ value: [(A, B)], _ name: String) throws {
        try put(value, name, ArrayFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>>.self)
    }

    /// Writes an array of tuples.
    public mutating func encode<A: Codable, B: FrameStorable>(_ value: [(A, B)], _ name: String) throws {
        try put(value, name, ArrayFormat<TupleFormat<PlainFormat<A>, B.FrameFormat>>.self)
    }

    /// Writes an array of tuples.
    public mutating func encode<A: FrameStorable, B: Codable>(_ value: [(A, B)], _ name: String) throws {
        try put(value, name, ArrayFormat<TupleFormat<A.FrameFormat, PlainFormat<B>>>.self)
    }

    /// Writes an array of tuples.
    public mutating func encode<A: FrameStorable, B: FrameStorable>(_ value: [(A, B)], _ name: String) throws {
        try put(value, name, ArrayFormat<TupleFormat<A.FrameFormat, B.FrameFormat>>.self)
    }

    /// Writes an array of tuples.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: [(A, B, C)], _ name: String) throws {
        try put(value, name, ArrayFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>>.self)
    }

    /// Writes an array of tuples.
    public mutating func encode<A: Codable, B: Codable, C: Codable, D: Codable>(
        _ value: [(A, B, C, D)],
        _ name: String
    ) throws {
        try put(
            value,
            name,
            ArrayFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>>.self
        )
    }

    /// Writes an array of tuples.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: [(A, (B, C))], _ name: String) throws {
        try put(value, name, ArrayFormat<TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>>>>.self)
    }

    /// Writes an array of tuples.
    public mutating func encode<A: Codable, B: Codable, C: Codable>(_ value: [((A, B), C)], _ name: String) throws {
        try put(value, name, ArrayFormat<TupleFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>, PlainFormat<C>>>.self)
    }

    /// Writes a slice of tuples.
    public mutating func encode<A: Codable, B: Codable>(_ value: ArraySlice<(A, B)>, _ name: String) throws {
        try put(value, name, ArraySliceFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>>.self)
    }

    /// Writes a dictionary of tuples.
    public mutating func encode<Key: Codable & Hashable, A: Codable, B: Codable>(
        _ value: [Key: (A, B)],
        _ name: String
    ) throws {
        try put(value, name, DictionaryFormat<PlainFormat<Key>, TupleFormat<PlainFormat<A>, PlainFormat<B>>>.self)
    }

    /// Writes a dictionary of tuples.
    public mutating func encode<Key: Codable & Hashable, A: Codable, B: Codable, C: Codable>(
        _ value: [Key: (A, B, C)],
        _ name: String
    ) throws {
        try put(
            value,
            name,
            DictionaryFormat<PlainFormat<Key>, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>>.self
        )
    }
}
