import SwiftSyntax

/// What a function declares, as far as its syntax tells.
struct FunctionSignature {
    let name: String
    let parameters: [Parameter]
    let isAsync: Bool
    let isThrowing: Bool
    /// The type of its errors, where it says one.
    let thrownType: String?
    let isGeneric: Bool
    let returnType: String?
    let returnsNever: Bool
    /// The types that the declaration is nested in, outermost first.
    let context: [String]
    let isStatic: Bool
    let isMutating: Bool
    let module: String

    struct Parameter {
        /// The argument label; nil where there is none.
        let label: String?
        let type: String
        let hasDefault: Bool
        let isVariadic: Bool
        let isAutoclosure: Bool
        let isEscaping: Bool
    }

    /// Whether a call with these argument labels can be a call of this function.
    func accepts(labels: [String?]) -> Bool {
        var position = 0
        for parameter in parameters {
            if position < labels.count, labels[position] == parameter.label {
                position += 1
                if parameter.isVariadic {
                    while position < labels.count, labels[position] == nil { position += 1 }
                }
            } else if !parameter.hasDefault && !parameter.isVariadic {
                return false
            }
        }
        return position == labels.count
    }
}

/// The functions, properties and types that the sources of a module and of its dependencies declare.
struct DeclarationIndex {
    private(set) var functions: [String: [FunctionSignature]] = [:]
    private(set) var durable: [String: [DurableSignature]] = [:]
    private(set) var typeNames: Set<String> = []
    /// Global and static constants: reading one later reads the same.
    private(set) var constants: Set<String> = []
    private(set) var asyncMembers: Set<String> = []
    /// Names that are variables somewhere: globals, statics, members.
    private(set) var variables: Set<String> = []
    private(set) var genericTypes: Set<String> = []
    /// Types of the module that are errors and can be stored.
    private(set) var storableErrors: [String] = []

    mutating func add(_ file: ParsedFile, module: String, isDependency: Bool) {
        let visitor = DeclarationVisitor(module: module, isDependency: isDependency)
        visitor.walk(file.tree)
        for function in visitor.functions { functions[function.name, default: []].append(function) }
        for function in visitor.durable { durable[function.signature.name, default: []].append(function) }
        typeNames.formUnion(visitor.typeNames)
        constants.formUnion(visitor.constants)
        asyncMembers.formUnion(visitor.asyncMembers)
        genericTypes.formUnion(visitor.genericTypes)
        variables.formUnion(visitor.variables)
        if !isDependency { storableErrors += visitor.storableErrors }
    }

    /// Whether a method of this name may change its receiver in place.
    func isMutating(_ method: String) -> Bool {
        functions[method]?.contains(where: \.isMutating) ?? StandardMethods.isMutating(method)
    }

    /// The functions of a name that accept these labels.
    func functions(named name: String, labels: [String?]) -> [FunctionSignature] {
        (functions[name] ?? []).filter { $0.accepts(labels: labels) }
    }
}

/// A durable function as callers see it.
struct DurableSignature {
    let signature: FunctionSignature
    /// The name of the coroutine's type, without the types it is nested in.
    let typeName: String
    /// The positions of parameters that are capabilities.
    let capabilities: Set<Int>
    let isDependency: Bool

    /// The type as generated code spells it at module level.
    var qualifiedTypeName: String { (signature.context + [typeName]).joined(separator: ".") }
}

private final class DeclarationVisitor: SyntaxVisitor {
    let module: String
    let isDependency: Bool
    var functions: [FunctionSignature] = []
    var durable: [DurableSignature] = []
    var typeNames: Set<String> = []
    var constants: Set<String> = []
    var asyncMembers: Set<String> = []
    var storableErrors: [String] = []
    var genericTypes: Set<String> = []
    var variables: Set<String> = []
    private var context: [String] = []
    private var actorDepth = 0

    init(module: String, isDependency: Bool) {
        self.module = module
        self.isDependency = isDependency
        super.init(viewMode: .sourceAccurate)
    }

    private func enter(_ name: String) -> SyntaxVisitorContinueKind {
        context.append(name)
        return .visitChildren
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name, node, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: StructDeclSyntax) { context.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name, node, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: EnumDeclSyntax) { context.removeLast() }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name, node, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: ClassDeclSyntax) { context.removeLast() }
    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { declare(node.name) }
    override func visitPost(_ node: ProtocolDeclSyntax) { context.removeLast() }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
        actorDepth += 1
        return declare(node.name)
    }
    override func visitPost(_ node: ActorDeclSyntax) {
        actorDepth -= 1
        context.removeLast()
    }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.extendedType.trimmedDescription)
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { context.removeLast() }

    override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
        if context.isEmpty { typeNames.insert(node.name.identifierText) }
        if node.genericParameterClause != nil { genericTypes.insert(node.name.identifierText) }
        return .skipChildren
    }

    private func declare(
        _ name: TokenSyntax,
        _ node: some DeclGroupSyntax,
        generic: Bool
    ) -> SyntaxVisitorContinueKind {
        if generic { genericTypes.insert(name.identifierText) }
        let inherited = Set(node.inheritanceClause?.inheritedTypes.map(\.type.trimmedDescription) ?? [])
        let isCodable = inherited.contains("Codable") || inherited.isSuperset(of: ["Encodable", "Decodable"])
        let isPrivate = ["private", "fileprivate"].contains(node.modifiers.accessLevel)
        if inherited.contains("Error"), isCodable, !generic, !isPrivate {
            storableErrors.append((context + [name.identifierText]).joined(separator: "."))
        }
        return declare(name)
    }

    private func declare(_ name: TokenSyntax) -> SyntaxVisitorContinueKind {
        if context.isEmpty { typeNames.insert(name.identifierText) }
        return enter(name.identifierText)
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
        let signature = FunctionSignature(node, context: context, module: module, isActorMember: actorDepth > 0)
        functions.append(signature)
        if let attribute = node.durableAttribute {
            durable.append(
                DurableSignature(
                    signature: signature,
                    typeName: attribute.typeName ?? node.name.identifierText.capitalised,
                    capabilities: Set(
                        node.signature.parameterClause.parameters.enumerated()
                            .filter { Capability($0.element.type) != nil }.map(\.offset)
                    ),
                    isDependency: isDependency
                )
            )
        }
        return .skipChildren
    }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
        for binding in node.bindings {
            guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText else {
                continue
            }
            if node.bindingSpecifier.tokenKind == .keyword(.let) {
                if context.isEmpty || node.modifiers.contains(where: { $0.name.text == "static" }) {
                    constants.insert(name)
                }
            } else {
                variables.insert(name)
            }
            let getter = binding.accessorBlock?.description ?? ""
            if actorDepth > 0 || getter.contains("async") { asyncMembers.insert(name) }
        }
        return .skipChildren
    }

    override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

extension FunctionSignature {
    init(_ node: FunctionDeclSyntax, context: [String], module: String, isActorMember: Bool) {
        let effects = node.signature.effectSpecifiers
        let returnType = node.signature.returnClause?.type.trimmedDescription
        self.init(
            name: node.name.identifierText,
            parameters: node.signature.parameterClause.parameters.map(Parameter.init),
            isAsync: effects?.asyncSpecifier != nil || isActorMember,
            isThrowing: effects?.throwsClause != nil,
            thrownType: effects?.throwsClause?.type?.trimmedDescription,
            isGeneric: node.genericParameterClause != nil || (returnType?.hasPrefix("some ") ?? false)
                || node.signature.parameterClause.description.contains("some "),
            returnType: returnType,
            returnsNever: returnType == "Never",
            context: context,
            isStatic: node.modifiers.contains { $0.name.text == "static" || $0.name.text == "class" },
            isMutating: node.modifiers.contains { $0.name.text == "mutating" },
            module: module
        )
    }
}

extension FunctionSignature.Parameter {
    init(_ node: FunctionParameterSyntax) {
        let type = node.type.trimmedDescription
        self.init(
            label: node.firstName.tokenKind == .wildcard ? nil : node.firstName.identifierText,
            type: type,
            hasDefault: node.defaultValue != nil,
            isVariadic: node.ellipsis != nil,
            isAutoclosure: type.contains("@autoclosure"),
            isEscaping: type.contains("@escaping")
        )
    }
}

extension TokenSyntax {
    /// The name without the back-ticks that may be around it.
    var identifierText: String {
        let text = self.text
        return text.count > 2 && text.hasPrefix("`") && text.hasSuffix("`") ? String(text.dropFirst().dropLast()) : text
    }
}

extension String {
    /// The string with its first letter in upper case.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
