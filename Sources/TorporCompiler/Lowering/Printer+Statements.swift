import SwiftSyntax

/// Statements that leave what is printed, and the marks of effects.
extension Printer {
    mutating func `return`(_ node: ReturnStmtSyntax) {
        if let (value, target) = renderer.returns[node.id] { return deferredReturn(node, value, target) }
        emit("return _torpor.finish(", node.leadingText, "")
        if let expression = node.expression {
            isFirst = true
            print(Syntax(expression))
        }
        if let closure = renderer.closure { text += "\(node.expression == nil ? "" : ", ")as: _frame.\(closure)" }
        text += ")"
        pendingTrivia = node.trailingText
    }

    private mutating func deferredReturn(_ node: ReturnStmtSyntax, _ value: LocalID?, _ target: BlockID) {
        if let expression = node.expression {
            emit(value.map { "_frame.\(renderer.resolution.locals[$0].fieldName).put(" } ?? "", node.leadingText, "")
            isFirst = true
            print(Syntax(expression))
            text += value == nil ? "; " : "); "
        } else if !isFirst {
            text += pendingTrivia + node.leadingText
        }
        isFirst = false
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        // The value is stored on the way.
        pieces.append(.exit(target, assigned: (assignedAtExit[node.id] ?? []).union(value.map { [$0] } ?? [])))
        pendingTrivia = node.trailingText
    }

    /// In a function that throws one type, an error can be written without its type; a step throws any.
    mutating func `throw`(_ node: ThrowStmtSyntax) {
        children(Syntax(node))
        let isCaught = JumpTarget.isInDo(Syntax(node))
        if let type = renderer.thrownType, node.expression.startsWithDot, !isCaught { text += " as \(type)" }
    }

    mutating func jump(_ node: Syntax) {
        guard let target = renderer.exits[node.id] else { return children(node) }
        if !isFirst { text += pendingTrivia + node.leadingText }
        isFirst = false
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.exit(target, assigned: assignedAtExit[node.id] ?? []))
        pendingTrivia = node.trailingText
    }

    mutating func effect(
        _ node: Syntax,
        keyword: String,
        _ inner: Syntax,
        _ certainty: (Renderer) -> (Syntax) -> Certainty,
        _ carrier: String
    ) {
        let isImplicit = renderer.resolution.implicitEffects.contains(node.id)
        guard isImplicit || renderer.containsReplacement(inner) else { return children(node) }
        var plain = renderer
        if renderer.isWitness { plain.replacements = [:] }
        switch certainty(plain)(inner) {
        case .surely: children(node)
        case .perhaps:
            emit("\(keyword) \(carrier)(", node.leadingText, "")
            isFirst = true
            print(inner)
            text += ")"
        case .never:
            emit("", node.leadingText, "")
            isFirst = true
            print(inner)
        }
    }
}
