import SwiftSyntax

/// The names that a file uses as types.
final class TypeMentions: SyntaxVisitor {
    private var names: Set<String> = []

    static func find(in tree: SourceFileSyntax) -> Set<String> {
        let visitor = TypeMentions(viewMode: .sourceAccurate)
        visitor.walk(tree)
        return visitor.names
    }

    override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
        names.insert(node.name.identifierText)
        return .visitChildren
    }

    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
        let name = node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.identifierText
        if let name, name.first?.isUppercase == true { names.insert(name) }
        return .visitChildren
    }
}
