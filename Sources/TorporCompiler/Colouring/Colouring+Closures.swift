import SwiftSyntax

/// Closures that durable functions are given, and the functions that they were given themselves.
extension Colouring {
    func reportMissingAwait(_ call: FunctionCallExprSyntax, _ local: Local) {
        report(
            .durableCallWithoutAwait,
            "durable call of '\(local.name)' is not awaited: write 'await'",
            at: call,
            fixIts: function.file.awaiting(call, tries: local.function?.isThrowing ?? false)
        )
    }

    /// A function that was given to the durable function can be called, handed on, and looked at whether it is there.
    func checkFunction(_ reference: DeclReferenceExprSyntax) {
        guard let id = resolution.bindings[reference.id], let type = resolution.locals[id].function else { return }
        if let parent = reference.parent {
            if parent.is(InitializerClauseSyntax.self) {
                if parent.parent?.is(OptionalBindingConditionSyntax.self) == true { return }
                if let binding = parent.parent?.as(PatternBindingSyntax.self),
                    let own = resolution.bindings[binding.pattern.id], resolution.locals[own].function != nil
                {
                    return
                }
            }
            if let infix = parent.as(InfixOperatorExprSyntax.self), type.isOptional,
                infix.leftOperand.is(NilLiteralExprSyntax.self) || infix.rightOperand.is(NilLiteralExprSyntax.self)
            {
                return
            }
        }
        report(
            .escapingFunction,
            "'\(reference.baseName.text)' can only be called, or passed to a durable function: it is stored as what it "
                + "captures",
            at: reference
        )
    }

    /// A closure that a durable function is given is a body of its own.
    mutating func durable(_ closure: ClosureExprSyntax) {
        if resolution.durableClosures[closure.id]?.isChildTask == true { checkCapabilities(ofChildTask: closure) }
        let outer = root
        root = closure.statements.id
        for capture in closure.signature?.capture?.items ?? [] where capture.specifier != nil {
            report(
                .unsupportedLocal,
                "a durable closure cannot capture '\(capture.name.text)' without keeping it: capture it as it is",
                at: capture
            )
        }
        visit(Syntax(closure.statements))
        root = outer
    }

    /// The function that the durable function was given and that is called.
    func function(_ call: FunctionCallExprSyntax) -> LocalID? {
        var callee = call.calledExpression.unparenthesised
        if let chain = callee.as(OptionalChainingExprSyntax.self) { callee = chain.expression.unparenthesised }
        if let forced = callee.as(ForceUnwrapExprSyntax.self) { callee = forced.expression.unparenthesised }
        return resolution.function(callee)?.id
    }

    /// Looks at the arguments of a durable call.
    mutating func arguments(of call: FunctionCallExprSyntax) {
        guard case .call(let callee) = colours.suspensions[call.id] else { return }
        let positions = callee.callee.signature.positions(ofLabels: call.labels) ?? []
        for (offset, argument) in call.allArguments.enumerated() {
            if let labelled = argument.parent?.as(LabeledExprSyntax.self),
                isCapabilityArgument(offset, labelled, of: callee.callee)
            {
                continue
            }
            // A task group is handed on as what stands for it.
            if offset < positions.count, callee.callee.signature.parameters[positions[offset]].isTaskGroup,
                let place = argument.as(InOutExprSyntax.self)?.expression, resolution.group(place) != nil
            {
                continue
            }
            if let closure = resolution.durableClosure(argument), !closure.isKept {
                durable(closure.node)
            } else if offset < positions.count, resolution.function(argument) != nil,
                index.functionType(at: positions[offset], of: callee.callee) != nil
            {
                continue
            } else {
                operands(Syntax(argument))
            }
        }
    }
}
