import SwiftSyntax

/// Binds every identifier of a function to the local that it means.
///
/// It walks the function once, in the order in which Swift makes names visible: a binding after its initial value, the
/// names of a pattern after what they are matched against, those of `guard` in the block around it, those of the clauses
/// of an `if` in its body alone, a local function in the whole of its block.
final class Resolver {
    private var resolution = Resolution()
    private var scopes: [[String: Meaning]] = []
    private var closureDepth = 0
    private let file: ParsedFile
    private let function: DurableFunction
    let index: DeclarationIndex
    /// While set, the locals that a later item of a `case` binds by the same name are the same.
    private var shared: [String: LocalID]?

    /// While the branches of an `#if` are resolved: what they have declared.
    private var conditional: Conditional?

    private struct Conditional {
        let node: IfConfigDeclSyntax
        var clause: SyntaxIdentifier
        /// How many scopes are around it.
        let depth: Int
        var locals: [String: LocalID] = [:]
        var types: [String: NestedType.ID] = [:]
    }

    /// What a name stands for.
    private enum Meaning {
        case local(LocalID)
        case type(NestedType.ID)
        /// Something that a closure, a local function or a local type declares.
        case inner
    }

    private init(_ function: DurableFunction, _ index: DeclarationIndex) {
        file = function.file
        self.function = function
        self.index = index
    }

    /// Resolves a durable function.
    ///
    /// - Parameters:
    ///   - function: the function.
    ///   - index: what the module declares.
    /// - Returns: its locals, parameters first, and what refers to them.
    static func resolve(_ function: DurableFunction, _ index: DeclarationIndex) -> Resolution {
        let resolver = Resolver(function, index)
        resolver.scopes.append([:])
        for parameter in function.parameters {
            let token = parameter.syntax.secondName ?? parameter.syntax.firstName
            let isVariadic = parameter.syntax.ellipsis != nil
            resolver.declare(
                token,
                node: Syntax(parameter.syntax),
                mutable: parameter.isInout || parameter.isConsumed,
                origin: parameter.capability != nil
                    ? .capability(parameter.syntax.type.withoutOwnership)
                    : .parameter(isVariadic ? "[\(parameter.type)]" : parameter.type)
            )
        }
        resolver.scopes.append([:])
        resolver.statements(function.body.statements)
        return resolver.resolution
    }

    // MARK: Scopes

    private func scoped(_ body: () -> Void) {
        scopes.append([:])
        body()
        scopes.removeLast()
    }

    private func lookUp(_ name: String) -> Meaning? {
        for scope in scopes.reversed() {
            if let found = scope[name] { return found }
        }
        return nil
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
            scopes[scopes.count - 1][name] = .inner
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

    private func refer(_ name: String, from node: some SyntaxProtocol) {
        switch lookUp(name) {
        case .local(let id): resolution.bindings[node.id] = id
        case .type(let id): resolution.typeBindings[node.id] = id
        case .inner: resolution.innerNames.insert(node.id)
        case nil: resolution.foreignNames.insert(name)
        }
    }

    // MARK: Statements

    private func statements(_ items: CodeBlockItemListSyntax) {
        // Local functions and types are visible in the whole block.
        for item in items {
            if let function = item.item.as(FunctionDeclSyntax.self) {
                declare(function.name, node: Syntax(function), mutable: false, origin: .remade(Syntax(function)))
            } else if let type = item.item.asProtocol((any NamedDeclSyntax).self) {
                declare(type, node: Syntax(item.item))
            }
        }
        for item in items { walk(Syntax(item.item)) }
    }

    private func block(_ block: CodeBlockSyntax) {
        scoped { statements(block.statements) }
    }

    private func children(_ node: Syntax) {
        for child in node.children(viewMode: .sourceAccurate) { walk(child) }
    }

    func walk(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .codeBlock(let node): block(node)
        case .variableDecl(let node): variable(node)
        case .functionDecl(let node): function(node)
        case .structDecl, .classDecl, .enumDecl, .actorDecl, .protocolDecl, .typeAliasDecl: type(node)
        case .closureExpr(let node): closure(node)
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
        case .declReferenceExpr(let node): refer(node.baseName.identifierText, from: node)
        case .ifConfigDecl(let node): conditionalCompilation(node)
        case .memberAccessExpr(let node):
            if let base = node.base { walk(Syntax(base)) }
        case .keyPathExpr(let node): keyPath(node)
        case .identifierType(let node):
            refer(node.name.identifierText, from: node)
            resolution.foreignNames.insert(node.name.identifierText)
            children(Syntax(node))
        case .labeledExpr(let node): walk(Syntax(node.expression))
        default: children(node)
        }
    }

    // MARK: Conditional compilation

    /// Names that several branches declare are one local: which declaration counts is known later.
    private func conditionalCompilation(_ node: IfConfigDeclSyntax) {
        let outer = conditional
        let isNested = outer?.depth == scopes.count
        let before = scopes[scopes.count - 1]
        var after = before
        for clause in node.clauses {
            // What one branch declares, the others do not see.
            scopes[scopes.count - 1] = before
            if !isNested, clause.id == node.clauses.first?.id {
                conditional = Conditional(node: node, clause: clause.id, depth: scopes.count)
            }
            conditional?.clause = clause.id
            switch clause.elements {
            case .statements(let items): statements(items)
            case .some(let elements): walk(Syntax(elements))
            case nil: break
            }
            after.merge(scopes[scopes.count - 1]) { _, latest in latest }
        }
        scopes[scopes.count - 1] = after
        if isNested {
            conditional?.clause = outer!.clause
        } else {
            for id in (conditional?.locals ?? [:]).values { settleOrigin(of: id) }
            conditional = outer
        }
    }

    private func addAlternative(_ origin: Local.Origin, mutable: Bool, deferred: Bool, to id: LocalID) {
        guard let conditional else { return }
        var declaration =
            resolution.conditionals[id] ?? ConditionalDeclaration(node: conditional.node, alternatives: [:])
        declaration.alternatives[conditional.clause] = origin
        if resolution.locals[id].isMutable != mutable { declaration.isMixed = true }
        if deferred { resolution.locals[id].isDeferred = true }
        resolution.conditionals[id] = declaration
    }

    private func settleOrigin(of id: LocalID) {
        guard let declaration = resolution.conditionals[id] else { return }
        let isRemade = declaration.alternatives.values.allSatisfy { if case .remade = $0 { true } else { false } }
        resolution.locals[id].origin = isRemade ? .remade(Syntax(declaration.node)) : .conditional(declaration)
    }

    // MARK: Types

    private func declare(_ type: any NamedDeclSyntax, node: Syntax) {
        let name = type.name.identifierText
        guard closureDepth == 0 else {
            scopes[scopes.count - 1][name] = .inner
            return
        }
        if conditional?.depth == scopes.count, let id = conditional?.types[name] {
            resolution.types[id].declarations.append(node)
            resolution.typeBindings[node.id] = id
            scopes[scopes.count - 1][name] = .type(id)
            return
        }
        let id = resolution.types.count
        resolution.types.append(NestedType(id: id, name: name, declarations: [node]))
        resolution.typeBindings[node.id] = id
        if conditional?.depth == scopes.count {
            conditional?.types[name] = id
            resolution.types[id].conditional = conditional?.node
        }
        scopes[scopes.count - 1][name] = .type(id)
    }

    /// A type sees none of the locals around it.
    private func type(_ node: Syntax) {
        let outer = scopes
        if closureDepth == 0 {
            scopes = scopes.map { scope in
                scope.filter { name, meaning in
                    if case .local(let id) = meaning { isFunction(id) } else { true }
                }
            }
        }
        closureDepth += 1
        scoped {
            for parameter in node.genericParameters { scopes[scopes.count - 1][parameter] = .inner }
            for member in node.memberTypes { scopes[scopes.count - 1][member] = .inner }
            children(node)
        }
        closureDepth -= 1
        scopes = outer
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
    private func isRemade(_ binding: PatternBindingSyntax) -> Bool {
        guard binding.pattern.is(IdentifierPatternSyntax.self), let value = binding.initializer?.value else {
            return false
        }
        // What such a closure captures by its list is evaluated once, and kept for it.
        if let items = value.as(ClosureExprSyntax.self)?.signature?.capture?.items {
            return items.allSatisfy {
                $0.specifier == nil && ($0.initializer != nil || !$0.isSelf || function.receiver != .mutated)
            }
        }
        let isAnnotated = binding.typeAnnotation?.type.isFunctionType ?? false
        return ConstantValue(resolver: self, function: function, isFunction: isAnnotated).isStateless(value)
    }

    private func isFunction(_ id: LocalID) -> Bool {
        resolution.locals[id].remadeDeclaration?.is(FunctionDeclSyntax.self) ?? false
    }

    private func keyPath(_ node: KeyPathExprSyntax) {
        if let root = node.root { walk(Syntax(root)) }
        for component in node.components {
            if let subscripted = component.component.as(KeyPathSubscriptComponentSyntax.self) {
                children(Syntax(subscripted))
            }
        }
    }

    private func variable(_ node: VariableDeclSyntax) {
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
            if let id = resolution.bindings[binding.pattern.id] { give(form, to: id) }
            if let block = binding.accessorBlock { accessors(block) }
        }
    }

    private func give(_ form: Local.Form, to id: LocalID) {
        // In branches of an `#if`, one that is more than a value counts.
        if case .plain = form { return }
        resolution.locals[id].form = form
        guard case .wrapped = form else { return }
        let name = resolution.locals[id].name
        scopes[scopes.count - 1]["_" + name] = .local(id)
        scopes[scopes.count - 1]["$" + name] = .local(id)
    }

    private func accessors(_ block: AccessorBlockSyntax) {
        closureDepth += 1
        switch block.accessors {
        case .getter(let items): scoped { statements(items) }
        case .accessors(let list):
            for accessor in list {
                scoped {
                    let names = [accessor.parameters?.name.identifierText ?? "newValue", "oldValue"]
                    for name in names { scopes[scopes.count - 1][name] = .inner }
                    if let body = accessor.body { self.block(body) }
                }
            }
        }
        closureDepth -= 1
    }

    private func function(_ node: FunctionDeclSyntax) {
        closureDepth += 1
        scoped {
            for name in Syntax(node).genericParameters { scopes[scopes.count - 1][name] = .inner }
            for parameter in node.signature.parameterClause.parameters {
                walk(Syntax(parameter.type))
                if let value = parameter.defaultValue { walk(Syntax(value.value)) }
                scopes[scopes.count - 1][(parameter.secondName ?? parameter.firstName).identifierText] = .inner
            }
            if let clause = node.signature.effectSpecifiers?.throwsClause { children(Syntax(clause)) }
            if let clause = node.signature.returnClause { children(Syntax(clause)) }
            if let clause = node.genericParameterClause { children(Syntax(clause)) }
            if let clause = node.genericWhereClause { children(Syntax(clause)) }
            if let body = node.body { block(body) }
        }
        closureDepth -= 1
    }

    private func closure(_ node: ClosureExprSyntax) {
        closureDepth += 1
        scoped {
            var names: [String] = []
            for capture in node.signature?.capture?.items ?? [] {
                if let value = capture.initializer {
                    walk(Syntax(value.value))
                } else {
                    refer(capture.name.identifierText, from: capture)
                }
                names.append(capture.name.identifierText)
            }
            switch node.signature?.parameterClause {
            case .simpleInput(let parameters): names += parameters.map(\.name.identifierText)
            case .parameterClause(let clause):
                names += clause.parameters.map { ($0.secondName ?? $0.firstName).identifierText }
                for parameter in clause.parameters { if let type = parameter.type { walk(Syntax(type)) } }
            case nil: break
            }
            if let clause = node.signature?.effectSpecifiers?.throwsClause { children(Syntax(clause)) }
            if let clause = node.signature?.returnClause { children(Syntax(clause)) }
            // A captured local keeps its name: renaming it would have to rename it in the closure's list too.
            for name in names { scopes[scopes.count - 1][name] = .inner }
            statements(node.statements)
        }
        closureDepth -= 1
    }

    private func conditional(_ node: IfExprSyntax) {
        scoped {
            conditions(node.conditions)
            block(node.body)
        }
        switch node.elseBody {
        case .codeBlock(let body): block(body)
        case .ifExpr(let next): conditional(next)
        case nil: break
        }
    }

    private func guardBody(_ node: GuardStmtSyntax) {
        let declared = scopes[scopes.count - 1]
        var before = declared
        for id in boundLocals(in: Syntax(node.conditions)) {
            let name = resolution.locals[id].name
            if case .local(let current) = declared[name], current == id { before[name] = nil }
        }
        if closureDepth > 0 {
            for name in patternNames(in: Syntax(node.conditions)) { before[name] = nil }
        }
        // A parameter of the same name is in a scope further out; a redeclaration in the same scope is not Swift.
        scopes[scopes.count - 1] = before
        block(node.body)
        scopes[scopes.count - 1] = declared
    }

    private func boundLocals(in node: Syntax) -> [LocalID] {
        if node.is(IdentifierPatternSyntax.self) { return resolution.bindings[node.id].map { [$0] } ?? [] }
        return node.children(viewMode: .sourceAccurate).flatMap(boundLocals)
    }

    private func patternNames(in node: Syntax) -> [String] {
        if let pattern = node.as(IdentifierPatternSyntax.self) { return [pattern.identifier.identifierText] }
        return node.children(viewMode: .sourceAccurate).flatMap(patternNames)
    }

    private func conditions(_ list: ConditionElementListSyntax) {
        for element in list {
            switch element.condition {
            case .expression(let expression): walk(Syntax(expression))
            case .optionalBinding(let binding):
                if let type = binding.typeAnnotation { walk(Syntax(type)) }
                if let value = binding.initializer {
                    walk(Syntax(value.value))
                } else if let pattern = binding.pattern.as(IdentifierPatternSyntax.self) {
                    // `if let x` reads the outer `x`, and declares one: the reference is recorded at the condition.
                    refer(pattern.identifier.identifierText, from: binding)
                }
                declarePattern(
                    binding.pattern,
                    mutable: binding.bindingSpecifier.tokenKind != .keyword(.let),
                    origin: .optionalBinding(binding)
                )
            case .matchingPattern(let matching):
                if let type = matching.typeAnnotation { walk(Syntax(type)) }
                walk(Syntax(matching.initializer.value))
                declarePattern(matching.pattern, mutable: false, origin: .matching(matching))
            case .availability: break
            }
        }
    }

    private func loop(_ node: ForStmtSyntax) {
        walk(Syntax(node.sequence))
        scoped {
            if let type = node.typeAnnotation { walk(Syntax(type)) }
            declarePattern(node.pattern, mutable: false, origin: .element(node))
            if let condition = node.whereClause?.condition { walk(Syntax(condition)) }
            block(node.body)
        }
    }

    private func selection(_ node: SwitchExprSyntax) {
        walk(Syntax(node.subject))
        for arm in node.cases.arms { self.arm(arm, of: node) }
    }

    private func arm(_ arm: SwitchCaseSyntax, of node: SwitchExprSyntax) {
        scoped {
            if let label = arm.label.as(SwitchCaseLabelSyntax.self) {
                shared = [:]
                for item in label.caseItems {
                    declarePattern(item.pattern, mutable: false, origin: .switchCase(item, node))
                    let outer = shared
                    shared = nil
                    if let condition = item.whereClause?.condition { walk(Syntax(condition)) }
                    shared = outer
                }
                shared = nil
            }
            scoped { statements(arm.statements) }
        }
    }

    private func handler(_ clause: CatchClauseSyntax) {
        scoped {
            if clause.catchItems.allSatisfy({ $0.pattern == nil }) {
                let token = TokenSyntax.identifier("error")
                if closureDepth > 0 {
                    scopes[scopes.count - 1]["error"] = .inner
                } else {
                    declare(token, node: Syntax(clause), mutable: false, origin: .caught(nil))
                    resolution.implicitErrors[clause.id] = resolution.bindings[clause.id]
                }
            }
            shared = [:]
            for item in clause.catchItems {
                if let pattern = item.pattern { declarePattern(pattern, mutable: false, origin: .caught(item)) }
                let outer = shared
                shared = nil
                if let condition = item.whereClause?.condition { walk(Syntax(condition)) }
                shared = outer
            }
            shared = nil
            block(clause.body)
        }
    }
}
