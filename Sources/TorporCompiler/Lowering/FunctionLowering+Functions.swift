import SwiftSyntax

/// Closures, and names of functions, that are kept as values: each has a state of its own, whose frame holds what it
/// captures.
extension FunctionLowering {
    /// Makes the states of the functions that are kept, and the boxes of the variables that they capture.
    func keepFunctions(_ values: FunctionValues) {
        guard !values.isEmpty else { return }
        let defaults = function.defaultFunctions.flatMap { keptNodes(in: Syntax($0), values) }
        let nodes = defaults + keptNodes(in: Syntax(function.body), values)
        for node in nodes { box(boxed(by: node), capturedBy: node) }
        // Durable closures have what they capture in locals of their own, those within others by way of these.
        for node in nodes.sorted(by: { $0.position < $1.position }) { copyCaptures(of: node) }
        // Those that suspend are lowered here, with local functions in their steps.
        if values.hasDurable { findCaptures() }
        for node in nodes { keep(node, values) }
    }

    /// The functions that are kept, those in others before these.
    private func keptNodes(in node: Syntax, _ values: FunctionValues) -> [Syntax] {
        let found = node.childNodes.flatMap { keptNodes(in: $0, values) }
        return values.contains(node) ? found + [node] : found
    }

    /// The locals that a function may share with the function around it.
    private func boxed(by node: Syntax) -> LocalSet {
        guard let closure = node.as(ExprSyntax.self).flatMap(resolution.durableClosure) else {
            let isLocal = resolution.bindings[node.id].map { resolution.locals[$0].localFunction != nil } ?? false
            return node.is(ClosureExprSyntax.self) || isLocal ? captures(of: node) : []
        }
        return captures(of: Syntax(closure.node)).filter { !resolution.isDeclared($0, in: closure.id) }
    }

    private func keep(_ node: Syntax, _ values: FunctionValues) {
        guard let expression = node.as(ExprSyntax.self) else { return }
        if let name = resolution.refusedCaptures[node.id] {
            report(
                .capturedVariable,
                "this function is kept, and captures '\(name)', which the closure or local function around it declares in a "
                    + "form that no function can share which outlives the call: copy it to a constant first",
                at: node
            )
        }
        if root(around: expression).function?.genericParameterClause != nil {
            report(
                .capturedVariable,
                "this function is kept, and written in a generic local function: make that a function outside of "
                    + "'\(function.name)' which is durable",
                at: node
            )
        }
        let label = values.names[node.id] ?? ""
        if let closure = resolution.durableClosure(expression), closure.isKept {
            keep(closure, expression, label)
        } else {
            keep(expression, label + "Function", values.labels[node.id])
        }
    }

    /// A closure that suspends begins with a state of its own.
    private func keep(_ closure: DurableClosure, _ node: ExprSyntax, _ label: String) {
        let captures = boxed(by: Syntax(node))
        for id in captures.sorted() { checkCapture(id, by: Syntax(node)) }
        checkLocalFunctions(capturedBy: closure)
        root = root(around: node)
        lowerClosure(closure, label)
        root = nil
        guard let slot = resolution.durableClosures[closure.id]?.slot, let entry = closures[slot] else { return }
        function.file.nodes.note(node)
        renderer.functions[node.id] = KeptFunction(
            slot: slot,
            entry: entry,
            object: fresh("_" + label, alwaysNumbered: true),
            label: closure.label,
            captures: captures,
            operation: (closure.isRethrown ? "throwing" : "taking") + "\(closure.type.inputs.count)"
        )
        functions[slot] = (entry, Syntax(node))
    }

    private func copyCaptures(of node: Syntax) {
        guard let closure = node.as(ExprSyntax.self).flatMap(resolution.durableClosure), closure.isKept else { return }
        for id in boxed(by: node).sorted() where !resolution.locals[id].isFlat { copy(id, into: closure) }
    }

    /// What a statement declares that stays whole has a place of its own in the frame of a closure in it.
    private func copy(_ id: LocalID, into closure: DurableClosure) {
        let local = resolution.locals[id]
        let reference = DeclReferenceExprSyntax(baseName: .identifier(local.name))
        resolution.bindings[reference.id] = id
        let copy = resolution.add(fresh(local.name), type: .same(id), location: local.location)
        resolution.locals[copy].form = local.form
        resolution.keptValues[copy] = ExprSyntax(reference)
        resolution.keptOwners[copy] = closure.id
        resolution.locals[copy].owner = closure.id
        bindToBox(id, copy, in: Syntax(closure.node))
    }

    private func keep(_ node: ExprSyntax, _ label: String, _ parameter: String?) {
        let captures = captures(of: Syntax(node))
        for id in captures.sorted() { checkCapture(id, by: Syntax(node)) }
        let slot = synthesise(label, functionType(of: node), at: node)
        let entry = newBlock(label, handler: .some(nil))
        blocks[entry].isResumePoint = true
        let place = function.file.location(of: node)
        blocks[entry].place = Code.Place(line: place.line, column: place.column)
        var captured = Code()
        // The instance is in the frame anyway.
        captured.facts.uses = captures.filter { resolution.locals[$0].strength == nil }
        blocks[entry].statements = [Statement(code: captured)]
        terminate(.unreachable, entry)
        function.file.nodes.note(node)
        renderer.functions[node.id] = KeptFunction(
            slot: slot,
            entry: entry,
            object: fresh("_" + label, alwaysNumbered: true),
            label: parameter,
            captures: captures,
            localFunctions: localFunctions(usedBy: Syntax(node)).sorted().compactMap {
                resolution.locals[$0].localFunction
            }
        )
        functions[slot] = (entry, Syntax(node))
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

    /// The default values of parameters, as the coroutine makes them.
    var defaultFunctions: [LocalID: Code] {
        var found: [LocalID: Code] = [:]
        for parameter in function.parameters {
            guard let value = parameter.defaultFunction, let id = resolution.bindings[parameter.syntax.id] else {
                continue
            }
            let code = code(value)
            found[id] = parameter.function == nil ? code : "Torpor.DurableFunction(" + code + ")"
        }
        return found
    }

    /// What goes into their frames where they are made, besides locals.
    var capturedValues: [LocalID: String] {
        Dictionary(
            uniqueKeysWithValues: resolution.keptValues.map { id, value in
                // What is in a box is captured with it.
                let box = resolution.bindings[value.id].map { resolution.locals[$0] }.flatMap { $0.isBoxed ? $0 : nil }
                let isBox = resolution.locals[id].isBoxed && !resolution.locals[id].isWeak
                let text = box.flatMap { isBox ? $0.variable : nil } ?? renderer.text(of: value)
                return (id, resolution.locals[id].isWeak ? "Torpor.WeakReference(\(text))" : text)
            }
        )
    }

    // MARK: Types

    /// The type of a function, from the expression that it is a part of.
    private func functionType(of node: ExprSyntax) -> Local.SyntheticType {
        let place = FunctionPlace(of: node, function)
        let type = place.type(resolution, output: resolution.output(around: node, function), unboxed: unboxed)
        // What a durable closure returns that says no type has it from the place of the closure.
        if resolution.isNested(node, function), type == nil || resolution.isInPlainFunction(node, function) {
            return .operand(node, in: root(around: node))
        }
        if place.isWhole, let type { return .spelled(type) }
        if place.top.id == node.id, type == nil { return .expression(node) }
        return .operand(node, in: RootExpression(expression: place.top, type: type))
    }

    private func root(around node: ExprSyntax) -> RootExpression {
        resolution.root(around: node, function) { part in
            FunctionPlace(of: part, function).type(resolution, output: outputType, unboxed: unboxed)
        }
    }

    private func unboxed(_ id: LocalID) -> LocalID {
        boxes.first { $0.value == id }?.key ?? id
    }

    // MARK: Captures

    /// The locals that a function refers to.
    private func captures(of node: Syntax) -> LocalSet {
        let functions = localFunctions(usedBy: node)
        let bodies = functions.compactMap { resolution.locals[$0].localFunction.map { Syntax($0) } }
        let all: LocalSet = ([node] + bodies).reduce(into: []) { $0.formUnion(captures(in: $1, of: node)) }
        return all.filter { id in
            if functions.contains(id) { return false }
            // What a closure in it declares that suspends is a local of that.
            if resolution.keptValues[id] == nil, let owner = resolution.locals[id].owner, node.holds(owner) {
                return false
            }
            guard let declaration = resolution.innerDeclarations[id]?.node else { return true }
            return !(bodies + [node]).contains { function in declaration.ancestors.contains { $0.id == function.id } }
        }
    }

    /// The local functions that a function refers to, also by way of each other.
    private func localFunctions(usedBy node: Syntax) -> LocalSet {
        var found: LocalSet = []
        var pending = [node.as(ExprSyntax.self).flatMap(resolution.durableClosure).map { Syntax($0.node) } ?? node]
        func visit(_ node: Syntax) {
            guard let id = resolution.bindings[node.id], let function = resolution.locals[id].localFunction,
                function.id != node.id, !found.contains(id)
            else { return }
            found.insert(id)
            pending.append(Syntax(function))
        }
        while let next = pending.popLast() {
            visit(next)
            next.visitDescendants(visit)
        }
        return found
    }

    /// A closure that suspends has local functions made anew in each of its steps, as the function around it has.
    private func checkLocalFunctions(capturedBy closure: DurableClosure) {
        for id in localFunctions(usedBy: Syntax(closure.node)).sorted()
        where !resolution.locals[id].isFlat && !resolution.isDeclared(id, in: closure.id) {
            report(
                .capturedVariable,
                "this closure is kept, and captures '\(resolution.locals[id].name)', which is declared where no closure that "
                    + "suspends can share it: declare it at the beginning of '\(function.name)'",
                at: closure.argument
            )
        }
    }

    private func captures(in node: Syntax, of function: Syntax) -> LocalSet {
        // What the list of a closure captures is evaluated where the closure is made.
        if node.is(ClosureCaptureClauseSyntax.self) {
            let isInner = node.parent?.parent?.id != function.id
            return isInner ? capturedByList(node) : []
        }
        if let id = resolution.keptBases[node.id], resolution.keptOwners[id] == function.id { return [id] }
        var found: LocalSet = []
        if let id = resolution.bindings[node.id] {
            // What a closure within has by its list, it has from here.
            if let owner = resolution.keptOwners[id], owner != function.id, function.holds(owner),
                let value = resolution.keptValues[id]
            {
                found = captures(in: Syntax(value), of: function)
            } else {
                found = [id]
            }
        }
        return node.childNodes.reduce(into: found) { $0.formUnion(captures(in: $1, of: function)) }
    }

    /// What the values in the list of a closure refer to.
    private func capturedByList(_ list: Syntax) -> LocalSet {
        var found = LocalSet()
        for item in list.descendants(ClosureCaptureSyntax.self) {
            if let value = item.initializer?.value {
                found.formUnion(captures(in: Syntax(value), of: list))
            } else if let id = resolution.bindings[item.id] {
                found.insert(id)
            }
        }
        return found
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
    private func box(_ captured: LocalSet, capturedBy node: Syntax) {
        for id in captured.sorted()
        where resolution.locals[id].isMutable && boxes[id] == nil && !resolution.locals[id].isInner {
            let local = resolution.locals[id]
            guard case .plain = local.form, !local.isRemade else { continue }
            guard case .binding(let binding) = local.origin, !local.isDeferred,
                local.isFlat || binding.isPlainVariable
            else {
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
            if local.isImplicitlyUnwrapped { resolution.locals[box].boxMember = "unwrapped" }
            if local.isFlat { boxes[id] = box } else { declare(box, beside: binding) }
            bindToBox(id, box, in: Syntax(function.body))
            for value in resolution.keptValues.values { bindToBox(id, box, in: Syntax(value)) }
        }
    }

    /// A variable of a statement that stays whole is in its box from its declaration on, each time anew, as those are that
    /// closures and local functions declare.
    private func declare(_ box: LocalID, beside binding: PatternBindingSyntax) {
        guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self), let variable = binding.variable else {
            return
        }
        resolution.locals[box].isFlat = false
        resolution.locals[box].isInner = true
        resolution.innerDeclarations[box] = InnerDeclaration(
            pattern.identifier,
            Syntax(pattern),
            isMutable: true,
            .binding(binding)
        )
        function.file.nodes.note(variable)
    }

    /// Puts the variables into boxes that durable closures share by way of local functions: those are made anew in each
    /// step, and the closures run in steps of their own.
    ///
    /// - Returns: whether there are any.
    func boxWhatLocalFunctionsShare() -> Bool {
        let count = boxes.count
        for closure in resolution.durableClosures.values.sorted(by: { $0.node.position < $1.node.position }) {
            let facts = FactCollector.collect(closure.node.statements, renderer).facts
            var shared: LocalSet = []
            for id in facts.functions where !resolution.isDeclared(id, in: closure.id) {
                guard let captures = resolution.captures[id] else { continue }
                shared.formUnion(captures.mutates.union(captures.uses.intersection(facts.mutates)))
            }
            let declared = shared.filter { id in
                guard case .binding = resolution.locals[id].origin else { return false }
                return resolution.locals[id].isFlat && !resolution.locals[id].isDeferred
                    && !resolution.isDeclared(id, in: closure.id)
            }
            box(declared, capturedBy: Syntax(closure.node))
        }
        return boxes.count > count
    }

    private func bindToBox(_ variable: LocalID, _ box: LocalID, in node: Syntax) {
        if resolution.bindings[node.id] == variable, !node.is(IdentifierPatternSyntax.self) {
            resolution.bindings[node.id] = box
            resolution.unboxedBindings[node.id] = resolution.unboxedBindings[node.id] ?? variable
        }
        if let names = resolution.functionNames[node.id], let closure = resolution.durableClosures[names] {
            bindToBox(variable, box, in: Syntax(closure.node))
        }
        for child in node.childNodes { bindToBox(variable, box, in: child) }
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

extension Local {
    fileprivate var isObserved: Bool { if case .observed = form { true } else { false } }
}
