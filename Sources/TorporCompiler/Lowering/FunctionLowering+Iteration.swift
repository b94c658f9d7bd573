import SwiftSyntax

/// How a `for` statement comes by its elements.
extension FunctionLowering {
    /// Makes the iterator of a loop.
    func iteratorCode(_ node: ForStmtSyntax) -> Code {
        guard let made = LazySequence(node.sequence, resolution, index) else {
            var sequence = code(node.sequence)
            if let type = resolution.listType(of: node) { sequence = sequence + " as \(type)" }
            let label = index.isOpaque(node.sequence, resolution) ? "overOpaque" : "over"
            return "Torpor.DurableIteration.iterator(\(label): " + sequence + ")"
        }
        var result =
            switch made.source {
            case .sequence(let base): "Torpor.LazyIterator(Torpor.DurableIteration.iterator(over: " + code(base) + ")"
            case .unfolding(_, let start, _, let isFirst):
                "Torpor.LazyIterator(Torpor.\(isFirst ? "UnfoldedElement" : "UnfoldedState")(" + code(start) + ")"
            }
        result = result + ", counts: ["
        for (position, operation) in made.operations.enumerated() {
            result = result + (position == 0 ? "" : ", ") + (operation.count.map { code($0) } ?? Code("0"))
        }
        return result + "])"
    }

    /// Asks the iterator of a loop for the next element.
    func nextCode(_ node: ForStmtSyntax, iterator: LocalID) -> Code {
        guard let made = LazySequence(node.sequence, resolution, index) else { return Code("\(name(iterator)).next()") }
        var result = Code("\(name(iterator)).next(")
        if case .unfolding(_, _, let step, _) = made.source { result = result + function(step) + ", " }
        result = result + "{ $0"
        for operation in made.operations {
            result = result + ".\(operation.name)(" + (operation.label.map { "\($0): " } ?? "")
            if let closure = operation.closure { result = result + function(closure) }
            result = result + ")"
        }
        return result + " })"
    }

    /// A function that is called in this step and given up after: what it captures stays what it is.
    private func function(_ node: ExprSyntax) -> Code {
        var result = code(node)
        result.facts.captures = [:]
        return result
    }
}

extension Resolution {
    /// The type that a list takes from the type written at the variable of the loop: `for number: Double in [1, 2]`.
    func listType(of loop: ForStmtSyntax) -> String? {
        guard let type = loop.typeAnnotation?.type, loop.sequence.is(ArrayExprSyntax.self) else { return nil }
        return "[\(spelling(of: type))]"
    }
}

extension DeclarationIndex {
    /// Whether an expression is a call of functions that return `some Sequence<…>` and say no more.
    func isOpaque(_ node: ExprSyntax, _ resolution: Resolution) -> Bool {
        switch node.as(ExprSyntaxEnum.self) {
        case .tryExpr(let attempt): return isOpaque(attempt.expression, resolution)
        case .awaitExpr(let wait): return isOpaque(wait.expression, resolution)
        case .functionCallExpr(let call):
            let name: String
            if let reference = call.calledExpression.as(DeclReferenceExprSyntax.self) {
                guard resolution.bindings[reference.id] == nil else { return false }
                name = reference.baseName.identifierText
            } else if let member = call.calledExpression.as(MemberAccessExprSyntax.self) {
                name = member.declName.baseName.identifierText
            } else {
                return false
            }
            let found = functions(named: name, labels: call.labels)
            return !found.isEmpty && found.allSatisfy { $0.returnType?.hasPrefix("some ") == true }
        default: return false
        }
    }
}
