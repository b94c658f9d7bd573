/// Where a coroutine comes from, for a snapshot to tell. Nothing is decoded by it: a function that has moved, or has
/// changed in a way that a snapshot still fits, goes on with the snapshot.
public struct SourceMap: Sendable {
    private let name: StaticString
    /// The states, in the order of their enumeration, with their lines.
    let lines: StaticString
    /// A fingerprint of the states, and of the locals that are live in each: tells whether the function has changed.
    let schema: UInt32

    /// Takes what generated code says.
    ///
    /// - Parameters:
    ///   - file: the name of the file, without its extension.
    ///   - schema: the fingerprint of the states and their locals.
    ///   - lines: each state with the line at which the function waits in it, such as `remind1:6 sleep1:13`.
    public init(_ file: StaticString, _ schema: UInt32, _ lines: StaticString) {
        name = file
        self.schema = schema
        self.lines = lines
    }

    /// The name of the file, without its extension.
    var file: String { name.description }

    /// The state of a place: all before the colon and the line, if they are there.
    static func state(of place: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var end = place.count
        while end > 0, 0x30...0x39 ~= place[end - 1] { end -= 1 }
        guard end > 1, end < place.count, place[end - 1] == UInt8(ascii: ":") else { return place }
        return UnsafeBufferPointer(rebasing: place[..<(end - 1)])
    }

    /// The state of a place.
    static func state(of place: String) -> String {
        var place = place
        return place.withUTF8 { String(decoding: state(of: $0), as: UTF8.self) }
    }

    /// Takes a place apart: the state, and its line if that is said.
    static func parts(of place: String) -> (state: String, line: Int?) {
        guard let colon = place.utf8.lastIndex(of: UInt8(ascii: ":")),
            let line = Int(place[place.index(after: colon)...])
        else { return (place, nil) }
        return (String(place[..<colon]), line)
    }
}
