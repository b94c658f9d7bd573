import SwiftParser
import SwiftSyntax

/// Closures that are given to durable functions: what they declare are locals of the function around them.
extension Resolver {
    func call(_ node: FunctionCallExprSyntax) {
        walk(Syntax(node.calledExpression))
        guard closureDepth == 0 else { return children(of: node) }
        noteTaskGroup(node)
        let lookup = DurableCallLookup(function: function, resolution: resolution, index: index)
        if let callee = lookup.find(node), !callee.isGuess || node.isAwaited { noteClosures(of: node, callee) }
        children(of: node)
    }

    private func children(of node: FunctionCallExprSyntax) {
        for argument in node.arguments {
            walk(Syntax(argument.expression))
            if let name = resolution.functionNames[argument.expression.unparenthesised.id],
                let closure = resolution.durableClosures[name], !closure.isKept
            {
                self.closure(closure.node)
            }
        }
        if let closure = node.trailingClosure { walk(Syntax(closure)) }
        for element in node.additionalTrailingClosures { walk(Syntax(element.closure)) }
    }

    /// Notes which arguments of a durable call are closures that can suspend.
    private func noteClosures(of node: FunctionCallExprSyntax, _ callee: DurableCall) {
        let all = callee.candidates.compactMap { candidate in
            candidate.signature.positions(ofLabels: node.labels).map { (candidate, $0) }
        }
        for (offset, argument) in node.allArguments.map(\.unparenthesised).enumerated() {
            let types = all.compactMap { candidate, positions in
                index.functionType(at: positions[offset], of: candidate)
            }
            guard let type = types.first, types.count == all.count,
                types.allSatisfy({ $0.inputs.count == type.inputs.count }), resolution.function(argument) == nil
            else { continue }
            let (signature, positions) = (all[0].0.signature, all[0].1)
            let closure: ClosureExprSyntax
            if let literal = argument.as(ClosureExprSyntax.self) {
                closure = literal
            } else if let call = self.closure(calling: argument, arguments: type.inputs.count) {
                closure = call
                resolution.functionNames[argument.id] = closure.id
            } else {
                continue
            }
            resolution.durableClosures[closure.id] = DurableClosure(
                node: closure,
                argument: argument,
                call: ExprSyntax(node),
                label: signature.parameters[positions[offset]].label,
                type: type,
                isSpelled: all.count == 1 && !signature.isGeneric && signature.context.isEmpty
                    && signature.module == function.module,
                isRethrown: signature.isRethrowing,
                isChildTask: resolution.group(addedToBy: node) != nil,
                group: resolution.openedGroups[node.id],
                owners: durableClosures
            )
        }
    }

    /// A closure that calls the function of a name: the name stands for it. It is parsed as if it stood where the name is,
    /// so that it has its place in the file.
    func closure(calling name: ExprSyntax, arguments count: Int) -> ClosureExprSyntax? {
        guard name.is(DeclReferenceExprSyntax.self) || name.is(MemberAccessExprSyntax.self), name.isStableName,
            let (labels, effects) = signature(of: name, count)
        else { return nil }
        let arguments = labels.enumerated().map { ($1.map { $0 + ": " } ?? "") + "$\($0)" }.joined(separator: ", ")
        let text = "{ \(effects)\(name.withoutArgumentNames)(\(arguments)) }"
        let offset = name.positionAfterSkippingLeadingTrivia.utf8Offset
        let tree = Parser.parse(source: String(repeating: " ", count: offset) + text)
        return tree.descendants(ClosureExprSyntax.self).first
    }

    /// The argument labels of a function, as its name says them or its declaration does, and the keywords of its calls.
    private func signature(of name: ExprSyntax, _ count: Int) -> (labels: [String?], effects: String)? {
        let reference = name.as(DeclReferenceExprSyntax.self) ?? name.as(MemberAccessExprSyntax.self)?.declName
        guard let reference else { return nil }
        // What it is a member of is an argument, or a part of one, which is not resolved yet.
        if let base = name.as(MemberAccessExprSyntax.self)?.base?.as(DeclReferenceExprSyntax.self),
            case .local(let local) = lookUp(base.baseName.identifierText)
        {
            resolution.bindings[base.id] = local
        }
        let types = ReceiverType(function: function, resolution: resolution, index: index)
        var functions = types.functions(name)
        if name.is(DeclReferenceExprSyntax.self), case .local(let local) = binding(of: reference) {
            guard let declaration = local.remadeDeclaration else { return nil }
            guard let function = declaration.as(FunctionDeclSyntax.self) else {
                return (Array(repeating: nil, count: count), declaration.keywords)
            }
            functions = [FunctionSignature(function, context: [], module: "", isActorMember: false)]
        }
        functions.removeAll { $0.parameters.count != count }
        if let names = reference.argumentNames?.arguments.map({ $0.name.text == "_" ? nil : $0.name.text }) {
            functions.removeAll { $0.parameters.map(\.label) != names }
        }
        guard let first = functions.first, functions.allSatisfy({ $0.isCalled(like: first) }) else { return nil }
        let effects = (first.isThrowing ? "try " : "") + (first.isAsync ? "await " : "")
        return (first.parameters.map(\.label), effects)
    }

    /// A closure that a durable function is given.
    func durable(_ node: ClosureExprSyntax) {
        durableClosures.insert(node.id, at: 0)
        // Its body is a part of the coroutine, wherever it is written.
        let outer = closureDepth
        closureDepth = 0
        scoped {
            keepCaptures(of: node) { self.isPlain($0, in: node) }
            declareParameters(of: node)
            if let clause = node.signature?.returnClause { children(Syntax(clause)) }
            scoped { statements(node.statements) }
        }
        closureDepth = outer
        durableClosures.removeFirst()
    }

    /// Whether an item of a capture list says no more than the use of the name does: it captures a value that nothing
    /// changes, or the closure is one that has copies of all that it captures.
    private func isPlain(_ capture: ClosureCaptureSyntax, in closure: ClosureExprSyntax) -> Bool {
        guard capture.initializer == nil else { return false }
        if capture.specifier != nil || resolution.durableClosures[closure.id]?.isChildTask == true { return true }
        guard case .local(let id) = lookUp(capture.name.identifierText) else { return true }
        return !resolution.locals[id].isMutable
    }

    private func declareParameters(of node: ClosureExprSyntax) {
        guard let closure = resolution.durableClosures[node.id] else { return }
        let inputs = closure.type.inputs
        func add(_ token: TokenSyntax, _ node: Syntax, _ position: Int, of count: Int, _ annotation: TypeSyntax?) {
            if let annotation { walk(Syntax(annotation)) }
            let spelled = closure.isSpelled && count == inputs.count ? inputs[position] : nil
            let parameter = ClosureParameter(
                closure: closure.id,
                position: position,
                count: count,
                type: closure.group.map(\.handle) ?? annotation.map { resolution.spelling(of: $0) } ?? spelled
            )
            declare(token, node: node, mutable: false, origin: .closureParameter(parameter))
            let id = resolution.bindings[node.id]!
            resolution.locals[id].group = closure.group
            resolution.durableClosures[closure.id]?.parameters.append(id)
        }
        switch node.signature?.parameterClause {
        case .simpleInput(let parameters):
            for (position, parameter) in parameters.enumerated() {
                add(parameter.name, Syntax(parameter), position, of: parameters.count, nil)
            }
        case .parameterClause(let clause):
            for (position, parameter) in clause.parameters.enumerated() {
                let name = parameter.secondName ?? parameter.firstName
                add(name, Syntax(parameter), position, of: clause.parameters.count, parameter.type)
            }
        case nil:
            resolution.durableClosures[closure.id]?.hasShorthand = true
            for position in inputs.indices {
                // No node declares it: the name does for its uses.
                let token = TokenSyntax.identifier("$\(position)")
                add(token, Syntax(token), position, of: inputs.count, nil)
                let id = resolution.durableClosures[closure.id]!.parameters[position]
                resolution.locals[id].name = "argument\(position + 1)"
                resolution.locals[id].generatedName = resolution.locals[id].name
            }
        }
    }
}

extension FunctionSignature {
    /// Whether calls of both functions are written alike.
    fileprivate func isCalled(like other: Self) -> Bool {
        parameters.map(\.label) == other.parameters.map(\.label) && isThrowing == other.isThrowing
            && isAsync == other.isAsync
    }
}

extension Syntax {
    /// The keywords of calls of a constant that is a closure, as its body tells them.
    fileprivate var keywords: String {
        let isThrowing = !descendants(TryExprSyntax.self).isEmpty || !descendants(ThrowStmtSyntax.self).isEmpty
        return (isThrowing ? "try " : "") + (descendants(AwaitExprSyntax.self).isEmpty ? "" : "await ")
    }
}

extension FunctionCallExprSyntax {
    /// The arguments, trailing closures included, in the order of ``labels``.
    var allArguments: [ExprSyntax] {
        arguments.map(\.expression) + (trailingClosure.map { [ExprSyntax($0)] } ?? [])
            + additionalTrailingClosures.map { ExprSyntax($0.closure) }
    }
}

extension ExprSyntax {
    /// Whether an expression is a name, or a path of names, that mean the same wherever it is evaluated.
    fileprivate var isStableName: Bool {
        if let member = self.as(MemberAccessExprSyntax.self) { return member.base?.isStableName ?? false }
        return self.is(DeclReferenceExprSyntax.self)
    }

    /// The name of a function as it stands in a call.
    fileprivate var withoutArgumentNames: String {
        if let member = self.as(MemberAccessExprSyntax.self), let base = member.base {
            return "\(base.trimmedDescription).\(member.declName.baseName.text)"
        }
        return self.as(DeclReferenceExprSyntax.self)?.baseName.text ?? trimmedDescription
    }
}
