/// Iterates over characters. What is stored is the text that is left.
public struct TextIterator<Text: StringProtocol>: IteratorProtocol {
    @usableFromInline let text: Text?
    @usableFromInline var live: Text.Iterator?
    /// How many characters the live iterator has given.
    @usableFromInline var offset = 0
    /// What was left when the iterator was stored, once it has been decoded.
    @usableFromInline var stored: Substring

    /// Starts before the first character.
    @inlinable
    public init(_ text: Text) {
        self.text = text
        live = text.makeIterator()
        stored = Substring()
    }

    /// The next character; nil at the end.
    @inlinable
    public mutating func next() -> Text.Element? {
        if live != nil {
            guard let character = live!.next() else { return nil }
            offset += 1
            return character
        }
        return stored.popFirst()
    }
}

extension TextIterator: Sendable where Text: Sendable, Text.Iterator: Sendable {}

extension TextIterator: Codable {
    /// Reads the text that was left.
    public init(from decoder: any Decoder) throws {
        text = nil
        live = nil
        stored = Substring(try String(from: decoder))
    }

    /// Writes the text that is left.
    public func encode(to encoder: any Encoder) throws {
        let remaining = text.map { String($0.dropFirst(offset)) } ?? String(stored)
        try remaining.encode(to: encoder)
    }
}
