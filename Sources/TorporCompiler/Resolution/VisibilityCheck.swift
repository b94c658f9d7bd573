import SwiftSyntax

extension DiagnosticIdentifier {
    static let privateName: Self = "PrivateName"
    static let localType: Self = "LocalType"
}

/// Finds uses of what the generated file cannot see: private declarations, and types that the function declares itself.
enum VisibilityCheck {
    static func check(
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ diagnostics: DiagnosticCollector
    ) {
        func visit(_ node: Syntax) {
            if let (name, place) = name(of: node, resolution),
                index.isHidden(name, in: function.context, path: function.file.source.path)
            {
                diagnostics.report(
                    .error(
                        .privateName,
                        "'\(name)' is private, and the coroutine of '\(function.name)' is in a file of its own: "
                            + "make '\(name)' internal"
                    ),
                    at: function.file.location(of: place)
                )
            }
            for child in node.children(viewMode: .sourceAccurate) { visit(child) }
        }
        visit(Syntax(function.declaration.signature))
        visit(Syntax(function.body))
    }

    /// The name that a node uses, if it is not that of a local.
    private static func name(of node: Syntax, _ resolution: Resolution) -> (String, Syntax)? {
        if let reference = node.as(DeclReferenceExprSyntax.self), resolution.bindings[reference.id] == nil {
            let isMember = reference.parent?.as(MemberAccessExprSyntax.self)?.declName.id == reference.id
            guard !isMember, !resolution.innerNames.contains(reference.id) else { return nil }
            return (reference.baseName.identifierText, node)
        }
        if let type = node.as(IdentifierTypeSyntax.self), !resolution.innerNames.contains(type.id) {
            return (type.name.identifierText, node)
        }
        return nil
    }
}
