extension FrameDecoder {
    /// Reads a tuple.
    public func decode<A: Codable, B: Codable>(_ name: String, like: @autoclosure () -> (A, B)) throws -> (A, B) {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>>.self)
    }

    /// Reads a tuple.
    public func decode<A: Codable, B: FrameStorable>(_ name: String, like: @autoclosure () -> (A, B)) throws -> (A, B) {
        try get(name, TupleFormat<PlainFormat<A>, B.FrameFormat>.self)
    }

    /// Reads a tuple.
    public func decode<A: FrameStorable, B: Codable>(_ name: String, like: @autoclosure () -> (A, B)) throws -> (A, B) {
        try get(name, TupleFormat<A.FrameFormat, PlainFormat<B>>.self)
    }

    /// Reads a tuple.
    public func decode<A: FrameStorable, B: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> (A, B)
    ) throws -> (A, B) {
        try get(name, TupleFormat<A.FrameFormat, B.FrameFormat>.self)
    }

    /// Reads a tuple.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)
    ) throws -> (A, B, C) {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>>.self)
    }

    /// Reads a tuple.
    public func decode<A: Codable, B: Codable, C: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)
    ) throws -> (A, B, C) {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>, C.FrameFormat>.self)
    }

    /// Reads a tuple.
    public func decode<A: Codable, B: FrameStorable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)
    ) throws -> (A, B, C) {
        try get(name, TupleFormat<PlainFormat<A>, B.FrameFormat, PlainFormat<C>>.self)
    }

    /// Reads a tuple.
    public func decode<A: Codable, B: FrameStorable, C: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)
    ) throws -> (A, B, C) {
        try get(name, TupleFormat<PlainFormat<A>, B.FrameFormat, C.FrameFormat>.self)
    }

    /// Reads a tuple.
    public func decode<A: FrameStorable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)
    ) throws -> (A, B, C) {
        try get(name, TupleFormat<A.FrameFormat, PlainFormat<B>, PlainFormat<C>>.self)
    }

    /// Reads a tuple.
    public func decode<A: FrameStorable, B: Codable, C: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)
    ) throws -> (A, B, C) {
        try get(name, TupleFormat<A.FrameFormat, PlainFormat<B>, C.FrameFormat>.self)
    }

    /// Reads a tuple.
    public func decode<A: FrameStorable, B: FrameStorable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)
    ) throws -> (A, B, C) {
        try get(name, TupleFormat<A.FrameFormat, B.FrameFormat, PlainFormat<C>>.self)
    }

    /// Reads a tuple.
    public func decode<A: FrameStorable, B: FrameStorable, C: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C)
    ) throws -> (A, B, C) {
        try get(name, TupleFormat<A.FrameFormat, B.FrameFormat, C.FrameFormat>.self)
    }

    /// Reads a tuple.
    public func decode<A: Codable, B: Codable, C: Codable, D: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C, D)
    ) throws -> (A, B, C, D) {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>>.self)
    }

    /// Reads a tuple.
    public func decode<A: Codable, B: Codable, C: Codable, D: Codable, E: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C, D, E)
    ) throws -> (A, B, C, D, E) {
        try get(name, TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>, PlainFormat<E>>.self)
    }

    /// Reads a tuple.
    public func decode<A: Codable, B: Codable, C: Codable, D: Codable, E: Codable, F: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, B, C, D, E, F)
    ) throws -> (A, B, C, D, E, F) {
        try get(
            name,
            TupleFormat<PlainFormat<A>, PlainFormat<B>, PlainFormat<C>, PlainFormat<D>, PlainFormat<E>, PlainFormat<F>>
                .self
        )
    }

    /// Reads a tuple in a tuple.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> (A, (B, C))
    ) throws -> (A, (B, C)) {
        try get(name, TupleFormat<PlainFormat<A>, TupleFormat<PlainFormat<B>, PlainFormat<C>>>.self)
    }

    /// Reads a tuple in a tuple.
    public func decode<A: Codable, B: Codable, C: Codable>(
        _ name: String,
        like: @autoclosure () -> ((A, B), C)
    ) throws -> ((A, B), C) {
        try get(name, TupleFormat<TupleFormat<PlainFormat<A>, PlainFormat<B>>, PlainFormat<C>>.self)
    }
}
