import SwiftSyntax

/// The files of a module, for questions about what is in functions, which an index of declarations does not answer.
final class ModuleContents {
    /// The files that have been parsed, some of them without the bodies of functions.
    private(set) var parsed: [ParsedFile] = []
    /// The sources that have not been parsed with the bodies of functions.
    private var others: [SourceFile] = []
    /// Those of them that have been, because it was asked for.
    private var whole: [String: ParsedFile] = [:]
    /// The files that have functions at module level, by the names of these.
    private var functions: [String: ParsedFile] = [:]
    private lazy var mentions = parsed.filter(\.isWhole).reduce(into: Set()) {
        $0.formUnion(TypeMentions.find(in: $1.tree))
    }

    /// Notes a file that is not parsed.
    func append(_ source: SourceFile) { others.append(source) }

    /// Notes that a file has been parsed.
    func read(_ file: ParsedFile) {
        parsed.append(file)
        for item in file.tree.statements {
            if let function = item.item.as(FunctionDeclSyntax.self) { functions[function.name.identifierText] = file }
        }
    }

    /// Whether some file uses a name as a type.
    func mentions(type name: String) -> Bool {
        if mentions.contains(name) { return true }
        return others.contains { source in
            Array(source.text.utf8).contains(name) && TypeMentions.find(in: whole(source).tree).contains(name)
        }
    }

    /// A function at module level, with its body.
    func function(_ name: String) -> (declaration: FunctionDeclSyntax, file: ParsedFile)? {
        guard var file = functions[name] else { return nil }
        if !file.isWhole { file = whole(file.source) }
        for item in file.tree.statements {
            if let function = item.item.as(FunctionDeclSyntax.self), function.name.identifierText == name {
                return (function, file)
            }
        }
        return nil
    }

    private func whole(_ source: SourceFile) -> ParsedFile {
        if let file = whole[source.path] { return file }
        let file = ParsedFile(source, outline: nil)
        whole[source.path] = file
        return file
    }
}
