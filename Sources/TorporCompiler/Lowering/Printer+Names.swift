import SwiftSyntax

/// Names, which may be spelled otherwise than in the source.
extension Printer {
    func local(_ node: some SyntaxProtocol) -> Local? {
        renderer.resolution.bindings[node.id].map { renderer.resolution.locals[$0] }
    }

    /// The spelling of a name that is none of a local, if it is another than in the source.
    private func name(_ node: some SyntaxProtocol, _ token: TokenSyntax) -> String? {
        if let type = renderer.resolution.typeBindings[node.id] { return renderer.resolution.types[type].path }
        guard !renderer.resolution.innerNames.contains(node.id) else { return nil }
        return renderer.qualifier.qualified(token.identifierText)
    }

    mutating func type(_ node: IdentifierTypeSyntax) {
        guard let name = name(node, node.name) else { return children(Syntax(node)) }
        emit(name, node.name.leadingText, node.name.trailingText)
        if let arguments = node.genericArgumentClause { print(Syntax(arguments)) }
    }

    /// Whether a keyword stands behind a dot, as in `Int.self`.
    func isMember(_ token: TokenSyntax) -> Bool {
        token.parent?.parent?.as(MemberAccessExprSyntax.self)?.declName.id == token.parent?.id
    }

    /// What `self` is called outside of a static function.
    var staticType: String? { renderer.isWitness ? renderer.staticType : nil }

    /// A name that stands by itself for a member of the instance, as it is spelled where the instance has another name.
    private func implicitMember(_ name: TokenSyntax, _ node: some SyntaxProtocol) -> String? {
        guard let receiver, local(node) == nil, !renderer.resolution.isOwn(node.id),
            let type = renderer.receiverType, name.tokenKind != .keyword(.self),
            renderer.index.isImplicitMember(name.identifierText, of: type)
        else { return nil }
        return "\(isInClosureWithWeakReceiver(Syntax(node)) ? "self" : receiver)." + name.text
    }

    /// Whether the instance is captured weakly by a closure around a node. That has unwrapped it, if it names a member
    /// alone.
    private func isInClosureWithWeakReceiver(_ node: Syntax) -> Bool {
        var current: Syntax? = node
        while let node = current {
            if node.kind == .closureExpr, let items = node.cast(ClosureExprSyntax.self).signature?.capture?.items,
                items.contains(where: { $0.isSelf && $0.specifier?.isWeak ?? false })
            {
                return true
            }
            current = node.parent
        }
        return false
    }

    mutating func reference(_ node: DeclReferenceExprSyntax) {
        let local = local(node)
        if let local, renderer.isWitness, renderer.resolution.asyncLet(node) != nil {
            let value = "Torpor.awaiting(\(local.generatedName))"
            return emit(node.isTried ? "Torpor.throwing(\(value))" : value, for: node)
        }
        if local == nil, let member = implicitMember(node.baseName, node) {
            emit(member, node.baseName.leadingText, node.baseName.trailingText)
            if let arguments = node.argumentNames { print(Syntax(arguments)) }
            return
        }
        if local == nil, let name = name(node, node.baseName) {
            emit(name, node.baseName.leadingText, node.baseName.trailingText)
            if let arguments = node.argumentNames { print(Syntax(arguments)) }
            return
        }
        guard let local else { return children(Syntax(node)) }
        let spelling = node.baseName.identifierText
        let reference = reference(to: local, spelled: spelling)
        guard spelling != reference else { return children(Syntax(node)) }
        // A use of a local under the name it has anyway keeps its own spelling, back-ticks included.
        emit(reference, node.baseName.leadingText, node.baseName.trailingText)
        if let arguments = node.argumentNames { print(Syntax(arguments)) }
    }

    /// How a use of a local is written: one that a closure declares which is printed whole has no form of its own.
    private func reference(to local: Local, spelled spelling: String) -> String {
        if let captured = captured(local) { return captured }
        if renderer.isWitness, local.isInner { return spelling }
        if renderer.isWitness, renderer.resolution.keptValues[local.id] != nil { return spelling }
        guard let owner = local.owner, literals.contains(owner) else { return local.reference(spelled: spelling) }
        var whole = local
        whole.isFlat = false
        return whole.reference(spelled: spelling)
    }

    /// Prints a local function under another name than it has in the source.
    mutating func renamed(_ function: FunctionDeclSyntax, _ name: String) {
        for child in function.children(viewMode: .sourceAccurate) {
            if child.id == function.name.id { emit(name, for: function.name) } else { print(child) }
        }
    }

    mutating func pattern(_ node: IdentifierPatternSyntax) {
        guard let local = local(node) else { return children(Syntax(node)) }
        if let bound = renderer.bound, !bound.contains(local.id) { return emit("_", for: node) }
        emit(local.name == local.generatedName ? node.identifier.text : local.generatedName, for: node)
    }

    /// Whether none of the names in a pattern is needed.
    func bindsNothing(_ node: Syntax) -> Bool {
        guard let bound = renderer.bound else { return false }
        return node.patternNodes.allSatisfy { renderer.resolution.bindings[$0.id].map { !bound.contains($0) } ?? false }
    }

    mutating func optionalBinding(_ node: OptionalBindingConditionSyntax) {
        guard node.initializer == nil, node.pattern.is(IdentifierPatternSyntax.self) else {
            return children(Syntax(node))
        }
        let declared = local(node.pattern)?.generatedName
        let token = node.pattern.as(IdentifierPatternSyntax.self)?.identifier
        var read = local(node).map { captured($0) ?? $0.reference } ?? token.flatMap { implicitMember($0, node) }
        if renderer.isWitness, let local = local(node), renderer.resolution.keptValues[local.id] != nil {
            read = local.name == Local.capturedReceiver ? receiver : local.name
        }
        guard let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier.text,
            (declared ?? name) != name || (read ?? name) != name
        else { return children(Syntax(node)) }
        emit("\(node.bindingSpecifier.text) \(declared ?? name) = \(read ?? name)", for: node)
    }

    mutating func capture(_ node: ClosureCaptureSyntax) {
        if !renderer.isWitness, let kept = renderer.keptCaptures[node.id] {
            let comma = node.trailingComma == nil ? "" : ","
            emit("\(node.name.text) = \(renderer.resolution.locals[kept].generatedName)\(comma)", for: node)
            return
        }
        let captured =
            local(node).map { reference(to: $0, spelled: node.name.text) } ?? implicitMember(node.name, node)
        guard node.initializer == nil, let captured, captured != node.name.text else {
            return children(Syntax(node))
        }
        let specifier = node.specifier.map { $0.trimmedDescription + " " } ?? ""
        let comma = node.trailingComma == nil ? "" : ","
        emit("\(specifier)\(node.name.text) = \(captured)\(comma)", for: node)
    }
}
