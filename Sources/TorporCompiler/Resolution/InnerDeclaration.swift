import SwiftSyntax

/// What a closure or a local function declares that runs as it is: no local of the durable function. A function that is
/// kept as a value and written in there captures it all the same, each call of what is around it anew.
final class InnerDeclaration {
    let name: String
    let node: Syntax
    /// Whether it is a variable.
    let isMutable: Bool
    /// Whether it is an optional that is unwrapped where it is used.
    private(set) var isImplicitlyUnwrapped = false
    /// Its type, where it is written.
    let type: TypeSyntax?
    /// Whether a function that outlives the call can have it.
    let isCapturable: Bool
    /// The names that refer to it.
    var references: [SyntaxIdentifier] = []
    /// Its place in the frames of functions that capture it.
    var place: LocalID?

    init(_ token: TokenSyntax, _ node: Syntax, isMutable: Bool, _ origin: Local.Origin) {
        name = token.text
        self.node = node
        self.isMutable = isMutable
        var type: TypeSyntax?
        switch origin {
        case .binding(let binding):
            type = binding.typeAnnotation?.type
            isCapturable = !isMutable || binding.isPlainVariable
        case .remade(let declaration):
            let binding = declaration.as(VariableDeclSyntax.self)?.bindings.first
            type = binding?.typeAnnotation?.type
            isCapturable = binding?.initializer != nil
        default: isCapturable = !isMutable
        }
        self.type = type?.evident
        isImplicitlyUnwrapped = type?.is(ImplicitlyUnwrappedOptionalTypeSyntax.self) ?? false
    }

    init(_ token: TokenSyntax, _ parameter: some SyntaxProtocol, type: TypeSyntax?) {
        name = token.text
        node = Syntax(parameter)
        isMutable = false
        isCapturable = true
        self.type = type
    }
}

extension Resolver {
    /// Declares a parameter of a closure or local function that runs as it is, or what the list of a closure captures.
    func declareInner(_ token: TokenSyntax, _ parameter: some SyntaxProtocol, type: TypeSyntax?) {
        let declaration = InnerDeclaration(token, parameter, type: type)
        scopes[scopes.count - 1][token.identifierText] = .inner(declaration)
    }

    /// Resolves what a function that may be kept consists of.
    func keeping(_ node: ExprSyntax, _ body: () -> Void) {
        guard values.contains(node) else { return body() }
        keptFunctions.append((node, scopes.count))
        body()
        keptFunctions.removeLast()
    }

    /// Notes what a name means that something declares which runs as it is.
    func refer(to declaration: InnerDeclaration?, _ name: String, from node: SyntaxIdentifier) {
        resolution.innerNames.insert(node)
        declaration?.references.append(node)
        // Functions that are kept and within which it is not declared capture it.
        guard !keptFunctions.isEmpty, let depth = scopes.lastIndex(where: { $0[name] != nil }),
            let function = keptFunctions.first(where: { $0.depth > depth })?.node
        else { return }
        guard let declaration, declaration.isCapturable else {
            resolution.refusedCaptures[function.id] = name
            return
        }
        resolution.innerNames.remove(node)
        resolution.bindings[node] = place(of: declaration, capturedBy: function)
    }

    private func place(of declaration: InnerDeclaration, capturedBy node: ExprSyntax) -> LocalID {
        if let place = declaration.place { return place }
        let written = declaration.type.map { Local.SyntheticType.spelled(resolution.spelling(of: $0)) }
        let type = written ?? .captured(declaration.name, by: node, in: root(around: node))
        let location = function.file.location(of: declaration.node)
        var id = resolution.add(declaration.name, type: type, location: location)
        resolution.locals[id].isInner = true
        resolution.locals[id].isFlat = false
        if declaration.isMutable {
            // All that one call of what is around them has made share it, from its declaration on.
            if let statement = declaration.node.parent?.parent?.parent { function.file.nodes.note(statement) }
            id = resolution.add(declaration.name, type: .box(id), location: location)
            resolution.locals[id].isInner = true
            resolution.locals[id].isFlat = false
            resolution.locals[id].form = .boxed
            if declaration.isImplicitlyUnwrapped { resolution.locals[id].boxMember = "unwrapped" }
        }
        resolution.innerDeclarations[id] = declaration
        declaration.place = id
        return id
    }

    /// What is type-checked as one with a function that is kept.
    func root(around node: ExprSyntax) -> RootExpression {
        resolution.root(around: node, function) {
            FunctionPlace(of: $0, self.function).type(self.resolution, output: self.ownOutput)
        }
    }

    /// What closures and local functions do themselves with variables of theirs that are captured, they do in the boxes.
    func bindInnerVariables() {
        for (id, declaration) in resolution.innerDeclarations where declaration.isMutable {
            for reference in declaration.references {
                resolution.innerNames.remove(reference)
                resolution.bindings[reference] = id
            }
        }
    }
}

extension Resolution {
    /// What is in the box that a local is.
    func unboxed(_ id: LocalID) -> LocalID {
        if case .synthetic(.box(let value)) = locals[id].origin { return value }
        return id
    }

    /// What is type-checked as one with a function that is kept: the expression that it is a part of, or that around the
    /// outermost closure which runs as it is and has the function in it, or a local function. What a durable closure
    /// returns has its type from the place of the closure.
    func root(around node: ExprSyntax, _ function: DurableFunction, _ type: (ExprSyntax) -> String?) -> RootExpression {
        var part = node
        while true {
            let around = surroundings(of: part, function)
            if let declaration = around.plain?.as(FunctionDeclSyntax.self) {
                return RootExpression(expression: node, type: nil, function: declaration)
            }
            part = around.plain?.as(ExprSyntax.self) ?? part
            let place = FunctionPlace(of: part, function)
            guard place.isResult, let closure = around.durable else {
                return RootExpression(expression: place.top, type: type(part))
            }
            part = ExprSyntax(closure)
        }
    }

    /// Whether a function has its type from more than the expression that it is a part of.
    func isNested(_ node: ExprSyntax, _ function: DurableFunction) -> Bool {
        let around = surroundings(of: node, function)
        return around.plain != nil || around.durable != nil && FunctionPlace(of: node, function).isResult
    }

    /// The type of what the function or the durable closure around a node returns, where it can be spelled.
    func output(around node: ExprSyntax, _ function: DurableFunction) -> String? {
        guard let closure = surroundings(of: node, function).durable.flatMap({ durableClosures[$0.id] }) else {
            return function.output
        }
        return closure.isSpelled ? closure.type.output : nil
    }

    /// Whether a closure or local function that runs as it is is around a node.
    func isInPlainFunction(_ node: ExprSyntax, _ function: DurableFunction) -> Bool {
        surroundings(of: node, function).plain != nil
    }

    /// The outermost closure or local function around a node that runs as it is, and the durable closure around that.
    private func surroundings(
        of node: ExprSyntax,
        _ function: DurableFunction
    ) -> (plain: Syntax?, durable: ClosureExprSyntax?) {
        var outermost: Syntax?
        for parent in Syntax(node).ancestors {
            if parent.id == function.body.id || parent.id == function.declaration.id { break }
            if durableClosures[parent.id] != nil { return (outermost, parent.as(ClosureExprSyntax.self)) }
            if parent.is(ClosureExprSyntax.self) || parent.is(FunctionDeclSyntax.self) { outermost = parent }
        }
        return (outermost, nil)
    }
}

extension PatternBindingSyntax {
    /// Whether it declares a variable with a value, and nothing else.
    var isPlainVariable: Bool {
        guard pattern.is(IdentifierPatternSyntax.self), accessorBlock == nil, let variable,
            variable.attributes.isEmpty, variable.modifiers.isEmpty
        else { return false }
        return initializer != nil || variable.bindings.count == 1 && hasImplicitNil
    }
}

extension TypeSyntax {
    /// The type, if it is written as one of Swift's own that is nowhere another: the Swift compiler tells all others.
    fileprivate var evident: TypeSyntax? {
        guard let name = self.as(IdentifierTypeSyntax.self), name.genericArgumentClause == nil,
            ["Int", "String", "Double", "Bool"].contains(name.name.text)
        else { return nil }
        return self
    }
}

extension ClosureParameterSyntax {
    /// The type of what can be captured of it, where it is evident.
    var capturedType: TypeSyntax? { ellipsis == nil ? type?.evident : nil }
}

extension FunctionParameterSyntax {
    /// The type of what can be captured of it, where it is evident.
    var capturedType: TypeSyntax? { ellipsis == nil ? type.evident : nil }
}
