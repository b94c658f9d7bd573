import SwiftSyntax

extension TokenSyntax {
    /// The name without the back-ticks that may be around it.
    var identifierText: String {
        let text = self.text
        guard text.utf8.first == UInt8(ascii: "`"), text.utf8.count > 2, text.utf8.last == UInt8(ascii: "`") else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }
}

extension SyntaxProtocol {
    /// The white space and the comments in front.
    var leadingText: String {
        let length = leadingTriviaLength.utf8Length
        guard length > 0, let token = firstToken(viewMode: .sourceAccurate) else { return "" }
        return String(decoding: token.syntaxTextBytes[..<length], as: UTF8.self)
    }

    /// The white space and the comments behind.
    var trailingText: String {
        let length = trailingTriviaLength.utf8Length
        guard length > 0, let token = lastToken(viewMode: .sourceAccurate) else { return "" }
        return String(decoding: token.syntaxTextBytes.suffix(length), as: UTF8.self)
    }

    /// The text without the white space and the comments around it. The syntax library's own property of this name, which
    /// this one hides, copies the tree for it.
    var trimmedDescription: String {
        let bytes = syntaxTextBytes
        let (leading, trailing) = (leadingTriviaLength.utf8Length, trailingTriviaLength.utf8Length)
        return String(decoding: bytes[leading..<bytes.count - trailing], as: UTF8.self)
    }
}

extension String {
    /// The parts of a name with those around it: `Outer.Inner`.
    var path: [String] { split(separator: ".").map(String.init) }

    /// The string with its first letter in upper case.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
