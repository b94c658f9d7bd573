import SwiftSyntax

/// Where functions come from.
extension FunctionValueFinder {
    /// Notes what values locals are given, what is returned, and what durable functions are given.
    mutating func visit(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .closureExpr where resolution.durableClosures[node.id] == nil, .functionDecl:
            // What is done there to locals of the function counts.
            depth += 1
            for child in lowered.function.file.nodes.nodes(below: node, for: .values) { visit(child) }
            depth -= 1
            return
        case .closureExpr(let closure): results(of: closure)
        case .accessorBlock, .structDecl, .classDecl, .enumDecl, .actorDecl: return
        case .patternBinding(let binding):
            if let value = binding.initializer?.value { bind(binding.pattern, to: value) }
        case .optionalBindingCondition(let condition):
            if let value = condition.initializer?.value { bind(condition.pattern, to: value) }
        case .matchingPatternCondition(let condition): bind(condition.pattern, to: condition.initializer.value)
        case .forStmt(let loop): bind(loop.pattern, to: loop.sequence)
        case .switchExpr(let choice):
            for item in choice.cases.compactMap({ $0.as(SwitchCaseSyntax.self)?.label.as(SwitchCaseLabelSyntax.self) })
            {
                for pattern in item.caseItems.map(\.pattern) { bind(pattern, to: choice.subject) }
            }
        case .infixOperatorExpr(let infix):
            guard infix.operator.is(AssignmentExprSyntax.self) || isCompound(infix) else { break }
            if let id = root(of: infix.leftOperand) {
                sources[id, default: []].append(infix.rightOperand)
            } else if let member = ownMember(infix.leftOperand) {
                given.append((infix.rightOperand, member))
            }
        case .returnStmt(let statement) where depth == 0: if let value = statement.expression { returned.append(value) }
        case .functionCallExpr(let call): self.call(call)
        default: break
        }
        if node.id == lowered.function.body.id, let only = lowered.function.body.statements.first,
            lowered.function.body.statements.count == 1, let value = only.item.as(ExprSyntax.self)
        {
            returned.append(value)
        }
        for child in lowered.function.file.nodes.nodes(below: node, for: .values) { visit(child) }
    }

    /// Notes the functions that a closure returns to the durable function that it is given to, or to the parent of a child
    /// task.
    private mutating func results(of node: ClosureExprSyntax) {
        guard let closure = resolution.durableClosures[node.id], !closure.isKept else { return }
        let isFunction = rules.holdsFunctions(typeNamed: closure.type.output)
        for value in node.statements.results where isFunction || self.isFunction(value) {
            given.append((value, "result"))
        }
    }

    /// Notes what the locals of a pattern come from.
    mutating func bind(_ pattern: PatternSyntax, to value: ExprSyntax) {
        if let id = resolution.bindings[pattern.id] {
            sources[id, default: []].append(value)
        } else {
            for name in Syntax(pattern).patternNodes {
                if let id = resolution.bindings[name.id] { sources[id, default: []].append(value) }
            }
        }
    }

    func isCompound(_ node: InfixOperatorExprSyntax) -> Bool {
        node.operator.trimmedDescription.hasSuffix("=") && !index.isPure(operator: node.operator.trimmedDescription)
    }

    mutating func call(_ node: FunctionCallExprSyntax) {
        if depth > 0 { return putInto(node) }
        if node.isAwaited, let id = root(of: node.calledExpression.unwrapped) {
            let isValue = if case .functionValue = lowered.colours.suspensions[node.id] { true } else { false }
            if isValue || resolution.locals[id].isFunction {
                called.append((node.calledExpression, resolution.locals[id].name))
            }
        } else if case .functionValue = lowered.colours.suspensions[node.id] {
            called.append((node.calledExpression, "called"))
        }
        if case .call(let callee) = lowered.colours.suspensions[node.id] {
            let signature = callee.callee.signature
            guard let positions = signature.positions(ofLabels: node.labels) else { return }
            for (offset, argument) in node.allArguments.enumerated() where offset < positions.count {
                let parameter = signature.parameters[positions[offset]]
                if index.functionType(at: positions[offset], of: callee.callee) != nil {
                    if resolution.function(argument) == nil {
                        self.argument(argument, parameter.label ?? signature.name)
                    }
                    continue
                }
                guard rules.holdsFunctions(typeNamed: parameter.type) else { continue }
                given.append((argument, parameter.label ?? signature.name))
            }
        } else {
            putInto(node)
        }
    }

    /// Notes what a call puts into a local.
    private mutating func putInto(_ node: FunctionCallExprSyntax) {
        if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base,
            root(of: base) != nil || ownMember(base) != nil, !node.consumesClosures(index)
        {
            if let id = root(of: base) {
                sources[id, default: []] += node.allArguments
            } else if let name = ownMember(base) {
                given += node.allArguments.map { ($0, name) }
            }
        } else if let id = resolution.bindings[node.calledExpression.id], let keeping = keeping[id] {
            for (position, argument) in node.allArguments.enumerated() {
                for kept in keeping[position] ?? [] { sources[kept, default: []].append(argument) }
            }
        }
    }

    /// Notes the functions that are given to a durable function as values, and not as what they are.
    mutating func argument(_ node: ExprSyntax, _ name: String) {
        guard let closure = resolution.durableClosure(node), !closure.isKept else { return called.append((node, name)) }
        guard let reference = node.unparenthesised.as(DeclReferenceExprSyntax.self),
            resolution.bindings[reference.id] != nil
        else { return }
        called.append((node, name))
    }

    // MARK: Local functions

    /// Finds the local functions that put what they are given into locals around them.
    mutating func findWhatLocalFunctionsKeep() {
        for local in resolution.locals {
            guard let function = local.remadeDeclaration?.as(FunctionDeclSyntax.self), let body = function.body else {
                continue
            }
            for (position, parameter) in function.signature.parameterClause.parameters.enumerated() {
                let name = (parameter.secondName ?? parameter.firstName).identifierText
                guard parameter.type.holdsFunctions else { continue }
                keeping[local.id, default: [:]][position] = whatKeeps(name, in: Syntax(body))
            }
        }
    }

    /// The locals that a parameter is put into: by an assignment, or by a method that may do so.
    func whatKeeps(_ name: String, in node: Syntax) -> LocalSet {
        if node.is(ClosureExprSyntax.self) { return [] }
        var found: LocalSet = []
        if let infix = node.as(InfixOperatorExprSyntax.self),
            infix.operator.is(AssignmentExprSyntax.self) || isCompound(infix),
            let id = root(of: infix.leftOperand), infix.rightOperand.mentions(name)
        {
            found.insert(id)
        } else if let call = node.as(FunctionCallExprSyntax.self), !call.consumesClosures(index),
            let base = call.calledExpression.as(MemberAccessExprSyntax.self)?.base, let id = root(of: base),
            call.allArguments.contains(where: { $0.mentions(name) })
        {
            found.insert(id)
        }
        return node.childNodes.reduce(into: found) { $0.formUnion(whatKeeps(name, in: $1)) }
    }

    /// The property of the instance that a place begins with, where a mutating method may put functions into it.
    private func ownMember(_ place: ExprSyntax) -> String? {
        guard lowered.function.receiver == .mutated, rules.holdsFunctions(typeNamed: lowered.context.last ?? "") else {
            return nil
        }
        switch place.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            let name = reference.baseName.identifierText
            guard resolution.bindings[reference.id] == nil, index.isImplicitMember(name, of: lowered.context) else {
                return nil
            }
            return name
        case .memberAccessExpr(let member):
            if member.isOfSelf { return member.declName.baseName.identifierText }
            return member.base.flatMap(ownMember)
        case .subscriptCallExpr(let access): return ownMember(access.calledExpression)
        case .optionalChainingExpr(let chain): return ownMember(chain.expression)
        case .forceUnwrapExpr(let forced): return ownMember(forced.expression)
        default: return nil
        }
    }

    func root(of node: ExprSyntax) -> LocalID? {
        switch node.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference): resolution.bindings[reference.id]
        case .memberAccessExpr(let member): member.base.flatMap(root)
        case .subscriptCallExpr(let access): root(of: access.calledExpression)
        case .optionalChainingExpr(let chain): root(of: chain.expression)
        case .forceUnwrapExpr(let forced): root(of: forced.expression)
        default: nil
        }
    }
}

extension ExprSyntax {
    /// Whether a name stands in it, other than in a closure.
    fileprivate func mentions(_ name: String) -> Bool {
        func isMentioned(in node: Syntax) -> Bool {
            if let reference = node.as(DeclReferenceExprSyntax.self) {
                return reference.baseName.identifierText == name
            }
            if node.is(ClosureExprSyntax.self) { return false }
            return node.childNodes.contains(where: isMentioned)
        }
        return isMentioned(in: Syntax(self))
    }
}
