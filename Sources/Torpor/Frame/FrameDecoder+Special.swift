extension FrameDecoder {
    /// Reads nothing.
    public func decode(_ name: String, like: @autoclosure () -> Void) throws {
        try get(name, VoidFormat.self)
    }

    /// Reads a value that has a format of its own.
    public func decode<Value: FrameStorable>(_ name: String, like: @autoclosure () -> Value) throws -> Value {
        try get(name, Value.FrameFormat.self)
    }

    /// Reads an optional of an optional.
    public func decode<Value: Codable>(_ name: String, like: @autoclosure () -> Value??) throws -> Value?? {
        try get(name, OptionalFormat<OptionalFormat<PlainFormat<Value>>>.self)
    }

    /// Reads a dictionary.
    public func decode<Key: FrameStorable & Hashable, Value: Codable>(
        _ name: String,
        like: @autoclosure () -> [Key: Value]
    ) throws -> [Key: Value] {
        try get(name, DictionaryFormat<Key.FrameFormat, PlainFormat<Value>>.self)
    }

    /// Reads a dictionary.
    public func decode<Key: Codable & Hashable, Value: FrameStorable>(
        _ name: String,
        like: @autoclosure () -> [Key: Value]
    ) throws -> [Key: Value] {
        try get(name, DictionaryFormat<PlainFormat<Key>, Value.FrameFormat>.self)
    }

    /// Reads a slice.
    public func decode<Element: Codable>(
        _ name: String,
        like: @autoclosure () -> ArraySlice<Element>
    ) throws -> ArraySlice<Element> {
        try get(name, ArraySliceFormat<PlainFormat<Element>>.self)
    }

    /// Reads an array of slices.
    public func decode<Element: Codable>(
        _ name: String,
        like: @autoclosure () -> [ArraySlice<Element>]
    ) throws -> [ArraySlice<Element>] {
        try get(name, ArrayFormat<ArraySliceFormat<PlainFormat<Element>>>.self)
    }

    /// Reads a reversed array.
    public func decode<Element: Codable>(
        _ name: String,
        like: @autoclosure () -> ReversedCollection<[Element]>
    ) throws -> ReversedCollection<[Element]> {
        try get(name, ReversedFormat<PlainFormat<Element>>.self)
    }

    /// Reads an iterator over an array.
    public func decode<Element: Codable>(
        _ name: String,
        like: @autoclosure () -> IndexingIterator<[Element]>
    ) throws -> IndexingIterator<[Element]> {
        try get(name, ArrayIteratorFormat<PlainFormat<Element>>.self)
    }

    /// Reads a result.
    public func decode<Success: Codable, Failure: Error & Codable>(
        _ name: String,
        like: @autoclosure () -> Result<Success, Failure>
    ) throws -> Result<Success, Failure> {
        try get(name, ResultFormat<PlainFormat<Success>, PlainFormat<Failure>>.self)
    }
}
