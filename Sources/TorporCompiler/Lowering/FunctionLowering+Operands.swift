import SwiftSyntax

/// A part of an expression that Swift evaluates before the expression itself.
struct Operand {
    let node: ExprSyntax
    let role: Role

    enum Role {
        /// Its value is taken.
        case value
        /// It is the receiver of a method, which may be mutating.
        case object(method: String)
        /// It may be changed in place: as the receiver of a method, the target of an assignment, or `inout`.
        case receiver
    }
}

extension FunctionLowering {
    /// The operands of an expression, in the order in which Swift evaluates them.
    func operands(of node: ExprSyntax) -> [Operand] {
        switch node.as(ExprSyntaxEnum.self) {
        case .functionCallExpr(let call):
            return callee(call.calledExpression) + call.arguments.map { argument($0.expression) }
        case .subscriptCallExpr(let call):
            // What `default:` says is evaluated only where there is nothing.
            return [Operand(node: call.calledExpression, role: .receiver)]
                + Array(call.arguments).filter { $0.label?.text != "default" || colours.isSuspending($0) }.map {
                    argument($0.expression)
                }
        case .memberAccessExpr(let member):
            return member.base.map { [Operand(node: $0, role: .receiver)] } ?? []
        case .inOutExpr(let inOut): return [Operand(node: inOut.expression, role: .receiver)]
        case .infixOperatorExpr(let infix):
            return [
                Operand(node: infix.leftOperand, role: isCompound(infix) ? .receiver : .value),
                Operand(node: infix.rightOperand, role: .value),
            ]
        default:
            return nearestExpressions(below: Syntax(node)).map { Operand(node: $0, role: .value) }
        }
    }

    /// Whether an operator changes its left operand.
    func isCompound(_ node: InfixOperatorExprSyntax) -> Bool {
        guard let symbol = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
            !index.isPure(operator: symbol)
        else { return false }
        if let declared = index.functions[symbol] {
            return declared.contains { $0.parameters.first?.type.hasPrefix("inout ") ?? false }
        }
        return symbol.hasSuffix("=")
    }

    private func argument(_ node: ExprSyntax) -> Operand {
        Operand(node: node, role: .value)
    }

    private func callee(_ node: ExprSyntax) -> [Operand] {
        switch node.as(ExprSyntaxEnum.self) {
        case .memberAccessExpr(let member):
            member.base.map { [Operand(node: $0, role: .object(method: member.declName.baseName.identifierText))] }
                ?? []
        case .declReferenceExpr: []
        case .optionalChainingExpr, .forceUnwrapExpr: [Operand(node: node, role: .receiver)]
        default: [Operand(node: node, role: .value)]
        }
    }

    private func nearestExpressions(below node: Syntax) -> [ExprSyntax] {
        node.childNodes.flatMap { child -> [ExprSyntax] in
            if let expression = child.as(ExprSyntax.self), !expression.is(BinaryOperatorExprSyntax.self) {
                return [expression]
            }
            return nearestExpressions(below: child)
        }
    }

    // MARK: What need not be spilled

    /// Whether an expression has the same value, and no effect, when it is evaluated after `later` instead of before.
    func isStable(_ node: ExprSyntax, during later: [ExprSyntax]) -> Bool {
        if let replacement = renderer.replacements[node.id] {
            // A value in the frame can wait; a result that has just come in is only there now.
            return !replacement.isPassing
        }
        switch node.as(ExprSyntaxEnum.self) {
        case .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .nilLiteralExpr, .closureExpr, .keyPathExpr,
            .discardAssignmentExpr, .typeExpr:
            return true
        case .stringLiteralExpr(let literal):
            return literal.segments.allSatisfy { $0.is(StringSegmentSyntax.self) }
        case .inOutExpr(let inOut):
            spillReceiver(inOut.expression, during: later)
            return true
        case .declReferenceExpr(let reference): return isStable(reference, during: later)
        case .memberAccessExpr(let member):
            guard let base = member.base else { return true }
            let name = member.declName.baseName.text
            if name == "self" { return true }
            // A static constant or a case of an enum.
            return base.isTypeName && (!index.variables.contains(name))
        case .prefixOperatorExpr(let prefix):
            return prefix.expression.is(IntegerLiteralExprSyntax.self)
                || prefix.expression.is(FloatLiteralExprSyntax.self)
        case .tupleExpr(let tuple): return tuple.elements.allSatisfy { isStable($0.expression, during: later) }
        case .arrayExpr(let array): return array.elements.allSatisfy { isStable($0.expression, during: later) }
        case .dictionaryExpr(let dictionary):
            guard case .elements(let elements) = dictionary.content else { return true }
            return elements.allSatisfy { isStable($0.key, during: later) && isStable($0.value, during: later) }
        case .macroExpansionExpr(let macro):
            return ["line", "file", "fileID", "filePath", "function", "column"].contains(macro.macroName.text)
        case .superExpr: return true
        default: return false
        }
    }

    func isStable(_ reference: DeclReferenceExprSyntax, during later: [ExprSyntax]) -> Bool {
        let name = reference.baseName.identifierText
        guard let id = resolution.bindings[reference.id] else {
            if name == "self" || name == "Self" || name.first?.isUppercase == true { return true }
            if reference.isOperator { return true }
            // A name that is nowhere a variable.
            return !index.variables.contains(name) && (index.constants.contains(name) || index.functions[name] != nil)
        }
        if resolution.locals[id].isEvaluatedWhenRead { return false }
        guard resolution.locals[id].isMutable else { return true }
        return !later.contains { node in
            FactCollector.collect(node, renderer).facts.mutates.contains(id)
        }
    }

    /// Evaluates the receiver of a method before the arguments. A mutating method works on what is in the place when it is
    /// called; any other on what was there before the arguments were evaluated.
    func spillObject(_ node: ExprSyntax, method: String, during later: [ExprSyntax]) {
        if index.isMutating(method) || !isChanged(node, method: method, during: later) {
            spillReceiver(node, during: later)
        } else {
            spill(node)
        }
    }

    /// Whether what is stored in a place may be another after `later`.
    private func isChanged(_ node: ExprSyntax, method: String, during later: [ExprSyntax]) -> Bool {
        var root = node
        while true {
            if let member = root.as(MemberAccessExprSyntax.self), let base = member.base {
                root = base
            } else if let call = root.as(SubscriptCallExprSyntax.self) {
                root = call.calledExpression
            } else if let forced = root.as(ForceUnwrapExprSyntax.self) {
                root = forced.expression
            } else {
                break
            }
        }
        guard let reference = root.as(DeclReferenceExprSyntax.self) else { return false }
        if resolution.bindings[reference.id] != nil { return !isStable(reference, during: later) }
        return !isStable(reference, during: later) && index.isPure(method: method)
    }

    /// Evaluates what has effects in a place that may be changed later: indices, and what the place belongs to, but not
    /// what is stored there.
    func spillReceiver(_ node: ExprSyntax, during later: [ExprSyntax]) {
        if let replacement = renderer.replacements[node.id] {
            // A result that has just come in would be overwritten by the next.
            if replacement.isPassing { spill(node) }
            return
        }
        switch node.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr: break
        case .memberAccessExpr(let member): if let base = member.base { spillReceiver(base, during: later) }
        case .subscriptCallExpr(let call):
            spillReceiver(call.calledExpression, during: later + call.arguments.map(\.expression))
            for argument in call.arguments where argument.label?.text != "default" {
                if !isStable(argument.expression, during: later) { spill(argument.expression) }
            }
        case .forceUnwrapExpr(let forced): spillReceiver(forced.expression, during: later)
        case .optionalChainingExpr(let chained): spillReceiver(chained.expression, during: later)
        case .discardAssignmentExpr: break
        case .tupleExpr(let tuple):
            for element in tuple.elements { spillReceiver(element.expression, during: later) }
        case .inOutExpr(let inOut): spillReceiver(inOut.expression, during: later)
        default: if !isStable(node, during: later) { spill(node) }
        }
    }

    // MARK: Assignment

    func lowerAssignment(_ node: InfixOperatorExprSyntax) {
        if let chain = optionalChain(in: node.leftOperand) { return lowerChain(ExprSyntax(node), chain) }
        if node.leftOperand.is(DiscardAssignmentExprSyntax.self) {
            isValueUnused = false
            let outer = root
            if root?.expression.id == node.id { root = RootExpression(expression: node.rightOperand, type: nil) }
            lower(node.rightOperand)
            root = outer
            return
        }
        lowerOperands([
            Operand(node: node.leftOperand, role: .receiver), Operand(node: node.rightOperand, role: .value),
        ])
    }
}

extension ExprSyntax {
    /// Whether the expression names a type, as far as its spelling tells.
    var isTypeName: Bool {
        if let reference = self.as(DeclReferenceExprSyntax.self) {
            return reference.baseName.identifierText.first?.isUppercase == true
        }
        if let generic = self.as(GenericSpecializationExprSyntax.self) { return generic.expression.isTypeName }
        if let member = self.as(MemberAccessExprSyntax.self) {
            return member.declName.baseName.identifierText.first?.isUppercase == true
                && (member.base?.isTypeName ?? false)
        }
        return false
    }
}
