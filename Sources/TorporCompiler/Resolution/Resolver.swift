import SwiftSyntax

/// Binds every identifier of a function to the local that it means.
///
/// It walks the function once, in the order in which Swift makes names visible: a binding after its initial value, the
/// names of a pattern after what they are matched against, those of `guard` in the block around it, those of the clauses
/// of an `if` in its body alone, a local function in the whole of its block.
final class Resolver {
    let resolution = Resolution()
    var scopes: [[String: Meaning]] = []
    var closureDepth = 0
    private let file: ParsedFile
    let function: DurableFunction
    let index: DeclarationIndex
    /// The closures, and names of functions, that are kept as values.
    let values: FunctionValues
    /// While set, the locals that a later item of a `case` binds by the same name are the same.
    var shared: [String: LocalID]?

    /// While the branches of an `#if` are resolved: what they have declared.
    var conditional: Conditional?

    struct Conditional {
        let node: IfConfigDeclSyntax
        var clause: SyntaxIdentifier
        /// How many scopes are around it.
        let depth: Int
        var locals: [String: LocalID] = [:]
        var types: [String: NestedType.ID] = [:]
    }

    /// The durable closures around the current place, innermost first.
    var durableClosures: [SyntaxIdentifier] = []

    /// What a name stands for.
    enum Meaning {
        case local(LocalID)
        case type(NestedType.ID)
        /// Something that a closure, a local function or a local type declares.
        case inner(InnerDeclaration?)
    }

    /// The functions around the current place that are kept as values, with the number of scopes around each.
    var keptFunctions: [(node: ExprSyntax, depth: Int)] = []

    private init(_ function: DurableFunction, _ index: DeclarationIndex, _ values: FunctionValues) {
        file = function.file
        self.function = function
        self.index = index
        self.values = values
    }

    /// Resolves a durable function.
    ///
    /// - Parameters:
    ///   - function: the function.
    ///   - index: what the module declares.
    ///   - values: the closures, and names of functions, that are kept as values.
    /// - Returns: its locals, parameters first, and what refers to them.
    static func resolve(
        _ function: DurableFunction,
        _ index: DeclarationIndex,
        _ values: FunctionValues = .none
    ) -> Resolution {
        let resolver = Resolver(function, index, values)
        resolver.scopes.append([:])
        for value in function.defaultFunctions { resolver.walk(Syntax(value)) }
        for parameter in function.parameters {
            let token = parameter.syntax.secondName ?? parameter.syntax.firstName
            let isVariadic = parameter.syntax.ellipsis != nil
            resolver.declare(
                token,
                node: Syntax(parameter.syntax),
                mutable: parameter.isInout || parameter.isConsumed,
                origin: parameter.capability != nil
                    ? .capability(parameter.syntax.type.withoutOwnership)
                    : .parameter(isVariadic ? "[\(parameter.valueType)]" : parameter.valueType)
            )
            if let id = resolver.resolution.bindings[parameter.syntax.id] {
                resolver.resolution.locals[id].function = parameter.function
                resolver.resolution.locals[id].group = parameter.group
            }
        }
        resolver.scopes.append([:])
        resolver.statements(function.body.statements)
        resolver.bindInnerVariables()
        return resolver.resolution
    }

    // MARK: Scopes

    func scoped(_ body: () -> Void) {
        scopes.append([:])
        body()
        scopes.removeLast()
    }

    func lookUp(_ name: String) -> Meaning? {
        scopes.last { $0[name] != nil }?[name]
    }

    func declare(
        _ token: TokenSyntax,
        node: Syntax,
        mutable: Bool,
        origin: Local.Origin,
        deferred: Bool = false
    ) {
        let name = token.identifierText
        guard closureDepth == 0 else {
            scopes[scopes.count - 1][name] = .inner(InnerDeclaration(token, node, isMutable: mutable, origin))
            return
        }
        if conditional?.depth == scopes.count, let same = conditional?.locals[name] {
            resolution.bindings[node.id] = same
            scopes[scopes.count - 1][name] = .local(same)
            addAlternative(origin, mutable: mutable, deferred: deferred, to: same)
            return
        }
        if let same = shared?[name] {
            resolution.bindings[node.id] = same
            scopes[scopes.count - 1][name] = .local(same)
            return
        }
        let id = resolution.locals.count
        var local = Local(
            id: id,
            name: name,
            generatedName: token.text,
            isMutable: mutable,
            origin: origin,
            location: file.location(of: token)
        )
        local.isDeferred = deferred
        local.owner = durableClosures.first
        if case .local = lookUp(name) { local.shadows = true }
        resolution.locals.append(local)
        resolution.bindings[node.id] = id
        scopes[scopes.count - 1][name] = .local(id)
        if shared != nil { shared?[name] = id }
        if conditional?.depth == scopes.count {
            conditional?.locals[name] = id
            addAlternative(origin, mutable: mutable, deferred: deferred, to: id)
        }
    }

    func refer(_ name: String, from node: some SyntaxProtocol) {
        switch lookUp(name) {
        case .local(let id): resolution.bindings[node.id] = id
        case .type(let id): resolution.typeBindings[node.id] = id
        case .inner(let declaration): refer(to: declaration, name, from: node.id)
        case nil: resolution.foreignNames.insert(name)
        }
    }

    // MARK: Statements

    func statements(_ items: CodeBlockItemListSyntax) {
        // Local functions and types are visible in the whole block.
        for item in items {
            if let function = item.item.as(FunctionDeclSyntax.self) {
                declare(function.name, node: Syntax(function), mutable: false, origin: .remade(Syntax(function)))
            } else if let type = Syntax(item.item).asNamedDeclaration {
                declare(type, node: Syntax(item.item))
            }
        }
        for item in items { walk(Syntax(item.item)) }
    }

    func block(_ block: CodeBlockSyntax) {
        scoped { statements(block.statements) }
    }

    func children(_ node: Syntax) {
        for child in file.nodes.nodes(below: node, for: .names) { walk(child) }
    }

    func walk(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .codeBlock(let node): block(node)
        case .variableDecl(let node): variable(node)
        case .functionDecl(let node): function(node)
        case .structDecl, .classDecl, .enumDecl, .actorDecl, .protocolDecl, .typeAliasDecl: type(node)
        case .closureExpr(let node): closure(node)
        case .functionCallExpr(let node): call(node)
        case .ifExpr(let node): conditional(node)
        case .guardStmt(let node):
            conditions(node.conditions)
            // What the conditions declare is visible after the statement, not in its body: the body comes from a copy of
            // the scope as it was.
            guardBody(node)
        case .whileStmt(let node):
            scoped {
                conditions(node.conditions)
                block(node.body)
            }
        case .repeatStmt(let node):
            block(node.body)
            walk(Syntax(node.condition))
        case .forStmt(let node): loop(node)
        case .switchExpr(let node): selection(node)
        case .doStmt(let node):
            block(node.body)
            for clause in node.catchClauses { handler(clause) }
        case .declReferenceExpr(let node):
            keeping(ExprSyntax(node)) { refer(node.baseName.identifierText, from: node) }
            keepName(ExprSyntax(node))
        case .ifConfigDecl(let node): conditionalCompilation(node)
        case .memberAccessExpr(let node):
            if let base = node.base {
                if keepsBase(of: node) {
                    keep(base: base, of: node)
                } else {
                    keeping(ExprSyntax(node)) { walk(Syntax(base)) }
                }
            }
            keepName(ExprSyntax(node))
        case .keyPathExpr(let node): keyPath(node)
        case .identifierType(let node):
            refer(node.name.identifierText, from: node)
            resolution.foreignNames.insert(node.name.identifierText)
            children(Syntax(node))
        case .labeledExpr(let node): walk(Syntax(node.expression))
        default: children(node)
        }
    }

    /// What a name refers to at the current place.
    func binding(of reference: DeclReferenceExprSyntax) -> ConstantValue.Binding {
        switch lookUp(reference.baseName.identifierText) {
        case .local(let id): .local(resolution.locals[id])
        case .type: .type
        case .inner: .unknown
        case nil: .outer
        }
    }

    /// Whether a constant is made anew in each step: its value is a function, or the like, that it has no state of.
    func isRemade(_ binding: PatternBindingSyntax) -> Bool {
        guard binding.pattern.is(IdentifierPatternSyntax.self), let value = binding.initializer?.value else {
            return false
        }
        if holdsFunctionValue(Syntax(value)) { return false }
        // What such a closure captures by its list is evaluated once, and kept for it.
        if let items = value.as(ClosureExprSyntax.self)?.signature?.capture?.items {
            return items.allSatisfy {
                $0.specifier == nil && ($0.initializer != nil || !$0.isSelf || function.receiver != .mutated)
            }
        }
        let isAnnotated = binding.typeAnnotation?.type.holdsFunctions ?? false
        return ConstantValue(resolver: self, function: function, isFunction: isAnnotated).isStateless(value)
    }

    func isFunction(_ id: LocalID) -> Bool {
        resolution.locals[id].remadeDeclaration?.is(FunctionDeclSyntax.self) ?? false
    }

    func keyPath(_ node: KeyPathExprSyntax) {
        if let root = node.root { walk(Syntax(root)) }
        for component in node.components {
            if let subscripted = component.component.as(KeyPathSubscriptComponentSyntax.self) {
                children(Syntax(subscripted))
            }
        }
    }

    func variable(_ node: VariableDeclSyntax) {
        if node.isAsync, closureDepth == 0 { return asyncLet(node) }
        let isMutable = node.bindingSpecifier.tokenKind != .keyword(.let)
        children(Syntax(node.attributes))
        for binding in node.bindings {
            if let type = binding.typeAnnotation { walk(Syntax(type)) }
            if let value = binding.initializer {
                if node.isLazy { closureDepth += 1 }
                walk(Syntax(value.value))
                if node.isLazy { closureDepth -= 1 }
            }
            // `let a, b: Int`: the last annotation holds for all.
            let isRemade = binding.isComputed || !isMutable && node.bindings.count == 1 && isRemade(binding)
            let form = node.form(of: binding)
            declarePattern(
                PatternSyntax(binding.pattern),
                mutable: isMutable,
                origin: isRemade ? .remade(Syntax(node)) : .binding(binding),
                deferred: binding.initializer == nil && binding.accessorBlock == nil && node.attributes.isEmpty
                    && !(isMutable && binding.hasImplicitNil)
            )
            if let id = resolution.bindings[binding.pattern.id] {
                give(form, to: id)
                if case .binding = resolution.locals[id].origin,
                    let type = binding.typeAnnotation?.type.as(ImplicitlyUnwrappedOptionalTypeSyntax.self)
                {
                    resolution.locals[id].annotation = resolution.spelling(of: type)
                }
                if !isMutable, let value = binding.initializer?.value {
                    resolution.locals[id].group = resolution.group(value)?.group
                }
                if !isMutable, let given = binding.initializer.flatMap({ resolution.function($0.value) }) {
                    resolution.locals[id].function = given.function
                }
            }
            if let block = binding.accessorBlock { accessors(block) }
        }
    }

    func give(_ form: Local.Form, to id: LocalID) {
        // In branches of an `#if`, one that is more than a value counts.
        if case .plain = form { return }
        resolution.locals[id].form = form
        guard case .wrapped = form else { return }
        let name = resolution.locals[id].name
        scopes[scopes.count - 1]["_" + name] = .local(id)
        scopes[scopes.count - 1]["$" + name] = .local(id)
    }

    func accessors(_ block: AccessorBlockSyntax) {
        closureDepth += 1
        switch block.accessors {
        case .getter(let items): scoped { statements(items) }
        case .accessors(let list):
            for accessor in list {
                scoped {
                    let names = [accessor.parameters?.name.identifierText ?? "newValue", "oldValue"]
                    for name in names { scopes[scopes.count - 1][name] = .inner(nil) }
                    if let body = accessor.body { self.block(body) }
                }
            }
        }
        closureDepth -= 1
    }

    func function(_ node: FunctionDeclSyntax) {
        closureDepth += 1
        scoped {
            for name in Syntax(node).genericParameters { scopes[scopes.count - 1][name] = .inner(nil) }
            for parameter in node.signature.parameterClause.parameters {
                walk(Syntax(parameter.type))
                if let value = parameter.defaultValue { walk(Syntax(value.value)) }
                declareInner(parameter.secondName ?? parameter.firstName, parameter, type: parameter.capturedType)
            }
            if let clause = node.signature.effectSpecifiers?.throwsClause { children(Syntax(clause)) }
            if let clause = node.signature.returnClause { children(Syntax(clause)) }
            if let clause = node.genericParameterClause { children(Syntax(clause)) }
            if let clause = node.genericWhereClause { children(Syntax(clause)) }
            if let body = node.body { block(body) }
        }
        closureDepth -= 1
    }

    func closure(_ node: ClosureExprSyntax) {
        noteKept(node)
        keeping(ExprSyntax(node)) { closureItself(node) }
    }

    private func closureItself(_ node: ClosureExprSyntax) {
        if resolution.durableClosures[node.id] != nil { return durable(node) }
        closureDepth += 1
        scoped {
            if values.contains(node) { keepCaptures(of: node) }
            // The numbers that its parameters go by are its own.
            for number in 0..<FunctionParameterType.maximumInputs {
                scopes[scopes.count - 1]["$\(number)"] = .inner(nil)
            }
            var names: [(TokenSyntax, Syntax, TypeSyntax?)] = []
            for capture in node.signature?.capture?.items ?? [] where !values.contains(node) {
                if let value = capture.initializer {
                    walk(Syntax(value.value))
                } else {
                    refer(capture.name.identifierText, from: capture)
                }
                names.append((capture.name, Syntax(capture), nil))
            }
            switch node.signature?.parameterClause {
            case .simpleInput(let parameters): names += parameters.map { ($0.name, Syntax($0), nil) }
            case .parameterClause(let clause):
                names += clause.parameters.map { ($0.secondName ?? $0.firstName, Syntax($0), $0.capturedType) }
                for parameter in clause.parameters { if let type = parameter.type { walk(Syntax(type)) } }
            case nil: break
            }
            if let clause = node.signature?.effectSpecifiers?.throwsClause { children(Syntax(clause)) }
            if let clause = node.signature?.returnClause { children(Syntax(clause)) }
            // A captured local keeps its name: renaming it would have to rename it in the closure's list too.
            for (name, parameter, type) in names { declareInner(name, parameter, type: type) }
            statements(node.statements)
        }
        closureDepth -= 1
    }
}
