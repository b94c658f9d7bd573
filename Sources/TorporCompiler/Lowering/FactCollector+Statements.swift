import SwiftSyntax

/// How control flows through verbatim statements, and what is assigned where it goes on.
extension FactCollector {
    /// Follows alternatives from the same point; what all that go on have assigned is assigned after.
    mutating func branch(_ alternatives: [(inout FactCollector) -> Void]) {
        let before = assigned
        var ends: [LocalSet] = []
        for alternative in alternatives {
            assigned = before
            alternative(&self)
            if let end = assigned { ends.append(end) }
        }
        assigned = ends.isEmpty ? nil : ends.dropFirst().reduce(ends[0]) { $0.intersection($1) }
    }

    /// Adds the paths that jump out of a statement to the one that leaves it at its end.
    mutating func join(_ id: SyntaxIdentifier) {
        guard let ends = jumps.removeValue(forKey: id) else { return }
        for end in ends { assigned = assigned.map { $0.intersection(end) } ?? end }
    }

    mutating func statement(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .variableDecl(let variable): self.variable(variable)
        case .ifExpr(let node): conditional(node)
        case .guardStmt(let node):
            conditions(node.conditions)
            let after = assigned
            visit(Syntax(node.body))
            assigned = after
        case .whileStmt(let node):
            conditions(node.conditions)
            let after = node.isInfinite ? nil : assigned
            visit(Syntax(node.body))
            assigned = after
            join(node.id)
        case .repeatStmt(let node):
            let before = assigned
            visit(Syntax(node.body))
            // A `continue` comes to the condition too.
            if assigned == nil, !node.body.descendants(ContinueStmtSyntax.self).isEmpty { assigned = before }
            visit(Syntax(node.condition))
            join(node.id)
        case .forStmt(let node):
            visit(Syntax(node.sequence))
            // Each await of the iterator can throw where `try` says so.
            if node.tryKeyword != nil, !isCaught { throwsHere() }
            if node.awaitKeyword != nil, nesting == 0 { facts.isAsync = true }
            let after = assigned
            declare(node.pattern)
            if let clause = node.whereClause { visit(Syntax(clause.condition)) }
            visit(Syntax(node.body))
            assigned = after
            join(node.id)
        case .ifConfigDecl(let node):
            let clauses = node.clauses.compactMap(\.elements)
                .map { elements in { (collector: inout FactCollector) in collector.visit(Syntax(elements)) } }
            branch(node.hasElse ? clauses : clauses + [{ _ in }])
        case .switchExpr(let node): selection(node)
        case .doStmt(let node): self.do(node)
        case .returnStmt(let node):
            children(node)
            leave(node.id, to: nil)
        case .throwStmt(let node):
            children(node)
            if !isCaught { throwsHere() }
            if nesting == 0 { assigned = nil }
        case .breakStmt(let node): leave(node.id, to: JumpTarget.of(node)?.id)
        case .continueStmt(let node): leave(node.id, to: nil)
        case .identifierPattern(let node):
            if let id = resolution.bindings[node.id] { assigned?.insert(id) }
        case .optionalBindingCondition(let node):
            use(resolution.bindings[node.id])
            if let value = node.initializer { visit(Syntax(value)) }
            declare(node.pattern)
        default: children(node)
        }
    }

    mutating func leave(_ id: SyntaxIdentifier, to target: SyntaxIdentifier?) {
        guard nesting == 0 else { return }
        let here = assigned ?? []
        assignedAtExit[id] = here
        if let target, assigned != nil { jumps[target, default: []].append(here) }
        assigned = nil
    }

    mutating func declare(_ pattern: some SyntaxProtocol) {
        visit(Syntax(pattern))
    }

    mutating func variable(_ node: VariableDeclSyntax) {
        children(node.attributes)
        for binding in node.bindings {
            if let value = binding.initializer {
                if node.isLazy { nested(Syntax(value.value)) } else { visit(Syntax(value.value)) }
            }
            for pattern in Syntax(binding.pattern).patternNodes {
                guard let id = resolution.bindings[pattern.id] else { continue }
                if !resolution.locals[id].isDeferred { assigned?.insert(id) }
            }
            if let accessors = binding.accessorBlock { visit(Syntax(accessors)) }
        }
    }

    mutating func conditions(_ list: ConditionElementListSyntax) {
        for element in list { visit(Syntax(element.condition)) }
    }

    mutating func conditional(_ node: IfExprSyntax) {
        conditions(node.conditions)
        branch([
            { $0.visit(Syntax(node.body)) },
            { collector in
                switch node.elseBody {
                case .codeBlock(let body): collector.visit(Syntax(body))
                case .ifExpr(let next): collector.visit(Syntax(next))
                case nil: break
                }
            },
        ])
        join(node.id)
    }

    mutating func selection(_ node: SwitchExprSyntax) {
        visit(Syntax(node.subject))
        branch(
            node.cases.arms.map { arm in
                { collector in
                    collector.visit(Syntax(arm.label))
                    collector.visit(Syntax(arm.statements))
                }
            }
        )
        join(node.id)
    }

    mutating func `do`(_ node: DoStmtSyntax) {
        let outer = isCaught
        let before = assigned
        if node.catchesAll { isCaught = true }
        visit(Syntax(node.body))
        isCaught = outer
        var ends = assigned.map { [$0] } ?? []
        for clause in node.catchClauses {
            assigned = before
            if let error = resolution.implicitErrors[clause.id], nesting == 0 { assigned?.insert(error) }
            visit(Syntax(clause.catchItems))
            visit(Syntax(clause.body))
            if let end = assigned { ends.append(end) }
        }
        assigned = ends.isEmpty ? nil : ends.dropFirst().reduce(ends[0]) { $0.intersection($1) }
        join(node.id)
    }
}
