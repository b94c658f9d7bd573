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
            writer.line("// MARK: - \(function.function.fullName)")
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

/// Prints the catalog of a module: its coroutines by identifier, and its errors that can be stored.
enum CatalogEmitter {
    static func emit(_ functions: [DurableFunction], errors: [String], module: String) -> String {
        var writer = Writer(path: "")
        writer.line("\(Compiler.marker) \(Compiler.version). Do not edit.")
        writer.line()
        writer.line("import Torpor")
        writer.line()
        writer.line("/// The coroutines of the module.")
        writer.block("enum \(module)Coroutines {") { writer in
            writer.line("/// The coroutine types by the identifiers of their functions.")
            writer.block("static var all: [Swift.String: any Torpor.Coroutine.Type] {") { writer in
                // A generic coroutine is a type only together with its arguments.
                let sorted = functions.filter { !$0.isGeneric }.sorted { $0.identifier < $1.identifier }
                if sorted.isEmpty {
                    writer.line("[:]")
                } else {
                    writer.line("[")
                    for function in sorted {
                        writer.line("    \"\(function.identifier)\": \(function.qualifiedTypeName).self,")
                    }
                    writer.line("]")
                }
            }
            writer.line()
            writer.line("/// The errors that keep their type in a snapshot.")
            let list = errors.sorted().map { "\($0).self" }.joined(separator: ", ")
            writer.line("static var errors: [any (Swift.Error & Swift.Codable).Type] { [\(list)] }")
        }
        return writer.text
    }
}
