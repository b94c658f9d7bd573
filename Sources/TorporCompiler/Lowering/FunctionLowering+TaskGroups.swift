import SwiftSyntax

/// What takes all results of a task group.
extension FunctionLowering {
    func lowerFor(_ node: ForStmtSyntax, over id: LocalID) {
        let (head, after) = (newBlock("for"), newBlock("afterFor"))
        let callee = nextCallee(of: id, at: node.sequence)
        lowerLoop(node, head: head, after: after) { next(of: id, callee, at: node.sequence) }
    }

    /// Puts the results of a group together, as a loop does.
    func lowerReduction(_ node: FunctionCallExprSyntax, of id: LocalID, _ label: String) {
        let (initial, combine) = (node.allArguments[0], node.allArguments[1])
        lowerOperands([Operand(node: initial, role: .value)])
        let value = synthesise(label + "Result", type(of: ExprSyntax(node)), mutable: true, at: node)
        append(Statement(code: lifted(initial), kind: .store(value)))
        let (head, after) = (newBlock(label), newBlock("after" + label.capitalised))
        let callee = nextCallee(of: id, at: ExprSyntax(node))
        terminate(.jump(head))
        current = head
        let element = fresh("element", alwaysNumbered: true)
        let conditions = "let \(element) = " + next(of: id, callee, at: ExprSyntax(node))
        let body = newBlock("then")
        terminate(.branch(.init(isGuard: false, conditions: conditions, then: body, otherwise: after)))
        current = body
        append(Statement(code: combination(combine, into: value, element, isInout: node.labels[0] == "into")))
        terminate(.jump(head))
        current = after
        replace(node, with: value)
    }

    /// Takes one more result into what has been put together.
    private func combination(_ node: ExprSyntax, into value: LocalID, _ element: String, isInout: Bool) -> Code {
        var function = code(node)
        // It is called in this step and given up after.
        function.facts.captures = [:]
        let isClosure = node.is(ClosureExprSyntax.self)
        let isOperator =
            node.unparenthesised.as(DeclReferenceExprSyntax.self)?.baseName.text.first.map { !$0.isLetter && $0 != "_" }
            ?? false
        let isAwaited = isClosure ? !node.descendants(AwaitExprSyntax.self).isEmpty : !isOperator
        let mayThrow =
            isClosure
            ? !node.descendants(TryExprSyntax.self).isEmpty || !node.descendants(ThrowStmtSyntax.self).isEmpty
            : !isOperator
        let isThrown = mayThrow && covering(node).try != nil
        let place = isInout ? "into: &\(name(value))" : name(value)
        var call = "Torpor.reduce\(isInout ? "" : "d")(\(place), \(element), " + function + ")"
        if isAwaited { call = "await " + call }
        if isThrown { call = (isClosure ? "try " : "try Torpor.throwing(") + call + (isClosure ? "" : ")") }
        if !isInout { call = "\(name(value)) = " + call }
        call.facts.uses.insert(value)
        call.facts.mutates.insert(value)
        call.facts.isAsync = call.facts.isAsync || isAwaited
        call.facts.canThrow = call.facts.canThrow || isThrown
        return call
    }

    // MARK: The next result

    /// Waits for the next result of a group.
    ///
    /// - Returns: the result.
    private func next(of id: LocalID, _ callee: CalleeReference, at node: ExprSyntax) -> Code {
        let isThrowing = resolution.locals[id].group?.kind.isThrowing ?? false
        var call = Code(nextCall(of: id), place: code(node).place)
        call.facts.uses.insert(id)
        suspend(.call(call, callee: callee), label: "next", at: node)
        var next = Code("\(isThrowing ? "try " : "")_torpor.\(isThrowing ? "result" : "value")(of: \(callee.argument))")
        next.facts.canThrow = isThrowing
        return next
    }

    private func nextCall(of id: LocalID) -> String { "Torpor.NextTaskResult(on: \(name(id)))" }

    private func nextCallee(of id: LocalID, at node: ExprSyntax) -> CalleeReference {
        if let element = resolution.locals[id].group?.element {
            let type = renderer.qualifier.type(element)
            return .type("Torpor.NextTaskResult<\(type == "Void" ? "Swift.Void" : type)>")
        }
        var expression = CoroutineExpression()
        expression.append(nextCall(of: id))
        var group = node
        while let call = group.as(FunctionCallExprSyntax.self) {
            group = call.calledExpression.unparenthesised.as(MemberAccessExprSyntax.self)?.base ?? call.calledExpression
        }
        let callee = SyntheticCallee(
            node: group,
            expression: expression,
            root: RootExpression(expression: group, type: nil),
            isThrowing: false,
            isSynchronous: true
        )
        return .slot(name(synthesise("nextCall", .callee(callee), at: node)))
    }
}
