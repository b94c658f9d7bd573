import SwiftSyntax

/// What the branches of an `#if` declare.
extension Resolver {
    /// Names that several branches declare are one local: which declaration counts is known later.
    func conditionalCompilation(_ node: IfConfigDeclSyntax) {
        let outer = conditional
        let isNested = outer?.depth == scopes.count
        let before = scopes[scopes.count - 1]
        var after = before
        for clause in node.clauses {
            // What one branch declares, the others do not see.
            scopes[scopes.count - 1] = before
            if !isNested, clause.id == node.clauses.first?.id {
                conditional = Conditional(node: node, clause: clause.id, depth: scopes.count)
            }
            conditional?.clause = clause.id
            switch clause.elements {
            case .statements(let items): statements(items)
            case .some(let elements): walk(Syntax(elements))
            case nil: break
            }
            after.merge(scopes[scopes.count - 1]) { _, latest in latest }
        }
        scopes[scopes.count - 1] = after
        if isNested {
            conditional?.clause = outer!.clause
        } else {
            for id in (conditional?.locals ?? [:]).values { settleOrigin(of: id) }
            conditional = outer
        }
    }

    func addAlternative(_ origin: Local.Origin, mutable: Bool, deferred: Bool, to id: LocalID) {
        guard let conditional else { return }
        var declaration =
            resolution.conditionals[id] ?? ConditionalDeclaration(node: conditional.node, alternatives: [:])
        declaration.alternatives[conditional.clause] = origin
        if resolution.locals[id].isMutable != mutable { declaration.isMixed = true }
        if deferred { resolution.locals[id].isDeferred = true }
        resolution.conditionals[id] = declaration
    }

    func settleOrigin(of id: LocalID) {
        guard let declaration = resolution.conditionals[id] else { return }
        let isRemade = declaration.alternatives.values.allSatisfy { if case .remade = $0 { true } else { false } }
        resolution.locals[id].origin = isRemade ? .remade(Syntax(declaration.node)) : .conditional(declaration)
    }
}
