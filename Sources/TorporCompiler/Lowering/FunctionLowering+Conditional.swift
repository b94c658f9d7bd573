import SwiftSyntax

/// Statements in the branches of an `#if`, of which the compiler of the generated file takes one.
extension FunctionLowering {
    /// Whether what the branches declare can be used after them, in other steps; says so if not.
    func isSupported(_ node: IfConfigDeclSyntax) -> Bool {
        if let statement = deferred(in: node) {
            report(
                .conditionalCompilation,
                "'defer' in an '#if': write the '#if' into the body of the 'defer'",
                at: statement
            )
            return false
        }
        for id in resolution.declared(in: node) {
            let local = resolution.locals[id]
            guard let declaration = resolution.conditionals[id], !local.isRemade else { continue }
            let isPlain = if case .plain = local.form { true } else { false }
            if !isPlain || local.isDeferred || declaration.isMixed {
                let problem =
                    declaration.isMixed
                    ? "is a constant in one branch of an '#if' and a variable in another"
                    : "is lazy, wrapped, observed or without a value in a branch of an '#if'"
                report(
                    .conditionalCompilation,
                    "'\(local.name)' \(problem): declare it before the '#if', and assign it in there",
                    at: node
                )
                return false
            }
            guard let use = uncertainUse(of: id, declaration) else { continue }
            report(
                .conditionalCompilation,
                "'\(local.name)' is declared under '#if', and used here where it may be another: use it under the same "
                    + "condition, or declare it in every branch",
                at: use
            )
            return false
        }
        return true
    }

    private func deferred(in node: IfConfigDeclSyntax) -> DeferStmtSyntax? {
        for clause in node.clauses {
            for statement in clause.statements {
                if let found = statement.as(DeferStmtSyntax.self) { return found }
                if let inner = statement.as(IfConfigDeclSyntax.self), let found = deferred(in: inner) { return found }
            }
        }
        return nil
    }

    /// A use of a local that not every branch declares, where the name can mean something else.
    private func uncertainUse(of id: LocalID, _ declaration: ConditionalDeclaration) -> Syntax? {
        guard !declaration.isComplete(in: declaration.node) else { return nil }
        let conditions = Set(declaration.alternatives.keys.compactMap { clause(of: $0, in: declaration.node)?.path })
        return uses(of: id, in: Syntax(function.body)).first { use in
            !use.conditions.contains { conditions.contains($0) }
        }
    }

    private func clause(of id: SyntaxIdentifier, in node: IfConfigDeclSyntax) -> IfConfigClauseSyntax? {
        for clause in node.clauses {
            if clause.id == id { return clause }
            for inner in clause.nested { if let found = self.clause(of: id, in: inner) { return found } }
        }
        return nil
    }

    private func uses(of id: LocalID, in node: Syntax) -> [Syntax] {
        let own = resolution.bindings[node.id] == id && node.is(DeclReferenceExprSyntax.self) ? [node] : []
        return own + node.childNodes.flatMap { uses(of: id, in: $0) }
    }

    /// Gives the locals that a branch leaves out a value that says so: the frame has a place for them in any case.
    func completeBranches(of node: IfConfigDeclSyntax) {
        let ids = resolution.declared(in: node).filter { !resolution.locals[$0].isRemade }
        complete(node, ids)
    }

    private func complete(_ node: IfConfigDeclSyntax, _ ids: [LocalID]) {
        for clause in node.clauses {
            renderer.additions[clause.id] = absences(ids) { $0.isDeclared(in: clause) }
            for inner in clause.nested {
                complete(
                    inner,
                    ids.filter { id in
                        inner.clauses.contains { resolution.conditionals[id]?.isDeclared(in: $0) ?? false }
                    }
                )
            }
        }
        if !node.hasElse { renderer.additions[node.id] = absences(ids) { _ in false } }
    }

    private func absences(_ ids: [LocalID], _ isDeclared: (ConditionalDeclaration) -> Bool) -> [String] {
        ids.flatMap { id -> [String] in
            guard let declaration = resolution.conditionals[id], !isDeclared(declaration) else { return [] }
            return resolution.locals[id].absence
        }
    }
}

extension Local {
    /// The declaration of a local that a branch of an `#if` leaves out.
    var absence: [String] {
        let use = isMutable ? "Torpor.touch(&\(generatedName))" : "_ = \(generatedName)"
        return ["\(isMutable ? "var" : "let") \(generatedName) = Torpor.Absent()", use]
    }
}

extension IfConfigClauseSyntax {
    /// The condition of the clause, with those of the clauses before it.
    fileprivate var path: String {
        let clauses = parent?.as(IfConfigClauseListSyntax.self).map(Array.init) ?? [self]
        let before = clauses.prefix { $0.id != id }
        return (before + [self]).map { $0.condition?.trimmedDescription ?? "else" }.joined(separator: " else ")
    }
}

extension Syntax {
    /// The conditions that it stands under, innermost first.
    fileprivate var conditions: [String] {
        let own = self.as(IfConfigClauseSyntax.self).map { [$0.path] } ?? []
        return own + (parent?.conditions ?? [])
    }
}
