import SwiftSyntax

extension TokenSyntax {
    /// The name without the back-ticks that may be around it.
    var identifierText: String {
        let text = self.text
        return text.count > 2 && text.hasPrefix("`") && text.hasSuffix("`") ? String(text.dropFirst().dropLast()) : text
    }
}

extension SyntaxProtocol {
    /// The text without the white space and the comments around it. The syntax library's own property of this name, which
    /// this one hides, copies the tree for it.
    var trimmedDescription: String {
        let (leading, trailing) = (leadingTriviaLength.utf8Length, trailingTriviaLength.utf8Length)
        let text = description
        guard leading > 0 || trailing > 0 else { return text }
        return String(Substring(text.utf8.dropFirst(leading).dropLast(trailing)))
    }
}

extension String {
    /// The parts of a name with those around it: `Outer.Inner`.
    var path: [String] { split(separator: ".").map(String.init) }

    /// The string with its first letter in upper case.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
