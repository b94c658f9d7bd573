/// The name of a state of a coroutine: a part of one of its static strings.
struct StateName {
    private let bytes: UnsafeBufferPointer<UInt8>

    /// No name.
    init() { bytes = UnsafeBufferPointer(start: nil, count: 0) }

    /// A part of a static string, which stays where it is as long as the program runs.
    init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) { self.bytes = UnsafeBufferPointer(rebasing: bytes) }

    /// Whether it is one of the names in a list, with a space between two. In an empty list are all.
    func isIn(_ list: StaticString) -> Bool {
        list.utf8CodeUnitCount == 0
            || list.withUTF8Buffer { list in
                var start = 0
                while start + bytes.count <= list.count {
                    let end = start + bytes.count
                    if end == list.count || list[end] == .space, list[start..<end].elementsEqual(bytes) { return true }
                    while start < list.count, list[start] != .space { start += 1 }
                    start += 1
                }
                return false
            }
    }
}

extension SourceMap {
    /// A state by its position.
    ///
    /// - Returns: its name, and the name with the line.
    func state(at position: Int) -> (name: StateName, place: String) {
        lines.withUTF8Buffer { text in
            var start = 0
            for _ in 0..<position { start = text[start...].firstIndex(of: .space)! + 1 }
            let word = text[start..<(text[start...].firstIndex(of: .space) ?? text.count)]
            return (StateName(word[..<word.firstIndex(of: .colon)!]), String(decoding: word, as: UTF8.self))
        }
    }

    /// A state with its line, such as `sleep1:13`; just the state, if its line is not known.
    func place(of name: String) -> String {
        state(named: name).map { state(at: $0.position).place } ?? name
    }

    /// A state by its name.
    ///
    /// - Returns: its position and its name; nil if there is no such state.
    func state(named name: String) -> (position: Int, name: StateName)? {
        var name = name
        return name.withUTF8 { name in
            // Of a snapshot from anywhere, it might be more than a name.
            guard !name.contains(where: { $0 == .space || $0 == .colon }) else { return nil }
            return lines.withUTF8Buffer { text in
                var (position, start) = (0, 0)
                while start + name.count < text.count {
                    let end = start + name.count
                    if text[end] == .colon, text[start..<end].elementsEqual(name) {
                        return (position, StateName(text[start..<end]))
                    }
                    guard let space = text[start...].firstIndex(of: .space) else { return nil }
                    (position, start) = (position + 1, space + 1)
                }
                return nil
            }
        }
    }
}

extension UInt8 {
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let colon = UInt8(ascii: ":")
}
