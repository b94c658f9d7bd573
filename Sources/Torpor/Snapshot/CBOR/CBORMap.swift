import Foundation

/// The entries of a map, found by their keys: which of a document's entries they are.
struct CBORMap {
    struct Entry {
        /// The key's text.
        let start: UInt32
        let length: UInt32
        let value: CBORDocument.Position
    }

    private let first: UInt32
    private let count: UInt32

    /// No entries.
    init() {
        (first, count) = (0, 0)
    }

    /// Finds the entries of a map.
    ///
    /// - Parameters:
    ///   - document: where it is.
    ///   - position: where in that.
    ///   - path: how it got there.
    ///   - isReadOnce: whether nobody will look for the entries again.
    /// - Throws: `DecodingError.dataCorrupted` if a key is not text or there twice.
    init(
        _ document: CBORDocument,
        _ position: CBORDocument.Position,
        _ path: CBORPathNode,
        isReadOnce: Bool = false
    ) throws {
        let (place, count) = document.contents(position)
        self.count = UInt32(count)
        if count == 0 {
            first = 0
        } else if !isReadOnce, let first = document.firstEntry(of: position) {
            self.first = UInt32(first)
        } else {
            let first = document.entries.count
            do {
                try Self.find(count, from: place, in: document, path)
            } catch {
                document.entries.truncate(to: first)
                throw error
            }
            if !isReadOnce { document.keepFirstEntry(first, of: position) }
            self.first = UInt32(first)
        }
    }

    private static func find(
        _ count: Int,
        from first: CBORDocument.Position,
        in document: CBORDocument,
        _ path: CBORPathNode
    ) throws {
        var place = first
        var isAscending = true
        let begin = document.entries.count
        for index in 0..<count {
            let key = document.head(place)
            guard key.major == .text, !key.isIndefinite else {
                throw DecodingError.dataCorrupted(path.path.context("a key is not plain text"))
            }
            let end = UInt32(key.end) + UInt32(key.argument)
            let value = CBORDocument.Position(offset: end, container: place.container)
            let entry = Entry(start: UInt32(key.end), length: UInt32(key.argument), value: value)
            if index > 0, compare(document.entries[begin + index - 1], entry, document) >= 0 { isAscending = false }
            document.entries.append(entry)
            place = document.next(value)
        }
        if !isAscending { try sort(from: begin, in: document, path) }
    }

    @inline(never)
    private static func sort(from begin: Int, in document: CBORDocument, _ path: CBORPathNode) throws {
        var entries = document.entries.suffix(from: begin)
        entries.sort { compare($0, $1, document) < 0 }
        for (one, two) in zip(entries, entries.dropFirst()) where compare(one, two, document) == 0 {
            throw DecodingError.dataCorrupted(path.path.context("a key is there twice"))
        }
    }

    private var range: Range<Int> { Int(first)..<Int(first) + Int(count) }

    /// The keys, in the order of their bytes.
    func keys(in document: CBORDocument) -> [String] {
        range.compactMap { document.keyText(document.entries[$0]) }
    }

    /// The keys of a type that are there, in the order of their bytes.
    func keys<Key: CodingKey>(as type: Key.Type, in document: CBORDocument) -> [Key] {
        var keys: [Key] = []
        for index in range {
            let text = document.keyText(document.entries[index])
            guard let text, let key = Key(stringValue: text) else { continue }
            if keys.isEmpty { keys.reserveCapacity(min(range.upperBound - index, 64)) }
            keys.append(key)
        }
        return keys
    }

    /// The key, if there is one that is short, and no other.
    @inline(__always)
    func onlyKey(in document: CBORDocument) -> ShortText? {
        guard count == 1, case let entry = document.entries[Int(first)], 1...15 ~= entry.length else { return nil }
        return document.shortText(at: Int(entry.start), count: Int(entry.length))
    }

    /// The value at a key; nil if there is none.
    @inline(__always)
    func find(_ key: String, in document: CBORDocument) -> CBORDocument.Position? {
        guard count <= 12, let short = ShortText(key) else { return search(key, in: document) }
        var index = Int(first)
        let end = index + Int(count)
        while index < end {
            if document.entries[index].length == UInt32(truncatingIfNeeded: short.count),
                document.isText(short, at: Int(document.entries[index].start))
            {
                return document.entries[index].value
            }
            index += 1
        }
        return nil
    }

    @inline(never)
    private func search(_ key: String, in document: CBORDocument) -> CBORDocument.Position? {
        var key = key
        return key.withUTF8 { bytes in
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                let entry = document.entries[middle]
                var order = Int(entry.length) - bytes.count
                if order == 0, !bytes.isEmpty {
                    order = Int(memcmp(document.base + Int(entry.start), bytes.baseAddress!, bytes.count))
                }
                if order == 0 { return entry.value }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    /// The order of two keys: shorter ones come first.
    @inline(__always)
    private static func compare(_ one: Entry, _ two: Entry, _ document: CBORDocument) -> Int {
        if one.length != two.length { return one.length < two.length ? -1 : 1 }
        return Int(memcmp(document.base + Int(one.start), document.base + Int(two.start), Int(one.length)))
    }
}

extension CBORDocument {
    fileprivate func keyText(_ entry: CBORMap.Entry) -> String? {
        Self.text(UnsafeBufferPointer(start: base + Int(entry.start), count: Int(entry.length)))
    }

    /// The text at a place, of 1 to 15 bytes.
    @inline(__always)
    fileprivate func shortText(at offset: Int, count: Int) -> ShortText {
        // There is room behind the last byte.
        let place = UnsafeRawPointer(base + offset)
        let first = place.loadUnaligned(as: UInt64.self)
        let unused = UInt64(truncatingIfNeeded: (16 - count) * 8)
        if count <= 8 {
            return ShortText(first: (first &<< (unused &- 64)) &>> (unused &- 64), second: 0, count: count)
        }
        let second = place.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        return ShortText(first: first, second: (second &<< unused) &>> unused, count: count)
    }

    /// Whether a text is at a place, of which it is known that it is as long.
    @inline(__always)
    fileprivate func isText(_ text: ShortText, at offset: Int) -> Bool {
        text.count == 0 || shortText(at: offset, count: text.count) == text
    }
}

/// How the values in a map are read.
extension CBORDocument {
    /// The value at a key.
    ///
    /// - Throws: `DecodingError.keyNotFound`.
    @inline(__always)
    func find<Key: CodingKey>(_ key: Key, _ map: CBORMap, _ path: @autoclosure () -> CBORPathNode) throws -> Position {
        if let position = map.find(key.stringValue, in: self) { return position }
        throw Self.missing(key, path())
    }

    @inline(never)
    private static func missing(_ key: any CodingKey, _ path: CBORPathNode) -> any Error {
        DecodingError.keyNotFound(key, path.path.context("there is no such key"))
    }

    @inline(__always)
    func decode<Value: Decodable, Key: CodingKey>(
        _ type: Value.Type,
        _ key: Key,
        _ map: CBORMap,
        _ path: @autoclosure () -> CBORPathNode
    ) throws -> Value {
        let position = try find(key, map, path())
        if CBORWriter.isScalar(type) { return try read(type, at: position, CBORPath(path(), key: key)) }
        return try decodeNested(type, key, position, path())
    }

    @inline(never)
    private func decodeNested<Value: Decodable, Key: CodingKey>(
        _ type: Value.Type,
        _ key: Key,
        _ position: Position,
        _ path: CBORPathNode
    ) throws -> Value {
        do {
            return try read(type, at: position, CBORPath(path, key: key))
        } catch {
            return try postponed(type, key, position, path, error)
        }
    }

    /// What stands in the place of a value that cannot be read yet. Apart from what reads others, which would have to look
    /// up the types that are mentioned here.
    @inline(never)
    private func postponed<Value: Decodable>(
        _ type: Value.Type,
        _ key: any CodingKey,
        _ position: Position,
        _ path: CBORPathNode,
        _ error: any Error
    ) throws -> Value {
        guard let cycle = objects.cycle(behind: error) else { throw error }
        guard let type = type as? any PossiblyEmpty.Type, let empty = type.empty as? Value else { throw error }
        try postpone(key, of: path.owner, cycle, (at: position, CBORPath(path, key: key)))
        return empty
    }

    @inline(__always)
    func decodeIfPresent<Value: Decodable, Key: CodingKey>(
        _ type: Value.Type,
        _ key: Key,
        _ map: CBORMap,
        _ path: @autoclosure () -> CBORPathNode
    ) throws -> Value? {
        guard var position = map.find(key.stringValue, in: self) else { return nil }
        if isMarked(position) {
            position = content(position)
        } else if isNull(position) {
            return nil
        }
        if CBORWriter.isScalar(type) { return try read(type, at: position, CBORPath(path(), key: key)) }
        return try decodePresent(type, key, position, path())
    }

    @inline(never)
    private func decodePresent<Value: Decodable, Key: CodingKey>(
        _ type: Value.Type,
        _ key: Key,
        _ position: Position,
        _ path: CBORPathNode
    ) throws -> Value? {
        do {
            return try read(type, at: position, CBORPath(path, key: key))
        } catch {
            guard let cycle = objects.cycle(behind: error) else { throw error }
            try postpone(key, of: path.owner, cycle, (at: position, CBORPath(path, key: key)))
            return nil
        }
    }

    /// What reads the value at a key.
    func decoder<Key: CodingKey>(_ key: Key, _ map: CBORMap, _ path: CBORPathNode) throws -> CBORItemDecoder {
        let position = try find(key, map, path)
        // What a superclass reads belongs to the same instance.
        let owner = key.stringValue == CBORKey.super.stringValue ? path.owner : nil
        let node = CBORPath(path, key: key).node(owner: owner)
        return CBORItemDecoder(document: self, position: position, path: node)
    }
}
