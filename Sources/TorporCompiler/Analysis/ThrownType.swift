import SwiftSyntax

/// The type of the errors that a `do` statement catches.
enum ThrownType {
    /// `any Error`, but where the statement says another type, or where all that throws in it is known to throw the same.
    static func of(_ node: DoStmtSyntax, _ resolution: Resolution, _ index: DeclarationIndex) -> String {
        if let type = node.throwsClause?.type { return resolution.spelling(of: type) }
        var types: Set<String?> = []
        collect(Syntax(node.body), resolution, index, isTried: false, &types)
        return types.count == 1 ? (types.first! ?? "any Error") : "any Error"
    }

    private static func collect(
        _ node: Syntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        isTried: Bool,
        _ types: inout Set<String?>
    ) {
        var isTried = isTried
        switch node.as(SyntaxEnum.self) {
        case .closureExpr, .functionDecl: return
        case .tryExpr(let expression):
            if expression.questionOrExclamationMark != nil { return }
            isTried = true
        case .throwStmt: types.insert(nil)
        case .doStmt(let inner) where inner.catchesAll:
            for clause in inner.catchClauses { collect(Syntax(clause), resolution, index, isTried: false, &types) }
            return
        case .functionCallExpr(let call) where isTried:
            if let given = resolution.function(call.calledExpression)?.function {
                if given.isThrowing { types.insert(given.thrownType) }
                break
            }
            guard let reference = call.calledExpression.as(DeclReferenceExprSyntax.self),
                resolution.bindings[reference.id] == nil
            else {
                types.insert(nil)
                break
            }
            let name = reference.baseName.identifierText
            let functions = index.functions(named: name, labels: call.labels)
            if functions.isEmpty {
                if !StandardFunctions.neverThrows(name) { types.insert(nil) }
            } else {
                for function in functions where function.isThrowing { types.insert(function.thrownType) }
            }
        default: break
        }
        for child in node.childNodes {
            collect(child, resolution, index, isTried: isTried, &types)
        }
    }
}
