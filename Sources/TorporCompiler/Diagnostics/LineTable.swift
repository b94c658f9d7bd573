/// Where the lines of a text begin.
struct LineTable {
    /// The text in UTF-8, byte by byte as the file has it.
    let bytes: [UInt8]
    /// The offsets of the lines' first bytes.
    private let starts: [Int]

    /// Makes a table. Lines end as in Swift: with a line feed, a carriage return, or both.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        var starts = [0]
        for (offset, byte) in bytes.enumerated() {
            let isEnd = byte == UInt8(ascii: "\n")
            let isLoneReturn = byte == UInt8(ascii: "\r") && bytes.dropFirst(offset + 1).first != UInt8(ascii: "\n")
            if isEnd || isLoneReturn { starts.append(offset + 1) }
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// The bytes that a location covers; nil where the text has no such place.
    func range(of location: Location) -> Range<Int>? {
        guard starts.indices.contains(location.line - 1), location.column >= 1, location.length >= 0 else { return nil }
        let start = starts[location.line - 1] + location.column - 1
        let end = starts.indices.contains(location.line) ? starts[location.line] : bytes.count + 1
        guard start < end || start == bytes.count, start + location.length <= bytes.count else { return nil }
        return start..<(start + location.length)
    }
}
