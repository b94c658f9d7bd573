extension FrameDecoder {
    /// Reads an optional tuple.
    public func decode<A: Codable, B: Codable>(_ name: String, like: @autoclosure () -> (A, B)?) throws -> (A, B)? {
        try get(name, OptionalFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>>.self)
    }

    /// Reads an optional tuple.
    public func decode<A: Codable, B: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> (A, B)?
    ) throws -> (A, B)? {
        try get(name, OptionalFormat<TupleFormat<PlainFormat<A>, B.FrameFormat>>.self)
    }

    /// Reads an optional tuple.
    public func decode<A: FrameStorable, B: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B)?
    ) throws -> (A, B)? {
        try get(name, OptionalFormat<TupleFormat<A.FrameFormat, PlainFormat<B>>>.self)
    }

    /// Reads an optional tuple.
    public func decode<A: FrameStorable, B: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> (A, B)?
    ) throws -> (A, B)? {
        try get(name, OptionalFormat<TupleFormat<A.FrameFormat, B.FrameFormat>>.self)
    }

    /// Reads an optional tuple.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)?
    ) throws -> (A, B, C)? {
        try get(name, OptionalFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>>.self)
    }

    /// Reads an optional tuple.
    public func decode<A: Codable, B: Codable, C: Codable, D: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C, D)?
    ) throws -> (A, B, C, D)? {
        try get(name, OptionalFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>>.self)
    }

    /// Reads an optional tuple.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, (B, C))?
    ) throws -> (A, (B, C))? {
        try get(name, OptionalFormat<TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>>>>.self)
    }

    /// Reads an optional tuple.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> ((A, B), C)?
    ) throws -> ((A, B), C)? {
        try get(name, OptionalFormat<TupleFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>, PlainFormat<C>>>.self)
    }

    /// Reads an array of tuples.
    public func decode<A: Codable, B: Codable>(_ name: String, like: @autoclosure () -> [(A, B)]) throws -> [(A, B)] {
        try get(name, ArrayFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>>.self)
    }

    /// Reads an array of tuples.
    public func decode<A: Codable, B: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> [(A, B)]
    ) throws -> [(A, B)] {
        try get(name, ArrayFormat<TupleFormat<PlainFormat<A>, B.FrameFormat>>.self)
    }

    /// Reads an array of tuples.
    public func decode<A: FrameStorable, B: Codable>(
        _ name: String,
        like: @autoclosure () -> [(A, B)]
    ) throws -> [(A, B)] {
        try get(name, ArrayFormat<TupleFormat<A.FrameFormat, PlainFormat<B>>>.self)
    }

    /// Reads an array of tuples.
    public func decode<A: FrameStorable, B: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> [(A, B)]
    ) throws -> [(A, B)] {
        try get(name, ArrayFormat<TupleFormat<A.FrameFormat, B.FrameFormat>>.self)
    }

    /// Reads an array of tuples.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> [(A, B, C)]
    ) throws -> [(A, B, C)] {
        try get(name, ArrayFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>>.self)
    }

    /// Reads an array of tuples.
    public func decode<A: Codable, B: Codable, C: Codable, D: Codable>(
        _ name: String,
        like: @autoclosure () -> [(A, B, C, D)]
    ) throws -> [(A, B, C, D)] {
        try get(name, ArrayFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>>.self)
    }

    /// Reads an array of tuples.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> [(A, (B, C))]
    ) throws -> [(A, (B, C))] {
        try get(name, ArrayFormat<TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>>>>.self)
    }

    /// Reads an array of tuples.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> [((A, B), C)]
    ) throws -> [((A, B), C)] {
        try get(name, ArrayFormat<TupleFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>, PlainFormat<C>>>.self)
    }

    /// Reads a slice of tuples.
    public func decode<A: Codable, B: Codable>(
        _ name: String,
        like: @autoclosure () -> ArraySlice<(A, B)>
    ) throws -> ArraySlice<(A, B)> {
        try get(name, ArraySliceFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>>.self)
    }

    /// Reads a dictionary of tuples.
    public func decode<Key: Codable & Hashable, A: Codable, B: Codable>(
        _ name: String,
        like: @autoclosure () -> [Key: (A, B)]
    ) throws -> [Key: (A, B)] {
        try get(name, DictionaryFormat<PlainFormat<Key>, TupleFormat<PlainFormat<A>, PlainFormat<B>>>.self)
    }

    /// Reads a dictionary of tuples.
    public func decode<Key: Codable & Hashable, A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> [Key: (A, B, C)]
    ) throws -> [Key: (A, B, C)] {
        try get(
            name,
            DictionaryFormat<PlainFormat<Key>, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>>.self
        )
    }
}
