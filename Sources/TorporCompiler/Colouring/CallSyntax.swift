import SwiftSyntax

extension FunctionCallExprSyntax {
    /// Whether an `await` covers the call and no other.
    var isAwaitedItself: Bool {
        guard arguments.allSatisfy({ Syntax($0).isWithoutCall }) else { return false }
        return parent?.is(AwaitExprSyntax.self) ?? false
    }

    /// Whether an `await` of the expression that the call is a part of covers it.
    var isAwaited: Bool {
        var current = parent
        while let node = current, node.is(ExprSyntax.self) || node.isPartOfExpression {
            if node.is(AwaitExprSyntax.self) { return true }
            if node.is(ClosureExprSyntax.self) { return false }
            current = node.parent
        }
        return false
    }
}

extension Syntax {
    /// Whether it is between an expression and the arguments or elements of it.
    fileprivate var isPartOfExpression: Bool {
        switch self.as(SyntaxEnum.self) {
        case .labeledExpr, .labeledExprList, .arrayElement, .arrayElementList, .dictionaryElement,
            .dictionaryElementList, .expressionSegment, .stringLiteralSegmentList:
            true
        default: false
        }
    }
}

extension DeclReferenceExprSyntax {
    /// Whether what has the name is called where it stands.
    var isCalled: Bool { parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == id }
}

extension Syntax {
    fileprivate var isWithoutCall: Bool {
        !self.is(FunctionCallExprSyntax.self) && childNodes.allSatisfy(\.isWithoutCall)
    }
}

extension ExprSyntax {
    /// The expression without the parentheses around it.
    var unparenthesised: ExprSyntax {
        guard let tuple = self.as(TupleExprSyntax.self), tuple.elements.count == 1, let inner = tuple.elements.first,
            inner.label == nil
        else { return self }
        return inner.expression.unparenthesised
    }
}

extension FunctionCallExprSyntax {
    /// The argument labels of the call; a first trailing closure has one of its own.
    var labels: [String?] {
        arguments.map { $0.label?.identifierText } + (trailingClosure == nil ? [] : [.trailingClosure])
            + additionalTrailingClosures.map { $0.label.tokenKind == .wildcard ? nil : $0.label.identifierText }
    }
}

extension MemberAccessExprSyntax {
    /// Whether it names a member of the instance that the method is called on.
    var isOfSelf: Bool { base?.as(DeclReferenceExprSyntax.self)?.baseName.tokenKind == .keyword(.self) }
}

extension FunctionSignature {
    /// Whether a call takes an `await`, which one of an actor takes only from outside of it.
    ///
    /// - Parameters:
    ///   - call: the call.
    ///   - actor: the actor that the caller runs on.
    func isAsync(in call: FunctionCallExprSyntax, from actor: [String]?) -> Bool {
        let member = call.calledExpression.as(MemberAccessExprSyntax.self)
        let isOnActor = actor == context && (member?.isOfSelf ?? true)
        return isOnActor ? isAsyncOnActor : isAsync
    }
}
