import SwiftSyntax

/// Prints the file that belongs to a source: empty but for its header where the source has no durable function.
enum FileEmitter {
    static func emit(
        _ functions: [LoweredFunction],
        of file: ParsedFile,
        module: String,
        overloaded: Set<String>
    ) -> String {
        guard !functions.isEmpty else { return header(of: file.source) }
        var writer = Writer(path: file.source.path)
        writer.line(String(header(of: file.source).dropLast()))
        writer.line()
        for line in imports(of: file, functions) { writer.line(line) }
        for function in functions {
            writer.line()
            CoroutineEmitter(
                lowered: function,
                catalog: "\(module)Coroutines",
                isOverloaded: function.isOverloaded(by: overloaded)
            ).emit(into: &writer)
        }
        return writer.text
    }

    /// The first line of a file, and the only one where the source has no durable function.
    static func header(of source: SourceFile) -> String {
        "\(Compiler.marker) \(Compiler.version) from \(source.name). Do not edit: change the source instead.\n"
    }

    /// The imports of the source; that of the runtime as visible as the coroutines are.
    private static func imports(of file: ParsedFile, _ functions: [LoweredFunction]) -> [String] {
        let isPublic = functions.contains { $0.function.access == "public" }
        let isPackage = functions.contains { $0.function.access == "package" }
        var lines: [String] = []
        for item in file.tree.statements {
            if let declaration = item.item.as(ImportDeclSyntax.self) {
                guard declaration.path.trimmedDescription != "Torpor" else { continue }
                let isVisible = isPublic || isPackage
                let kept = declaration.modifiers.filter { isVisible || !["public", "package"].contains($0.name.text) }
                let attributes = declaration.attributes.trimmedDescription.replacing("@_exported", with: "")
                let parts = [
                    attributes, kept.trimmedDescription, "import", declaration.importKindSpecifier?.text ?? "",
                    declaration.path.trimmedDescription,
                ]
                lines.append(parts.filter { !$0.isEmpty }.joined(separator: " "))
            } else if let conditional = item.item.as(IfConfigDeclSyntax.self),
                conditional.descendants(ImportDeclSyntax.self).count > 0,
                conditional.descendants(CodeBlockItemSyntax.self).allSatisfy({ $0.item.is(ImportDeclSyntax.self) })
            {
                lines += conditional.trimmedDescription.split(separator: "\n").map(String.init)
            }
        }
        lines.append((isPublic ? "public " : isPackage ? "package " : "") + "import Torpor")
        return lines
    }
}
