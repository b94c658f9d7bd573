import SwiftSyntax

extension Resolver {
    /// Declares what a pattern binds, and resolves the expressions in it.
    func declarePattern(
        _ pattern: some SyntaxProtocol,
        mutable: Bool,
        origin: Local.Origin,
        deferred: Bool = false
    ) {
        switch Syntax(pattern).as(SyntaxEnum.self) {
        case .identifierPattern(let node):
            declare(node.identifier, node: Syntax(node), mutable: mutable, origin: origin, deferred: deferred)
        case .valueBindingPattern(let node):
            let isVariable = node.bindingSpecifier.tokenKind != .keyword(.let)
            declarePattern(node.pattern, mutable: isVariable, origin: origin)
        case .expressionPattern, .tuplePattern, .isTypePattern, .missingPattern, .wildcardPattern:
            for child in Syntax(pattern).childNodes {
                declarePattern(child, mutable: mutable, origin: origin, deferred: deferred)
            }
        default: declareInExpression(Syntax(pattern), mutable: mutable, origin: origin, deferred: deferred)
        }
    }

    private func declareInExpression(_ node: Syntax, mutable: Bool, origin: Local.Origin, deferred: Bool) {
        // In a pattern, bindings hide in what is parsed as an expression: `.some(let x)`, `(let a, 1...n)`.
        if node.is(PatternExprSyntax.self) || containsPattern(node) {
            if let call = node.as(FunctionCallExprSyntax.self) {
                walk(Syntax(call.calledExpression))
                declareInExpression(Syntax(call.arguments), mutable: mutable, origin: origin, deferred: deferred)
                return
            }
            for child in Syntax(node).childNodes {
                declarePattern(child, mutable: mutable, origin: origin, deferred: deferred)
            }
        } else {
            walk(node)
        }
    }

    private func containsPattern(_ node: Syntax) -> Bool {
        if node.is(ClosureExprSyntax.self) { return false }
        return Syntax(node).childNodes.contains {
            $0.is(PatternExprSyntax.self) || $0.is(IdentifierPatternSyntax.self) || containsPattern($0)
        }
    }
}

extension PatternBindingSyntax {
    /// Whether nothing is stored.
    var isComputed: Bool { accessorBlock.map { !$0.isObserving } ?? false }

    /// Whether a variable without a value starts as nil.
    var hasImplicitNil: Bool {
        typeAnnotation.map {
            $0.type.is(OptionalTypeSyntax.self) || $0.type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self)
        }
            ?? false
    }
}

extension VariableDeclSyntax {
    var isLazy: Bool { modifiers.contains { $0.name.tokenKind == .keyword(.lazy) } }

    var isAsync: Bool { modifiers.contains { $0.name.tokenKind == .keyword(.async) } }

    /// How one of the declared locals holds its value.
    func form(of binding: PatternBindingSyntax) -> Local.Form {
        guard binding.pattern.is(IdentifierPatternSyntax.self), !binding.isComputed else { return .plain }
        if isLazy, let value = binding.initializer?.value { return .lazy(value) }
        if let block = binding.accessorBlock { return .observed(block) }
        return attributes.isEmpty ? .plain : .wrapped(attributes.count)
    }
}

extension AccessorBlockSyntax {
    /// Whether it holds observers of a stored value.
    var isObserving: Bool {
        guard case .accessors(let list) = accessors else { return false }
        return list.contains {
            [.keyword(.willSet), .keyword(.didSet)].contains($0.accessorSpecifier.tokenKind)
        }
    }
}
