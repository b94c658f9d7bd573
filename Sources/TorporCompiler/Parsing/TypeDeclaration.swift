import SwiftSyntax

/// A type that the sources of a module declare, with what they say about it.
struct TypeDeclaration {
    /// What kind of type it is; the raw value is the keyword.
    enum Kind: String {
        case structure = "struct"
        case enumeration = "enum"
        case `class`
        case actor
        case `protocol`
        case alias = "typealias"
    }

    let kind: Kind
    /// The names of the types around it, outermost first, and its own.
    let path: [String]
    let file: ParsedFile
    let name: TokenSyntax
    /// What its declaration says that it conforms to or inherits from.
    let inheritance: InheritanceClauseSyntax?
    /// What a declaration may have behind its name: a conformance goes after it.
    let genericParameters: GenericParameterClauseSyntax?
    /// Whether it, or a type around it, is generic.
    let isGeneric: Bool
    /// Whether other files can see it.
    let isVisible: Bool
    /// Whether it is there only under a condition of `#if`.
    let isConditional: Bool
    /// Whether an attribute may be a macro, which may add anything.
    let mayBeExtendedByMacros: Bool
    /// What an alias stands for.
    let aliased: TypeSyntax?
    /// The types that it stores, as far as they are written.
    let stored: [TypeSyntax]
    /// Whether something that it stores has no written type.
    let storesInferred: Bool
    /// Whether some of what it stores is an object that it does not keep.
    let hasWeakReferences: Bool
    /// The names of its cases.
    let cases: Set<String>
    /// The declaration of a class.
    let classNode: ClassDeclSyntax?
    /// Whether it has attributes.
    let hasAttributes: Bool

    var fullName: String { path.joined(separator: ".") }

    var location: Location { file.location(of: name) }

    /// The stored properties whose types are written, with these.
    var properties: [(name: String, type: TypeSyntax)] {
        stored.flatMap { type -> [(String, TypeSyntax)] in
            guard let binding = type.parent?.parent?.as(PatternBindingSyntax.self),
                let list = binding.parent?.as(PatternBindingListSyntax.self)
            else { return [] }
            // `let a, b: Int`: the annotation holds for all before it that have none.
            let bindings = Array(list)
            let end = bindings.firstIndex { $0.id == binding.id }!
            let start = bindings[..<end].lastIndex { $0.typeAnnotation != nil }.map { $0 + 1 } ?? 0
            return bindings[start...end].compactMap { binding in
                binding.pattern.as(IdentifierPatternSyntax.self).map { ($0.identifier.identifierText, type) }
            }
        }
    }

    /// The cases of an enum.
    var elements: [EnumCaseElementSyntax] {
        let members = name.parent?.as(EnumDeclSyntax.self)?.memberBlock.members ?? []
        return members.compactMap { $0.decl.as(EnumCaseDeclSyntax.self) }.flatMap { Array($0.elements) }
    }

    /// Whether an enum has its cases under any condition, and each under a name of its own.
    var hasPlainCases: Bool {
        let members = name.parent?.as(EnumDeclSyntax.self)?.memberBlock.members ?? []
        return elements.count == cases.count && !members.contains { $0.decl.is(IfConfigDeclSyntax.self) }
    }

    /// The access of the type, which is that of the least visible of the types around it.
    var access: String {
        var levels: [String] = []
        var current = name.parent
        while let node = current {
            if let group = node.asDeclarationGroup, !group.is(ExtensionDeclSyntax.self) {
                let written = group.modifiers.map(\.name.text)
                levels.append(written.first { ["open", "public", "package", "internal"].contains($0) } ?? "internal")
            }
            current = node.parent
        }
        if levels.contains("internal") { return "internal" }
        return levels.contains("package") ? "package" : "public"
    }
}

extension TypeDeclaration {
    /// The edit that lets the type conform to a protocol.
    func conforming(to conformance: String) -> Diagnostic.Edit {
        if let last = inheritance?.inheritedTypes.last {
            return file.insertion(of: ", \(conformance)", at: last.endPositionBeforeTrailingTrivia)
        }
        let end = genericParameters?.endPositionBeforeTrailingTrivia ?? name.endPositionBeforeTrailingTrivia
        return file.insertion(of: ": \(conformance)", at: end)
    }
}

/// Finds the types that a file declares, and what its extensions add. Types inside of functions are not among them.
final class TypeDeclarationVisitor: SyntaxVisitor {
    private let file: ParsedFile
    private var context: [(names: [String], isGeneric: Bool, isVisible: Bool)] = []
    private var conditions = 0
    private(set) var declarations: [TypeDeclaration] = []
    /// What extensions add, by the type that they name.
    private(set) var extensions: [String: [TypeSyntax]] = [:]
    /// The names of what extensions extend that may have to do with coding.
    private(set) var codingExtensions: Set<String> = []

    init(_ file: ParsedFile) {
        self.file = file
        super.init(viewMode: .sourceAccurate)
        walk(file.tree)
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(.structure, node, node.genericParameterClause)
    }
    override func visitPost(_ node: StructDeclSyntax) { context.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(.enumeration, node, node.genericParameterClause)
    }
    override func visitPost(_ node: EnumDeclSyntax) { context.removeLast() }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(.class, node, node.genericParameterClause)
    }
    override func visitPost(_ node: ClassDeclSyntax) { context.removeLast() }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(.actor, node, node.genericParameterClause)
    }
    override func visitPost(_ node: ActorDeclSyntax) { context.removeLast() }
    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { declare(.protocol, node, nil) }
    override func visitPost(_ node: ProtocolDeclSyntax) { context.removeLast() }

    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        let type = node.extendedType.trimmedDescription
        extensions[type, default: []] += node.inheritanceClause?.inheritedTypes.map(\.type) ?? []
        if !node.attributes.isEmpty || node.memberBlock.members.contains(where: \.decl.declaresCoding) {
            codingExtensions.formUnion(type.path.suffix(1))
        }
        let isVisible = !node.modifiers.isPrivate
        context.append((type.path, node.genericWhereClause != nil, isVisible))
        return .visitChildren
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { context.removeLast() }

    override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
        add(.alias, node, node.attributes, node.modifiers, nil, node.genericParameterClause, node.initializer.value)
        return .skipChildren
    }

    override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind {
        conditions += 1
        return .visitChildren
    }
    override func visitPost(_ node: IfConfigDeclSyntax) { conditions -= 1 }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    private func declare(
        _ kind: TypeDeclaration.Kind,
        _ node: some DeclGroupSyntax & NamedDeclSyntax,
        _ generics: GenericParameterClauseSyntax?
    ) -> SyntaxVisitorContinueKind {
        add(kind, node, node.attributes, node.modifiers, node, generics, nil)
        let isGeneric = generics != nil || context.last?.isGeneric == true
        let names = (context.last?.names ?? []) + [node.name.identifierText]
        context.append((names, isGeneric, !node.modifiers.isPrivate && context.last?.isVisible != false))
        return .visitChildren
    }

    private func add(
        _ kind: TypeDeclaration.Kind,
        _ node: some NamedDeclSyntax,
        _ attributes: AttributeListSyntax,
        _ modifiers: DeclModifierListSyntax,
        _ group: (any DeclGroupSyntax)?,
        _ generics: GenericParameterClauseSyntax?,
        _ aliased: TypeSyntax?
    ) {
        let members = Members(group)
        declarations.append(
            TypeDeclaration(
                kind: kind,
                path: (context.last?.names ?? []) + [node.name.identifierText],
                file: file,
                name: node.name,
                inheritance: group?.inheritanceClause,
                genericParameters: generics,
                isGeneric: generics != nil || context.last?.isGeneric == true,
                isVisible: !modifiers.isPrivate && context.last?.isVisible != false,
                isConditional: conditions > 0,
                mayBeExtendedByMacros: attributes.mayBeMacros,
                aliased: aliased,
                stored: members.types,
                storesInferred: members.hasInferred,
                hasWeakReferences: members.hasWeak,
                cases: members.cases,
                classNode: node.as(ClassDeclSyntax.self),
                hasAttributes: !attributes.isEmpty
            )
        )
    }
}

/// What the members of a type store.
private struct Members {
    var types: [TypeSyntax] = []
    var hasInferred = false
    var hasWeak = false
    var cases: Set<String> = []

    init(_ group: (any DeclGroupSyntax)?) {
        for member in group?.memberBlock.members ?? [] {
            if let element = member.decl.as(EnumCaseDeclSyntax.self) {
                for element in element.elements {
                    cases.insert(element.name.identifierText)
                    types += element.parameterClause?.parameters.map(\.type) ?? []
                }
            } else if let property = member.decl.as(VariableDeclSyntax.self) {
                add(property)
            }
        }
    }

    private mutating func add(_ property: VariableDeclSyntax) {
        let isShared = property.modifiers.contains { ["static", "class"].contains($0.name.text) }
        guard !isShared else { return }
        hasWeak = hasWeak || property.modifiers.contains { ["weak", "unowned"].contains($0.name.text) }
        for binding in property.bindings where binding.accessorBlock == nil {
            if let type = binding.typeAnnotation?.type {
                types.append(type)
            } else {
                hasInferred = true
            }
        }
    }
}

extension AttributeListSyntax {
    /// Whether one of the attributes may be a macro, which may add conformances.
    fileprivate var mayBeMacros: Bool {
        let known: Set<String> = ["MainActor", "Observable", "Sendable"]
        return contains { element in
            guard case .attribute(let attribute) = element else { return true }
            let name = attribute.attributeName.trimmedDescription
            return name.first?.isUppercase == true && !known.contains(name) && !name.hasSuffix("Actor")
        }
    }
}
