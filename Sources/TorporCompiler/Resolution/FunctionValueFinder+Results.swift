import SwiftSyntax

/// What has been followed: what a local, a closure or a local function gives when it is called so many times in a row.
struct FollowedResult: Hashable {
    let function: SyntaxIdentifier
    let calls: Int
}

/// Functions that closures and local functions make, which run as they are: they are kept where what they are returned as
/// is kept.
extension FunctionValueFinder {
    /// Whether what is called is a function of the durable function's own: a closure, a local function, or a value.
    func isOwn(_ callee: ExprSyntax) -> Bool {
        let callee = callee.unwrapped
        if callee.is(ClosureExprSyntax.self) { return true }
        if let call = callee.as(FunctionCallExprSyntax.self) { return isOwn(call.calledExpression) }
        if let reference = callee.as(DeclReferenceExprSyntax.self) {
            return resolution.bindings[reference.id] != nil || resolution.isOwn(reference.id)
        }
        return root(of: callee) != nil
    }

    /// Whether a call is one of a durable function, which sees to what it returns.
    func isDurableCall(_ call: FunctionCallExprSyntax) -> Bool {
        switch lowered.colours.suspensions[call.id] {
        case nil, .functionValue, .ordinary: false
        default: true
        }
    }

    /// Notes the functions that a function of the durable function's own is given: it may return them, or have them in
    /// what it returns.
    mutating func given(to call: FunctionCallExprSyntax, _ name: String) -> Bool {
        isTrial
            || call.allArguments.map { isFunction($0) || isOwnCall($0) ? isKnown($0, name) : true }.allSatisfy(\.self)
    }

    private func isOwnCall(_ node: ExprSyntax) -> Bool {
        node.unwrapped.as(FunctionCallExprSyntax.self).map { isOwn($0.calledExpression) } ?? false
    }

    mutating func isFunction(_ node: ExprSyntax) -> Bool {
        if node.unwrapped.is(ClosureExprSyntax.self) { return true }
        guard let reference = node.unwrapped.as(DeclReferenceExprSyntax.self) else { return false }
        if let id = resolution.bindings[reference.id] {
            return resolution.locals[id].isFunction || holdsFunctions(resolution.locals[id])
        }
        return index.functions[reference.baseName.identifierText] != nil
            || reference.baseName.identifierText.allSatisfy { !$0.isLetter && !$0.isNumber && $0 != "_" }
    }

    /// What a method gives that is not the module's own: parts of its base, of its arguments, and what the closures return
    /// that it is given.
    mutating func resultOfMethod(
        _ call: FunctionCallExprSyntax,
        _ member: MemberAccessExprSyntax,
        _ name: String
    ) -> Bool {
        var closures: [ExprSyntax] = []
        for argument in call.allArguments where isFunction(argument) { closures.append(argument) }
        var isKnown = areKnown(in: call)
        for closure in closures {
            isKnown = gives(closure, calls: 1, name) && isKnown
            // What it calls may be in the base.
            if let base = member.base, root(of: base) != nil { isKnown = gives(base, calls: 1, name) && isKnown }
        }
        // The value that a reduction begins with.
        if member.declName.baseName.identifierText == "reduce", let first = call.allArguments.first {
            isKnown = self.isKnown(first, name) && isKnown
        }
        return isKnown
    }

    /// How many calls in a row are followed, each of what the one before gives.
    private static let maximumCalls = 16

    /// Notes the functions that an expression gives when it is called, and says whether there are no others.
    ///
    /// - Parameters:
    ///   - node: a function.
    ///   - calls: how often in a row it is called: `make(1)(2)` is `make`, called twice.
    ///   - name: what to name the functions after.
    mutating func gives(_ node: ExprSyntax, calls: Int, _ name: String) -> Bool {
        guard calls > 0 else { return isKnown(node, name) }
        guard calls <= Self.maximumCalls else { return true }
        let node = node.unwrapped
        switch node.as(ExprSyntaxEnum.self) {
        case .closureExpr(let closure): return results(of: Syntax(closure), closure.statements, calls, name)
        case .functionCallExpr(let call):
            if isDurableCall(call) { return true }
            if isOwn(call.calledExpression) {
                return given(to: call, name) && gives(call.calledExpression, calls: calls + 1, name)
            }
            return parts(of: node, calls, name)
        case .declReferenceExpr(let reference): return results(of: reference, calls, name)
        case .memberAccessExpr(let member): return member.base.map { gives($0, calls: calls, name) } ?? true
        case .subscriptCallExpr(let access): return gives(access.calledExpression, calls: calls, name)
        case .arrayExpr, .dictionaryExpr, .ternaryExpr, .tupleExpr, .infixOperatorExpr, .asExpr:
            return parts(of: node, calls, name)
        case .ifExpr, .switchExpr: return node.branchValues.map { gives($0, calls: calls, name) }.allSatisfy(\.self)
        default: return true
        }
    }

    private mutating func parts(of node: ExprSyntax, _ calls: Int, _ name: String) -> Bool {
        node.outermostExpressions.map { gives($0, calls: calls, name) }.allSatisfy(\.self)
    }

    /// What a closure or local function returns.
    private mutating func results(
        of node: Syntax,
        _ statements: CodeBlockItemListSyntax,
        _ calls: Int,
        _ name: String
    ) -> Bool {
        guard followedResults.insert(FollowedResult(function: node.id, calls: calls)).inserted else { return true }
        let outer = isResult
        isResult = true
        defer { isResult = outer }
        return statements.results.map { gives($0, calls: calls - 1, name) }.allSatisfy(\.self)
    }

    private mutating func results(of reference: DeclReferenceExprSyntax, _ calls: Int, _ name: String) -> Bool {
        guard let id = resolution.bindings[reference.id], !resolution.locals[id].isInner else {
            guard resolution.isOwn(reference.id) || resolution.bindings[reference.id] != nil else {
                return !(index.functions[reference.baseName.identifierText] ?? []).contains { function in
                    function.returnType.map { rules.holdsFunctions(typeNamed: $0) } ?? false
                }
            }
            guard followedResults.insert(FollowedResult(function: reference.id, calls: calls)).inserted else {
                return true
            }
            switch reference.innerDeclaration {
            case .function(let function): return results(of: function, calls, name)
            case .values(let values): return values.map { gives($0, calls: calls, name) }.allSatisfy(\.self)
            case nil: return true
            }
        }
        let local = resolution.locals[id]
        if let declaration = local.remadeDeclaration {
            if let function = declaration.as(FunctionDeclSyntax.self) { return results(of: function, calls, name) }
            let value = declaration.as(VariableDeclSyntax.self)?.bindings.first?.initializer?.value
            return value.map { gives($0, calls: calls, name) } ?? true
        }
        let origin = reference.syntax(of: local) ?? reference.id
        guard followedResults.insert(FollowedResult(function: origin, calls: calls)).inserted else { return true }
        return (sources[id] ?? []).map { gives($0, calls: calls, name) }.allSatisfy(\.self)
    }

    private mutating func results(of function: FunctionDeclSyntax, _ calls: Int, _ name: String) -> Bool {
        guard let body = function.body else { return true }
        return results(of: Syntax(function), body.statements, calls, name)
    }

    /// The type of an instance that a closure or local function makes and names.
    func innerType(_ base: ExprSyntax) -> [String]? {
        guard let reference = base.as(DeclReferenceExprSyntax.self), resolution.isOwn(reference.id),
            case .values(let values)? = reference.innerDeclaration, values.count == 1
        else { return nil }
        let callee = values[0].as(FunctionCallExprSyntax.self)?.calledExpression
        return callee.flatMap { $0.isTypeName ? $0.withoutGenericArguments.path : nil }
    }

    /// A name that a closure or local function declares which runs as it is.
    mutating func inner(_ node: DeclReferenceExprSyntax, _ name: String) -> Bool {
        switch node.innerDeclaration {
        case .function:
            if isResult { count += 1 }
            return false
        case .values(let values):
            guard followedResults.insert(FollowedResult(function: node.id, calls: 0)).inserted else { return true }
            return values.map { isKnown($0, name) }.allSatisfy(\.self)
        case nil: return true
        }
    }
}

extension DeclReferenceExprSyntax {
    /// What a closure or local function declares by a name.
    fileprivate enum InnerMeaning {
        case function(FunctionDeclSyntax)
        /// A constant or variable: what it is given.
        case values([ExprSyntax])
    }

    /// What the name stands for, as the statements around it say that run as they are; nil for a parameter.
    fileprivate var innerDeclaration: InnerMeaning? {
        let name = baseName.identifierText
        var current = parent
        while let node = current {
            if let items = node.as(CodeBlockItemListSyntax.self), let found = items.declaration(of: name, before: self)
            {
                return found
            }
            if node.isParameter(name) { return nil }
            current = node.parent
        }
        return nil
    }

    fileprivate func syntax(of local: Local) -> SyntaxIdentifier? {
        switch local.origin {
        case .binding(let binding): binding.id
        case .element(let loop): loop.id
        case .optionalBinding(let condition): condition.id
        default: nil
        }
    }
}

extension Syntax {
    /// Whether a closure or function has a parameter of a name.
    fileprivate func isParameter(_ name: String) -> Bool {
        if let function = self.as(FunctionDeclSyntax.self) {
            return function.signature.parameterClause.parameters.contains {
                ($0.secondName ?? $0.firstName).identifierText == name
            }
        }
        switch self.as(ClosureExprSyntax.self)?.signature?.parameterClause {
        case .simpleInput(let parameters): return parameters.contains { $0.name.identifierText == name }
        case .parameterClause(let clause):
            return clause.parameters.contains { ($0.secondName ?? $0.firstName).identifierText == name }
        case nil: return false
        }
    }
}

extension CodeBlockItemListSyntax {
    /// The values that it returns as the body of a closure or function.
    var results: [ExprSyntax] {
        if count == 1, let item = first?.item,
            let only = item.as(ExprSyntax.self) ?? item.as(ExpressionStmtSyntax.self)?.expression
        {
            let isChoice = only.is(IfExprSyntax.self) || only.is(SwitchExprSyntax.self)
            return isChoice ? only.branchValues + Syntax(self).returnedValues : [only]
        }
        return Syntax(self).returnedValues
    }

    /// What declares a name here, in a statement before or around a place, or a local function anywhere.
    fileprivate func declaration(
        of name: String,
        before place: DeclReferenceExprSyntax
    ) -> DeclReferenceExprSyntax.InnerMeaning? {
        for item in self {
            if let function = item.item.as(FunctionDeclSyntax.self), function.name.identifierText == name {
                return .function(function)
            }
            guard item.position < place.position else { continue }
            for binding in item.item.as(VariableDeclSyntax.self)?.bindings ?? [] {
                guard binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText == name else {
                    continue
                }
                return .values((binding.initializer.map { [$0.value] } ?? []) + Syntax(self).values(givenTo: name))
            }
        }
        return nil
    }
}

extension Syntax {
    /// The values of the `return`s that leave it.
    fileprivate var returnedValues: [ExprSyntax] {
        if self.is(ClosureExprSyntax.self) || self.is(FunctionDeclSyntax.self) || self.is(AccessorBlockSyntax.self) {
            return []
        }
        if let statement = self.as(ReturnStmtSyntax.self) { return statement.expression.map { [$0] } ?? [] }
        return childNodes.flatMap(\.returnedValues)
    }

    /// What is assigned to a name, or given to a method of what it stands for.
    fileprivate func values(givenTo name: String) -> [ExprSyntax] {
        var found: [ExprSyntax] = []
        if let infix = self.as(InfixOperatorExprSyntax.self), infix.operator.trimmedDescription.hasSuffix("="),
            infix.leftOperand.rootName == name
        {
            found.append(infix.rightOperand)
        } else if let call = self.as(FunctionCallExprSyntax.self),
            let base = call.calledExpression.as(MemberAccessExprSyntax.self)?.base, base.rootName == name,
            ["append", "insert", "updateValue"].contains(
                call.calledExpression.cast(MemberAccessExprSyntax.self).declName.baseName.identifierText
            )
        {
            found += call.allArguments
        }
        return found + childNodes.flatMap { $0.values(givenTo: name) }
    }
}

extension ExprSyntax {
    /// The values of the branches of an `if` or `switch`, each the last expression of its branch.
    var branchValues: [ExprSyntax] {
        func last(_ statements: CodeBlockItemListSyntax) -> [ExprSyntax] {
            let item = statements.last?.item
            return (item?.as(ExprSyntax.self) ?? item?.as(ExpressionStmtSyntax.self)?.expression).map { [$0] } ?? []
        }
        if let choice = self.as(IfExprSyntax.self) {
            let otherwise: [ExprSyntax] =
                switch choice.elseBody {
                case .ifExpr(let further): ExprSyntax(further).branchValues
                case .codeBlock(let block): last(block.statements)
                case nil: []
                }
            return last(choice.body.statements) + otherwise
        }
        guard let selection = self.as(SwitchExprSyntax.self) else { return [] }
        return selection.cases.compactMap { $0.as(SwitchCaseSyntax.self) }.flatMap { last($0.statements) }
    }

    /// The expressions that it consists of, outermost first.
    fileprivate var outermostExpressions: [ExprSyntax] {
        func parts(of node: Syntax) -> [ExprSyntax] {
            node.childNodes.flatMap { child in child.as(ExprSyntax.self).map { [$0] } ?? parts(of: child) }
        }
        return parts(of: Syntax(self))
    }

    /// The name that a path of members and subscripts begins with.
    fileprivate var rootName: String? {
        if let reference = self.as(DeclReferenceExprSyntax.self) { return reference.baseName.identifierText }
        if let member = self.as(MemberAccessExprSyntax.self) { return member.base?.rootName }
        if let access = self.as(SubscriptCallExprSyntax.self) { return access.calledExpression.rootName }
        return nil
    }
}
