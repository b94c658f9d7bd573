import SwiftSyntax

extension FunctionLowering {
    /// Lowers conditions: what suspends in one is evaluated when those before it hold.
    ///
    /// - Parameters:
    ///   - list: the conditions.
    ///   - isGuard: whether what they bind is visible after the statement.
    ///   - otherwise: where control goes when one does not hold.
    ///   - owner: the statement that they belong to.
    /// Control goes on in the current block when all hold.
    func lowerConditions(_ list: ConditionElementListSyntax, isGuard: Bool, otherwise: BlockID) {
        var group: [ConditionElementSyntax] = []
        for element in list {
            if colours.isSuspending(element) {
                branch(on: group, isGuard: isGuard, otherwise: otherwise)
                group = []
                if case .matchingPattern(let matching) = element.condition,
                    let elements = ElementMatch.elements(of: matching)
                {
                    lowerElements(elements, of: matching.initializer.value, isGuard: isGuard, otherwise: otherwise)
                    continue
                }
                lowerCondition(element.condition)
            }
            group.append(element)
        }
        branch(on: group, isGuard: isGuard, otherwise: otherwise)
    }

    private func lowerCondition(_ condition: ConditionElementSyntax.Condition) {
        switch condition {
        case .expression(let expression): lowerRoot(expression, type: "Bool")
        case .optionalBinding(let binding):
            if let value = binding.initializer?.value {
                lowerRoot(value, type: binding.typeAnnotation.map { resolution.spelling(of: $0.type) + "?" })
            }
        case .matchingPattern(let matching):
            lowerRoot(
                matching.initializer.value,
                type: matching.typeAnnotation.map { resolution.spelling(of: $0.type) }
            )
        case .availability: break
        }
    }

    private func branch(on group: [ConditionElementSyntax], isGuard: Bool, otherwise: BlockID) {
        // What matches everything is no condition, and would be a warning where it is the only one.
        let group = group.drop(while: declareIfCertain)
        guard !group.isEmpty, isReachable else { return }
        if group.count == 1, case .expression(let expression) = group.first!.condition,
            expression.as(BooleanLiteralExprSyntax.self)?.literal.text == "true", !isGuard
        {
            return
        }
        var conditions = Code()
        for (position, element) in group.enumerated() {
            var part = code(element).withoutTrailingComma
            for pattern in Syntax(element).patternNodes {
                if let id = resolution.bindings[pattern.id] { part.facts.declares.insert(id) }
            }
            if position == 0 {
                conditions = part
            } else {
                conditions = conditions + ", " + part
            }
        }
        let then = newBlock("then")
        terminate(.branch(.init(isGuard: isGuard, conditions: conditions, then: then, otherwise: otherwise)))
        current = then
    }

    /// Declares what a condition binds that holds for every value.
    private func declareIfCertain(_ element: ConditionElementSyntax) -> Bool {
        guard case .matchingPattern(let matching) = element.condition,
            let binding = matching.pattern.as(ValueBindingPatternSyntax.self), binding.pattern.isIrrefutable
        else { return false }
        var code =
            code(matching.pattern) + "\(matching.typeAnnotation.map { resolution.spelling(of: $0) } ?? "") = "
            + code(matching.initializer.value)
        code.facts.declares.formUnion(Syntax(matching.pattern).patternNodes.compactMap { resolution.bindings[$0.id] })
        append(Statement(code: code))
        return true
    }

    // MARK: if and guard

    func lowerIf(_ node: IfExprSyntax) {
        let after = newBlock("afterIf")
        breakTargets[node.id] = JumpDestination(block: after, depth: scopes.count)
        let otherwise = node.elseBody == nil ? after : newBlock("else")
        lowerConditions(node.conditions, isGuard: false, otherwise: otherwise)
        lowerStatements(node.body.statements)
        terminate(.jump(after))
        if let elseBody = node.elseBody {
            current = otherwise
            switch elseBody {
            case .codeBlock(let body): lowerStatements(body.statements)
            case .ifExpr(let next): lowerStatement(Syntax(next))
            }
            terminate(.jump(after))
        }
        current = after
    }

    func lowerGuard(_ node: GuardStmtSyntax) {
        let otherwise = newBlock("else")
        lowerConditions(node.conditions, isGuard: true, otherwise: otherwise)
        let rest = current
        current = otherwise
        lowerStatements(node.body.statements)
        terminate(.unreachable)
        current = rest
    }

    // MARK: Loops

    private func enterLoop(_ node: some SyntaxProtocol, head: BlockID, after: BlockID) {
        breakTargets[node.id] = JumpDestination(block: after, depth: scopes.count)
        continueTargets[node.id] = JumpDestination(block: head, depth: scopes.count)
    }

    func lowerWhile(_ node: WhileStmtSyntax) {
        let head = newBlock("while")
        let after = newBlock("afterWhile")
        enterLoop(node, head: head, after: after)
        terminate(.jump(head))
        current = head
        lowerConditions(node.conditions, isGuard: false, otherwise: after)
        lowerStatements(node.body.statements)
        terminate(.jump(head))
        current = after
    }

    func lowerRepeat(_ node: RepeatStmtSyntax) {
        let body = newBlock("repeat")
        let condition = newBlock("repeatCondition")
        let after = newBlock("afterRepeat")
        enterLoop(node, head: condition, after: after)
        terminate(.jump(body))
        current = body
        lowerStatements(node.body.statements)
        terminate(.jump(condition))
        current = condition
        lowerRoot(node.condition, type: "Bool")
        if node.condition.as(BooleanLiteralExprSyntax.self)?.literal.text != "true" {
            terminate(.branch(.init(isGuard: false, conditions: code(node.condition), then: body, otherwise: after)))
        } else {
            terminate(.jump(body))
        }
        current = after
    }

    func lowerFor(_ node: ForStmtSyntax) {
        if case .element(let group) = colours.suspensions[node.id] { return lowerFor(node, over: group) }
        let inSequence = suspensions(in: Syntax(node.sequence))
        let isOneStep = inSequence.map(\.1.isOrdinary) == [true]
        if !isOneStep { lowerRoot(node.sequence, type: resolution.listType(of: node)) }
        let iterator = synthesise("iterator", .iterator(node), mutable: true, at: node.sequence)
        append(Statement(code: iteratorCode(node), kind: .store(iterator)))
        if isOneStep { suspend(.checkpoint, label: label(of: inSequence[0].0), at: inSequence[0].0) }
        let head = newBlock("for")
        let after = newBlock("afterFor")
        var next = nextCode(node, iterator: iterator)
        next.facts.uses.insert(iterator)
        next.facts.mutates.insert(iterator)
        lowerLoop(node, head: head, after: after) { next }
    }

    /// Lowers a loop but for what it is over.
    ///
    /// - Parameter next: asks for the next element.
    func lowerLoop(_ node: ForStmtSyntax, head: BlockID, after: BlockID, next: () -> Code) {
        enterLoop(node, head: head, after: after)
        terminate(.jump(head))
        current = head
        lowerElement(node, next: next(), head: head, after: after)
        if let condition = node.whereClause?.condition {
            lowerRoot(condition, type: "Bool")
            let body = newBlock("then")
            terminate(.branch(.init(isGuard: true, conditions: code(condition), then: body, otherwise: head)))
            current = body
        }
        lowerStatements(node.body.statements)
        terminate(.jump(head))
        current = after
    }

    /// Takes the next element and binds what the pattern of the loop binds.
    private func lowerElement(_ node: ForStmtSyntax, next: Code, head: BlockID, after: BlockID) {
        var pattern = code(node.pattern)
        pattern.facts.declares.formUnion(Syntax(node.pattern).patternNodes.compactMap { resolution.bindings[$0.id] })
        var conditions: Code
        var refutable: Code?
        if node.caseKeyword != nil, !node.pattern.isIrrefutable {
            let element = fresh("element", alwaysNumbered: true)
            conditions = "let \(element) = " + next
            refutable = "case " + pattern + " = \(element)"
        } else if node.pattern.is(WildcardPatternSyntax.self) {
            conditions = next + " != nil"
        } else if let type = node.typeAnnotation {
            conditions = "let " + pattern + "\(resolution.spelling(of: type)) = " + next
        } else if node.pattern.is(IdentifierPatternSyntax.self) {
            conditions = "let " + pattern + " = " + next
        } else if let variable = node.pattern.as(ValueBindingPatternSyntax.self),
            variable.pattern.is(IdentifierPatternSyntax.self)
        {
            conditions = pattern + " = " + next
        } else {
            let isBound = node.caseKeyword != nil || node.pattern.is(ValueBindingPatternSyntax.self)
            let keyword = isBound ? "" : "let "
            conditions = "case \(keyword)" + pattern + "? = " + next
        }
        conditions.place = code(node.pattern).place
        let body = newBlock("then")
        terminate(.branch(.init(isGuard: false, conditions: conditions, then: body, otherwise: after)))
        current = body
        if let refutable {
            let matched = newBlock("then")
            terminate(.branch(.init(isGuard: true, conditions: refutable, then: matched, otherwise: head)))
            current = matched
        }
    }
}
