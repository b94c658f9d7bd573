import SwiftSyntax

/// What takes all results of a task group.
extension FunctionLowering {
    func lowerFor(_ node: ForStmtSyntax, over id: LocalID) {
        let (head, after) = (newBlock("for"), newBlock("afterFor"))
        let callee = nextCallee(of: id, at: node.sequence)
        lowerLoop(node, head: head, after: after) { next(of: id, callee, at: node.sequence) }
    }

    /// Makes one value of the results of a group, as a loop does.
    func lowerCollection(_ node: FunctionCallExprSyntax, of id: LocalID, _ label: String) {
        guard let collection = ResultCollection(node) else { return }
        let operands = [collection.value, collection.function].compactMap { $0 }
            .filter { !$0.is(ClosureExprSyntax.self) && !isForeignFunction($0) }
        lowerOperands(operands.map { Operand(node: $0, role: .value) })
        let value = synthesise(label + "Result", type(of: ExprSyntax(node)), mutable: true, at: node)
        let isSearch = collection.method == .contains
        let start = isSearch ? nil : collection.value.map { lifted($0) }
        append(Statement(code: start ?? Code(collection.start), kind: .store(value)))
        for operand in operands where start == nil || operand.id != collection.value?.id {
            evaluate(Operand(node: operand, role: .value), before: [])
        }
        let (head, after) = (newBlock(label), newBlock("after" + label.capitalised))
        let callee = nextCallee(of: id, at: ExprSyntax(node))
        terminate(.jump(head))
        current = head
        let element = fresh("element", alwaysNumbered: true)
        let conditions = "let \(element) = " + next(of: id, callee, at: ExprSyntax(node))
        let body = newBlock("then")
        terminate(.branch(.init(isGuard: false, conditions: conditions, then: body, otherwise: after)))
        current = body
        append(Statement(code: step(of: collection, into: value, element, covering: node)))
        if let end = collection.end(name(value)) {
            var condition = Code(end)
            condition.facts.uses.insert(value)
            terminate(.branch(.init(isGuard: false, conditions: condition, then: after, otherwise: head)))
        }
        terminate(.jump(head))
        current = after
        replace(node, with: value)
    }

    /// Whether an expression is the name of a function that the module does not declare, such as `max`.
    private func isForeignFunction(_ node: ExprSyntax) -> Bool {
        guard let reference = node.unparenthesised.as(DeclReferenceExprSyntax.self) else { return false }
        return resolution.bindings[reference.id] == nil && !index.variables.contains(reference.baseName.identifierText)
            && !index.constants.contains(reference.baseName.identifierText)
    }

    /// Takes one more result into account.
    private func step(
        of collection: ResultCollection,
        into value: LocalID,
        _ element: String,
        covering node: FunctionCallExprSyntax
    ) -> Code {
        var call = Code(collection.step(name(value), element))
        if let function = collection.function {
            call = called(call, with: function)
        } else if collection.method == .contains, let searched = collection.value {
            call = call + ", " + code(searched) + ")"
        } else {
            call = call + ")"
        }
        if collection.isAssigned { call = "\(name(value)) = " + call }
        call.facts.uses.insert(value)
        call.facts.mutates.insert(value)
        return call
    }

    /// A call of the runtime that calls a function in its turn, which may wait for something, and may throw.
    private func called(_ call: Code, with node: ExprSyntax) -> Code {
        var function = code(node)
        // It is called in this step and given up after.
        function.facts.captures = [:]
        let isClosure = node.is(ClosureExprSyntax.self)
        let isOperator = node.unparenthesised.as(DeclReferenceExprSyntax.self)?.isOperator ?? false
        let isAwaited = isClosure ? !node.descendants(AwaitExprSyntax.self).isEmpty : !isOperator
        let mayThrow =
            isClosure
            ? !node.descendants(TryExprSyntax.self).isEmpty || !node.descendants(ThrowStmtSyntax.self).isEmpty
            : !isOperator
        let isThrown = mayThrow && covering(node).try != nil
        var call = call + ", " + function + ")"
        // Of a function that is named, only the Swift compiler knows whether it waits or throws.
        if isAwaited { call = isClosure ? "await " + call : "await Torpor.awaiting(" + call + ")" }
        if isThrown { call = isClosure ? "try " + call : "try Torpor.throwing(" + call + ")" }
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

extension DeclReferenceExprSyntax {
    /// Whether it is the name of an operator: `+`.
    var isOperator: Bool {
        switch baseName.tokenKind {
        case .binaryOperator, .prefixOperator, .postfixOperator: true
        default: false
        }
    }
}
