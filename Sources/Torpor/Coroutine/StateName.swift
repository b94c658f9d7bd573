import Foundation

/// The name of a state of a coroutine: a part of one of its static strings.
struct StateName {
    private let bytes: UnsafeBufferPointer<UInt8>

    /// No name.
    init() { bytes = UnsafeBufferPointer(start: nil, count: 0) }

    /// A part of a static string, which stays where it is as long as the program runs.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Whether it is one of the names in a list, with a space between two. In an empty list are all.
    func isIn(_ list: StaticString) -> Bool {
        list.utf8CodeUnitCount == 0
            || list.withUTF8Buffer { list in
                var words = Words(list)
                while let word = words.next() {
                    if word.count == bytes.count, word.begins(with: bytes) { return true }
                }
                return false
            }
    }
}

/// The words of a static string, with a space between two.
private struct Words {
    private var rest: UnsafeBufferPointer<UInt8>

    init(_ text: UnsafeBufferPointer<UInt8>) { rest = text }

    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.offset(of: .space)
        defer { rest = UnsafeBufferPointer(rebasing: rest[min(end + 1, rest.count)...]) }
        return UnsafeBufferPointer(rebasing: rest[..<end])
    }
}

extension SourceMap {
    /// A state by its position.
    ///
    /// - Returns: its name, and the name with the line.
    func state(at position: Int) -> (name: StateName, place: UnsafeBufferPointer<UInt8>) {
        lines.withUTF8Buffer { text in
            var words = Words(text)
            for _ in 0..<position { _ = words.next() }
            let word = words.next()!
            return (StateName(UnsafeBufferPointer(rebasing: word[..<word.offset(of: .colon)])), word)
        }
    }

    /// A state with its line, such as `sleep1:13`; just the state, if its line is not known.
    func place(of name: String) -> String {
        var text = name
        return text.withUTF8 { text in
            state(named: text).map { String(decoding: state(at: $0.position).place, as: UTF8.self) }
        } ?? name
    }

    /// A state by its name.
    ///
    /// - Returns: its position and its name; nil if there is no such state.
    func state(named name: UnsafeBufferPointer<UInt8>) -> (position: Int, name: StateName)? {
        // Of a snapshot from anywhere, it might be more than a name.
        guard name.offset(of: .space) == name.count, name.offset(of: .colon) == name.count else { return nil }
        return lines.withUTF8Buffer { text in
            var (position, words) = (0, Words(text))
            while let word = words.next() {
                if word.count > name.count, word[name.count] == .colon, word.begins(with: name) {
                    return (position, StateName(UnsafeBufferPointer(rebasing: word[..<name.count])))
                }
                position += 1
            }
            return nil
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where a byte is first; at the end if it is nowhere.
    @inline(__always)
    fileprivate func offset(of byte: UInt8) -> Int {
        var index = 0
        while index < count, self[index] != byte { index += 1 }
        return index
    }

    /// Whether it begins with others, of which there are no more.
    @inline(__always)
    fileprivate func begins(with other: UnsafeBufferPointer<UInt8>) -> Bool {
        other.isEmpty || memcmp(baseAddress!, other.baseAddress!, other.count) == 0
    }
}

extension UInt8 {
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let colon = UInt8(ascii: ":")
}
