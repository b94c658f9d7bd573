import SwiftSyntax

extension DiagnosticIdentifier {
    static let privateName: Self = "PrivateName"
    static let localType: Self = "LocalType"
}

/// Finds uses of what the generated file cannot see: private declarations, and local functions in local types.
enum VisibilityCheck {
    static func check(
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ diagnostics: DiagnosticCollector
    ) {
        func visit(_ node: Syntax, in type: NestedType? = nil) {
            let type = type ?? nestedType(node, resolution)
            if let type, let local = resolution.bindings[node.id] {
                let name = resolution.locals[local].name
                diagnostics.report(
                    .error(
                        .localType,
                        "local type '\(type.name)' uses local function '\(name)', and the frame has the type outside of "
                            + "'\(function.name)': declare '\(name)' outside of the function too"
                    ),
                    at: function.file.location(of: node)
                )
            }
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
            for child in node.children(viewMode: .sourceAccurate) { visit(child, in: type) }
        }
        visit(Syntax(function.declaration.signature))
        visit(Syntax(function.body))
    }

    /// The type of the function that a node declares.
    private static func nestedType(_ node: Syntax, _ resolution: Resolution) -> NestedType? {
        guard node.asProtocol((any NamedDeclSyntax).self) != nil else { return nil }
        return resolution.typeBindings[node.id].map { resolution.types[$0] }
    }

    /// The name that a node uses, if it is not that of a local.
    private static func name(of node: Syntax, _ resolution: Resolution) -> (String, Syntax)? {
        if let reference = node.as(DeclReferenceExprSyntax.self), resolution.bindings[reference.id] == nil {
            let isMember = reference.parent?.as(MemberAccessExprSyntax.self)?.declName.id == reference.id
            guard !isMember, !resolution.isOwn(reference.id) else { return nil }
            return (reference.baseName.identifierText, node)
        }
        if let type = node.as(IdentifierTypeSyntax.self), !resolution.isOwn(type.id) {
            return (type.name.identifierText, node)
        }
        return nil
    }
}
