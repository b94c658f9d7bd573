/// A collection of the standard library whose elements are coded without the containers that it would ask for, which
/// takes a fraction of the time. What comes of it is the same.
protocol CBORCollection {
    /// What it is written as.
    static var major: CBORMajor { get }

    /// Writes a collection.
    ///
    /// - Parameters:
    ///   - value: the collection.
    ///   - writer: takes it.
    ///   - key: by which it stands in the container around it; nil for an item of a list.
    static func write(_ value: Self, _ writer: CBORWriter, _ key: (any CodingKey)?) throws

    /// Reads a collection.
    ///
    /// - Parameters:
    ///   - document: where it is.
    ///   - position: where in that.
    ///   - path: how it got there.
    static func read(_ document: CBORDocument, _ position: CBORDocument.Position, _ path: CBORPathNode) throws -> Self
}

extension Array: CBORCollection where Element: Codable {
    static var major: CBORMajor { .array }

    static func write(_ value: [Element], _ writer: CBORWriter, _ key: (any CodingKey)?) throws {
        let scope = writer.open(key)
        writer.become(.array, scope)
        for element in value {
            try writer.beginItem(scope)
            if !writer.writeIfScalar(element) { try writer.writeNested(element, nil) }
        }
        try writer.close()
    }

    static func read(
        _ document: CBORDocument,
        _ position: CBORDocument.Position,
        _ path: CBORPathNode
    ) throws -> [Element] {
        var (place, count) = document.contents(position)
        var list: [Element] = []
        // An element may take many times the bytes that it was made from.
        list.reserveCapacity(Swift.min(count, 4096 / Swift.max(MemoryLayout<Element>.stride, 1) + 1))
        for index in 0..<count {
            list.append(try document.read(Element.self, at: place, path[index]))
            place = document.next(place)
        }
        return list
    }
}

extension Dictionary: CBORCollection where Key == String, Value: Codable {
    static var major: CBORMajor { .map }

    static func write(_ value: [String: Value], _ writer: CBORWriter, _ key: (any CodingKey)?) throws {
        let scope = writer.open(key)
        writer.become(.map, scope)
        for entry in value {
            try writer.beginEntry(entry.key, scope)
            if !writer.writeIfScalar(entry.value) {
                try writer.writeNested(entry.value, CBORKey(stringValue: entry.key))
            }
        }
        try writer.close()
    }

    static func read(
        _ document: CBORDocument,
        _ position: CBORDocument.Position,
        _ path: CBORPathNode
    ) throws -> [String: Value] {
        let (first, count) = document.contents(position)
        var dictionary = [String: Value](minimumCapacity: Swift.min(count, 1024))
        var place = first
        for _ in 0..<count {
            guard !document.head(place).isIndefinite, let key = document.text(place) else {
                throw DecodingError.dataCorrupted(path.path.context("a key is not plain text"))
            }
            let position = document.next(place)
            let value = try document.read(Value.self, at: position, CBORPath(path, key: CBORKey(stringValue: key)))
            guard dictionary.updateValue(value, forKey: key) == nil else {
                throw DecodingError.dataCorrupted(path.path.context("a key is there twice"))
            }
            place = document.next(position)
        }
        return dictionary
    }
}
