import SwiftSyntax

/// Finds out what verbatim Swift does to the locals of its function: what it reads before it assigns it, what it assigns
/// for certain, what it may change.
///
/// It follows Swift's rules of definite initialisation, statement by statement, branches and loops included.
struct FactCollector {
    private let renderer: Renderer
    var facts = Facts()
    /// What is assigned for certain at this point; nil where control does not come.
    var assigned: LocalSet? = []
    var nesting = 0
    /// What is assigned where jumps leave the statements that they lead out of.
    var jumps: [SyntaxIdentifier: [LocalSet]] = [:]
    /// What is assigned at each jump and return.
    var assignedAtExit: [SyntaxIdentifier: LocalSet] = [:]
    var isCaught = false

    static func collect(
        _ node: some SyntaxProtocol,
        _ renderer: Renderer
    ) -> (facts: Facts, exits: [SyntaxIdentifier: LocalSet]) {
        var collector = FactCollector(renderer: renderer)
        collector.visit(Syntax(node))
        if Syntax(node).is(VariableDeclSyntax.self) {
            collector.facts.declares.formUnion(renderer.declared(in: Syntax(node)))
        } else if Syntax(node).is(FunctionDeclSyntax.self) {
            collector.facts.declares.formUnion(renderer.resolution.bindings[node.id].map { [$0] } ?? [])
        } else if let conditional = Syntax(node).as(IfConfigDeclSyntax.self) {
            collector.facts.declares.formUnion(renderer.resolution.declared(in: conditional))
        } else if let statement = Syntax(node).as(GuardStmtSyntax.self) {
            collector.facts.declares.formUnion(renderer.declared(in: Syntax(statement.conditions)))
        }
        collector.facts.neverCompletes = collector.assigned == nil
        // Code that control does not leave assigns whatever one likes: it has no successor that could read it.
        collector.facts.assigns.formUnion(collector.assigned ?? [])
        return (collector.facts, collector.assignedAtExit)
    }

    /// What assigning to a place does.
    static func collect(assignmentTo place: ExprSyntax, _ renderer: Renderer) -> Facts {
        var collector = FactCollector(renderer: renderer)
        collector.assignTarget(place)
        collector.facts.assigns.formUnion(collector.assigned ?? [])
        return collector.facts
    }

    private init(renderer: Renderer) {
        self.renderer = renderer
    }

    var resolution: Resolution { renderer.resolution }

    // MARK: Locals

    mutating func use(_ id: LocalID?) {
        // What a closure captures by its list is used where the list is, but for durable closures, which are elsewhere.
        guard let id, resolution.keptValues[id] == nil || resolution.locals[id].owner != nil else { return }
        // What is declared within is no local of the function.
        if resolution.locals[id].isInner { return }
        if case .remade = resolution.locals[id].origin {
            facts.functions.insert(id)
            useCaptures(of: id)
            return
        }
        if assigned?.contains(id) == false { facts.uses.insert(id) }
        guard resolution.locals[id].changesWhenRead else { return }
        facts.mutates.insert(id)
        useCaptures(of: id)
    }

    mutating func useCaptures(of id: LocalID) {
        guard let captures = resolution.captures[id] else { return }
        facts.functions.formUnion(captures.functions)
        facts.mutates.formUnion(captures.mutates)
        facts.captures.merge(captures.kept) { first, _ in first }
        // What it changes it may read.
        for captured in captures.uses.union(captures.mutates) where assigned?.contains(captured) == false {
            facts.uses.insert(captured)
        }
    }

    mutating func assign(_ id: LocalID?) {
        guard let id, !resolution.locals[id].isInner else { return }
        change(id)
        switch resolution.locals[id].form {
        // What is in a box is no local.
        case .boxed: use(id)
        case .plain where !resolution.locals[id].isRemade: if nesting == 0 { assigned?.insert(id) }
        // Assigning it runs accessors, which may read the old value.
        case .plain, .observed, .wrapped, .lazy: use(id)
        }
    }

    mutating func change(_ id: LocalID) {
        // An object that a closure captures by its list is changed, and not the place that refers to it.
        if resolution.keptValues[id] != nil || resolution.locals[id].isInner { return }
        // What an `async let` declares is in no place: what has a method called on it is the result of its child task.
        if resolution.locals[id].childTask != nil { return }
        if case .boxed = resolution.locals[id].form { return use(id) }
        if resolution.locals[id].group != nil { return use(id) }
        guard !resolution.locals[id].isRemade else { return }
        facts.mutates.insert(id)
        useCaptures(of: id)
    }

    mutating func mutate(rootOf node: ExprSyntax) {
        var node = node
        while true {
            if let reference = node.as(DeclReferenceExprSyntax.self) {
                if let id = resolution.bindings[reference.id] { change(id) }
                return
            } else if let member = node.as(MemberAccessExprSyntax.self), let base = member.base {
                node = base
            } else if let access = node.as(SubscriptCallExprSyntax.self) {
                node = access.calledExpression
            } else if let forced = node.as(ForceUnwrapExprSyntax.self) {
                node = forced.expression
            } else if let chained = node.as(OptionalChainingExprSyntax.self) {
                node = chained.expression
            } else if let inOut = node.as(InOutExprSyntax.self) {
                node = inOut.expression
            } else if let tuple = node.as(TupleExprSyntax.self), tuple.elements.count == 1 {
                node = tuple.elements.first!.expression
            } else {
                return
            }
        }
    }

    // MARK: Nodes

    mutating func children(_ node: some SyntaxProtocol) {
        for child in renderer.file.nodes.nodes(below: Syntax(node), for: .facts) { visit(child) }
    }

    mutating func visit(_ node: Syntax) {
        if !renderer.replacements.isEmpty, let replacement = renderer.replacements[node.id] {
            for id in replacement.facts.uses { use(id) }
            if replacement.throws, !isCaught { throwsHere() }
            return
        }
        switch node.as(SyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            use(resolution.bindings[reference.id])
            checkEscape(of: reference)
        case .closureCapture(let capture):
            if let kept = renderer.keptCaptures[capture.id] { return use(kept) }
            use(resolution.bindings[capture.id])
            children(capture)
        case .memberAccessExpr(let member):
            guard let base = member.base else { break }
            visit(Syntax(base))
            if renderer.index.mutatingGetters.contains(member.declName.baseName.identifierText) { mutate(rootOf: base) }
        case .subscriptCallExpr(let access):
            children(access)
            if renderer.index.hasMutatingSubscript { mutate(rootOf: access.calledExpression) }
        case .infixOperatorExpr(let infix): self.infix(infix)
        case .prefixOperatorExpr(let prefix):
            visit(Syntax(prefix.expression))
            if !renderer.index.isPure(operator: prefix.operator.text) { mutate(rootOf: prefix.expression) }
        case .postfixOperatorExpr(let postfix):
            visit(Syntax(postfix.expression))
            mutate(rootOf: postfix.expression)
        case .inOutExpr(let inOut):
            visit(Syntax(inOut.expression))
            mutate(rootOf: inOut.expression)
        case .functionCallExpr(let call): self.call(call)
        case .closureExpr, .functionDecl, .accessorBlock, .structDecl, .classDecl, .enumDecl, .actorDecl: nested(node)
        case .ternaryExpr(let ternary):
            visit(Syntax(ternary.condition))
            branch([{ $0.visit(Syntax(ternary.thenExpression)) }, { $0.visit(Syntax(ternary.elseExpression)) }])
        case .tryExpr(let expression): self.try(expression)
        case .awaitExpr(let expression):
            visit(Syntax(expression.expression))
            if nesting == 0, isKept(Syntax(expression.expression), renderer.awaiting) { facts.isAsync = true }
        default: statement(node)
        }
    }

    mutating func `try`(_ node: TryExprSyntax) {
        let outer = isCaught
        if node.questionOrExclamationMark != nil { isCaught = true }
        visit(Syntax(node.expression))
        isCaught = outer
        guard node.questionOrExclamationMark == nil, !isCaught, nesting == 0 else { return }
        if isKept(Syntax(node.expression), renderer.throwing) { throwsHere() }
    }

    /// Whether a `try` or an `await` is printed: those around nothing but results that have come in are not.
    func isKept(_ node: Syntax, _ certainty: (Syntax) -> Certainty) -> Bool {
        !renderer.containsReplacement(node) || certainty(node) != .never
    }

    mutating func throwsHere() {
        facts.canThrow = true
        let here = assigned ?? []
        facts.assignedAtThrow = facts.assignedAtThrow.map { $0.intersection(here) } ?? here
    }

    mutating func infix(_ node: InfixOperatorExprSyntax) {
        if node.operator.is(AssignmentExprSyntax.self) {
            visit(Syntax(node.rightOperand))
            assignTarget(node.leftOperand)
            return
        }
        visit(Syntax(node.leftOperand))
        visit(Syntax(node.rightOperand))
        if let symbol = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
            !renderer.index.isPure(operator: symbol)
        {
            mutate(rootOf: node.leftOperand)
            mutate(rootOf: node.rightOperand)
        }
    }

    mutating func assignTarget(_ target: ExprSyntax) {
        if let reference = target.as(DeclReferenceExprSyntax.self) {
            assign(resolution.bindings[reference.id])
        } else if let tuple = target.as(TupleExprSyntax.self) {
            for element in tuple.elements { assignTarget(element.expression) }
        } else if !target.is(DiscardAssignmentExprSyntax.self) {
            visit(Syntax(target))
            mutate(rootOf: target)
        }
    }

    mutating func call(_ node: FunctionCallExprSyntax) {
        children(node)
        // Whether a method is mutating is not to be seen.
        if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base {
            if !renderer.index.isPure(method: member.declName.baseName.identifierText) { mutate(rootOf: base) }
        }
        if neverReturns(node) { assigned = nil }
    }

    func neverReturns(_ node: FunctionCallExprSyntax) -> Bool {
        guard let reference = node.calledExpression.as(DeclReferenceExprSyntax.self) else { return false }
        return ["fatalError", "preconditionFailure"].contains(reference.baseName.text)
    }

    mutating func nested(_ node: Syntax) {
        // The body of a durable closure that is kept is elsewhere.
        if !renderer.isWitness, let closure = resolution.durableClosures[node.id], closure.isKept {
            if nesting > 0 { useCaptures(of: closure) }
            return keptCaptures(of: node)
        }
        nesting += 1
        let outer = (assigned, isCaught)
        isCaught = true
        children(node)
        (assigned, isCaught) = outer
        nesting -= 1
        if nesting == 0 ? mayBeKept(node) : mayOutliveClosure(node) {
            for reference in node.descendants(DeclReferenceExprSyntax.self) {
                if let id = resolution.bindings[reference.id] { capture(id, at: node) }
            }
        }
    }

    /// A durable closure is made wherever the closure around it runs, which is to have what it captures.
    private mutating func useCaptures(of closure: DurableClosure) {
        for reference in closure.node.descendants(DeclReferenceExprSyntax.self) {
            guard let id = resolution.bindings[reference.id], !resolution.isDeclared(id, in: closure.id) else {
                continue
            }
            if let value = resolution.keptValues[id] { visit(Syntax(value)) } else { use(id) }
        }
    }

    /// What the list of a closure captures is evaluated where the closure is made.
    private mutating func keptCaptures(of node: Syntax) {
        guard let clause = node.as(ClosureExprSyntax.self)?.signature?.capture else { return }
        for item in clause.items {
            if let value = item.initializer?.value { visit(Syntax(value)) } else { use(resolution.bindings[item.id]) }
        }
    }

    /// Whether somebody may keep a closure that is written in the function itself, other than by a value of the function.
    private func mayBeKept(_ node: Syntax) -> Bool {
        guard let closure = node.as(ClosureExprSyntax.self) else { return false }
        return !closure.isConsumed(renderer.index) && !isRemade(closure) && renderer.functions[closure.id] == nil
    }

    /// Whether a closure or function that another is made in may be what that gives, or be kept by somebody whom it is
    /// given to.
    private func mayOutliveClosure(_ node: Syntax) -> Bool {
        guard renderer.functions.isEmpty || !node.ancestors.contains(where: { renderer.functions[$0.id] != nil }),
            node.ancestors.allSatisfy({ resolution.durableClosures[$0.id] == nil })
        else { return false }
        if let closure = node.as(ClosureExprSyntax.self) {
            guard resolution.durableClosures[closure.id] == nil, renderer.functions[closure.id] == nil else {
                return false
            }
            guard let name = closure.bindingName else { return !closure.isConsumed(renderer.index) }
            return isHandedOn(name, in: node)
        }
        guard let function = node.as(FunctionDeclSyntax.self) else { return false }
        return isHandedOn(function.name.identifierText, in: node)
    }

    /// Whether the scope around a node does with a function of that name anything else than call it, or hand it to what
    /// calls it.
    private func isHandedOn(_ name: String, in node: Syntax) -> Bool {
        guard let scope = node.ancestors.first(where: { $0.is(CodeBlockItemListSyntax.self) }) else { return true }
        return scope.descendants(DeclReferenceExprSyntax.self).contains { reference in
            guard reference.baseName.identifierText == name, resolution.bindings[reference.id] == nil else {
                return false
            }
            if let call = reference.parent?.as(FunctionCallExprSyntax.self) {
                return call.calledExpression.id != reference.id
            }
            let call = reference.parent?.parent?.parent?.as(FunctionCallExprSyntax.self)
            return !(call?.consumesClosures(renderer.index) ?? false)
        }
    }

    /// Whether a closure is the value of a constant, which is made anew where it is used.
    func isRemade(_ closure: ClosureExprSyntax) -> Bool {
        var value = Syntax(closure)
        while let parent = value.parent, !parent.is(InitializerClauseSyntax.self) {
            let isTransparent = parent.is(AsExprSyntax.self) || parent.is(TupleExprSyntax.self)
            guard isTransparent || parent.is(LabeledExprSyntax.self) || parent.is(LabeledExprListSyntax.self) else {
                return false
            }
            value = parent
        }
        guard let binding = value.parent?.parent?.as(PatternBindingSyntax.self),
            let id = resolution.bindings[binding.pattern.id], case .remade = resolution.locals[id].origin
        else { return false }
        return true
    }

    /// A local function that is not called but handed on may outlive the step, with what it captures.
    mutating func checkEscape(of reference: DeclReferenceExprSyntax) {
        guard let id = resolution.bindings[reference.id], resolution.locals[id].isFunction,
            let captures = resolution.captures[id]
        else { return }
        if let call = reference.parent?.as(FunctionCallExprSyntax.self), call.calledExpression.id == reference.id {
            return
        }
        if let call = reference.parent?.parent?.parent?.as(FunctionCallExprSyntax.self),
            call.consumesClosures(renderer.index)
        {
            return
        }
        for captured in captures.uses.union(captures.mutates) { capture(captured, at: Syntax(reference)) }
    }

    mutating func capture(_ id: LocalID, at node: Syntax) {
        if resolution.locals[id].isInner { return }
        facts.captures[id] = facts.captures[id] ?? node.positionAfterSkippingLeadingTrivia.utf8Offset
    }
}

extension ClosureExprSyntax {
    /// The name of the constant or variable that it is the value of.
    fileprivate var bindingName: String? {
        parent?.parent?.as(PatternBindingSyntax.self)?.pattern.as(IdentifierPatternSyntax.self)?.identifier
            .identifierText
    }
}

extension Syntax {
    /// The nodes around it, innermost first.
    var ancestors: [Syntax] { Array(sequence(first: self, next: \.parent).dropFirst()) }
}
