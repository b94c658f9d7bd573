import SwiftSyntax

/// What the functions in an expression are.
extension FunctionValueFinder {
    mutating func isKnown(_ id: LocalID, _ name: String) -> Bool {
        if let answer = known[id] { return answer }
        known[id] = true
        let answers = (sources[id] ?? []).map { isKnown($0, name) }
        known[id] = answers.allSatisfy(\.self)
        return known[id]!
    }

    /// Notes the functions in an expression, and says whether there are no others.
    mutating func isKnown(_ node: ExprSyntax, _ name: String) -> Bool {
        func all(_ nodes: [ExprSyntax]) -> Bool { nodes.map { isKnown($0, name) }.allSatisfy(\.self) }
        switch node.as(ExprSyntaxEnum.self) {
        case .closureExpr(let closure): return self.closure(closure, name)
        case .tupleExpr(let tuple): return all(tuple.elements.map(\.expression))
        case .arrayExpr(let array): return all(array.elements.map(\.expression))
        case .dictionaryExpr(let dictionary):
            guard case .elements(let elements) = dictionary.content else { return true }
            return all(elements.map(\.value))
        case .ternaryExpr(let choice): return all([choice.thenExpression, choice.elseExpression])
        case .infixOperatorExpr(let infix): return all([infix.leftOperand, infix.rightOperand])
        case .asExpr(let cast): return isKnown(cast.expression, name)
        case .tryExpr(let attempt): return isKnown(attempt.expression, name)
        case .awaitExpr(let wait): return isKnown(wait.expression, name)
        case .declReferenceExpr(let reference): return self.reference(reference, name)
        case .memberAccessExpr(let member): return self.member(member, name)
        case .keyPathExpr(let path): return keyPath(path, name)
        case .functionCallExpr(let call): return result(of: call, name)
        case .ifExpr, .switchExpr: return all(node.branchValues)
        default: return areKnown(in: node)
        }
    }

    /// Whether it is a constant list of functions.
    func isTable(_ local: Local) -> Bool {
        let value = local.remadeDeclaration?.as(VariableDeclSyntax.self)?.bindings.first?.initializer?.value
        return value.map { $0.is(ArrayExprSyntax.self) || $0.is(DictionaryExprSyntax.self) } ?? false
    }

    /// Whether the functions are known that are in the locals which an expression refers to.
    mutating func areKnown(in node: some SyntaxProtocol) -> Bool {
        if let reference = node.as(DeclReferenceExprSyntax.self) {
            guard let id = resolution.bindings[reference.id] else { return true }
            let local = resolution.locals[id]
            if local.remadeDeclaration != nil { return isTable(local) ? self.reference(reference, local.name) : true }
            return holdsFunctions(local) ? isKnown(id, local.name) : true
        }
        if node.is(ClosureExprSyntax.self) { return true }
        return Syntax(node).childNodes.map { areKnown(in: $0) }.allSatisfy(\.self)
    }

    mutating func closure(_ node: ClosureExprSyntax, _ name: String) -> Bool {
        if isResult { count += 1 }
        let place = ExpectedFunction(lowered, rules.types)
        let type = place.type(of: ExprSyntax(node)).flatMap { index.functionType($0) == nil ? nil : $0 }
        let suspends = node.isAsync || type != nil
        let canCapture = (node.signature?.capture?.items ?? []).allSatisfy { item in
            !suspends || item.specifier == nil && !item.isSelf
        }
        guard canCapture else { return false }
        if lowered.function.receiver == .mutated, node.usesReceiver(lowered.function, index, resolution) {
            return false
        }
        if suspends {
            found.add(suspending: node, name, type: type)
        } else {
            found.add(node, name)
        }
        if let call = node.parent?.as(FunctionCallExprSyntax.self), let label = place.label(ofTrailingClosureOf: call) {
            found.label(node, label)
        }
        return areKnown(capturedBy: Syntax(node), name)
    }

    /// Whether the functions are known that a closure or a local function captures: they are kept with it.
    private mutating func areKnown(capturedBy node: Syntax, _ name: String) -> Bool {
        for reference in node.descendants(DeclReferenceExprSyntax.self) {
            guard let id = resolution.bindings[reference.id], !resolution.locals[id].isInner else {
                // Local functions that it cannot capture are reported where it is kept.
                if resolution.isOwn(reference.id) || resolution.bindings[reference.id] != nil {
                    _ = inner(reference, name)
                }
                continue
            }
            let local = resolution.locals[id]
            if let function = local.localFunction {
                guard isKnown(function) else { return false }
            } else if local.isFunction || holdsFunctions(local) {
                guard self.reference(reference, local.name) else { return false }
            }
        }
        return true
    }

    /// Whether what a local function captures is known, which goes with it where it is captured or kept itself.
    private mutating func isKnown(_ function: FunctionDeclSyntax) -> Bool {
        guard let body = function.body, function.genericParameterClause == nil,
            lowered.function.receiver != .mutated
                || !Syntax(body).usesReceiver(lowered.function, index, resolution)
        else { return false }
        guard followedFunctions.insert(function.id).inserted else { return true }
        return areKnown(capturedBy: Syntax(body), function.name.identifierText)
    }

    mutating func reference(_ node: DeclReferenceExprSyntax, _ name: String) -> Bool {
        guard let id = resolution.bindings[node.id] else {
            guard !resolution.isOwn(node.id) else { return inner(node, name) }
            if node.baseName.identifierText.allSatisfy({ !$0.isLetter && !$0.isNumber && $0 != "_" }) {
                found.add(node, name)
            } else if isFunction(node.baseName.identifierText) || isOwnMethod(node.baseName.identifierText) {
                function(ExprSyntax(node), name)
            }
            return true
        }
        let local = resolution.locals[id]
        guard let declaration = local.remadeDeclaration else { return isKnown(id, local.name) }
        if let function = local.localFunction {
            guard function.isReferable, isKnown(function) else { return false }
            self.function(ExprSyntax(node), name)
            return true
        }
        guard let value = declaration.as(VariableDeclSyntax.self)?.bindings.first?.initializer?.value else {
            return false
        }
        return isKnown(value, local.name)
    }

    /// Whether a name is that of a method of the type around.
    func isOwnMethod(_ name: String) -> Bool {
        index.functions[name]?.contains { !$0.context.isEmpty && $0.context == lowered.context } ?? false
    }

    /// Whether a name that is no local's is that of a function, as far as the module tells.
    func isFunction(_ name: String) -> Bool {
        !index.variables.contains(name) && !index.constants.contains(name) && name != "self" && name != "nil"
            && name.first?.isUppercase == false
    }

    /// A key path where a function is asked for, which captures nothing unless it has arguments.
    private mutating func keyPath(_ node: KeyPathExprSyntax, _ name: String) -> Bool {
        let captures = node.descendants(DeclReferenceExprSyntax.self).contains { resolution.bindings[$0.id] != nil }
        guard !captures else { return false }
        if !isTrial { found.add(node, name) }
        return true
    }

    mutating func member(_ node: MemberAccessExprSyntax, _ name: String) -> Bool {
        guard let base = node.base else { return true }
        let member = node.declName.baseName.identifierText
        // Something else in the module may have the name as well.
        let path = type(base) ?? innerType(base)
        let declared = index.functions[member] ?? []
        let isOfBase = declared.contains { $0.context.last == path?.last && path != nil }
        let isMethod = isOfBase || !declared.isEmpty && isFunction(member)
        if base.isTypeName ? isMethod || isFunction(member) || member == "init" : isMethod {
            // Of what an expression gives, one that suspends cannot be called by a name.
            guard base.isTypeName || base.is(DeclReferenceExprSyntax.self) || !declared.allSatisfy(\.isAsync) else {
                return false
            }
            if base.trimmedDescription == "self" || base.trimmedDescription == "Self" {
                guard case .object = lowered.function.receiver, !declared.allSatisfy(\.isAsync) else { return false }
            }
            if isOfBase, isResult { count += 1 }
            function(ExprSyntax(node), name)
            return true
        }
        return areKnown(in: base)
    }

    /// A function by its name: one that is `async` suspends.
    mutating func function(_ node: ExprSyntax, _ name: String) {
        var declared = ReceiverType(function: lowered.function, resolution: resolution, index: index).functions(node)
        if let local = resolution.bindings[node.id].flatMap({ resolution.locals[$0].localFunction }) {
            declared = [FunctionSignature(local, context: [], module: "", isActorMember: false)]
        }
        if let first = declared.first, declared.allSatisfy(\.isAsync),
            declared.allSatisfy({ $0.parameters.count == first.parameters.count })
        {
            let type = ExpectedFunction(lowered, rules.types).type(of: node)
            found.add(suspending: node, name, inputs: first.parameters.count, type: type)
        } else {
            found.add(node, name)
        }
    }

    /// What a call gives: a value that is made of the arguments, or something that functions were put into before, or what
    /// functions of the function's own return.
    mutating func result(of call: FunctionCallExprSyntax, _ name: String) -> Bool {
        let callee = call.calledExpression
        if isDurableCall(call) { return true }
        let member = callee.as(MemberAccessExprSyntax.self)
        // A struct is stored by its properties where some are functions, whether or not its name stands elsewhere.
        let isRecord = callee.isTypeName && rules.holdsFunctions(typeNamed: callee.withoutGenericArguments)
        if callee.isTypeName || member?.declName.baseName.text == "init" || member != nil && member?.base == nil {
            // What a type of another module does with a closure is not known.
            let arguments = call.allArguments.filter {
                !isTrial || !$0.unwrapped.is(ClosureExprSyntax.self) || isRecord
            }
            return arguments.map { isKnown($0, name) }.allSatisfy(\.self)
        }
        // A case of an enum is stored with what it holds.
        let enumeration = member?.base?.withoutGenericArguments
        if let member, rules.types.choice(member.declName.baseName.text, of: enumeration) != nil {
            return call.allArguments.map { isKnown($0, name) }.allSatisfy(\.self)
        }
        let isOwn = isOwn(callee)
        if !isOwn, returnsFunctions(call) { return areHandedOn(by: call, name) }
        if let member { return resultOfMethod(call, member, name) }
        return isOwn ? given(to: call, name) && gives(callee, calls: 1, name) : true
    }

    /// Whether a function of the module may be called which returns functions.
    private func returnsFunctions(_ call: FunctionCallExprSyntax) -> Bool {
        functions(returnedBy: call).contains { $0.returnsFunctions(rules) }
    }

    private func functions(returnedBy call: FunctionCallExprSyntax) -> [FunctionSignature] {
        ReceiverType(function: lowered.function, resolution: resolution, index: index)
            .functions(call.calledExpression).filter { $0.accepts(labels: call.labels) }
    }

    /// Whether what such a function returns holds no functions but those that it is given, or that are in what it is called
    /// on; these are kept then.
    private mutating func areHandedOn(by call: FunctionCallExprSyntax, _ name: String) -> Bool {
        let makesSome = functions(returnedBy: call).contains { $0.returnsFunctions(rules) && makers.makesFunctions($0) }
        if makesSome { return false }
        let base = call.calledExpression.as(MemberAccessExprSyntax.self)?.base
        let isBaseKnown = base.map { $0.isTypeName || isKnown($0, name) } ?? true
        return call.allArguments.map { isKnown($0, name) }.allSatisfy(\.self) && isBaseKnown
    }
}

extension FunctionDeclSyntax {
    /// Whether its name can stand for it where it is kept: a reference passes its arguments on as they are.
    fileprivate var isReferable: Bool {
        let parameters = signature.parameterClause.parameters
        return parameters.count <= FunctionParameterType.maximumInputs
            && parameters.allSatisfy { parameter in
                let type = parameter.type.trimmedDescription
                return parameter.ellipsis == nil && !type.hasPrefix("inout ") && !type.holds("@autoclosure")
            }
    }
}
