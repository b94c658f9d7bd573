/// Stores an array.
public enum ArrayFormat<Element: StorageFormat>: StorageFormat {
    /// The elements' stored forms.
    public static func stored(_ value: [Element.Value]) throws -> [Element.Stored] {
        try value.map(Element.stored)
    }

    /// The elements.
    public static func value(_ stored: [Element.Stored]) throws -> [Element.Value] {
        try stored.map(Element.value)
    }
}

/// Stores a part of an array, its indices included.
public enum ArraySliceFormat<Element: StorageFormat>: StorageFormat {
    /// A slice gets its indices back only by being cut out of an array as long, which has its bounds.
    private static var longestPrefix: Int { (1 << 28) / max(MemoryLayout<Element.Value>.stride, 1) }

    /// The first index, and the elements' stored forms.
    public static func stored(_ value: ArraySlice<Element.Value>) throws -> StoredTuple<Int, [Element.Stored]> {
        guard value.startIndex <= longestPrefix else {
            throw SnapshotError.incompatible("a slice begins too far into its array: make an Array of it")
        }
        return StoredTuple((value.isEmpty ? 0 : value.startIndex, try value.map(Element.stored)))
    }

    /// The elements, at indices that begin with the first.
    public static func value(_ stored: StoredTuple<Int, [Element.Stored]>) throws -> ArraySlice<Element.Value> {
        let (start, elements) = (stored.parts.0, try stored.parts.1.map(Element.value))
        guard let filler = elements.first else { return [] }
        guard (0...longestPrefix).contains(start) else {
            throw SnapshotError.incompatible("a slice begins at \(start)")
        }
        return (Array(repeating: filler, count: start) + elements)[start...]
    }
}

/// Stores an array that is seen in reverse.
public enum ReversedFormat<Element: StorageFormat>: StorageFormat {
    /// The elements' stored forms, in the order in which they are seen.
    public static func stored(_ value: ReversedCollection<[Element.Value]>) throws -> [Element.Stored] {
        try value.map(Element.stored)
    }

    /// The elements.
    public static func value(_ stored: [Element.Stored]) throws -> ReversedCollection<[Element.Value]> {
        let base: [Element.Value] = try stored.map(Element.value).reversed()
        return base.reversed()
    }
}

/// Stores a set.
public enum SetFormat<Element: StorageFormat>: StorageFormat where Element.Value: Hashable {
    /// The elements' stored forms.
    public static func stored(_ value: Set<Element.Value>) throws -> [Element.Stored] {
        try value.map(Element.stored)
    }

    /// The elements.
    public static func value(_ stored: [Element.Stored]) throws -> Set<Element.Value> {
        Set(try stored.map(Element.value))
    }
}

/// Stores a dictionary as pairs.
public enum DictionaryFormat<Key: StorageFormat, Value: StorageFormat>: StorageFormat where Key.Value: Hashable {
    /// The keys' and values' stored forms.
    public static func stored(_ value: [Key.Value: Value.Value]) throws -> [StoredTuple<Key.Stored, Value.Stored>] {
        try value.map { StoredTuple((try Key.stored($0.key), try Value.stored($0.value))) }
    }

    /// The dictionary.
    public static func value(_ stored: [StoredTuple<Key.Stored, Value.Stored>]) throws -> [Key.Value: Value.Value] {
        let pairs = try stored.map { (try Key.value($0.parts.0), try Value.value($0.parts.1)) }
        return try Dictionary(pairs) { _, _ in throw SnapshotError.incompatible("a dictionary has a key twice") }
    }
}

/// Stores a range.
public enum RangeFormat<Bound: StorageFormat>: StorageFormat where Bound.Value: Comparable {
    /// The bounds' stored forms.
    public static func stored(_ value: Range<Bound.Value>) throws -> StoredTuple<Bound.Stored, Bound.Stored> {
        StoredTuple((try Bound.stored(value.lowerBound), try Bound.stored(value.upperBound)))
    }

    /// The range.
    public static func value(_ stored: StoredTuple<Bound.Stored, Bound.Stored>) throws -> Range<Bound.Value> {
        let (lower, upper) = (try Bound.value(stored.parts.0), try Bound.value(stored.parts.1))
        guard lower <= upper else { throw SnapshotError.incompatible("a range ends before it begins") }
        return lower..<upper
    }
}

/// Stores an iterator over an array as the elements that it has not given yet.
public enum ArrayIteratorFormat<Element: StorageFormat>: StorageFormat {
    /// The stored forms of the elements that are left.
    public static func stored(_ value: IndexingIterator<[Element.Value]>) throws -> [Element.Stored] {
        try IteratorSequence(value).map(Element.stored)
    }

    /// An iterator over what was left.
    public static func value(_ stored: [Element.Stored]) throws -> IndexingIterator<[Element.Value]> {
        try stored.map(Element.value).makeIterator()
    }
}

/// Stores an iterator over a string as the characters that it has not given yet.
public enum StringIteratorFormat: StorageFormat {
    /// The characters that are left.
    public static func stored(_ value: String.Iterator) -> String {
        String(IteratorSequence(value))
    }

    /// An iterator over what was left.
    public static func value(_ stored: String) -> String.Iterator {
        stored.makeIterator()
    }
}
