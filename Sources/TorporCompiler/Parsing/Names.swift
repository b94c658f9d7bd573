import SwiftSyntax

extension TokenSyntax {
    /// The name without the back-ticks that may be around it.
    var identifierText: String {
        let text = self.text
        return text.count > 2 && text.hasPrefix("`") && text.hasSuffix("`") ? String(text.dropFirst().dropLast()) : text
    }
}

extension String {
    /// The string with its first letter in upper case.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
