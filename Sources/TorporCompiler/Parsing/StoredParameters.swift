import SwiftSyntax

/// Functions that a durable function is given and that may outlive its call: stored in a structure, returned, captured by a
/// closure that is.
///
/// One that is only called, or handed on to durable functions which do no more, lives as long as the call does, and its
/// closure shares variables with the caller for as long. One that is stored is a value like any other.
extension DeclarationIndex {
    /// The type of an `async` function that a durable function takes at a position, if it does not store it.
    func functionType(at position: Int, of callee: DurableSignature) -> FunctionParameterType? {
        guard let type = functionType(callee.signature.parameters[position].type) else { return nil }
        return isStored(position, by: callee) ? nil : type
    }

    /// Whether a durable function stores the function that it is given at a position.
    func isStored(_ position: Int, by callee: DurableSignature) -> Bool {
        callee.signature.declaration.node.map { isStored(position, by: $0) } ?? false
    }

    /// Whether a durable function stores the function that it is given at a position.
    func isStored(_ position: Int, by function: FunctionDeclSyntax) -> Bool {
        let parameters = Array(function.signature.parameterClause.parameters)
        guard position < parameters.count, let body = function.body else { return false }
        let parameter = parameters[position]
        let type = parameter.type.trimmedDescription
        // No other can outlive the call.
        guard type.holds("@escaping") || type.hasSuffix("?"), functionType(type) != nil else { return false }
        if let known = storedParameters[parameter.id] { return known }
        // A function may hand it on to itself.
        storedParameters[parameter.id] = false
        let uses = ParameterUses(of: (parameter.secondName ?? parameter.firstName).identifierText, in: body)
        let isStored =
            uses.isStored
            || uses.handedOn.contains { call in
                let callees = (durable[call.name] ?? []).filter { $0.signature.accepts(labels: call.labels) }
                guard !callees.isEmpty else { return !Prelude.takesChildTask(call.name) }
                return callees.contains { callee in
                    let positions = callee.signature.positions(ofLabels: call.labels) ?? []
                    return call.argument < positions.count && self.isStored(positions[call.argument], by: callee)
                }
            }
        storedParameters[parameter.id] = isStored
        return isStored
    }
}

/// What the body of a function does with a function that it is given, as far as its text tells.
private struct ParameterUses {
    /// A call that it is an argument of, or that a closure is which refers to it.
    struct Call {
        let name: String
        let labels: [String?]
        let argument: Int
    }

    private(set) var isStored = false
    private(set) var handedOn: [Call] = []
    private var names: Set<String>

    init(of name: String, in body: CodeBlockSyntax) {
        names = [name]
        visit(Syntax(body))
    }

    private mutating func visit(_ node: Syntax) {
        if let reference = node.as(DeclReferenceExprSyntax.self), names.contains(reference.baseName.identifierText),
            reference.parent?.as(MemberAccessExprSyntax.self)?.declName.id != reference.id
        {
            note(reference)
        }
        for child in node.childNodes { visit(child) }
    }

    private mutating func note(_ reference: DeclReferenceExprSyntax) {
        var node = Syntax(reference)
        while let parent = node.parent, parent.isTransparent { node = parent }
        use(node)
        // A closure that refers to it has it.
        for closure in node.ancestors where closure.is(ClosureExprSyntax.self) {
            if let call = closure.call { handedOn.append(call) } else { isStored = true }
        }
    }

    private mutating func use(_ node: Syntax) {
        guard let parent = node.parent else { return }
        switch parent.as(SyntaxEnum.self) {
        case .functionCallExpr(let call) where call.calledExpression.id == node.id: return
        case .labeledExpr:
            if let call = node.call { handedOn.append(call) } else { isStored = true }
        case .infixOperatorExpr(let infix)
        where infix.leftOperand.is(NilLiteralExprSyntax.self) || infix.rightOperand.is(NilLiteralExprSyntax.self):
            return
        case .initializerClause:
            // Under another name it is the same.
            let pattern =
                parent.parent?.as(OptionalBindingConditionSyntax.self)?.pattern
                ?? parent.parent?.as(PatternBindingSyntax.self)?.constantPattern
            guard let name = pattern?.as(IdentifierPatternSyntax.self)?.identifier.identifierText else {
                return isStored = true
            }
            names.insert(name)
        default: isStored = true
        }
    }
}

extension PatternBindingSyntax {
    /// The pattern of a constant without a type of its own.
    fileprivate var constantPattern: PatternSyntax? {
        guard let variable, variable.bindingSpecifier.tokenKind == .keyword(.let), typeAnnotation == nil else {
            return nil
        }
        return pattern
    }
}

extension Syntax {
    /// Whether it is the same function as what is in it.
    fileprivate var isTransparent: Bool {
        switch self.as(SyntaxEnum.self) {
        case .optionalChainingExpr, .forceUnwrapExpr: return true
        case .tupleExpr(let tuple): return tuple.elements.count == 1
        case .labeledExprList: return parent?.as(TupleExprSyntax.self)?.elements.count == 1
        case .labeledExpr: return parent?.parent?.as(TupleExprSyntax.self)?.elements.count == 1
        default: return false
        }
    }

    /// The call of a function, and not of an initialiser, that it is an argument of.
    fileprivate var call: ParameterUses.Call? {
        var ancestors = self.ancestors[...]
        if ancestors.first?.is(LabeledExprSyntax.self) == true
            || ancestors.first?.is(MultipleTrailingClosureElementSyntax.self) == true
        {
            ancestors = ancestors.dropFirst(2)
        }
        guard let call = ancestors.first?.as(FunctionCallExprSyntax.self),
            let argument = call.allArguments.firstIndex(where: { $0.id == id }),
            let name = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName
                ?? call.calledExpression.as(MemberAccessExprSyntax.self)?.namedMember,
            name.identifierText.first?.isUppercase == false, name.identifierText != "init"
        else { return nil }
        return ParameterUses.Call(name: name.identifierText, labels: call.labels, argument: argument)
    }
}

extension MemberAccessExprSyntax {
    /// The member, if it is not one of a type that its place says.
    fileprivate var namedMember: TokenSyntax? { base == nil ? nil : declName.baseName }
}
