import SwiftSyntax

/// Spells names as generated code has to. It is in an extension of the type around the function, where the members of the
/// types around that one are not found by their names alone.
struct Qualifier {
    /// The types around the function, outermost first, as the source nests them.
    let context: [String]
    let index: DeclarationIndex

    /// The full spelling of a name that stands by itself; nil where the name alone does.
    func qualified(_ name: String) -> String? {
        guard !context.isEmpty else { return nil }
        if name == "Self" { return nil }
        guard context.count > 1, !index.isMember(name, of: context.joined(separator: ".")) else { return nil }
        for depth in (1..<context.count).reversed() {
            let scope = context.prefix(depth).joined(separator: ".")
            if index.isMember(name, of: scope) { return "\(scope).\(name)" }
        }
        return nil
    }

    /// A type with its names spelled in full.
    ///
    /// - Parameters:
    ///   - type: the type as the user wrote it.
    ///   - outside: whether it is to stand outside of the type around the function, where `Self` is another.
    func type(_ type: String, outside: Bool = false) -> String {
        guard !context.isEmpty else { return type }
        return type.replacingWords { word, previous in
            if outside, word == "Self" { return context.joined(separator: ".") }
            return previous == "." ? nil : qualified(word)
        }
    }
}
