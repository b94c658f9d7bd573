import SwiftSyntax

/// Expressions of which Swift evaluates only a part: each becomes branches that store their value in the frame.
extension FunctionLowering {
    /// Makes the place for the value of an expression that branches; none if the value is not used.
    private func choice(_ name: String, _ node: ExprSyntax) -> LocalID? {
        if isValueUnused, root?.expression.id == node.id { return nil }
        let local = synthesise(name, type(of: node), at: node)
        if name != "choice" { resolution.locals[local].annotation = "_?" }
        return local
    }

    private func store(_ node: ExprSyntax, into local: LocalID?) {
        let unused = isValueUnused
        isValueUnused = local == nil
        lower(node)
        isValueUnused = unused
        let code = lifted(node)
        if let local {
            append(Statement(code: code, kind: .store(local)))
        } else if code.summary != "()" {
            append(Statement(code: code))
        }
    }

    private func finish(_ node: some SyntaxProtocol, with local: LocalID?) {
        if let local { replace(node, with: local) } else { replace(node, with: "()") }
    }

    // MARK: Ternaries

    func lowerTernary(_ node: TernaryExprSyntax) {
        let value = choice("choice", ExprSyntax(node))
        lower(node.condition)
        let (then, otherwise, after) = (newBlock("then"), newBlock("else"), newBlock("afterChoice"))
        // Swift warns of an `if` whose condition it knows, and not of a choice.
        let condition =
            node.condition.isConstant ? "Torpor.holds() == (" + code(node.condition) + ")" : lifted(node.condition)
        terminate(.branch(.init(isGuard: false, conditions: condition, then: then, otherwise: otherwise)))
        for (block, expression) in [(then, node.thenExpression), (otherwise, node.elseExpression)] {
            current = block
            store(expression, into: value)
            terminate(.jump(after))
        }
        current = after
        finish(node, with: value)
    }

    // MARK: if and switch expressions

    func lowerChoice(_ node: ExprSyntax) {
        let value = choice("choice", node)
        let after = newBlock("afterChoice")
        lowerChoice(node, into: value, after: after)
        current = after
        finish(node, with: value)
    }

    private func lowerChoice(_ node: ExprSyntax, into value: LocalID?, after: BlockID) {
        if let conditional = node.as(IfExprSyntax.self) {
            let otherwise = newBlock("else")
            lowerConditions(conditional.conditions, isGuard: false, otherwise: otherwise)
            lowerArm(conditional.body.statements, into: value, after: after)
            current = otherwise
            switch conditional.elseBody {
            case .codeBlock(let body): lowerArm(body.statements, into: value, after: after)
            case .ifExpr(let next): lowerChoice(ExprSyntax(next), into: value, after: after)
            case nil: terminate(.jump(after))
            }
        } else if let selection = node.as(SwitchExprSyntax.self) {
            lowerRoot(selection.subject, type: nil)
            let arms = selection.cases.compactMap { element -> SwitchCaseSyntax? in
                if case .switchCase(let arm) = element { arm } else { nil }
            }
            let bodies = arms.map { _ in newBlock("case") }
            lowerCases(arms, bodies: bodies, of: selection)
            for (arm, body) in zip(arms, bodies) {
                current = body
                lowerArm(arm.statements, into: value, after: after)
            }
        }
    }

    private func lowerArm(_ items: CodeBlockItemListSyntax, into value: LocalID?, after: BlockID) {
        for item in items.dropLast() { lowerStatement(Syntax(item.item)) }
        guard let last = items.last?.item else { return terminate(.jump(after)) }
        let expression = last.as(ExprSyntax.self) ?? last.as(ExpressionStmtSyntax.self)?.expression
        guard let expression, !endsHere(expression) else {
            lowerStatement(Syntax(last))
            return terminate(.unreachable)
        }
        if expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self) {
            return lowerChoice(expression, into: value, after: after)
        }
        let outer = root
        root = RootExpression(expression: expression, type: value.flatMap(spelledType))
        store(expression, into: value)
        root = outer
        terminate(.jump(after))
    }

    private func spelledType(_ local: LocalID) -> String? {
        if case .synthetic(.spelled(let type)) = resolution.locals[local].origin { type } else { nil }
    }

    /// Whether an expression is a call that does not return.
    private func endsHere(_ node: ExprSyntax) -> Bool {
        guard let call = node.as(FunctionCallExprSyntax.self),
            let reference = call.calledExpression.as(DeclReferenceExprSyntax.self)
        else { return false }
        let name = reference.baseName.identifierText
        let functions = index.functions(named: name, labels: call.labels)
        return ["fatalError", "preconditionFailure"].contains(name)
            || (!functions.isEmpty && functions.allSatisfy(\.returnsNever))
    }

    // MARK: try?

    /// `try?` is a `do` whose handler gives nil.
    func lowerAttempt(_ node: TryExprSyntax) {
        let value = choice("attempt", ExprSyntax(node))
        let (entry, after) = (newBlock("attemptFailed"), newBlock("afterAttempt"))
        let thrown = synthesise("thrown", .spelled("any Error"), at: node)
        let id = handlers.count
        handlers.append(Handler(id: id, parent: handler, entry: entry, thrown: thrown))
        let outer = handler
        handler = id
        let body = newBlock("attempt")
        terminate(.jump(body))
        current = body
        store(node.expression, into: value)
        terminate(.jump(after))
        handler = outer
        current = entry
        if let value { append(Statement(code: Code("nil"), kind: .store(value))) }
        terminate(.jump(after))
        current = after
        finish(node, with: value)
    }

    // MARK: Optional chains

    /// The optional chain in an expression whose later part suspends.
    func suspendingChain(_ node: ExprSyntax) -> OptionalChainingExprSyntax? {
        guard let chain = optionalChain(in: node), !handledChains.contains(chain.id) else { return nil }
        // Only what comes after the `?` is conditional.
        let all = suspensions(in: Syntax(node)).count
        return suspensions(in: Syntax(chain)).count < all ? chain : nil
    }

    /// The innermost `?` on the way from an expression down its bases.
    func optionalChain(in node: ExprSyntax) -> OptionalChainingExprSyntax? {
        var found: OptionalChainingExprSyntax?
        var current: ExprSyntax? = node
        while let expression = current {
            switch expression.as(ExprSyntaxEnum.self) {
            case .functionCallExpr(let call): current = call.calledExpression
            case .subscriptCallExpr(let call): current = call.calledExpression
            case .memberAccessExpr(let member): current = member.base
            case .forceUnwrapExpr(let forced): current = forced.expression
            case .optionalChainingExpr(let chain):
                if !handledChains.contains(chain.id) { found = chain }
                current = chain.expression
            default: current = nil
            }
        }
        return found
    }

    /// Evaluates a chain up to its `?`, and the rest only if there is a value.
    func lowerChain(_ node: ExprSyntax, _ chain: OptionalChainingExprSyntax) {
        handledChains.insert(chain.id)
        let value = choice("chained", node)
        lower(chain.expression)
        if isPlace(chain.expression) || changes(chain, node) {
            spillReceiver(chain.expression, during: [node])
        } else {
            spill(chain.expression)
        }
        let (then, otherwise, after) = (newBlock("then"), newBlock("else"), newBlock("afterChain"))
        let conditions = "case .some = " + lifted(chain.expression)
        terminate(.branch(.init(isGuard: false, conditions: conditions, then: then, otherwise: otherwise)))
        current = then
        store(node, into: value)
        renderer.restore(node)
        terminate(.jump(after))
        current = otherwise
        if let value { append(Statement(code: Code("nil"), kind: .store(value))) }
        terminate(.jump(after))
        current = after
        finish(node, with: value)
    }

    /// Whether an expression changes what an optional chain in it leads to, which has to be a place then.
    private func changes(_ chain: OptionalChainingExprSyntax, _ node: ExprSyntax) -> Bool {
        var current: ExprSyntax? = node
        while let expression = current, expression.id != chain.id {
            switch expression.as(ExprSyntaxEnum.self) {
            case .infixOperatorExpr: return true
            case .functionCallExpr(let call):
                if case .call(let callee) = colours.suspensions[call.id] { return callee.changesReceiver(index) }
                let member = call.calledExpression.as(MemberAccessExprSyntax.self)
                if let member, index.isMutating(member.declName.baseName.identifierText) { return true }
                current = call.calledExpression
            case .subscriptCallExpr(let call): current = call.calledExpression
            case .memberAccessExpr(let member): current = member.base
            case .forceUnwrapExpr(let forced): current = forced.expression
            case .optionalChainingExpr(let inner): current = inner.expression
            default: return false
            }
        }
        return false
    }

    /// Whether an expression is a place that can be looked at twice: a local or what is stored in one.
    private func isPlace(_ node: ExprSyntax) -> Bool {
        switch node.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference): resolution.bindings[reference.id] != nil
        case .memberAccessExpr(let member): member.base.map(isPlace) ?? false
        case .subscriptCallExpr(let call): isPlace(call.calledExpression)
        case .optionalChainingExpr(let chain): isPlace(chain.expression)
        case .forceUnwrapExpr(let forced): isPlace(forced.expression)
        default: false
        }
    }
}

extension ExprSyntax {
    /// Whether the Swift compiler knows the value: it is made of literals alone.
    fileprivate var isConstant: Bool {
        descendants(DeclReferenceExprSyntax.self).isEmpty && descendants(MacroExpansionExprSyntax.self).isEmpty
            && !self.is(DeclReferenceExprSyntax.self) && !self.is(MacroExpansionExprSyntax.self)
    }
}
