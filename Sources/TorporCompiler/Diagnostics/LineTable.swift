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
        bytes.withUnsafeBufferPointer { bytes in
            for (offset, byte) in bytes.enumerated() {
                let isEnd = byte == UInt8(ascii: "\n")
                let isReturn = byte == UInt8(ascii: "\r")
                if isEnd || isReturn && (offset + 1 == bytes.count || bytes[offset + 1] != UInt8(ascii: "\n")) {
                    starts.append(offset + 1)
                }
            }
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// The line and the column, each from 1, of an offset; the end of the text for one behind it.
    func place(of offset: Int) -> (line: Int, column: Int) {
        let offset = min(offset, bytes.count)
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - starts[low] + 1)
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
