import SwiftSyntax

extension ExprSyntax {
    /// Whether an `if` or a `switch` is an expression: each branch is a value, or does not end.
    var isValue: Bool {
        if let conditional = self.as(IfExprSyntax.self) {
            guard conditional.body.statements.isValue else { return false }
            switch conditional.elseBody {
            case .codeBlock(let body): return body.statements.isValue
            case .ifExpr(let next): return ExprSyntax(next).isValue
            case nil: return false
            }
        }
        if let selection = self.as(SwitchExprSyntax.self) {
            return selection.cases.allSatisfy { element in
                if case .switchCase(let arm) = element { arm.statements.isValue } else { false }
            }
        }
        return true
    }
}

extension CodeBlockItemListSyntax {
    /// Whether the block is one expression, or one `throw`.
    fileprivate var isValue: Bool {
        guard count == 1, let item = first?.item else { return false }
        if item.is(ThrowStmtSyntax.self) { return true }
        if let expression = item.as(ExpressionStmtSyntax.self)?.expression { return expression.isValue }
        return item.is(ExprSyntax.self)
    }
}
