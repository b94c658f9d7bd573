import SwiftSyntax

/// Finds the function values of a durable function, from where they may come to be.
struct FunctionValueFinder {
    let lowered: LoweredFunction
    let rules: StorageRules
    let makers: FunctionMakers
    var found = FunctionValues()
    var sources: [LocalID: [ExprSyntax]] = [:]
    var returned: [ExprSyntax] = []
    var given: [(ExprSyntax, String)] = []
    var called: [(ExprSyntax, String)] = []
    var followed: LocalSet = []
    /// Where local functions put functions that they are given: the locals, by the position of the parameter.
    var keeping: [LocalID: [Int: LocalSet]] = [:]
    /// What has been found out of locals: whether all of their sources are known.
    var known: [LocalID: Bool] = [:]
    /// What calls of functions give that has been followed, by what is called and how often in a row.
    var followedResults: Set<FollowedResult> = []
    /// The local functions of which it has been found what they capture.
    var followedFunctions: Set<SyntaxIdentifier> = []
    /// Which locals are given functions that the function makes itself.
    var making: [LocalID: Bool] = [:]
    /// Whether it is only to be found out whether there are functions in an expression.
    var isTrial = false
    /// How many have been found that closures and local functions return.
    var count = 0
    /// Whether what is looked at is what one of them returns.
    var isResult = false
    /// How many closures and local functions that run as they are are around the current place.
    var depth = 0

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
        for parameter in lowered.function.parameters {
            if let value = parameter.defaultFunction { finder.given.append((value, parameter.name)) }
        }
        finder.run()
        return finder.found
    }

    private init(lowered: LoweredFunction, rules: StorageRules) {
        self.lowered = lowered
        self.rules = rules
        makers = FunctionMakers(lowered.renderer.index, rules)
    }

    var resolution: Resolution { lowered.resolution }
    var index: DeclarationIndex { lowered.renderer.index }

    mutating func run() {
        for local in lowered.machine.locals
        where !lowered.suspensions(storing: local.id).isEmpty && local.function == nil && holdsFunctions(local) {
            let isKnown = isKnown(local.id, local.name)
            if !isKnown, let location = local.location { found.refuse(location) }
        }
        findSharing()
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

    /// Finds closures, and local functions, in locals that do not outlive the step, but share variables that do.
    private mutating func findSharing() {
        let offsets = Set(CaptureCheck.captures(lowered).map(\.offset))
        guard !offsets.isEmpty else { return }
        for (id, values) in sources.sorted(by: { $0.key < $1.key }) {
            for value in values where value.hasFunction(at: offsets) { _ = isKnown(value, resolution.locals[id].name) }
        }
    }

    /// Notes the functions that a value may be which is called, or the lists that it may be taken from.
    mutating func follow(_ node: ExprSyntax, _ name: String) {
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
    mutating func constant(_ local: Local) {
        guard let value = local.remadeDeclaration?.as(VariableDeclSyntax.self)?.bindings.first?.initializer?.value
        else { return }
        if suspends(Syntax(value)) { _ = isKnown(value, local.name) }
    }

    /// Whether a value is or holds a function that suspends.
    func suspends(_ node: Syntax) -> Bool {
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
    func isDurable(_ name: String, in isContext: ([String]) -> Bool) -> Bool {
        let durable = (index.durable[name] ?? []).filter { isContext($0.signature.context) }
        return !durable.isEmpty && durable.count == index.functions[name]?.count { isContext($0.context) }
    }

    /// The type that an expression names, or of which it is an instance.
    func type(_ base: ExprSyntax) -> [String]? {
        base.isTypeName
            ? base.withoutGenericArguments.path
            : ReceiverType(function: lowered.function, resolution: resolution, index: index).of(base)
    }

    mutating func holdsFunctions(_ local: Local) -> Bool {
        if let type = lowered.types[local.id] { return rules.holdsFunctions(typeNamed: type) }
        if rules.obstacle(of: local, in: resolution).map(rules.isFunction) ?? false { return true }
        return makesFunctions(local.id)
    }

    /// Whether a local is given functions that the function makes itself, as far as the text tells.
    private mutating func makesFunctions(_ id: LocalID) -> Bool {
        if let answer = making[id] { return answer }
        making[id] = false
        guard !isTrial else { return false }
        var trial = self
        trial.isTrial = true
        for source in sources[id] ?? [] { _ = trial.isKnown(source, "") }
        making[id] = trial.count > count
        return making[id]!
    }
}

extension ExprSyntax {
    /// Whether a closure in it, or the name of a function, begins at one of some offsets.
    fileprivate func hasFunction(at offsets: Set<Int>) -> Bool {
        func isAt(_ node: some SyntaxProtocol) -> Bool {
            offsets.contains(node.positionAfterSkippingLeadingTrivia.utf8Offset)
        }
        if self.is(ClosureExprSyntax.self) || self.is(DeclReferenceExprSyntax.self), isAt(self) { return true }
        return descendants(ClosureExprSyntax.self).contains(where: isAt)
            || descendants(DeclReferenceExprSyntax.self).contains(where: isAt)
    }
}
