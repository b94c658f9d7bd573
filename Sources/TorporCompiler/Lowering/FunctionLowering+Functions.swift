import SwiftSyntax

/// Closures, and names of functions, that are kept as values: each has a state of its own, whose frame holds what it
/// captures.
extension FunctionLowering {
    /// Makes the states of the functions that are kept, and the boxes of the variables that they capture.
    func keepFunctions(_ values: FunctionValues) {
        guard !values.isEmpty else { return }
        let nodes = function.body.nodes(where: values.contains)
        for node in nodes where node.is(ClosureExprSyntax.self) { box(captures(of: node), capturedBy: node) }
        for node in nodes { keep(node, values) }
    }

    private func keep(_ node: Syntax, _ values: FunctionValues) {
        guard let expression = node.as(ExprSyntax.self) else { return }
        let captures = captures(of: node)
        for id in captures.sorted() { checkCapture(id, by: node) }
        let label = (values.names[node.id] ?? "") + "Function"
        let slot = synthesise(label, functionType(of: expression), at: node)
        let entry = newBlock(label, handler: .some(nil))
        blocks[entry].isResumePoint = true
        let place = function.file.location(of: node)
        blocks[entry].place = Code.Place(line: place.line, column: place.column)
        var captured = Code()
        captured.facts.uses = captures
        blocks[entry].statements = [Statement(code: captured)]
        terminate(.unreachable, entry)
        renderer.functions[node.id] = KeptFunction(
            slot: slot,
            entry: entry,
            object: fresh("_" + label, alwaysNumbered: true),
            label: values.labels[node.id],
            captures: captures
        )
        functions[slot] = (entry, node)
    }

    private func terminate(_ terminator: Terminator, _ block: BlockID) {
        blocks[block].terminator = terminator
        blocks[block].isTerminated = true
    }

    /// What the functions are, printed once all that they refer to has its name.
    var functionCode: [LocalID: Code] {
        for id in renderer.functions.keys { renderer.functions[id]?.frame = "_object.coroutine._frame" }
        defer { for id in renderer.functions.keys { renderer.functions[id]?.frame = "_frame" } }
        return functions.mapValues { code($0.node) }
    }

    /// What goes into their frames where they are made, besides locals.
    var capturedValues: [LocalID: String] { resolution.keptValues.mapValues { renderer.text(of: $0) } }

    // MARK: Types

    /// The type of a function, from the expression that it is a part of.
    private func functionType(of node: ExprSyntax) -> Local.SyntheticType {
        var top = node
        // Whether the function is the value of the whole, perhaps beside others that it may be.
        var isWhole = true
        var current = Syntax(node)
        while let parent = current.parent, !parent.isExpressionBoundary {
            if let infix = parent.as(InfixOperatorExprSyntax.self), infix.operator.is(AssignmentExprSyntax.self),
                isWhole,
                infix.rightOperand.id == current.id, let type = type(of: infix.leftOperand)
            {
                return .spelled(type)
            }
            if let expression = parent.as(ExprSyntax.self) {
                top = expression
                isWhole = isWhole && expression.isTransparent
            }
            current = parent
        }
        var type: String?
        if let binding = current.parent?.parent?.as(PatternBindingSyntax.self),
            current.parent?.is(InitializerClauseSyntax.self) == true
        {
            type = binding.typeAnnotation.map { resolution.spelling(of: $0.type) }
        } else if current.parent?.is(ReturnStmtSyntax.self) == true || function.isBody(top) {
            type = outputType
        }
        if isWhole, let type { return .spelled(type) }
        if top.id == node.id, type == nil { return .expression(node) }
        return .operand(node, in: RootExpression(expression: top, type: type))
    }

    /// The type of what is assigned to, where it is a local with a written type.
    private func type(of target: ExprSyntax) -> String? {
        guard let reference = target.as(DeclReferenceExprSyntax.self), let id = resolution.bindings[reference.id],
            case .binding(let binding) = resolution.locals[unboxed(id)].origin
        else { return nil }
        return binding.typeAnnotation.map { resolution.spelling(of: $0.type) }
    }

    private func unboxed(_ id: LocalID) -> LocalID {
        boxes.first { $0.value == id }?.key ?? id
    }

    // MARK: Captures

    /// The locals that a function refers to.
    private func captures(of node: Syntax) -> Set<LocalID> {
        // What the list of a closure captures is evaluated where the closure is made.
        if node.is(ClosureCaptureClauseSyntax.self) { return [] }
        let own = resolution.bindings[node.id].map { [$0] } ?? []
        return node.children(viewMode: .sourceAccurate).reduce(into: Set(own)) { $0.formUnion(captures(of: $1)) }
    }

    private func checkCapture(_ id: LocalID, by node: Syntax) {
        let local = resolution.locals[id]
        if local.isRemade {
            report(
                .capturedVariable,
                "this function is kept, and captures '\(local.name)', which is made anew in each step: make it a constant "
                    + "closure, or a function outside of '\(function.name)'",
                at: node
            )
        } else if local.changesWhenRead || local.isObserved {
            report(
                .capturedVariable,
                "'\(local.name)' is lazy, wrapped or observed, and a function that is kept cannot share it: copy its value "
                    + "to a constant first",
                at: node
            )
        }
    }

    /// Puts the variables that a closure captures into boxes, where they are declared: closure and function share them for
    /// as long as there are both.
    private func box(_ captured: Set<LocalID>, capturedBy node: Syntax) {
        for id in captured.sorted() where resolution.locals[id].isMutable && boxes[id] == nil {
            let local = resolution.locals[id]
            guard case .plain = local.form, !local.isRemade else { continue }
            guard case .binding(let binding) = local.origin, local.isFlat, !local.isDeferred else {
                report(
                    .capturedVariable,
                    "this closure is kept, and captures variable '\(local.name)', which is declared where no closure that "
                        + "outlives the statement can share it: copy it to a constant first",
                    at: node
                )
                continue
            }
            let box = synthesise("shared" + local.name.capitalised, .box(id), at: binding)
            resolution.locals[box].form = .boxed
            boxes[id] = box
            bindToBox(id, box, in: Syntax(function.body))
            for value in resolution.keptValues.values { bindToBox(id, box, in: Syntax(value)) }
        }
    }

    private func bindToBox(_ variable: LocalID, _ box: LocalID, in node: Syntax) {
        if resolution.bindings[node.id] == variable, !node.is(IdentifierPatternSyntax.self) {
            resolution.bindings[node.id] = box
            resolution.unboxedBindings[node.id] = resolution.unboxedBindings[node.id] ?? variable
        }
        if let names = resolution.functionNames[node.id], let closure = resolution.durableClosures[names] {
            bindToBox(variable, box, in: Syntax(closure.node))
        }
        for child in node.children(viewMode: .sourceAccurate) { bindToBox(variable, box, in: child) }
    }

    /// Puts the variables of a declaration into their boxes.
    func fillBoxes(of node: VariableDeclSyntax) {
        guard !boxes.isEmpty, isReachable else { return }
        for pattern in Syntax(node).patternNodes {
            guard let id = resolution.bindings[pattern.id], let box = boxes[id] else { continue }
            var value = Code("Torpor.Box(\(resolution.locals[id].reference))")
            value.facts.uses.insert(id)
            append(Statement(code: value, kind: .store(box)))
        }
    }
}

extension DurableFunction {
    /// Whether an expression is all of the body.
    fileprivate func isBody(_ node: ExprSyntax) -> Bool {
        body.statements.count == 1
            && body.statements.first.map {
                $0.item.id == node.id || $0.item.as(ExpressionStmtSyntax.self)?.expression.id == node.id
            }
                ?? false
    }
}

extension ExprSyntax {
    /// Whether the value of the expression is that of one of its parts.
    fileprivate var isTransparent: Bool {
        self.is(TernaryExprSyntax.self) || self.as(TupleExprSyntax.self)?.elements.count == 1
    }
}

extension Local {
    fileprivate var isObserved: Bool { if case .observed = form { true } else { false } }
}

extension Syntax {
    /// Whether expressions below do not belong to one around the node.
    fileprivate var isExpressionBoundary: Bool {
        self.is(CodeBlockItemSyntax.self) || self.is(InitializerClauseSyntax.self) || self.is(StmtSyntax.self)
            || self.is(ConditionElementSyntax.self) || self.is(CodeBlockItemListSyntax.self)
    }
}

extension SyntaxProtocol {
    /// The nodes at and below this one, in order, that are something; nothing below them.
    fileprivate func nodes(where matches: (Syntax) -> Bool) -> [Syntax] {
        let node = Syntax(self)
        if matches(node) { return [node] }
        return node.children(viewMode: .sourceAccurate).flatMap { $0.nodes(where: matches) }
    }
}
