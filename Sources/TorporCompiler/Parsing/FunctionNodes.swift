import SwiftSyntax

/// The nodes of a durable function that several stages ask for, by kind and in the order of the source: found in one walk.
final class FunctionNodes {
    /// The references in the body.
    private(set) var references: [DeclReferenceExprSyntax] = []
    /// The calls in the body.
    private(set) var calls: [FunctionCallExprSyntax] = []
    /// Where names are used in the signature and in the body: references, members and types.
    private(set) var names: [Syntax] = []
    private(set) var throwStatements: [ThrowStmtSyntax] = []
    private(set) var casts: [AsExprSyntax] = []
    private(set) var typeTests: [IsExprSyntax] = []
    private(set) var selections: [SwitchExprSyntax] = []
    private(set) var matchings: [MatchingPatternConditionSyntax] = []
    private(set) var catchClauses: [CatchClauseSyntax] = []
    /// Whether a closure captures something that it does not keep alive.
    private(set) var capturesWeakly = false
    /// The names of the types that are declared anywhere in the body.
    private(set) var localTypes: [String] = []

    init(signature: FunctionSignatureSyntax, body: CodeBlockSyntax, _ table: SyntaxTable) {
        table.visit(below: Syntax(signature), for: .kinds) { node in
            if Self.usesName(node) { names.append(node) }
        }
        table.visit(below: Syntax(body), for: .kinds, add)
    }

    private static func usesName(_ node: Syntax) -> Bool {
        switch node.kind {
        case .declReferenceExpr, .memberAccessExpr, .identifierType: true
        default: false
        }
    }

    private func add(_ node: Syntax) {
        switch node.kind {
        case .declReferenceExpr:
            references.append(node.cast(DeclReferenceExprSyntax.self))
            names.append(node)
        case .memberAccessExpr, .identifierType: names.append(node)
        case .functionCallExpr: calls.append(node.cast(FunctionCallExprSyntax.self))
        case .closureCapture:
            if node.cast(ClosureCaptureSyntax.self).specifier?.isWeak == true { capturesWeakly = true }
        case .throwStmt: throwStatements.append(node.cast(ThrowStmtSyntax.self))
        case .asExpr: casts.append(node.cast(AsExprSyntax.self))
        case .isExpr: typeTests.append(node.cast(IsExprSyntax.self))
        case .switchExpr: selections.append(node.cast(SwitchExprSyntax.self))
        case .matchingPatternCondition: matchings.append(node.cast(MatchingPatternConditionSyntax.self))
        case .catchClause: catchClauses.append(node.cast(CatchClauseSyntax.self))
        case .codeBlockItem: addType(node.cast(CodeBlockItemSyntax.self))
        default: break
        }
    }

    private func addType(_ item: CodeBlockItemSyntax) {
        guard !item.item.is(FunctionDeclSyntax.self), let type = Syntax(item.item).asNamedDeclaration else { return }
        localTypes.append(type.name.identifierText)
    }
}
