import SwiftSyntax

/// Task groups: what opens them, their methods, and what stands for them.
extension Resolver {
    /// Notes that a call is one of a function of Swift's own that is a durable call.
    func noteTaskGroup(_ node: FunctionCallExprSyntax) {
        guard let signature = opener(node) ?? method(node) ?? measurement(node) else { return }
        guard signature.callee.signature.accepts(labels: node.labels) else { return }
        resolution.preludeCalls[node.id] = signature
    }

    private func opener(_ node: FunctionCallExprSyntax) -> DurableCall? {
        let callee = node.calledExpression.unparenthesised
        let name: String
        if let reference = callee.as(DeclReferenceExprSyntax.self) {
            name = reference.baseName.identifierText
            guard lookUp(name) == nil, !isDeclared(name) else { return nil }
        } else if let member = callee.as(MemberAccessExprSyntax.self),
            ["Swift", "_Concurrency"].contains(member.base?.trimmedDescription)
        {
            name = member.declName.baseName.identifierText
        } else {
            return nil
        }
        guard let kind = Prelude.group(openedBy: name) else { return nil }
        resolution.preludeNames.insert(callee.id)
        function.file.nodes.note(callee)
        let element = kind.isDiscarding ? nil : type(given: "of", in: node)
        let signature = Prelude.opener(
            kind,
            element: element,
            result: type(given: "returning", in: node) ?? result(of: node),
            module: function.module
        )
        resolution.openedGroups[node.id] = TaskGroupType(kind: kind, element: kind.isDiscarding ? "Void" : element)
        return DurableCall(candidates: [signature], receiver: .none, in: function, index)
    }

    private func method(_ node: FunctionCallExprSyntax) -> DurableCall? {
        guard let member = node.calledExpression.unparenthesised.as(MemberAccessExprSyntax.self),
            let base = member.base, let group = resolution.group(base)?.group,
            let signature = Prelude.method(
                member.declName.baseName.identifierText,
                of: group,
                module: function.module
            )
        else { return nil }
        return DurableCall(candidates: [signature], receiver: .instance(base), in: function, index)
    }

    private func measurement(_ node: FunctionCallExprSyntax) -> DurableCall? {
        guard let member = node.calledExpression.unparenthesised.as(MemberAccessExprSyntax.self),
            member.declName.baseName.identifierText == "measure", let base = member.base, node.isAwaited,
            SleepCall(function, resolution, index).isDurableClock(base)
        else { return nil }
        let signature = Prelude.measurement(module: function.module)
        return DurableCall(candidates: [signature], receiver: .instance(base), in: function, index)
    }

    /// Whether the module declares a function of a name that hides Swift's.
    private func isDeclared(_ name: String) -> Bool {
        let types = [[]] + index.ancestry(function.context).types
        return (index.functions[name] ?? []).contains { types.contains($0.context) }
    }

    // MARK: Types

    /// The type that an argument gives: `of: Int.self`.
    private func type(given label: String, in node: FunctionCallExprSyntax) -> String? {
        guard let argument = node.arguments.first(where: { $0.label?.text == label }),
            let member = argument.expression.as(MemberAccessExprSyntax.self),
            member.declName.baseName.tokenKind == .keyword(.self), let base = member.base
        else { return nil }
        walk(Syntax(base))
        guard let type = spelling(of: base) else { return nil }
        return ["()", "Void", "Swift.Void"].contains(type) ? "Void" : type
    }

    /// What the body of a group returns, as far as its text or its place tells.
    private func result(of node: FunctionCallExprSyntax) -> String? {
        guard let body = node.allArguments.last?.unparenthesised.as(ClosureExprSyntax.self) else { return nil }
        if let clause = body.signature?.returnClause {
            walk(Syntax(clause))
            let type = spelling(of: clause.type)
            return type == "()" ? "Void" : type
        }
        if body.statements.count > 1, !Syntax(body.statements).returnsValue { return "Void" }
        guard let type = expectedType(of: Syntax(node)), !type.hasPrefix("some ") else { return nil }
        return type
    }

    /// The type that the place of an expression asks for.
    private func expectedType(of node: Syntax) -> String? {
        guard let parent = node.parent else { return nil }
        switch parent.as(SyntaxEnum.self) {
        case .awaitExpr: return expectedType(of: parent)
        case .tryExpr(let attempt): return attempt.questionOrExclamationMark == nil ? expectedType(of: parent) : nil
        case .initializerClause:
            guard let binding = parent.parent?.as(PatternBindingSyntax.self),
                let type = binding.typeAnnotation?.type, !type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self)
            else { return nil }
            return spelling(of: type)
        case .returnStmt: return ownResult
        case .codeBlockItem(let item):
            guard let list = item.parent, list.as(CodeBlockItemListSyntax.self)?.count == 1 else { return nil }
            if let closure = durableClosures.first {
                return resolution.durableClosures[closure]?.node.statements.id == list.id ? ownResult : nil
            }
            return list.id == function.body.statements.id ? ownResult : nil
        default: return nil
        }
    }

    /// A type as it is written; nil if it is one of the function's own, whose full names are not known yet.
    func spelling(of node: some SyntaxProtocol) -> String? {
        let isOwn = node.tokens(viewMode: .sourceAccurate).contains { token in
            token.parent.map { resolution.typeBindings[$0.id] != nil } ?? false
        }
        return isOwn ? nil : resolution.spelling(of: node)
    }

    /// What the function returns that is being resolved, or the durable closure.
    private var ownResult: String? {
        guard let id = durableClosures.first, let closure = resolution.durableClosures[id] else {
            return function.output
        }
        return closure.isSpelled ? closure.type.output : nil
    }
}

extension Resolution {
    /// The local that stands for a task group, if an expression is its name.
    func group(_ node: ExprSyntax) -> Local? {
        guard let reference = node.unparenthesised.as(DeclReferenceExprSyntax.self), reference.argumentNames == nil,
            let id = bindings[reference.id], locals[id].group != nil
        else { return nil }
        return locals[id]
    }

    /// The task group that a call adds a child task to.
    func group(addedToBy call: FunctionCallExprSyntax) -> Local? {
        guard preludeCalls[call.id] != nil,
            let member = call.calledExpression.unparenthesised.as(MemberAccessExprSyntax.self)
        else { return nil }
        return member.base.flatMap(group)
    }

    /// The task group of whose results a call makes one value: `group.reduce(0, +)`.
    func group(collectedBy call: FunctionCallExprSyntax) -> Local? {
        guard let member = call.calledExpression.unparenthesised.as(MemberAccessExprSyntax.self),
            let base = member.base, let group = group(base), group.group?.kind.isDiscarding == false,
            ResultCollection(call) != nil
        else { return nil }
        return group
    }

    /// The task group whose results a loop takes.
    func group(of loop: ForStmtSyntax) -> Local? {
        loop.awaitKeyword == nil ? nil : group(loop.sequence)
    }
}
