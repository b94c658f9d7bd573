import SwiftSyntax

/// The closures and the names of functions in a durable function that are values of the computation: they may come to be in
/// a local that lives across a suspension, in a result, or in an argument of a durable call.
struct FunctionValues {
    /// What to name each after, by its node.
    private(set) var names: [SyntaxIdentifier: String] = [:]
    /// The labels of the parameters that trailing closures are given for.
    private(set) var labels: [SyntaxIdentifier: String] = [:]
    /// Of the names of functions that suspend, how many parameters the functions have.
    private(set) var inputs: [SyntaxIdentifier: Int] = [:]
    /// The types that are asked for where functions are that suspend, as far as they are written.
    private(set) var types: [SyntaxIdentifier: String] = [:]
    /// The closures that suspend.
    private var suspending: Set<SyntaxIdentifier> = []
    /// Where locals are declared that hold functions which nothing is known of.
    private(set) var refused: Set<Location> = []

    /// Results, and arguments of durable calls, that are functions which nothing is known of.
    private(set) var unknown: [ExprSyntax] = []

    /// No function is kept.
    static let none = FunctionValues()

    var isEmpty: Bool { names.isEmpty }

    func contains(_ node: some SyntaxProtocol) -> Bool { names[node.id] != nil }

    /// Whether what such a function does is a part of the coroutine.
    func isDurable(_ node: some SyntaxProtocol) -> Bool { suspending.contains(node.id) }

    var hasDurable: Bool { !suspending.isEmpty }

    /// Adds what has been found since.
    func merging(_ later: Self) -> Self {
        var all = later
        all.names.merge(names) { later, _ in later }
        all.labels.merge(labels) { later, _ in later }
        all.inputs.merge(inputs) { later, _ in later }
        all.types.merge(types) { later, _ in later }
        all.suspending.formUnion(suspending)
        return all
    }

    fileprivate mutating func add(
        suspending node: some SyntaxProtocol,
        _ name: String,
        inputs count: Int? = nil,
        type: String?
    ) {
        add(node, name)
        suspending.insert(node.id)
        inputs[node.id] = count
        types[node.id] = type
    }

    fileprivate mutating func add(_ node: some SyntaxProtocol, _ name: String) {
        names[node.id] = names[node.id] ?? name
    }

    fileprivate mutating func label(_ node: some SyntaxProtocol, _ label: String) { labels[node.id] = label }

    fileprivate mutating func add(unknown node: ExprSyntax) { unknown.append(node) }

    fileprivate mutating func refuse(_ location: Location) { refused.insert(location) }
}

/// Finds the function values of a durable function, from where they may come to be.
struct FunctionValueFinder {
    private let lowered: LoweredFunction
    private let rules: StorageRules
    private var found = FunctionValues()
    private var sources: [LocalID: [ExprSyntax]] = [:]
    private var returned: [ExprSyntax] = []
    private var given: [(ExprSyntax, String)] = []
    private var called: [(ExprSyntax, String)] = []
    private var followed: LocalSet = []
    /// Where local functions put functions that they are given: the locals, by the position of the parameter.
    private var keeping: [LocalID: [Int: LocalSet]] = [:]
    /// What has been found out of locals: whether all of their sources are known.
    private var known: [LocalID: Bool] = [:]

    /// Finds the function values.
    ///
    /// - Parameters:
    ///   - lowered: the function, lowered as if it had none.
    ///   - rules: what can be stored.
    static func find(_ lowered: LoweredFunction, _ rules: StorageRules) -> FunctionValues {
        // Steps on a global actor make closures of its isolation, which cannot be made anew elsewhere.
        guard lowered.function.isolation == nil else { return .none }
        var finder = FunctionValueFinder(lowered: lowered, rules: rules)
        finder.findWhatLocalFunctionsKeep()
        finder.visit(Syntax(lowered.function.body))
        finder.run()
        return finder.found
    }

    private init(lowered: LoweredFunction, rules: StorageRules) {
        self.lowered = lowered
        self.rules = rules
    }

    private var resolution: Resolution { lowered.resolution }
    private var index: DeclarationIndex { lowered.renderer.index }

    private mutating func run() {
        for local in lowered.machine.locals
        where !lowered.suspensions(storing: local.id).isEmpty && local.function == nil && holdsFunctions(local) {
            let isKnown = isKnown(local.id, local.name)
            if !isKnown, let location = local.location { found.refuse(location) }
        }
        // What a loop has yet to go through lives in its iterator.
        for local in lowered.machine.locals where !lowered.suspensions(storing: local.id).isEmpty {
            guard case .synthetic(.iterator(let loop)) = local.origin else { continue }
            _ = areKnown(in: loop.sequence)
        }
        if rules.holdsFunctions(typeNamed: lowered.function.output) {
            given += returned.map { ($0, "result") }
        }
        for (value, name) in given where !isKnown(value, name) { found.add(unknown: value) }
        for (value, name) in called { follow(value, name) }
    }

    /// Notes the functions that a value may be which is called, or the lists that it may be taken from.
    private mutating func follow(_ node: ExprSyntax, _ name: String) {
        let node = node.unwrapped
        switch node.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            guard let id = resolution.bindings[reference.id] else { return }
            let local = resolution.locals[id]
            if local.isFunction { return constant(local) }
            guard !followed.contains(id) else { return }
            followed.insert(id)
            _ = isKnown(id, local.name)
            switch local.origin {
            case .element(let loop): follow(loop.sequence, local.name)
            case .optionalBinding(let condition):
                if let value = condition.initializer?.value {
                    follow(value, local.name)
                } else if let outer = resolution.bindings[condition.id] {
                    _ = isKnown(outer, local.name)
                }
            case .matching(let condition): follow(condition.initializer.value, local.name)
            case .switchCase(_, let selection): follow(selection.subject, local.name)
            default: for source in sources[id] ?? [] { follow(source, local.name) }
            }
        case .memberAccessExpr(let member): if let base = member.base { follow(base, name) }
        case .subscriptCallExpr(let access): follow(access.calledExpression, name)
        case .functionCallExpr(let call):
            if lowered.colours.suspensions[call.id] != nil { return }
            if let base = call.calledExpression.as(MemberAccessExprSyntax.self)?.base { follow(base, name) }
            for argument in call.arguments { follow(argument.expression, name) }
        case .infixOperatorExpr(let infix):
            follow(infix.leftOperand, name)
            follow(infix.rightOperand, name)
        case .arrayExpr, .dictionaryExpr, .ternaryExpr, .tupleExpr, .closureExpr: _ = isKnown(node, name)
        default: break
        }
    }

    /// A constant that is made anew as long as nothing in it suspends.
    private mutating func constant(_ local: Local) {
        guard let value = local.remadeDeclaration?.as(VariableDeclSyntax.self)?.bindings.first?.initializer?.value
        else { return }
        if suspends(Syntax(value)) { _ = isKnown(value, local.name) }
    }

    /// Whether a value is or holds a function that suspends.
    private func suspends(_ node: Syntax) -> Bool {
        switch node.as(SyntaxEnum.self) {
        case .closureExpr(let closure): return Colouring.suspends(closure, lowered.function, resolution, index)
        case .functionDecl: return false
        case .declReferenceExpr(let reference):
            guard resolution.bindings[reference.id] == nil else { return false }
            return isDurable(reference.baseName.identifierText) { $0.isEmpty || $0 == lowered.context }
        case .memberAccessExpr(let member):
            guard let path = member.base.flatMap(type) else { return false }
            return isDurable(member.declName.baseName.identifierText) { $0.last == path.last }
        default: return node.childNodes.contains(where: suspends)
        }
    }

    /// Whether a name means durable functions and no others, as far as the types tell that declare them.
    private func isDurable(_ name: String, in isContext: ([String]) -> Bool) -> Bool {
        let durable = (index.durable[name] ?? []).filter { isContext($0.signature.context) }
        return !durable.isEmpty && durable.count == index.functions[name]?.count { isContext($0.context) }
    }

    /// The type that an expression names, or of which it is an instance.
    private func type(_ base: ExprSyntax) -> [String]? {
        base.isTypeName
            ? base.withoutGenericArguments.path
            : ReceiverType(function: lowered.function, resolution: resolution, index: index).of(base)
    }

    private func holdsFunctions(_ local: Local) -> Bool {
        if let type = lowered.types[local.id] { return rules.holdsFunctions(typeNamed: type) }
        return rules.obstacle(of: local, in: resolution).map(rules.isFunction) ?? false
    }

    // MARK: Where functions come from

    /// Notes what values locals are given, what is returned, and what durable functions are given.
    private mutating func visit(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .closureExpr where resolution.durableClosures[node.id] == nil: return
        case .functionDecl, .accessorBlock, .structDecl, .classDecl, .enumDecl, .actorDecl: return
        case .patternBinding(let binding):
            if let value = binding.initializer?.value { bind(binding.pattern, to: value) }
        case .optionalBindingCondition(let condition):
            if let value = condition.initializer?.value { bind(condition.pattern, to: value) }
        case .matchingPatternCondition(let condition): bind(condition.pattern, to: condition.initializer.value)
        case .forStmt(let loop): bind(loop.pattern, to: loop.sequence)
        case .switchExpr(let choice):
            for item in choice.cases.compactMap({ $0.as(SwitchCaseSyntax.self)?.label.as(SwitchCaseLabelSyntax.self) })
            {
                for pattern in item.caseItems.map(\.pattern) { bind(pattern, to: choice.subject) }
            }
        case .infixOperatorExpr(let infix):
            if infix.operator.is(AssignmentExprSyntax.self) || isCompound(infix), let id = root(of: infix.leftOperand) {
                sources[id, default: []].append(infix.rightOperand)
            }
        case .returnStmt(let statement): if let value = statement.expression { returned.append(value) }
        case .functionCallExpr(let call): self.call(call)
        default: break
        }
        if node.id == lowered.function.body.id, let only = lowered.function.body.statements.first,
            lowered.function.body.statements.count == 1, let value = only.item.as(ExprSyntax.self)
        {
            returned.append(value)
        }
        for child in lowered.function.file.nodes.nodes(below: node, for: .values) { visit(child) }
    }

    /// Notes what the locals of a pattern come from.
    private mutating func bind(_ pattern: PatternSyntax, to value: ExprSyntax) {
        if let id = resolution.bindings[pattern.id] {
            sources[id, default: []].append(value)
        } else {
            for name in Syntax(pattern).patternNodes {
                if let id = resolution.bindings[name.id] { sources[id, default: []].append(value) }
            }
        }
    }

    private func isCompound(_ node: InfixOperatorExprSyntax) -> Bool {
        node.operator.trimmedDescription.hasSuffix("=") && !index.isPure(operator: node.operator.trimmedDescription)
    }

    private mutating func call(_ node: FunctionCallExprSyntax) {
        if node.isAwaited, let id = root(of: node.calledExpression.unwrapped) {
            let isValue = if case .functionValue = lowered.colours.suspensions[node.id] { true } else { false }
            if isValue || resolution.locals[id].isFunction {
                called.append((node.calledExpression, resolution.locals[id].name))
            }
        } else if case .functionValue = lowered.colours.suspensions[node.id] {
            called.append((node.calledExpression, "called"))
        }
        if case .call(let callee) = lowered.colours.suspensions[node.id] {
            let signature = callee.callee.signature
            guard let positions = signature.positions(ofLabels: node.labels) else { return }
            for (offset, argument) in node.allArguments.enumerated() where offset < positions.count {
                let parameter = signature.parameters[positions[offset]]
                if index.functionType(parameter.type) != nil, resolution.function(argument) == nil {
                    self.argument(argument, parameter.label ?? signature.name)
                }
                guard index.functionType(parameter.type) == nil, rules.holdsFunctions(typeNamed: parameter.type) else {
                    continue
                }
                given.append((argument, parameter.label ?? signature.name))
            }
        } else if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base,
            let id = root(of: base), !node.consumesClosures(index)
        {
            sources[id, default: []] += node.allArguments
        } else if let id = resolution.bindings[node.calledExpression.id], let keeping = keeping[id] {
            for (position, argument) in node.allArguments.enumerated() {
                for kept in keeping[position] ?? [] { sources[kept, default: []].append(argument) }
            }
        }
    }

    /// Notes the functions that are given to a durable function as values, and not as what they are.
    private mutating func argument(_ node: ExprSyntax, _ name: String) {
        guard let closure = resolution.durableClosure(node), !closure.isKept else { return called.append((node, name)) }
        guard let reference = node.unparenthesised.as(DeclReferenceExprSyntax.self),
            resolution.bindings[reference.id] != nil
        else { return }
        called.append((node, name))
    }

    // MARK: Local functions

    /// Finds the local functions that put what they are given into locals around them.
    private mutating func findWhatLocalFunctionsKeep() {
        for local in resolution.locals {
            guard let function = local.remadeDeclaration?.as(FunctionDeclSyntax.self), let body = function.body else {
                continue
            }
            for (position, parameter) in function.signature.parameterClause.parameters.enumerated() {
                let name = (parameter.secondName ?? parameter.firstName).identifierText
                guard parameter.type.holdsFunctions else { continue }
                keeping[local.id, default: [:]][position] = whatKeeps(name, in: Syntax(body))
            }
        }
    }

    /// The locals that a parameter is put into: by an assignment, or by a method that may do so.
    private func whatKeeps(_ name: String, in node: Syntax) -> LocalSet {
        if node.is(ClosureExprSyntax.self) { return [] }
        var found: LocalSet = []
        if let infix = node.as(InfixOperatorExprSyntax.self),
            infix.operator.is(AssignmentExprSyntax.self) || isCompound(infix),
            let id = root(of: infix.leftOperand), infix.rightOperand.mentions(name)
        {
            found.insert(id)
        } else if let call = node.as(FunctionCallExprSyntax.self), !call.consumesClosures(index),
            let base = call.calledExpression.as(MemberAccessExprSyntax.self)?.base, let id = root(of: base),
            call.allArguments.contains(where: { $0.mentions(name) })
        {
            found.insert(id)
        }
        return node.childNodes.reduce(into: found) { $0.formUnion(whatKeeps(name, in: $1)) }
    }

    private func root(of node: ExprSyntax) -> LocalID? {
        switch node.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference): resolution.bindings[reference.id]
        case .memberAccessExpr(let member): member.base.flatMap(root)
        case .subscriptCallExpr(let access): root(of: access.calledExpression)
        case .optionalChainingExpr(let chain): root(of: chain.expression)
        case .forceUnwrapExpr(let forced): root(of: forced.expression)
        default: nil
        }
    }

    // MARK: What they are

    private mutating func isKnown(_ id: LocalID, _ name: String) -> Bool {
        if let answer = known[id] { return answer }
        known[id] = true
        let answers = (sources[id] ?? []).map { isKnown($0, name) }
        known[id] = answers.allSatisfy(\.self)
        return known[id]!
    }

    /// Notes the functions in an expression, and says whether there are no others.
    private mutating func isKnown(_ node: ExprSyntax, _ name: String) -> Bool {
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
        case .functionCallExpr(let call): return result(of: call, name)
        default: return areKnown(in: node)
        }
    }

    /// Whether it is a constant list of functions.
    private func isTable(_ local: Local) -> Bool {
        let value = local.remadeDeclaration?.as(VariableDeclSyntax.self)?.bindings.first?.initializer?.value
        return value.map { $0.is(ArrayExprSyntax.self) || $0.is(DictionaryExprSyntax.self) } ?? false
    }

    /// Whether the functions are known that are in the locals which an expression refers to.
    private mutating func areKnown(in node: some SyntaxProtocol) -> Bool {
        if let reference = node.as(DeclReferenceExprSyntax.self) {
            guard let id = resolution.bindings[reference.id] else { return true }
            let local = resolution.locals[id]
            if local.remadeDeclaration != nil { return isTable(local) ? self.reference(reference, local.name) : true }
            return holdsFunctions(local) ? isKnown(id, local.name) : true
        }
        if node.is(ClosureExprSyntax.self) { return true }
        return Syntax(node).childNodes.map { areKnown(in: $0) }.allSatisfy(\.self)
    }

    private mutating func closure(_ node: ClosureExprSyntax, _ name: String) -> Bool {
        let place = ExpectedFunction(lowered, rules.types)
        let type = place.type(of: ExprSyntax(node)).flatMap { index.functionType($0) == nil ? nil : $0 }
        let suspends = node.isAsync || type != nil
        // Whether a local is still there which nothing else holds is not the same in a coroutine.
        let canCapture = (node.signature?.capture?.items ?? []).allSatisfy { item in
            suspends ? item.specifier == nil && !item.isSelf : item.isSelf || !(item.specifier?.isWeak ?? false)
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
        // Functions that it captures are kept with it.
        for reference in node.descendants(DeclReferenceExprSyntax.self) {
            guard let id = resolution.bindings[reference.id] else { continue }
            if resolution.locals[id].isFunction || holdsFunctions(resolution.locals[id]) {
                guard self.reference(reference, resolution.locals[id].name) else { return false }
            }
        }
        return true
    }

    private mutating func reference(_ node: DeclReferenceExprSyntax, _ name: String) -> Bool {
        guard let id = resolution.bindings[node.id] else {
            guard !resolution.isOwn(node.id) else { return true }
            if node.baseName.identifierText.allSatisfy({ !$0.isLetter && !$0.isNumber && $0 != "_" }) {
                found.add(node, name)
            } else if isFunction(node.baseName.identifierText) || isOwnMethod(node.baseName.identifierText) {
                function(ExprSyntax(node), name)
            }
            return true
        }
        let local = resolution.locals[id]
        guard let declaration = local.remadeDeclaration else { return isKnown(id, local.name) }
        guard let value = declaration.as(VariableDeclSyntax.self)?.bindings.first?.initializer?.value else {
            return false
        }
        return isKnown(value, local.name)
    }

    /// Whether a name is that of a method of the type around.
    private func isOwnMethod(_ name: String) -> Bool {
        index.functions[name]?.contains { !$0.context.isEmpty && $0.context == lowered.context } ?? false
    }

    /// Whether a name that is no local's is that of a function, as far as the module tells.
    private func isFunction(_ name: String) -> Bool {
        !index.variables.contains(name) && !index.constants.contains(name) && name != "self" && name != "nil"
            && name.first?.isUppercase == false
    }

    private mutating func member(_ node: MemberAccessExprSyntax, _ name: String) -> Bool {
        guard let base = node.base else { return true }
        let member = node.declName.baseName.identifierText
        // Something else in the module may have the name as well.
        let path = type(base)
        let declared = index.functions[member] ?? []
        let isOfBase = declared.contains { $0.context.last == path?.last && path != nil }
        let isMethod = isOfBase || !declared.isEmpty && isFunction(member)
        if base.isTypeName ? isMethod || isFunction(member) || member == "init" : isMethod {
            guard base.isTypeName || base.is(DeclReferenceExprSyntax.self) else { return false }
            if base.trimmedDescription == "self" || base.trimmedDescription == "Self" { return false }
            function(ExprSyntax(node), name)
            return true
        }
        return areKnown(in: base)
    }

    /// A function by its name: one that is `async` suspends.
    private mutating func function(_ node: ExprSyntax, _ name: String) {
        let declared = ReceiverType(function: lowered.function, resolution: resolution, index: index).functions(node)
        if let first = declared.first, declared.allSatisfy(\.isAsync),
            declared.allSatisfy({ $0.parameters.count == first.parameters.count })
        {
            let type = ExpectedFunction(lowered, rules.types).type(of: node)
            found.add(suspending: node, name, inputs: first.parameters.count, type: type)
        } else {
            found.add(node, name)
        }
    }

    /// What a call gives: a value that is made of the arguments, or something that functions were put into before.
    private mutating func result(of call: FunctionCallExprSyntax, _ name: String) -> Bool {
        if lowered.colours.suspensions[call.id] != nil { return true }
        let callee = call.calledExpression
        let member = callee.as(MemberAccessExprSyntax.self)
        if callee.isTypeName || member?.declName.baseName.text == "init" || member != nil && member?.base == nil {
            return call.allArguments.map { isKnown($0, name) }.allSatisfy(\.self)
        }
        if let base = member?.base, root(of: base) != nil { return areKnown(in: call) }
        guard let function = member?.declName ?? callee.as(DeclReferenceExprSyntax.self) else { return true }
        return !index.functions(named: function.baseName.identifierText, labels: call.labels).contains { function in
            function.returnType.map { rules.holdsFunctions(typeNamed: $0) } ?? false
        }
    }
}

extension ExprSyntax {
    /// Whether a name stands in it, other than in a closure.
    fileprivate func mentions(_ name: String) -> Bool {
        func isMentioned(in node: Syntax) -> Bool {
            if let reference = node.as(DeclReferenceExprSyntax.self) {
                return reference.baseName.identifierText == name
            }
            if node.is(ClosureExprSyntax.self) { return false }
            return node.childNodes.contains(where: isMentioned)
        }
        return isMentioned(in: Syntax(self))
    }
}
