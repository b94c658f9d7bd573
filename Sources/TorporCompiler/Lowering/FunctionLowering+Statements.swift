import SwiftSyntax

extension FunctionLowering {
    /// Lowers the statements of a scope.
    func lowerStatements(_ items: CodeBlockItemListSyntax) {
        let (outer, outside) = (handler, alive)
        scopes.append([])
        beginLifetimes(in: items)
        for item in items where isReachable {
            lowerStatement(Syntax(item.item))
            beginLifetimes(after: item)
        }
        if isReachable {
            runDeferred(downTo: scopes.count - 1)
            if scopes.count > 1 { endLifetimes(since: outside) }
        }
        scopes.removeLast()
        alive = outside
        leaveDeferred(handler: outer)
    }

    func lowerStatement(_ node: Syntax) {
        lowerUnboxed(node)
        if let variable = node.as(VariableDeclSyntax.self) { fillBoxes(of: variable) }
    }

    private func lowerUnboxed(_ node: Syntax) {
        if let labelled = node.as(LabeledStmtSyntax.self), colours.isSuspending(node) {
            return lowerStatement(Syntax(labelled.statement))
        }
        if let wrapper = node.as(ExpressionStmtSyntax.self), colours.isSuspending(node) {
            return lowerStatement(Syntax(wrapper.expression))
        }
        guard colours.isSuspending(node) else { return lowerWhole(node) }
        if isOneOrdinaryStep(node) { return lowerStep(node) }
        if case .childTasks = colours.suspensions[node.id] { return lowerAsyncLet(node.cast(VariableDeclSyntax.self)) }
        switch node.as(SyntaxEnum.self) {
        case .variableDecl(let node): lowerVariable(node)
        case .ifExpr(let node): lowerIf(node)
        case .guardStmt(let node): lowerGuard(node)
        case .switchExpr(let node): lowerSwitch(node)
        case .whileStmt(let node): lowerWhile(node)
        case .repeatStmt(let node): lowerRepeat(node)
        case .forStmt(let node): lowerFor(node)
        case .doStmt(let node): lowerDo(node)
        case .returnStmt(let node): lowerReturn(node.expression!)
        case .throwStmt(let node): lowerThrow(node)
        case .ifConfigDecl:
            report(
                .conditionalCompilation,
                "'#if' around a suspension: move the suspension out of it, or into a function of its own",
                at: node
            )
        case .deferStmt:
            report(.deferWithSuspension, "a 'defer' body cannot suspend: suspend at the end of the scope", at: node)
        default:
            guard let expression = node.as(ExprSyntax.self) else {
                return report(.unsupportedSuspension, "a suspension is not supported here", at: node)
            }
            lowerExpressionStatement(expression)
        }
    }

    // MARK: Statements that stay whole

    /// Appends a statement as it is; jumps that leave it lead to blocks.
    private func lowerWhole(_ node: Syntax) {
        if let statement = node.as(DeferStmtSyntax.self) { return lowerDefer(statement) }
        if resolution.typeBindings[node.id] != nil { return }
        if let conditional = node.as(IfConfigDeclSyntax.self), !colours.suspensions.isEmpty {
            guard isSupported(conditional) else { return }
            completeBranches(of: conditional)
        }
        if let target = destination(of: node) { return jump(to: target) }
        if let statement = node.as(ReturnStmtSyntax.self) { return finish(statement.expression.map(code)) }
        addExits(in: node)
        if let variable = node.as(VariableDeclSyntax.self) {
            guard isSupported(variable) else { return }
            if hasDeferredLocals(variable) { return lowerVariable(variable) }
            if variable.isLazy { return lowerLazy(variable) }
        }
        if let variable = node.as(VariableDeclSyntax.self) { storeCapturedValues(of: variable) }
        let whole = code(node)
        append(Statement(code: whole))
        if neverReturns(node) || whole.facts.neverCompletes { terminate(.unreachable) }
    }

    private func neverReturns(_ node: Syntax) -> Bool {
        if node.is(ThrowStmtSyntax.self) { return true }
        guard let call = node.as(FunctionCallExprSyntax.self),
            let name = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.identifierText
        else { return false }
        if ["fatalError", "preconditionFailure"].contains(name) { return true }
        let functions = index.functions(named: name, labels: call.labels)
        return !functions.isEmpty && functions.allSatisfy(\.returnsNever)
    }

    private func destination(of node: Syntax) -> JumpDestination? {
        if let statement = node.as(BreakStmtSyntax.self) {
            return JumpTarget.of(statement).flatMap { breakTargets[$0.id] }
        }
        if let statement = node.as(ContinueStmtSyntax.self) {
            return JumpTarget.of(statement).flatMap { continueTargets[$0.id] }
        }
        if node.is(FallThroughStmtSyntax.self) {
            return fallthroughTarget
        }
        return nil
    }

    /// Notes where the jumps lead that leave a statement.
    private func addExits(in node: Syntax) {
        switch node.kind {
        case .closureExpr, .functionDecl, .accessorBlock: return
        case .breakStmt, .continueStmt: renderer.exits[node.id] = destination(of: node).map { exit(to: $0) }
        case .fallThroughStmt:
            if leavesCase(node) { renderer.exits[node.id] = destination(of: node).map { exit(to: $0) } }
        case .returnStmt: if hasDeferred { renderer.returns[node.id] = returnExit(at: node) }
        default: if node.isWithoutStatements { return }
        }
        for child in function.file.nodes.nodes(below: node, for: .facts) { addExits(in: child) }
    }

    /// Whether a `fallthrough` belongs to a `switch` that is taken apart.
    private func leavesCase(_ node: Syntax) -> Bool {
        var current = node.parent
        while let candidate = current, !candidate.is(SwitchExprSyntax.self) { current = candidate.parent }
        return current.map { colours.isSuspending($0) } ?? false
    }

    /// Whether a declared variable can be declared anew in each step; says so if not.
    private func isSupported(_ node: VariableDeclSyntax) -> Bool {
        guard !colours.suspensions.isEmpty else { return true }
        let isObserved = node.bindings.contains { $0.accessorBlock?.isObserving ?? false }
        let kind: String
        if isObserved, node.isLazy || !node.attributes.isEmpty {
            kind = "\(node.isLazy ? "lazy" : "wrapped") and observed"
        } else if let modifier = node.modifiers.first(where: { ["weak", "unowned"].contains($0.name.text) }) {
            kind = modifier.name.text
        } else {
            return true
        }
        report(
            .unsupportedLocal,
            "\(kind == "unowned" ? "an" : "a") \(kind) local cannot be kept while a durable function is suspended: "
                + "use a plain one",
            at: node.bindings.first!.pattern
        )
        return false
    }

    private func hasDeferredLocals(_ node: VariableDeclSyntax) -> Bool {
        node.bindings.contains { binding in
            binding.pattern.as(IdentifierPatternSyntax.self)
                .flatMap { resolution.bindings[$0.id] }.map { resolution.locals[$0].isDeferred } ?? false
        }
    }

    /// Takes a declaration apart of which some names have no value yet, or whose values suspend.
    private func lowerVariable(_ node: VariableDeclSyntax) {
        guard isSupported(node) else { return }
        let annotations = node.bindings.map { $0.typeAnnotation.map { resolution.spelling(of: $0.type) } }
        for (position, binding) in node.bindings.enumerated() {
            if let value = binding.initializer {
                lowerRoot(value.value, type: annotations[position])
            } else if let pattern = binding.pattern.as(IdentifierPatternSyntax.self),
                let id = resolution.bindings[pattern.id], resolution.locals[id].isDeferred,
                let type = annotations[position...].lazy.compactMap({ $0 }).first
            {
                // It is declared in the step that assigns it.
                let spelled = renderer.qualifier.type(type)
                let text = "\(node.bindingSpecifier.text) \(name(id)): \(spelled)"
                append(Statement(code: Code(text, place: code(binding).place), kind: .declaration(id)))
                continue
            }
            var code = code(binding).withoutTrailingComma
            code.facts.declares.formUnion(
                Syntax(binding.pattern).patternNodes.compactMap { resolution.bindings[$0.id] }
            )
            let attributes = node.attributes.isEmpty ? "" : renderer.text(of: node.attributes) + " "
            append(Statement(code: "\(attributes)\(node.bindingSpecifier.text) " + code))
        }
    }

    /// Declares lazy variables as what holds their values.
    private func lowerLazy(_ node: VariableDeclSyntax) {
        for binding in node.bindings {
            guard let id = resolution.bindings[binding.pattern.id], let value = binding.initializer?.value else {
                continue
            }
            let arguments = binding.lazyArguments { renderer.text(of: $0) }
            let opening = resolution.locals[id].repeatedValue == nil ? " { " : ".unevaluated({ "
            let closing = resolution.locals[id].repeatedValue == nil ? " }" : " })"
            var code =
                "var \(resolution.locals[id].variable) = Torpor.Lazy\(arguments)\(opening)" + code(value) + closing
            code.facts = FactCollector.collect(node, renderer).facts
            code.facts.declares = [id]
            append(Statement(code: code))
        }
    }

    // MARK: Ordinary awaits

    /// Whether all that suspends in a statement is one ordinary await: it can then be carried out as it stands, with the
    /// checkpoint after it.
    private func isOneOrdinaryStep(_ node: Syntax) -> Bool {
        switch node.as(SyntaxEnum.self) {
        case .variableDecl, .returnStmt, .throwStmt, .forStmt: break
        default:
            guard node.is(ExprSyntax.self), !node.is(IfExprSyntax.self), !node.is(SwitchExprSyntax.self) else {
                return false
            }
        }
        if let loop = node.as(ForStmtSyntax.self) { return colours.suspensions[loop.id]?.isOrdinary == true }
        let inside = suspensions(in: node)
        return inside.count == 1 && inside[0].1.isOrdinary
    }

    /// The suspension points in a node, in the order of the source.
    func suspensions(in node: Syntax) -> [(Syntax, Suspension)] {
        var found: [(Syntax, Suspension)] = []
        addSuspensions(in: node, to: &found)
        return found
    }

    private func addSuspensions(in node: Syntax, to found: inout [(Syntax, Suspension)]) {
        guard colours.isSuspending(node) else { return }
        if let own = colours.suspensions[node.id] { found.append((node, own)) }
        for child in function.file.nodes.nodes(below: node, for: .suspensions) { addSuspensions(in: child, to: &found) }
    }

    private func lowerStep(_ node: Syntax) {
        if let statement = node.as(ReturnStmtSyntax.self) { return finish(statement.expression.map(code)) }
        addExits(in: node)
        append(Statement(code: code(node)))
        if node.is(ThrowStmtSyntax.self) { return terminate(.unreachable) }
        let suspension = suspensions(in: node).first?.0 ?? node
        suspend(.checkpoint, label: label(of: suspension), at: suspension)
    }

    // MARK: Simple statements with suspensions

    func lowerReturn(_ expression: ExprSyntax) {
        if !returnsValue {
            lowerExpressionStatement(expression)
            return finish(nil)
        }
        guard colours.isSuspending(expression), !isOneOrdinaryStep(Syntax(expression)) else {
            return finish(code(expression))
        }
        lowerRoot(expression, type: outputType)
        finish(code(expression))
    }

    private func lowerThrow(_ node: ThrowStmtSyntax) {
        lowerRoot(node.expression, type: renderer.thrownType ?? "any Error")
        append(Statement(code: code(node)))
        terminate(.unreachable)
    }

    private func lowerExpressionStatement(_ node: ExprSyntax) {
        guard colours.isSuspending(node), !isOneOrdinaryStep(Syntax(node)) else {
            return colours.isSuspending(node) ? lowerStep(Syntax(node)) : append(Statement(code: code(node)))
        }
        root = RootExpression(expression: node, type: nil)
        isValueUnused = true
        lower(node)
        isValueUnused = false
        let code = code(node)
        // What is left of `try await yield(x)` is nothing.
        if code.summary != "()" && code.summary != "" { append(Statement(code: code)) }
    }

    /// Lowers an expression that is type-checked by itself.
    func lowerRoot(_ expression: ExprSyntax, type: String?) {
        let outer = root
        root = RootExpression(expression: expression, type: type)
        lower(expression)
        root = outer
    }

    // MARK: Scopes

    func lowerDo(_ node: DoStmtSyntax) {
        let after = newBlock("afterDo")
        breakTargets[node.id] = JumpDestination(block: after, depth: scopes.count)
        guard !node.catchClauses.isEmpty else {
            lowerStatements(node.body.statements)
            terminate(.jump(after))
            current = after
            return
        }
        let entry = newBlock("catch")
        let thrown = synthesise("thrown", .spelled(ThrownType.of(node, resolution, index)), at: node)
        for clause in node.catchClauses {
            if let error = resolution.implicitErrors[clause.id] { resolution.thrownTypes[error] = thrown }
        }
        let id = handlers.count
        handlers.append(Handler(id: id, parent: handler, entry: entry, thrown: thrown))
        let outer = handler
        handler = id
        let body = newBlock("do")
        terminate(.jump(body))
        current = body
        lowerStatements(node.body.statements)
        terminate(.jump(after))
        handler = outer
        current = entry
        lowerCatches(Array(node.catchClauses), thrown: thrown, after: after)
        current = after
    }
}

extension Code {
    /// The code without a comma at its end.
    var withoutTrailingComma: Code {
        var code = self
        if case .text(let text) = code.pieces.last, text.hasSuffix(",") {
            code.pieces[code.pieces.count - 1] = .text(String(text.dropLast()))
        }
        return code
    }
}
