import SwiftSyntax

extension FunctionLowering {
    /// Makes sure that an expression can be evaluated in the current block: all that suspends in it has been carried out,
    /// and all that Swift evaluates before a suspension has been evaluated into the frame, in order.
    func lower(_ node: ExprSyntax) {
        guard colours.isSuspending(node), renderer.replacements[node.id] == nil else { return }
        if let suspension = colours.suspensions[node.id] { return lowerSuspension(node, suspension) }
        switch node.as(ExprSyntaxEnum.self) {
        case .ternaryExpr(let ternary): lowerTernary(ternary)
        case .ifExpr, .switchExpr: lowerChoice(node)
        case .tryExpr(let attempt) where attempt.questionOrExclamationMark?.tokenKind == .postfixQuestionMark:
            lowerAttempt(attempt)
        case .infixOperatorExpr(let infix) where infix.operator.is(AssignmentExprSyntax.self): lowerAssignment(infix)
        case .macroExpansionExpr:
            report(
                .suspensionInMacro,
                "a suspension in a macro's argument: evaluate it into a constant first",
                at: node
            )
        default:
            if let infix = node.as(InfixOperatorExprSyntax.self), isCompound(infix),
                let chain = optionalChain(in: infix.leftOperand)
            {
                lowerChain(node, chain)
            } else if let chain = suspendingChain(node) {
                lowerChain(node, chain)
            } else {
                lowerOperands(operands(of: node))
            }
        }
    }

    /// Lowers operands that Swift evaluates in this order.
    func lowerOperands(_ operands: [Operand]) {
        guard let last = operands.lastIndex(where: { colours.isSuspending($0.node) }) else { return }
        for (position, operand) in operands[..<last].enumerated() {
            lower(operand.node)
            evaluate(operand, before: operands[(position + 1)...last].map(\.node))
        }
        // A receiver whose arguments suspend is before them; with a suspension of its own it is a value.
        lower(operands[last].node)
    }

    /// Evaluates an operand ahead of others, as far as it makes a difference.
    func evaluate(_ operand: Operand, before later: [ExprSyntax]) {
        switch operand.role {
        case .value: if !isStable(operand.node, during: later) { spill(operand.node) }
        case .receiver: spillReceiver(operand.node, during: later)
        case .object(let method): spillObject(operand.node, method: method, during: later)
        }
    }

    // MARK: Suspension points

    /// The clock that a sleep is a method of becomes an argument, after which it is of use.
    private func lowerSleep(_ call: FunctionCallExprSyntax, _ label: String) {
        let base = call.calledExpression.unparenthesised.as(MemberAccessExprSyntax.self)?.base
        let clock = base.flatMap { SleepCall.isNamespace($0) ? nil : $0 }
        lowerOperands(
            (clock.map { [$0] } ?? []).map { Operand(node: $0, role: .value) }
                + call.arguments.map { Operand(node: $0.expression, role: .value) }
        )
        var arguments = code(call.arguments)
        if let clock {
            arguments = arguments + (call.arguments.last?.trailingComma == nil ? ", clock: " : " clock: ") + code(clock)
        }
        suspend(.sleep(arguments), label: label, at: call)
        // It throws if the task that sleeps was cancelled.
        replace(call, with: "_torpor.awake()", throws: true)
    }

    private func lowerSuspension(_ node: ExprSyntax, _ suspension: Suspension) {
        let label = label(of: Syntax(node))
        switch suspension {
        case .ordinary:
            lowerOperandsOfUnit(node)
            let value = synthesise(label + "Result", type(of: node), at: node)
            append(Statement(code: lifted(node, awaits: true), kind: .store(value)))
            replace(node, with: value)
            suspend(.checkpoint, label: label, at: node)
        case .sleep:
            lowerSleep(node.cast(FunctionCallExprSyntax.self), label)
        case .yield(let isExchange):
            let call = node.cast(FunctionCallExprSyntax.self)
            lowerOperands(call.arguments.map { Operand(node: $0.expression, role: .value) })
            suspend(.yield(call.arguments.first.map { lifted($0.expression) } ?? Code("()")), label: label, at: node)
            replace(node, with: isExchange ? "_torpor.reply()" : "()", throws: isExchange)
        case .call(let callee): lowerCall(node.cast(FunctionCallExprSyntax.self), callee, label)
        case .childTask(let id): lowerValue(of: id, at: node, label)
        case .collection(let id): lowerCollection(node.cast(FunctionCallExprSyntax.self), of: id, label)
        case .element, .childTasks: break
        case .functionValue: lowerValueCall(node.cast(FunctionCallExprSyntax.self), label)
        case .function(let id): lowerFunctionCall(node.cast(FunctionCallExprSyntax.self), id, label)
        }
    }

    /// An ordinary call among other suspensions: what suspends in its arguments goes first.
    private func lowerOperandsOfUnit(_ node: ExprSyntax) {
        for child in operands(of: node) where colours.isSuspending(child.node) {
            lowerOperands(operands(of: node))
            return
        }
    }

    /// What a state or a value is called after: what is called or asked for.
    func label(of node: Syntax) -> String {
        var node = node
        while true {
            switch node.as(SyntaxEnum.self) {
            case .awaitExpr(let inner): node = Syntax(inner.expression)
            case .tryExpr(let inner): node = Syntax(inner.expression)
            case .forStmt: return "forAwait"
            case .functionCallExpr(let call): node = Syntax(call.calledExpression)
            case .subscriptCallExpr(let call): node = Syntax(call.calledExpression)
            case .memberAccessExpr(let member): return member.declName.baseName.identifierText.asLabel
            case .declReferenceExpr(let reference): return reference.baseName.identifierText.asLabel
            case .infixOperatorExpr(let infix): node = Syntax(infix.leftOperand)
            case .tupleExpr(let tuple) where tuple.elements.count == 1: node = Syntax(tuple.elements.first!.expression)
            case .forceUnwrapExpr(let forced): node = Syntax(forced.expression)
            default: return "await"
            }
        }
    }

    // MARK: Values of their own

    func replace(_ node: some SyntaxProtocol, with text: String, throws: Bool = false) {
        renderer.replace(node, with: Replacement(text: text, throws: `throws`))
    }

    func replace(_ node: some SyntaxProtocol, with local: LocalID) {
        var facts = Facts()
        facts.uses.insert(local)
        renderer.replace(node, with: Replacement(text: name(local), facts: facts))
    }

    /// Evaluates an expression into the frame.
    func spill(_ node: ExprSyntax) {
        let local = synthesise("operand", type(of: node), at: node)
        append(Statement(code: lifted(node), kind: .store(local)))
        replace(node, with: local)
    }

    /// The type of a part of the expression that is being lowered.
    func type(of node: ExprSyntax) -> Local.SyntheticType {
        if let type = EvidentType.of(node, resolution, index) { return .spelled(type) }
        if let root, let type = root.type, root.expression.isNothing(but: node) { return .spelled(type) }
        if node.is(IfExprSyntax.self) || node.is(SwitchExprSyntax.self) {
            return assignedLocal.map { .same($0) } ?? .expression(node)
        }
        if let root, root.expression.id != node.id, !root.isChoice { return .operand(node, in: root) }
        return .expression(node)
    }

    /// The local that the expression being lowered is assigned to.
    private var assignedLocal: LocalID? {
        guard let infix = root?.expression.as(InfixOperatorExprSyntax.self),
            infix.operator.is(AssignmentExprSyntax.self),
            let target = infix.leftOperand.as(DeclReferenceExprSyntax.self)
        else { return nil }
        return resolution.bindings[target.id]
    }

    /// The code of a part of an expression that is evaluated by itself, under the `try` and `await` that cover it.
    func lifted(_ node: ExprSyntax, awaits: Bool = false) -> Code {
        var code = code(node)
        let covering = covering(node)
        var isMarked = (try: false, await: false)
        var inner = node
        while true {
            if let attempt = inner.as(TryExprSyntax.self) {
                isMarked.try = true
                inner = attempt.expression
            } else if let wait = inner.as(AwaitExprSyntax.self) {
                isMarked.await = true
                inner = wait.expression
            } else {
                break
            }
        }
        var prefix = ""
        if let keyword = covering.try, !isMarked.try {
            let throwing = renderer.throwing(Syntax(inner))
            let isOwn =
                isMarked.await && node.parent?.is(TryExprSyntax.self) == true
                && !renderer.containsReplacement(Syntax(node))
            if throwing == .surely || isOwn {
                prefix = keyword
                code.facts.canThrow = code.facts.canThrow || keyword == "try"
            } else if throwing == .perhaps {
                prefix = keyword
                code = isMarked.await ? code.wrappedAfterAwait("Torpor.throwing") : "Torpor.throwing(" + code + ")"
                code.facts.canThrow = code.facts.canThrow || keyword == "try"
            }
        }
        if covering.await, !isMarked.await {
            let awaiting = renderer.awaiting(Syntax(inner))
            if awaits || awaiting == .surely {
                code = "await " + code
            } else if awaiting == .perhaps {
                code = "await Torpor.awaiting(" + code + ")"
            }
            code.facts.isAsync = code.facts.isAsync || awaits || awaiting != .never
        }
        if !prefix.isEmpty { code = prefix + " " + code }
        return code
    }

    /// The `try` and `await` that stand around an expression, within the expression that is being lowered.
    func covering(_ node: ExprSyntax) -> (try: String?, await: Bool) {
        var found: (try: String?, await: Bool) = (nil, false)
        var current = node.parent
        while let candidate = current, candidate.is(ExprSyntax.self) || !candidate.isBoundary {
            if let attempt = candidate.as(TryExprSyntax.self), found.try == nil {
                found.try = attempt.questionOrExclamationMark?.tokenKind == .exclamationMark ? "try!" : "try"
            }
            if candidate.is(AwaitExprSyntax.self) { found.await = true }
            current = candidate.parent
        }
        return found
    }
}

extension RootExpression {
    /// Whether it is an `if` or a `switch`, whose branches are type-checked one by one.
    var isChoice: Bool { expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self) }
}

extension Syntax {
    /// Whether expressions inside and outside of the node are parts of different ones.
    var isBoundary: Bool {
        self.is(CodeBlockItemSyntax.self) || self.is(PatternBindingSyntax.self) || self.is(ConditionElementSyntax.self)
            || self.is(ClosureExprSyntax.self) || self.is(StmtSyntax.self)
    }
}

extension String {
    /// The name as the beginning of a state's.
    fileprivate var asLabel: String {
        let letters = consistsOfWords() ? self : filter { $0.isLetter || $0.isNumber || $0 == "_" }
        guard let first = letters.first, !first.isNumber else { return "await" }
        return first.lowercased() + letters.dropFirst()
    }
}

extension Code {
    /// Puts a carrier around what follows the first `await`.
    fileprivate func wrappedAfterAwait(_ carrier: String) -> Code {
        guard case .text(let text) = pieces.first, text.hasPrefix("await ") else { return carrier + "(" + self + ")" }
        var code = self
        code.pieces[0] = .text("await \(carrier)(" + text.dropFirst("await ".count))
        return code + ")"
    }
}

extension ExprSyntax {
    /// Whether the expression is another, or that under a `try`, under an `await`, or in parentheses.
    fileprivate func isNothing(but node: ExprSyntax) -> Bool {
        if id == node.id { return true }
        return switch self.as(ExprSyntaxEnum.self) {
        case .tryExpr(let attempt):
            attempt.questionOrExclamationMark?.tokenKind != .postfixQuestionMark
                && attempt.expression.isNothing(but: node)
        case .awaitExpr(let wait): wait.expression.isNothing(but: node)
        case .tupleExpr(let tuple):
            tuple.elements.count == 1 && tuple.elements.first!.expression.isNothing(but: node)
        default: false
        }
    }
}
