extension FrameEncoder {
    /// Writes nothing.
    public mutating func encode(_ value: Void, _ name: String) throws {
        try put(value, name, VoidFormat.self)
    }

    /// Writes a value that has a format of its own.
    public mutating func encode<Value: FrameStorable>(_ value: Value, _ name: String) throws {
        try put(value, name, Value.FrameFormat.self)
    }

    /// Writes an optional of an optional.
    public mutating func encode<Value: Codable>(_ value: Value??, _ name: String) throws {
        try put(value, name, OptionalFormat<OptionalFormat<PlainFormat<Value>>>.self)
    }

    /// Writes a dictionary.
    public mutating func encode<Key: FrameStorable & Hashable, Value: Codable>(
        _ value: [Key: Value],
        _ name: String
    ) throws {
        try put(value, name, DictionaryFormat<Key.FrameFormat, PlainFormat<Value>>.self)
    }

    /// Writes a dictionary.
    public mutating func encode<Key: Codable & Hashable, Value: FrameStorable>(
        _ value: [Key: Value],
        _ name: String
    ) throws {
        try put(value, name, DictionaryFormat<PlainFormat<Key>, Value.FrameFormat>.self)
    }

    /// Writes a slice.
    public mutating func encode<Element: Codable>(_ value: ArraySlice<Element>, _ name: String) throws {
        try put(value, name, ArraySliceFormat<PlainFormat<Element>>.self)
    }

    /// Writes an array of slices.
    public mutating func encode<Element: Codable>(_ value: [ArraySlice<Element>], _ name: String) throws {
        try put(value, name, ArrayFormat<ArraySliceFormat<PlainFormat<Element>>>.self)
    }

    /// Writes a reversed array.
    public mutating func encode<Element: Codable>(_ value: ReversedCollection<[Element]>, _ name: String) throws {
        try put(value, name, ReversedFormat<PlainFormat<Element>>.self)
    }

    /// Writes an iterator over an array.
    public mutating func encode<Element: Codable>(_ value: IndexingIterator<[Element]>, _ name: String) throws {
        try put(value, name, ArrayIteratorFormat<PlainFormat<Element>>.self)
    }

    /// Writes a result.
    public mutating func encode<Success: Codable, Failure: Error & Codable>(
        _ value: Result<Success, Failure>,
        _ name: String
    ) throws {
        try put(value, name, ResultFormat<PlainFormat<Success>, PlainFormat<Failure>>.self)
    }
}
