import SwiftSyntax

extension DiagnosticIdentifier {
    static let taskGroup: Self = "TaskGroup"
}

/// Task groups: their methods are durable calls, with or without an `await`, and nothing else can be done with them.
extension Colouring {
    /// A call of a method that adds a child task, which takes no `await`.
    mutating func addition(_ call: FunctionCallExprSyntax, _ callee: DurableCall) {
        mark(call, as: .call(callee))
        arguments(of: call)
        guard let place = call.autoclosure else { return }
        report(
            .taskGroup,
            "a child task is added behind '\(place)', which may not be evaluated: use an 'if'",
            at: call
        )
    }

    /// A loop over the results of a group.
    mutating func results(_ loop: ForStmtSyntax, _ group: LocalID) {
        mark(loop, as: .element(of: group))
        if let condition = loop.whereClause { children(Syntax(condition)) }
        children(Syntax(loop.pattern))
        visit(Syntax(loop.body))
    }

    /// A task group can be asked what it has methods for, and given another name.
    func checkGroup(_ reference: DeclReferenceExprSyntax) {
        guard resolution.group(ExprSyntax(reference)) != nil, !isCalled(reference), !isAllowed(reference) else {
            return
        }
        let isCalled = reference.groupMember?.parent?.is(FunctionCallExprSyntax.self) ?? false
        report(
            .taskGroup,
            "'\(reference.baseName.text)' is a task group: in a durable function it can only be called with the methods that "
                + "add child tasks, take their results, or cancel them, and handed to durable functions: "
                + (isCalled ? "take the results in a 'for await' loop" : "mark what takes it '@Durable'"),
            at: reference
        )
    }

    /// In a closure that runs as it is, nothing can be waited for.
    func checkNestedGroup(_ reference: DeclReferenceExprSyntax) {
        guard resolution.group(ExprSyntax(reference)) != nil, !isAllowed(reference) else { return }
        report(
            .durableCallInClosure,
            "task group '\(reference.baseName.text)' is used in a closure or local function, which cannot be suspended: use it "
                + "in the body of the group itself",
            at: reference
        )
    }

    /// What a child task sends out would come in no certain order.
    func checkCapabilities(ofChildTask closure: ClosureExprSyntax) {
        for reference in closure.descendants(DeclReferenceExprSyntax.self) {
            guard let id = resolution.bindings[reference.id], case .capability = resolution.locals[id].origin else {
                continue
            }
            report(
                .escapingCapability,
                "'\(reference.baseName.text)' cannot be used in a child task, whose values would come in no certain order: "
                    + "return them, and send them out where the results are taken",
                at: reference
            )
        }
    }

    /// Whether a group is called with a method that is a durable call.
    private func isCalled(_ reference: DeclReferenceExprSyntax) -> Bool {
        guard let member = reference.groupMember, let call = member.parent?.as(FunctionCallExprSyntax.self) else {
            return false
        }
        return resolution.preludeCalls[call.id] != nil || resolution.group(collectedBy: call) != nil
    }

    /// Whether a use of a group is carried out as it is.
    private func isAllowed(_ reference: DeclReferenceExprSyntax) -> Bool {
        if let member = reference.groupMember { return Prelude.members.contains(member.declName.baseName.text) }
        guard let binding = reference.parent?.parent?.as(PatternBindingSyntax.self),
            let id = resolution.bindings[binding.pattern.id]
        else { return false }
        return resolution.locals[id].group != nil
    }
}

extension DeclReferenceExprSyntax {
    /// The member access that the reference is the base of.
    fileprivate var groupMember: MemberAccessExprSyntax? {
        guard let member = parent?.as(MemberAccessExprSyntax.self), member.base?.id == id else { return nil }
        return member
    }
}

extension FunctionCallExprSyntax {
    /// The operator whose right side, which it may leave alone, holds the call.
    fileprivate var autoclosure: String? {
        var node = Syntax(self)
        while let parent = node.parent,
            parent.is(ExprSyntax.self) || parent.is(LabeledExprSyntax.self)
                || parent.is(LabeledExprListSyntax.self)
        {
            if parent.is(ClosureExprSyntax.self) { return nil }
            if let infix = parent.as(InfixOperatorExprSyntax.self), infix.rightOperand.id == node.id {
                let symbol = infix.operator.trimmedDescription
                if ["&&", "||", "??"].contains(symbol) { return symbol }
            }
            node = parent
        }
        return nil
    }
}
