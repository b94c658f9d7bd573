import SwiftSyntax

/// How the coroutine of a durable call is made: the parts of an expression, in order.
struct CoroutineExpression {
    var parts: [Part] = []

    enum Part {
        case text(String)
        case expression(ExprSyntax)
        /// The instance that the calling method is called on.
        case receiver
        /// A durable closure.
        case closure(DurableClosure)
        /// A function that the calling function was given.
        case function(ExprSyntax, FunctionParameterType)
        /// A function value.
        case value(ExprSyntax, FunctionParameterType)
    }

    mutating func append(_ text: String) { parts.append(.text(text)) }
}

/// How generated code names the coroutine whose result it waits for.
enum CalleeReference {
    /// By its type.
    case type(String)
    /// By a place in the frame that stands for the type, which only the Swift compiler can tell.
    case slot(String)
    /// By the function that was given to the caller, and by the place in the frame where that is.
    case function(String, place: String, isOptional: Bool)
    /// By a function value, and by the place in the frame where that is.
    case value(String, place: String, isOptional: Bool)

    /// What says the type of a coroutine that says it only in part.
    var type: String {
        switch self {
        case .type, .function, .value: ""
        case .slot: ", as: \(argument)"
        }
    }

    /// What the operations of the runtime take.
    var argument: String {
        switch self {
        case .type(let type): "\(type).self"
        case .slot(let name): "_frame.\(name)"
        case .function(let name, _, _): name
        case .value(let name, _, _): "Torpor.DurableFunction(\(name))"
        }
    }

    /// What says the type when the callee is restored.
    var restored: String {
        if case .function(_, let place, let isOptional) = self {
            return "_frame.\(place).value\(isOptional ? "!" : "")"
        }
        if case .value(_, let place, let isOptional) = self {
            return "Torpor.DurableFunction(_frame.\(place).value\(isOptional ? "!" : ""))"
        }
        return argument
    }
}

/// Durable calls.
extension FunctionLowering {
    func lowerCall(_ node: FunctionCallExprSyntax, _ call: DurableCall, _ label: String) {
        if let chain = optionalChain(in: ExprSyntax(node)) { return lowerChain(ExprSyntax(node), chain) }
        let arguments = arguments(of: node, call)
        let closures = arguments.compactMap { closure(givenAs: $0) }
        let values = arguments.filter { closure(givenAs: $0) == nil }
        let operands = receiver(of: call) + values.map { Operand(node: $0.expression, role: .value) }
        lowerOperands(operands)
        let shared = share(closures)
        let receiver = shareReceiver(closures)
        for closure in closures { lowerClosure(closure, label) }
        let taken = places(changedBy: call, arguments)
        if !taken.isEmpty { evaluate(operands, beforeReading: taken, of: node) }
        forceChains(in: call)
        let expression = coroutineExpression(call, arguments)
        var code = Code()
        for part in expression.parts {
            switch part {
            case .text(let text): code = code + text
            case .receiver: code = code + "self"
            case .expression(let node), .function(let node, _): code = code + lifted(node)
            case .value(let node, let type):
                code = code + "Torpor.DurableFunction\(type.isOptional ? ".optional" : "")(" + lifted(node) + ")"
            case .closure(let closure): code = code + self.code(of: closure)
            }
        }
        code.place = self.code(node).place
        let reference = reference(to: call, expression, at: node)
        // What the call has changed is taken back whether or not it failed: before any handler.
        let changes = !taken.isEmpty || !shared.isEmpty || receiver != nil
        suspend(.call(code, callee: reference), label: label, at: node, handler: changes ? nil : handler)
        // What a child task has taken is its own.
        if !closures.contains(where: \.isChildTask) { unshare(shared) }
        if let receiver { unshareReceiver(receiver) }
        for place in taken {
            let value = "_torpor.callee(\(reference.argument)).\(place.member)"
            append(Statement(code: place.node.map { assignment(to: $0, value) } ?? Code("self = \(value)")))
        }
        if changes, handler != nil {
            let ended = newBlock("called")
            terminate(.jump(ended))
            current = ended
        }
        // A call that throws only what its closures throw may throw nothing.
        let isThrowing = call.isThrowing && (closures.isEmpty || covering(ExprSyntax(node)).try != nil)
        let operation = isThrowing ? "result" : "value"
        replace(node, with: "_torpor.\(operation)(of: \(reference.argument))", throws: isThrowing)
    }

    // MARK: The parts of a call

    private func receiver(of call: DurableCall) -> [Operand] {
        guard case .instance(let base) = call.receiver else { return [] }
        let method = call.callee.signature.name
        return [Operand(node: base, role: call.changesReceiver(index) ? .receiver : .object(method: method))]
    }

    /// The closure that an argument is, if it lives no longer than the call: one that is kept is a value.
    private func closure(givenAs argument: CallArgument) -> DurableClosure? {
        resolution.durableClosure(argument.expression).flatMap { $0.isKept ? nil : $0 }
    }

    /// The arguments but for capabilities, which the driver stands for, with the positions of their parameters.
    private func arguments(of node: FunctionCallExprSyntax, _ call: DurableCall) -> [CallArgument] {
        let labels = call.callee.capabilityLabels
        let positions = call.callee.signature.positions(ofLabels: node.labels) ?? []
        let trailing = node.allArguments.dropFirst(node.arguments.count).enumerated().map { offset, closure in
            let offset = offset + node.arguments.count
            return CallArgument(
                label: resolution.durableClosure(closure)?.label
                    ?? node.labels[offset].flatMap { $0 == "{" ? nil : $0 },
                expression: closure,
                position: offset < positions.count ? positions[offset] : offset
            )
        }
        // Not the list's own `filter`, which makes new nodes.
        let written: [CallArgument] = Array(node.arguments).enumerated().compactMap { offset, argument in
            if labels.contains(argument.label?.identifierText),
                let reference = argument.expression.as(DeclReferenceExprSyntax.self),
                let id = resolution.bindings[reference.id], case .capability = resolution.locals[id].origin
            {
                return nil
            }
            let place = argument.expression.as(InOutExprSyntax.self)?.expression
            return CallArgument(
                label: argument.label?.text,
                expression: place.flatMap { resolution.group($0) == nil ? nil : $0 } ?? argument.expression,
                position: offset < positions.count ? positions[offset] : offset
            )
        }
        return written + trailing
    }

    private func coroutineExpression(_ call: DurableCall, _ arguments: [CallArgument]) -> CoroutineExpression {
        var expression = CoroutineExpression()
        var isFirst = true
        if call.isMadeByMember {
            // Which coroutine is meant, the Swift compiler tells: each has a function that makes it.
            switch call.receiver {
            case .none: break
            case .type(let base), .instance(let base): expression.parts += [.expression(base), .text(".")]
            case .implicitSelf: expression.parts += [.receiver, .text(".")]
            }
            expression.append("\(DurableFunction.factoryName(call.callee.signature.name))(")
        } else {
            expression.append("\(typeName(of: call))(")
            switch call.receiver {
            case .none, .type: break
            case .instance(let base):
                expression.parts += [.text("on: "), .expression(base)]
                isFirst = false
            case .implicitSelf:
                expression.parts += [.text("on: "), .receiver]
                isFirst = false
            }
        }
        for argument in arguments {
            expression.append((isFirst ? "" : ", ") + (argument.label.map { $0 + ": " } ?? ""))
            let inner = argument.expression.as(InOutExprSyntax.self)?.expression
            if let closure = closure(givenAs: argument) {
                expression.parts.append(.closure(closure))
            } else if let type = resolution.function(argument.expression)?.function {
                expression.parts.append(.function(argument.expression, type))
            } else if let type = valueType(argument, of: call) {
                expression.parts.append(.value(argument.expression, type))
            } else {
                expression.parts.append(.expression(inner ?? argument.expression))
            }
            isFirst = false
        }
        expression.append(")")
        return expression
    }

    /// The type of the parameter, if that takes an `async` function and the argument is a value.
    private func valueType(_ argument: CallArgument, of call: DurableCall) -> FunctionParameterType? {
        let parameters = call.callee.signature.parameters
        guard argument.position < parameters.count, !argument.expression.is(NilLiteralExprSyntax.self) else {
            return nil
        }
        return index.functionType(at: argument.position, of: call.callee)
    }

    /// A callee's type as it is spelled here: in a type, one of its members could hide one of the module.
    private func typeName(of call: DurableCall) -> String {
        let callee = call.callee
        let name = callee.qualifiedTypeName(index)
        if case .type(let base) = call.receiver {
            let context = callee.signature.context
            if index.isProtocol(context) { return "\(name)<\(base.trimmedDescription)>" }
            if index.isGeneric(context) { return "\(base.trimmedDescription).\(callee.typeName)" }
        }
        let outermost = callee.signature.context.first ?? callee.typeName
        let isHidden =
            !function.context.isEmpty
            && index.memberCoroutines.contains(outermost)
        return isHidden ? "\(callee.signature.module).\(name)" : name
    }

    /// How the callee is named when its result comes in: by its type, where that can be spelled.
    private func reference(
        to call: DurableCall,
        _ expression: CoroutineExpression,
        at node: FunctionCallExprSyntax
    ) -> CalleeReference {
        let signature = call.callee.signature
        let isSpelled =
            call.candidates.count == 1 && !signature.isGeneric
            && (signature.context.isEmpty
                || !(index.isGeneric(signature.context) || index.isProtocol(signature.context)))
        guard !isSpelled, let root else { return .type(typeName(of: call)) }
        let callee = SyntheticCallee(
            node: ExprSyntax(node),
            expression: expression,
            root: root.isChoice ? RootExpression(expression: ExprSyntax(node), type: nil) : root,
            isThrowing: call.isThrowing && (covering(ExprSyntax(node)).try != nil || node.allArguments.isEmpty),
            isSynchronous: !signature.isAsync
        )
        return .slot(name(synthesise(signature.name + "Call", .callee(callee), at: node)))
    }

    // MARK: What the callee changes

    /// A place that the callee changes, and the member of its coroutine that holds the new value.
    private struct ChangedPlace {
        /// The place; nil for the instance that the calling method is called on.
        let node: ExprSyntax?
        let member: String
    }

    private func places(changedBy call: DurableCall, _ arguments: [CallArgument]) -> [ChangedPlace] {
        var places: [ChangedPlace] = []
        // Where only types tell whether the receiver is changed, it is taken back as it is, if it can be.
        let isCertain = call.surelyChangesReceiver(index)
        if call.changesReceiver(index) {
            switch call.receiver {
            case .instance(let base) where isCertain || isAssignable(base):
                places.append(ChangedPlace(node: base, member: "_self"))
            case .instance: break
            case .implicitSelf where !isCertain && !isSelfAssignable: break
            case .implicitSelf: places.append(ChangedPlace(node: nil, member: "_self"))
            case .none, .type: break
            }
        }
        for argument in arguments {
            guard let place = argument.expression.as(InOutExprSyntax.self)?.expression,
                call.candidates.contains(where: { $0.isInout(at: argument.position) })
            else { continue }
            places.append(ChangedPlace(node: place, member: DurableFunction.inoutName(at: argument.position)))
        }
        return places
    }

    private var isSelfAssignable: Bool { if case .mutated = function.receiver { true } else { false } }

    /// Whether an expression can stand on the left of an assignment, as far as names tell.
    private func isAssignable(_ node: ExprSyntax) -> Bool {
        switch node.unparenthesised.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            if reference.baseName.tokenKind == .keyword(.self) { return isSelfAssignable }
            if let id = resolution.bindings[reference.id] { return resolution.locals[id].isMutable }
            return index.variables.contains(reference.baseName.identifierText)
        case .memberAccessExpr(let member):
            return index.variables.contains(member.declName.baseName.identifierText)
                && (member.base.map(isAssignable) ?? false)
        case .subscriptCallExpr(let call): return isAssignable(call.calledExpression)
        case .forceUnwrapExpr(let forced): return isAssignable(forced.expression)
        case .optionalChainingExpr(let chain): return isAssignable(chain.expression)
        default: return false
        }
    }

    /// What a call changes is read after all other operands have been evaluated: those go ahead whose evaluation could show
    /// in it, or be seen from it.
    private func evaluate(_ operands: [Operand], beforeReading places: [ChangedPlace], of node: FunctionCallExprSyntax)
    {
        let changed = Set(places.compactMap { $0.node?.id })
        let isChanged = { (operand: Operand) in
            changed.contains(operand.node.as(InOutExprSyntax.self)?.expression.id ?? operand.node.id)
        }
        let last = operands.lastIndex { !isChanged($0) && shows($0.node, in: places) } ?? -1
        for (position, operand) in operands.enumerated() {
            if isChanged(operand) {
                spillReceiver(operand.node, during: [ExprSyntax(node)])
            } else if position <= last {
                let later = position < last ? operands[(position + 1)...last].map(\.node) : [ExprSyntax(node)]
                evaluate(operand, before: later)
            }
        }
    }

    /// Whether it makes a difference if a place is read before an operand is evaluated, or after.
    private func shows(_ operand: ExprSyntax, in places: [ChangedPlace]) -> Bool {
        let (facts, _) = FactCollector.collect(operand, renderer)
        return places.contains { place in
            if let reference = place.node?.unparenthesised.as(DeclReferenceExprSyntax.self),
                let id = resolution.bindings[reference.id]
            {
                return facts.mutates.contains(id)
            }
            return Syntax(operand).hasCalls
        }
    }

    /// An assignment of a value that has come in.
    private func assignment(to place: ExprSyntax, _ value: String) -> Code {
        let target = code(place)
        var assignment = target + " = \(value)"
        assignment.place = target.place
        assignment.facts = FactCollector.collect(assignmentTo: place.unparenthesised, renderer)
        return assignment
    }

    /// The receiver of a call comes after every `?` on the way to it, all of which have been tested: there is a value.
    private func forceChains(in call: DurableCall) {
        if case .instance(let base) = call.receiver { forceChains(in: base) }
    }

    func forceChains(in node: ExprSyntax) {
        switch node.as(ExprSyntaxEnum.self) {
        case .optionalChainingExpr(let chain):
            forceChains(in: chain.expression)
            let code = code(chain.expression) + "!"
            renderer.replace(node, with: Replacement(text: code.summary, facts: code.facts))
        case .memberAccessExpr(let member): if let base = member.base { forceChains(in: base) }
        case .subscriptCallExpr(let call): forceChains(in: call.calledExpression)
        case .functionCallExpr(let call): forceChains(in: call.calledExpression)
        case .forceUnwrapExpr(let forced): forceChains(in: forced.expression)
        default: break
        }
    }
}

/// An argument of a durable call.
private struct CallArgument {
    let label: String?
    let expression: ExprSyntax
    /// The position of its parameter.
    let position: Int
}

extension Syntax {
    /// Whether anything in the node may run other code, closures that are not called aside.
    fileprivate var hasCalls: Bool {
        if self.is(FunctionCallExprSyntax.self) || self.is(SubscriptCallExprSyntax.self)
            || self.is(MacroExpansionExprSyntax.self)
        {
            return true
        }
        return childNodes.contains(where: \.hasCalls)
    }
}

extension DurableFunction {
    /// The function that makes the coroutine of one of several overloads.
    static func factoryName(_ name: String) -> String { "_torpor_" + name.filter { $0 != "`" } }

    /// The member of a coroutine that holds what has become of an `inout` parameter.
    static func inoutName(at position: Int) -> String { "_inout\(position)" }
}
