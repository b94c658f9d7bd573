import SwiftSyntax

/// Calls of functions that are values of the computation.
extension FunctionLowering {
    /// Lowers a call of a function value. It is in the frame while the call runs: what it is, is told by the value.
    func lowerValueCall(_ node: FunctionCallExprSyntax, _ label: String) {
        if let chain = optionalChain(in: ExprSyntax(node)) { return lowerChain(ExprSyntax(node), chain) }
        let callee = node.calledExpression
        lowerOperands(
            [Operand(node: callee, role: .value)]
                + node.arguments.map { Operand(node: $0.expression, role: .value) }
        )
        let called = calledFunction(callee, label)
        var arguments = Code()
        for (position, argument) in node.allArguments.enumerated() {
            arguments = arguments + (position == 0 ? "" : ", ") + lifted(argument)
        }
        let isOptional = callee.unparenthesised.is(OptionalChainingExprSyntax.self)
        let value = name(called) + (isOptional ? "!" : "")
        let reference = CalleeReference.value(
            value,
            place: resolution.locals[called].fieldName,
            isOptional: isOptional
        )
        var code = "\(reference.argument), with: " + (node.allArguments.count == 1 ? arguments : "(" + arguments + ")")
        code.facts.uses.insert(called)
        code.place = self.code(callee).place
        suspend(.call(code, callee: reference), label: label, at: node)
        let isThrowing = covering(ExprSyntax(node)).try != nil
        var result = Replacement(
            text: "_torpor.\(isThrowing ? "result" : "value")(of: \(reference.argument))",
            throws: isThrowing,
            isResult: true
        )
        result.facts.uses.insert(called)
        renderer.replace(node, with: result)
    }

    /// The local that holds the function: it was a constant before, or is one for the call.
    private func calledFunction(_ callee: ExprSyntax, _ label: String) -> LocalID {
        var callee = callee.unparenthesised
        if let chain = callee.as(OptionalChainingExprSyntax.self) { callee = chain.expression.unparenthesised }
        if let reference = callee.as(DeclReferenceExprSyntax.self), let id = resolution.bindings[reference.id],
            !resolution.locals[id].isMutable, resolution.locals[id].isFlat, !resolution.locals[id].isRemade,
            !resolution.locals[id].changesWhenRead, !resolution.locals[id].isBoxed, resolution.keptValues[id] == nil
        {
            return id
        }
        if let chain = self.chain(of: callee) { forceChains(in: chain) }
        let called = synthesise(label + "Function", type(of: callee), at: callee)
        append(Statement(code: lifted(callee), kind: .store(called)))
        return called
    }

    /// An expression, if there is an optional chain in it.
    private func chain(of node: ExprSyntax) -> ExprSyntax? {
        node.descendants(OptionalChainingExprSyntax.self).isEmpty ? nil : node
    }
}
