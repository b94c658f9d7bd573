import Foundation

/// The entries of a map, found by their keys.
struct CBORMap {
    struct Entry {
        /// The key's text.
        let start: UInt32
        let length: UInt32
        let value: CBORDocument.Position
    }

    let document: CBORDocument
    let path: CBORPathNode
    /// Which of the document's entries are those of the map.
    private let range: Range<Int>

    /// Finds the entries of a map.
    ///
    /// - Throws: `DecodingError.dataCorrupted` if a key is not text or there twice.
    init(_ document: CBORDocument, _ position: CBORDocument.Position, _ path: CBORPathNode) throws {
        self.document = document
        self.path = path
        let (place, count) = document.contents(position)
        if count == 0 {
            range = 0..<0
        } else if let first = document.firstEntry(of: position) {
            range = first..<first + count
        } else {
            let first = document.entries.count
            do {
                try Self.find(count, from: place, in: document, path)
            } catch {
                document.entries.removeLast(document.entries.count - first)
                throw error
            }
            document.keepFirstEntry(first, of: position)
            range = first..<first + count
        }
    }

    private static func find(
        _ count: Int,
        from first: CBORDocument.Position,
        in document: CBORDocument,
        _ path: CBORPathNode
    ) throws {
        var place = first
        var last: Entry?
        var isAscending = true
        let begin = document.entries.count
        for _ in 0..<count {
            let key = document.head(place)
            guard key.major == .text, !key.isIndefinite else {
                throw DecodingError.dataCorrupted(path.path.context("a key is not plain text"))
            }
            let value = document.next(place)
            let entry = Entry(start: UInt32(key.end), length: UInt32(key.argument), value: value)
            if let last, compare(last, entry, document) >= 0 { isAscending = false }
            document.entries.append(entry)
            last = entry
            place = document.next(value)
        }
        if isAscending { return }
        let sorted = document.entries[begin...].sorted { compare($0, $1, document) < 0 }
        for (one, two) in zip(sorted, sorted.dropFirst()) where compare(one, two, document) == 0 {
            throw DecodingError.dataCorrupted(path.path.context("a key is there twice"))
        }
        document.entries.replaceSubrange(begin..., with: sorted)
    }

    /// The keys, in the order of their bytes.
    var keys: [String] {
        var keys: [String] = []
        for index in range {
            let entry = document.entries[index]
            let bytes = UnsafeBufferPointer(start: document.base + Int(entry.start), count: Int(entry.length))
            if let key = CBORDocument.text(bytes) { keys.append(key) }
        }
        return keys
    }

    /// The value at a key.
    ///
    /// - Throws: `DecodingError.keyNotFound`.
    func value(_ key: any CodingKey) throws -> CBORDocument.Position {
        if let position = find(key.stringValue) { return position }
        throw DecodingError.keyNotFound(key, path.path.context("there is no such key"))
    }

    /// The value at a key; nil if there is none.
    func find(_ key: String) -> CBORDocument.Position? {
        var key = key
        return key.withUTF8 { bytes in
            let length = UInt32(truncatingIfNeeded: bytes.count)
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                let entry = document.entries[middle]
                var order = Int(entry.length) - Int(length)
                if order == 0, length > 0 {
                    order = Int(memcmp(document.base + Int(entry.start), bytes.baseAddress!, bytes.count))
                }
                if order == 0 { return entry.value }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    /// The order of two keys: shorter ones come first.
    private static func compare(_ one: Entry, _ two: Entry, _ document: CBORDocument) -> Int {
        if one.length != two.length { return one.length < two.length ? -1 : 1 }
        return Int(memcmp(document.base + Int(one.start), document.base + Int(two.start), Int(one.length)))
    }
}
