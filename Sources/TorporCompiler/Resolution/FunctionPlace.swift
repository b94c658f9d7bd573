import SwiftSyntax

/// The place of a function that is kept as a value: the expression that it is a part of, and what that asks for.
struct FunctionPlace {
    /// The expression as a whole.
    let top: ExprSyntax
    /// Whether the function is the value of the whole, perhaps beside others that it may be.
    let isWhole: Bool
    private let kind: Kind

    private enum Kind {
        /// It is assigned.
        case assignment(to: ExprSyntax)
        /// The initial value of a binding.
        case binding(PatternBindingSyntax)
        /// The default value of a parameter.
        case parameter(FunctionParameterSyntax)
        /// What the function returns.
        case result
        case other
    }

    init(of node: ExprSyntax, _ function: DurableFunction) {
        var top = node
        var isWhole = true
        var current = Syntax(node)
        while let parent = current.parent, !parent.isExpressionBoundary {
            if let infix = parent.as(InfixOperatorExprSyntax.self), infix.operator.is(AssignmentExprSyntax.self),
                isWhole, infix.rightOperand.id == current.id
            {
                (self.top, self.isWhole, kind) = (ExprSyntax(infix), true, .assignment(to: infix.leftOperand))
                return
            }
            if let expression = parent.as(ExprSyntax.self) {
                top = expression
                isWhole = isWhole && expression.isTransparent
            }
            current = parent
        }
        (self.top, self.isWhole) = (top, isWhole)
        if let binding = current.parent?.parent?.as(PatternBindingSyntax.self),
            current.parent?.is(InitializerClauseSyntax.self) == true
        {
            kind = .binding(binding)
        } else if let parameter = current.parent?.parent?.as(FunctionParameterSyntax.self) {
            kind = .parameter(parameter)
        } else if current.parent?.is(ReturnStmtSyntax.self) == true || function.isBody(top) || top.isClosureBody {
            kind = .result
        } else {
            kind = .other
        }
    }

    /// Whether it is what the body around returns.
    var isResult: Bool { if case .result = kind { true } else { false } }

    /// The type that the place asks for; nil where none is written.
    ///
    /// - Parameters:
    ///   - resolution: what names mean.
    ///   - output: the type of what the body around returns.
    ///   - unboxed: the local that is in a box.
    func type(
        _ resolution: Resolution,
        output: String?,
        unboxed: (LocalID) -> LocalID = { $0 }
    ) -> String? {
        switch kind {
        case .assignment(let target):
            guard let reference = target.as(DeclReferenceExprSyntax.self), let id = resolution.bindings[reference.id],
                case .binding(let binding) = resolution.locals[unboxed(id)].origin
            else { return nil }
            return binding.typeAnnotation.map { resolution.valueSpelling(of: $0.type) }
        case .binding(let binding): return binding.typeAnnotation.map { resolution.valueSpelling(of: $0.type) }
        case .parameter(let parameter):
            return resolution.spelling(of: parameter.type.withoutOwnership).replacing("@escaping ", with: "")
        case .result: return output
        case .other: return nil
        }
    }
}

extension Resolution {
    /// How a type is spelled where it is not that of a declaration.
    fileprivate func valueSpelling(of type: TypeSyntax) -> String {
        guard let unwrapped = type.as(ImplicitlyUnwrappedOptionalTypeSyntax.self) else { return spelling(of: type) }
        return spelling(of: unwrapped.wrappedType) + "?"
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
    /// Whether it is all of the body of a closure.
    fileprivate var isClosureBody: Bool {
        let item = parent?.is(ExpressionStmtSyntax.self) == true ? parent?.parent : parent
        guard let items = item?.parent?.as(CodeBlockItemListSyntax.self), items.count == 1 else { return false }
        return items.parent?.is(ClosureExprSyntax.self) ?? false
    }

    /// Whether the value of the expression is that of one of its parts.
    fileprivate var isTransparent: Bool {
        self.is(TernaryExprSyntax.self) || self.as(TupleExprSyntax.self)?.elements.count == 1
    }
}

extension Syntax {
    /// Whether expressions below do not belong to one around the node.
    fileprivate var isExpressionBoundary: Bool {
        self.is(CodeBlockItemSyntax.self) || self.is(InitializerClauseSyntax.self) || self.is(StmtSyntax.self)
            || self.is(ConditionElementSyntax.self) || self.is(CodeBlockItemListSyntax.self)
    }
}
