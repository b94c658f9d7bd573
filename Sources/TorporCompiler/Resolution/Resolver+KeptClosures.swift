import SwiftSyntax

/// Closures that suspend and names of `async` functions, where they are values of the computation: what they do is a part
/// of the coroutine, as it is of those that a durable function is given.
extension Resolver {
    /// Notes a closure that is kept and suspends.
    func noteKept(_ node: ClosureExprSyntax) {
        guard values.isDurable(node), resolution.durableClosures[node.id] == nil else { return }
        note(node, for: ExprSyntax(node), inputs: node.inputCount, isThrowing: node.canThrow)
    }

    /// A name of a function that is kept stands for a closure that calls it.
    func keepName(_ node: ExprSyntax) {
        guard values.isDurable(node), resolution.functionNames[node.id] == nil,
            let count = values.inputs[node.id], let closure = closure(calling: node, arguments: count)
        else { return }
        resolution.functionNames[node.id] = closure.id
        note(closure, for: node, inputs: count, isThrowing: closure.canThrow)
        self.closure(closure)
    }

    private func note(_ closure: ClosureExprSyntax, for argument: ExprSyntax, inputs: Int, isThrowing: Bool) {
        let place = FunctionPlace(of: argument, function)
        let output = resolution.isNested(argument, function) ? nil : ownOutput
        var type: FunctionParameterType?
        if place.isWhole { type = place.type(resolution, output: output).flatMap(index.functionType) }
        type = type ?? values.types[argument.id].flatMap(index.functionType)
        if type?.inputs.count != inputs { type = nil }
        resolution.durableClosures[closure.id] = DurableClosure(
            node: closure,
            argument: argument,
            call: place.top,
            label: values.labels[argument.id],
            type: type ?? FunctionParameterType(inputs: inputs, isThrowing: isThrowing),
            isSpelled: type != nil,
            isRethrown: isThrowing,
            isKept: true,
            owners: durableClosures
        )
    }

    /// The type of what the body around returns, where it is spelled.
    var ownOutput: String? {
        guard let closure = durableClosures.first.flatMap({ resolution.durableClosures[$0] }) else {
            return function.output
        }
        return closure.isSpelled ? closure.type.output : nil
    }
}

extension ClosureExprSyntax {
    /// How many parameters it has.
    fileprivate var inputCount: Int {
        switch signature?.parameterClause {
        case .simpleInput(let parameters): return parameters.count
        case .parameterClause(let clause): return clause.parameters.count
        case nil:
            // By the highest of the numbers that its parameters go by.
            func highest(_ node: Syntax) -> Int {
                if node.is(ClosureExprSyntax.self) { return 0 }
                if let reference = node.as(DeclReferenceExprSyntax.self),
                    case .dollarIdentifier(let text) = reference.baseName.tokenKind, let number = Int(text.dropFirst())
                {
                    return number + 1
                }
                return node.childNodes.map(highest).max() ?? 0
            }
            return highest(Syntax(statements))
        }
    }

    /// Whether an error can leave it, as its text tells.
    fileprivate var canThrow: Bool {
        if signature?.effectSpecifiers?.throwsClause != nil { return true }
        return Syntax(statements).letsErrorsOut
    }
}

extension Syntax {
    fileprivate var letsErrorsOut: Bool {
        switch self.as(SyntaxEnum.self) {
        case .closureExpr, .functionDecl, .structDecl, .classDecl, .enumDecl, .actorDecl: return false
        case .throwStmt: return true
        case .tryExpr(let attempt) where attempt.questionOrExclamationMark == nil: return true
        case .doStmt(let statement):
            let isExhaustive = statement.catchClauses.contains { $0.catchItems.allSatisfy(\.isCatchAll) }
            let clauses = statement.catchClauses.map { Syntax($0.body) }
            return (isExhaustive ? clauses : clauses + [Syntax(statement.body)]).contains(where: \.letsErrorsOut)
        default: return childNodes.contains(where: \.letsErrorsOut)
        }
    }
}

extension CatchItemSyntax {
    /// Whether it matches every error.
    fileprivate var isCatchAll: Bool {
        guard whereClause == nil else { return false }
        guard let pattern else { return true }
        return pattern.as(ValueBindingPatternSyntax.self)?.pattern.is(IdentifierPatternSyntax.self) ?? false
    }
}
