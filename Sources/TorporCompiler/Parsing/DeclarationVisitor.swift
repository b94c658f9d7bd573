import SwiftSyntax

/// Adds the declarations of one file to an index.
final class DeclarationVisitor: SyntaxVisitor {
    private let module: String
    private let isDependency: Bool
    private let file: ParsedFile
    private let index: DeclarationIndex
    private var context: [Context] = []

    /// A type or an extension around a declaration.
    private struct Context {
        /// The type, with those that an extension names around it.
        let path: [String]
        let access: String
        let isActor: Bool
        let isExtension: Bool

        var isPrivate: Bool { access == "private" || access == "fileprivate" }
    }

    static func visit(
        _ file: ParsedFile,
        module: String,
        isDependency: Bool,
        addingTo index: DeclarationIndex
    ) {
        let visitor = DeclarationVisitor(
            module: module,
            isDependency: isDependency,
            file: file,
            index: index
        )
        visitor.walk(file.tree)
    }

    private init(module: String, isDependency: Bool, file: ParsedFile, index: DeclarationIndex) {
        self.module = module
        self.isDependency = isDependency
        self.file = file
        self.index = index
        super.init(viewMode: .sourceAccurate)
    }

    // MARK: Types

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name, node, .value, node.genericParameterClause)
    }
    override func visitPost(_ node: StructDeclSyntax) { context.removeLast() }

    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name, node, .value, node.genericParameterClause)
    }
    override func visitPost(_ node: EnumDeclSyntax) { context.removeLast() }

    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name, node, .object, node.genericParameterClause)
    }
    override func visitPost(_ node: ClassDeclSyntax) { context.removeLast() }

    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name, node, .actor, node.genericParameterClause)
    }
    override func visitPost(_ node: ActorDeclSyntax) { context.removeLast() }

    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
        let associated = node.memberBlock.members.compactMap {
            $0.decl.as(AssociatedTypeDeclSyntax.self)?.name.identifierText
        }
        let primary = node.primaryAssociatedTypeClause?.primaryAssociatedTypes.map(\.name.identifierText) ?? []
        let result = declare(node.name, node, .protocolType, nil)
        index.types.known[context.flatMap(\.path).joined(separator: "."), default: DeclaredType()].associatedTypes
            .formUnion(associated + primary)
        return result
    }
    override func visitPost(_ node: ProtocolDeclSyntax) { context.removeLast() }

    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        let names = node.inheritanceClause?.inheritedTypes.map(\.type.plainName) ?? []
        let extended = ExtendedType(node.extendedType, index).path
        let path = extended.joined(separator: ".")
        if !names.isEmpty { index.types.known[path, default: DeclaredType()].inherits.formUnion(names) }
        context.append(
            Context(
                path: extended,
                access: node.modifiers.accessLevel,
                isActor: false,
                isExtension: true
            )
        )
        return .visitChildren
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { context.removeLast() }

    override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
        let name = node.name.identifierText
        note(name, node.modifiers)
        index.allTypeNames.insert(name)
        (context.isEmpty ? index.typeNames : index.memberTypeNames).insert(name)
        if node.genericParameterClause != nil { index.genericTypes.insert(name) }
        return .skipChildren
    }

    private func declare(
        _ token: TokenSyntax,
        _ node: some DeclGroupSyntax,
        _ kind: DeclaredType.Kind,
        _ parameters: GenericParameterClauseSyntax?
    ) -> SyntaxVisitorContinueKind {
        let name = token.identifierText
        index.types.known[(context.flatMap(\.path) + [name]).joined(separator: "."), default: DeclaredType()].declare(
            kind,
            parameters?.parameters.map(\.name.identifierText) ?? [],
            node,
            globalActors: index.globalActors
        )
        if node.attributes.declareGlobalActor { index.globalActors.insert(name) }
        note(name, node.modifiers)
        index.allTypeNames.insert(name)
        (context.isEmpty ? index.typeNames : index.memberTypeNames).insert(name)
        if parameters != nil { index.genericTypes.insert(name) }
        context.append(
            Context(path: [name], access: node.modifiers.accessLevel, isActor: kind == .actor, isExtension: false)
        )
        return .visitChildren
    }

    /// Notes whether other files can see a name.
    private func note(_ name: String, _ modifiers: DeclModifierListSyntax) {
        let scope = context.isEmpty ? file.source.path : context.flatMap(\.path).joined(separator: ".")
        // What an extension says holds for the members that say nothing.
        let saysNothing = !modifiers.contains { $0.detail == nil && accessLevels.contains($0.name.text) }
        let inherits = saysNothing && context.last.map { $0.isExtension && $0.isPrivate } == true
        index.note(name, in: scope, isPrivate: modifiers.isPrivate || inherits)
    }

    /// Notes a member that instances have.
    private func noteMember(_ name: String, _ modifiers: DeclModifierListSyntax) {
        guard !context.isEmpty, !modifiers.contains(where: { ["static", "class"].contains($0.name.text) }) else {
            return
        }
        index.noteMember(name, of: context.flatMap(\.path).joined(separator: "."))
    }

    /// Notes what takes an executor that may be another than the caller's.
    private func noteIsolation(_ name: String, _ modifiers: DeclModifierListSyntax, _ attributes: AttributeListSyntax) {
        let isFree = modifiers.contains { $0.name.text == "nonisolated" }
        let type = index.types[context.flatMap(\.path).joined(separator: ".")]
        if !isFree,
            context.last?.isActor == true || type?.kind == .actor || type?.isolation != nil
                || attributes.globalActor(of: index.globalActors) != nil
        {
            index.isolatedNames.insert(name)
        } else {
            index.unisolatedNames.insert(name)
        }
    }

    // MARK: Functions and properties

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
        let isActorMember = context.last?.isActor ?? false
        var signature = FunctionSignature(
            node,
            context: context.flatMap(\.path),
            module: module,
            isActorMember: isActorMember && !node.modifiers.contains { $0.name.text == "nonisolated" }
        )
        signature.declaration.file = file
        note(signature.name, node.modifiers)
        noteMember(signature.name, node.modifiers)
        noteIsolation(signature.name, node.modifiers, node.attributes)
        index.functions.known[signature.name, default: []].append(signature)
        if node.durableAttribute != nil, let body = node.body { visitTypes(in: Syntax(body), of: signature) }
        if let attribute = node.durableAttribute, !isDependency || isVisibleOutside(node) {
            let typeName = attribute.typeName ?? signature.name.capitalised
            if !signature.context.isEmpty { index.memberCoroutines.insert(typeName) }
            index.durable.known[signature.name, default: []].append(
                DurableSignature(
                    signature: signature,
                    typeName: typeName,
                    capabilities: Set(
                        node.signature.parameterClause.parameters.enumerated()
                            .filter { Capability($0.element.type) != nil }.map(\.offset)
                    )
                )
            )
        }
        return .skipChildren
    }

    /// Adds what the types declare that a durable function has for itself.
    private func visitTypes(in node: Syntax, of function: FunctionSignature) {
        for child in file.nodes.nodes(below: node, for: .names) {
            if child.kind == .closureExpr || child.kind == .functionDecl || child.isWithoutStatements { continue }
            if child.asNamedDeclaration != nil {
                context.append(
                    Context(path: ["\(function.name)()"], access: "private", isActor: false, isExtension: false)
                )
                walk(child)
                context.removeLast()
            } else {
                visitTypes(in: child, of: function)
            }
        }
    }

    private func isVisibleOutside(_ node: FunctionDeclSyntax) -> Bool {
        let own = node.modifiers.accessLevel
        if own == "public" || own == "open" || own == "package" { return true }
        return own == "internal" && context.last.map { $0.isExtension && $0.access == "public" } ?? false
    }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
        let isConstant = node.bindingSpecifier.tokenKind == .keyword(.let)
        let isShared = context.isEmpty || node.modifiers.contains { $0.name.text == "static" }
        for binding in node.bindings {
            guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText else {
                continue
            }
            note(name, node.modifiers)
            noteMember(name, node.modifiers)
            noteIsolation(name, node.modifiers, node.attributes)
            // A property wrapper shows itself under further names.
            if !node.attributes.isEmpty { for prefix in ["$", "_"] { noteMember(prefix + name, node.modifiers) } }
            if let type = binding.declaredType {
                index.memberTypes.known[(context.flatMap(\.path) + [name]).joined(separator: ".")] = type
                index.propertyTypes.known[name, default: []].append(type)
            }
            if !isConstant {
                index.variables.insert(name)
            } else if isShared {
                index.constants.insert(name)
            }
            let effects = binding.accessorBlock?.descendants(AccessorEffectSpecifiersSyntax.self) ?? []
            let isAsync = effects.contains { $0.asyncSpecifier != nil }
            if effects.contains(where: { $0.throwsClause != nil }) { index.throwingMembers.insert(name) }
            if isAsync { index.asyncMembers.insert(name) }
            if context.last?.isActor == true { index.actorMembers.insert(name) }
            let isLazy = node.modifiers.contains { $0.name.tokenKind == .keyword(.lazy) }
            if isLazy || binding.accessorBlock?.hasMutatingGetter == true { index.mutatingGetters.insert(name) }
        }
        return .skipChildren
    }

    override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind {
        let type = context.flatMap(\.path).joined(separator: ".")
        index.note(node.name.identifierText, in: type, isPrivate: false)
        index.types.known[type, default: DeclaredType()].cases[node.name.identifierText] = node.parameterClause != nil
        return .skipChildren
    }

    override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
        if node.optionalMark != nil {
            let type = context.flatMap(\.path).joined(separator: ".")
            index.types.known[type, default: DeclaredType()].hasFailableInitializer = true
        }
        return .skipChildren
    }
    override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
        if node.accessorBlock?.hasMutatingGetter == true { index.hasMutatingSubscript = true }
        return .skipChildren
    }
    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

extension DeclaredType {
    fileprivate mutating func declare(
        _ kind: Kind,
        _ parameters: [String],
        _ node: some DeclGroupSyntax,
        globalActors: Set<String>
    ) {
        self.kind = kind
        genericParameters = parameters
        isolation = node.attributes.globalActor(of: globalActors)
        inherits.formUnion(node.inheritanceClause?.inheritedTypes.map(\.type.plainName) ?? [])
    }
}

extension PatternBindingSyntax {
    /// The type that an annotation says, or the call of an initialiser.
    fileprivate var declaredType: String? {
        if let type = typeAnnotation?.type { return type.trimmedDescription }
        guard let call = initializer?.value.as(FunctionCallExprSyntax.self), call.calledExpression.isTypeName else {
            return nil
        }
        return call.calledExpression.withoutGenericArguments
    }
}

extension TypeSyntax {
    /// The name of a type without its generic arguments and attributes.
    var plainName: String {
        if let attributed = self.as(AttributedTypeSyntax.self) { return attributed.baseType.plainName }
        if let identifier = self.as(IdentifierTypeSyntax.self) { return identifier.name.identifierText }
        if let member = self.as(MemberTypeSyntax.self) {
            return "\(member.baseType.plainName).\(member.name.identifierText)"
        }
        return trimmedDescription
    }
}

/// The keywords that say who can see a declaration.
private let accessLevels: Set<String> = ["private", "fileprivate", "internal", "package", "public", "open"]

extension AccessorBlockSyntax {
    /// Whether reading changes the value that the property or subscript belongs to.
    fileprivate var hasMutatingGetter: Bool {
        guard case .accessors(let list) = accessors else { return false }
        return list.contains { accessor in
            ["get", "_read", "read"].contains(accessor.accessorSpecifier.text)
                && accessor.modifier?.name.tokenKind == .keyword(.mutating)
        }
    }
}

extension DeclModifierListSyntax {
    /// The access level that the modifiers say; `internal` where they say none.
    var accessLevel: String {
        first { accessLevels.contains($0.name.text) && $0.detail == nil }?.name.text ?? "internal"
    }

    /// Whether only the declaration's own file, or less, can see it.
    var isPrivate: Bool { accessLevel == "private" || accessLevel == "fileprivate" }
}
