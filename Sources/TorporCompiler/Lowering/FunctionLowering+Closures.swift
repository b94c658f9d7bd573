import SwiftSyntax

/// The body that is being lowered, where it is not the function's own: that of a durable closure.
struct ClosureBody {
    let closure: DurableClosure
    /// The local that stands for the closure's type.
    let slot: LocalID
    /// The type of its result, where it can be spelled.
    let output: String?
    /// Whether it returns a value.
    let returnsValue: Bool
}

/// What is being lowered, as far as a closure has its own of it.
private struct Surroundings {
    let current: BlockID
    let handler: HandlerID?
    let scopes: [[Deferred]]
    let alive: LocalSet
    let root: RootExpression?
    let isValueUnused: Bool
    let fallthroughTarget: JumpDestination?
    let body: ClosureBody?
    let thrownType: String?
}

/// Durable closures, and calls of functions that the durable function was given.
extension FunctionLowering {
    /// The type of the result of the body that is being lowered; nil where it takes a compiler to tell.
    var outputType: String? { body.map(\.output) ?? function.output }

    /// Whether the body that is being lowered returns a value.
    var returnsValue: Bool { body.map(\.returnsValue) ?? (function.output != "Void") }

    /// The type of a local that takes the result of the body.
    var resultType: Local.SyntheticType {
        if let output = outputType { return .spelled(output) }
        return .result(ofClosure: body!.closure.id)
    }

    // MARK: Calls

    /// Lowers a call of a function that the durable function was given.
    func lowerFunctionCall(_ node: FunctionCallExprSyntax, _ id: LocalID, _ label: String) {
        if let chain = optionalChain(in: ExprSyntax(node)) { return lowerChain(ExprSyntax(node), chain) }
        lowerOperands(node.arguments.map { Operand(node: $0.expression, role: .value) })
        let isOptional = resolution.locals[id].function?.isOptional ?? false
        let callee = name(id) + (isOptional ? "!" : "")
        var arguments = Code()
        for (position, argument) in node.allArguments.enumerated() {
            arguments = arguments + (position == 0 ? "" : ", ") + lifted(argument)
        }
        var code = "\(callee), with: " + (node.allArguments.count == 1 ? arguments : "(" + arguments + ")")
        code.facts.uses.insert(id)
        code.place = self.code(node.calledExpression).place
        let reference = CalleeReference.function(callee, place: resolution.locals[id].fieldName, isOptional: isOptional)
        suspend(.call(code, callee: reference), label: label, at: node)
        let isThrowing = resolution.locals[id].function?.isThrowing ?? true
        var result = Replacement(
            text: "_torpor.\(isThrowing ? "result" : "value")(of: \(callee))",
            throws: isThrowing,
            isResult: true
        )
        result.facts.uses.insert(id)
        renderer.replace(node, with: result)
    }

    // MARK: What closures share with the function

    /// A variable that the closures of a call change: it is in a box while the call runs.
    struct SharedVariable {
        let variable: LocalID
        let box: LocalID
    }

    /// Puts the variables into boxes that the closures of a call change.
    func share(_ closures: [DurableClosure]) -> [SharedVariable] {
        var changed: LocalSet = []
        for closure in closures {
            let facts = FactCollector.collect(closure.node.statements, renderer).facts
            let own = facts.mutates.filter { isShared($0, by: closure) }
            for id in facts.functions where !resolution.isDeclared(id, in: closure.id) {
                checkCaptures(of: id, own, closure)
            }
            checkForms(facts.uses.union(facts.mutates), closure)
            changed.formUnion(own)
        }
        let variables = changed.sorted().map { variable in
            let local = resolution.locals[variable]
            let box = synthesise("shared" + local.name.capitalised, .box(variable), at: closures[0].node)
            resolution.locals[box].form = .boxed
            if local.isImplicitlyUnwrapped { resolution.locals[box].boxMember = "unwrapped" }
            for closure in closures { bind(variable, to: box, in: Syntax(closure.node)) }
            var value = Code("Torpor.Box(\(local.reference))")
            value.facts.uses.insert(variable)
            append(Statement(code: value, kind: .store(box)))
            return SharedVariable(variable: variable, box: box)
        }
        if !variables.isEmpty { findCaptures() }
        return variables
    }

    private func isShared(_ id: LocalID, by closure: DurableClosure) -> Bool {
        resolution.locals[id].isMutable && !resolution.isDeclared(id, in: closure.id)
            && !resolution.locals[id].isSynthetic
    }

    /// A local function is made anew where it is used, and would change a variable of its own.
    private func checkCaptures(of id: LocalID, _ changed: LocalSet, _ closure: DurableClosure) {
        guard let captures = resolution.captures[id] else { return }
        let shared =
            captures.mutates.filter { isShared($0, by: closure) }.union(captures.uses.intersection(changed))
        guard let variable = shared.min() else { return }
        report(
            .capturedVariable,
            "this closure and '\(resolution.locals[id].name)' share variable '\(resolution.locals[variable].name)', which "
                + "one of them changes: a durable closure cannot share it by way of a local function",
            at: closure.argument
        )
    }

    private func checkForms(_ captured: LocalSet, _ closure: DurableClosure) {
        for id in captured.sorted() where !resolution.isDeclared(id, in: closure.id) {
            switch resolution.locals[id].form {
            case .plain, .boxed: continue
            case .observed, .wrapped, .lazy:
                report(
                    .capturedVariable,
                    "'\(resolution.locals[id].name)' is lazy, wrapped or observed, and a durable closure cannot share it: "
                        + "copy its value to a constant first",
                    at: closure.argument
                )
            }
        }
    }

    private func bind(_ variable: LocalID, to box: LocalID, in node: Syntax) {
        if resolution.bindings[node.id] == variable {
            resolution.bindings[node.id] = box
            resolution.unboxedBindings[node.id] = resolution.unboxedBindings[node.id] ?? variable
        }
        if let names = resolution.functionNames[node.id], let closure = resolution.durableClosures[names] {
            bind(variable, to: box, in: Syntax(closure.node))
        }
        if let closure = resolution.asyncLets[node.id].flatMap({ resolution.durableClosures[$0.closure] }) {
            bind(variable, to: box, in: Syntax(closure.node))
        }
        for child in node.childNodes { bind(variable, to: box, in: child) }
    }

    /// Takes variables out of their boxes when the call has ended.
    func unshare(_ shared: [SharedVariable]) {
        for share in shared {
            var code = Code("\(name(share.variable)) = \(resolution.locals[share.box].reference)")
            code.facts.uses.insert(share.box)
            code.facts.assigns.insert(share.variable)
            code.facts.mutates.insert(share.variable)
            append(Statement(code: code))
        }
    }

    // MARK: Closures

    /// Lowers the body of a closure, as a further way into the machine.
    func lowerClosure(_ closure: DurableClosure, _ label: String) {
        let expression = closure.call
        let root = root.flatMap { $0.isChoice ? nil : $0 } ?? RootExpression(expression: expression, type: nil)
        let slot = synthesise(
            label + "Closure",
            .closure(
                SyntheticClosure(
                    closure: closure,
                    root: root,
                    isThrowing: closure.isRethrown && covering(expression).try != nil
                )
            ),
            at: closure.argument
        )
        resolution.durableClosures[closure.id]?.slot = slot
        let outside = Surroundings(
            current: current,
            handler: handler,
            scopes: scopes,
            alive: alive,
            root: self.root,
            isValueUnused: isValueUnused,
            fallthroughTarget: fallthroughTarget,
            body: body,
            thrownType: renderer.thrownType
        )
        handler = nil
        (scopes, alive, self.root, isValueUnused, fallthroughTarget) = ([], [], nil, false, nil)
        body = ClosureBody(
            closure: closure,
            slot: slot,
            output: closure.output(resolution),
            returnsValue: closure.returnsValue(resolution)
        )
        renderer.closure = name(slot)
        renderer.thrownType = closure.isSpelled ? closure.type.thrownType : nil
        let entry = newBlock(label + "Closure", handler: .some(nil))
        blocks[entry].isResumePoint = true
        let place = function.file.location(of: closure.argument)
        blocks[entry].place = Code.Place(line: place.line, column: place.column)
        closures[slot] = entry
        current = entry
        takeArguments(of: closure, slot)
        lowerBody(closure.node.statements)
        current = outside.current
        handler = outside.handler
        (scopes, alive, self.root) = (outside.scopes, outside.alive, outside.root)
        (isValueUnused, fallthroughTarget) = (outside.isValueUnused, outside.fallthroughTarget)
        body = outside.body
        renderer.closure = body.map { name($0.slot) }
        renderer.thrownType = outside.thrownType
    }

    /// Puts the instance of a mutating method into a box while a call runs whose closures use it.
    func shareReceiver(_ closures: [DurableClosure]) -> LocalID? {
        guard case .mutated = function.receiver else { return nil }
        let using = closures.filter { $0.node.usesReceiver(function, index, resolution) }
        guard !using.isEmpty else { return nil }
        let box = synthesise("sharedSelf", .receiverBox, at: using[0].argument)
        for closure in using { receiverBoxes[closure.id] = box }
        // In a closure it is in a box already.
        append(Statement(code: Code("_frame._shared ?? Torpor.Box(self)"), kind: .store(box)))
        return box
    }

    /// Takes the instance out of its box when the call has ended.
    func unshareReceiver(_ box: LocalID) {
        var code = Code("self = \(name(box)).value")
        code.facts.uses.insert(box)
        append(Statement(code: code))
    }

    /// Gives the parameters their values: those that the body uses.
    private func takeArguments(of closure: DurableClosure, _ slot: LocalID) {
        let used = closure.parameters.map { id in uses(id, in: Syntax(closure.node.statements)) }
        guard used.contains(true) else { return }
        let names = zip(closure.parameters, used).map { $1 ? name($0) : "_" }
        let pattern = names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))"
        var code = Code("let \(pattern) = _torpor.arguments(of: _frame.\(name(slot)))")
        code.facts.declares = LocalSet(zip(closure.parameters, used).filter(\.1).map(\.0))
        append(Statement(code: code))
    }

    private func uses(_ id: LocalID, in node: Syntax) -> Bool {
        if resolution.bindings[node.id] == id { return true }
        if let name = resolution.functionNames[node.id], let closure = resolution.durableClosures[name],
            uses(id, in: Syntax(closure.node))
        {
            return true
        }
        return node.childNodes.contains { uses(id, in: $0) }
    }

    /// A closure as it is given to a call.
    func code(of closure: DurableClosure) -> Code {
        guard let slot = resolution.durableClosures[closure.id]?.slot, let entry = closures[slot] else { return Code() }
        var code = Code()
        let box = receiverBoxes[closure.id]
        code.pieces = [.closure(slot, entry: entry, receiver: box)]
        if let box { code.facts.uses.insert(box) }
        // What its list captures is evaluated here.
        for item in closure.node.signature?.capture?.items ?? [] {
            let value = item.initializer.map { FactCollector.collect($0.value, renderer).facts.uses }
            code.facts.uses.formUnion(value ?? resolution.bindings[item.id].map { [$0] } ?? [])
        }
        return code
    }
}

extension DurableClosure {
    /// The type of the result, where it is written.
    fileprivate func output(_ resolution: Resolution) -> String? {
        if let written = node.signature?.returnClause?.type {
            let type = resolution.spelling(of: written)
            return type == "()" ? "Void" : type
        }
        return isSpelled || type.output == "Void" ? type.output : nil
    }

    /// Whether the body returns a value, which is a matter of its type where that is known.
    fileprivate func returnsValue(_ resolution: Resolution) -> Bool {
        if let output = output(resolution) { return output != "Void" }
        if node.statements.count == 1, let item = node.statements.first,
            let value = item.item.as(ExprSyntax.self) ?? item.item.as(ExpressionStmtSyntax.self)?.expression
        {
            return value.givesValue
        }
        return Syntax(node.statements).returnsValue
    }
}

extension ExprSyntax {
    /// Whether an expression is more than an assignment, or an `if` or `switch` for its effects.
    var givesValue: Bool {
        if self.is(IfExprSyntax.self) || self.is(SwitchExprSyntax.self) { return isValue }
        guard let infix = self.as(InfixOperatorExprSyntax.self) else { return true }
        if infix.operator.is(AssignmentExprSyntax.self) { return false }
        let symbol = infix.operator.trimmedDescription
        return !symbol.hasSuffix("=") || ["==", "!=", "<=", ">=", "===", "!=="].contains(symbol)
    }
}

extension Syntax {
    /// Whether a `return` with a value leaves it.
    var returnsValue: Bool {
        if self.is(ClosureExprSyntax.self) || self.is(FunctionDeclSyntax.self) || self.is(AccessorBlockSyntax.self) {
            return false
        }
        if let statement = self.as(ReturnStmtSyntax.self) { return statement.expression != nil }
        return childNodes.contains(where: \.returnsValue)
    }
}

extension SyntaxProtocol {
    /// Whether a closure or local function refers to the instance of the method around it, as far as names tell.
    func usesReceiver(_ function: DurableFunction, _ index: DeclarationIndex, _ resolution: Resolution)
        -> Bool
    {
        descendants(DeclReferenceExprSyntax.self).contains { reference in
            let name = reference.baseName.identifierText
            if name == "self" { return true }
            guard resolution.bindings[reference.id] == nil, !resolution.innerNames.contains(reference.id),
                reference.parent?.as(MemberAccessExprSyntax.self)?.declName.id != reference.id
            else { return false }
            return index.isImplicitMember(name, of: function.context)
        }
    }
}
