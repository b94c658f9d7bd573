import SwiftSyntax

extension DiagnosticIdentifier {
    static let notAsync: Self = "NotAsync"
    static let noBody: Self = "NoBody"
    static let instanceMethod: Self = "InstanceMethod"
    static let genericFunction: Self = "GenericFunction"
    static let inoutParameter: Self = "InoutParameter"
    static let parameterType: Self = "ParameterType"
    static let severalCapabilities: Self = "SeveralCapabilities"
    static let privateFunction: Self = "PrivateFunction"
    static let nestedFunction: Self = "NestedFunction"
    static let isolatedFunction: Self = "IsolatedFunction"
    static let protocolMember: Self = "ProtocolMember"
    static let nameCollision: Self = "NameCollision"
}

/// Finds the durable functions of a module, and says what is not supported in their declarations.
final class DurableFunctionCollector: SyntaxVisitor {
    private let file: ParsedFile
    private let module: String
    private let index: DeclarationIndex
    private let diagnostics: DiagnosticCollector
    private var context: [Context] = []
    private(set) var functions: [DurableFunction] = []

    /// A type or an extension around a function.
    private struct Context {
        let name: String
        let access: String
        let isGeneric: Bool
        let isExtension: Bool
        let isolation: String?
    }

    init(_ file: ParsedFile, module: String, index: DeclarationIndex, diagnostics: DiagnosticCollector) {
        self.file = file
        self.module = module
        self.index = index
        self.diagnostics = diagnostics
        super.init(viewMode: .sourceAccurate)
        walk(file.tree)
    }

    private func enter(
        _ name: String,
        _ modifiers: DeclModifierListSyntax,
        _ attributes: AttributeListSyntax,
        generic: Bool = false,
        isExtension: Bool = false
    ) -> SyntaxVisitorContinueKind {
        context.append(
            Context(
                name: name,
                access: modifiers.accessLevel,
                isGeneric: generic,
                isExtension: isExtension,
                isolation: Self.isolation(of: attributes)
            )
        )
        return .visitChildren
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers, node.attributes, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: StructDeclSyntax) { context.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers, node.attributes, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: EnumDeclSyntax) { context.removeLast() }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers, node.attributes, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: ClassDeclSyntax) { context.removeLast() }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers, node.attributes)
    }
    override func visitPost(_ node: ActorDeclSyntax) { context.removeLast() }
    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers, node.attributes)
    }
    override func visitPost(_ node: ProtocolDeclSyntax) { context.removeLast() }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        let type = node.extendedType.trimmedDescription
        let last = type.split(separator: ".").last.map(String.init) ?? type
        return enter(
            type,
            node.modifiers,
            node.attributes,
            generic: index.genericTypes.contains(last),
            isExtension: true
        )
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { context.removeLast() }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
        guard let attribute = node.durableAttribute else {
            return .visitChildren
        }
        collect(node, attribute)
        return .skipChildren
    }

    private func report(_ identifier: DiagnosticIdentifier, _ text: String, at node: some SyntaxProtocol) {
        diagnostics.report(.error(identifier, text), at: file.location(of: node))
    }

    private func collect(_ node: FunctionDeclSyntax, _ attribute: DurableAttribute) {
        let name = node.name.text
        guard let body = node.body else {
            return report(.noBody, "durable function '\(name)' has no body to make a coroutine from", at: node.name)
        }
        let before = diagnostics.count
        if node.signature.effectSpecifiers?.asyncSpecifier == nil {
            report(
                .notAsync,
                "durable function '\(name)' has to be 'async': it is suspended while it waits",
                at: node.name
            )
        }
        if isNested(node) {
            report(.nestedFunction, "'\(name)' is a local function; move it out to make it durable", at: node.name)
        }
        let isStatic = node.modifiers.contains { $0.name.text == "static" || $0.name.text == "class" }
        if !context.isEmpty, !isStatic {
            report(
                .instanceMethod,
                "durable function '\(name)' is an instance method; make it static and pass the instance as a parameter",
                at: node.name
            )
        }
        if node.genericParameterClause != nil || context.contains(where: \.isGeneric) {
            report(
                .genericFunction,
                "durable function '\(name)' is generic; write it for the types it is used with",
                at: node.name
            )
        }
        if let type = context.last?.name, index.protocols.contains(type) {
            report(
                .protocolMember,
                "durable function '\(name)' is a member of protocol '\(type)'; move it to a type that conforms to it",
                at: node.name
            )
        }
        if let name = attribute.typeName, name.identifiers != [name] || name.first?.isNumber == true {
            report(.nameCollision, "'\(name)' cannot be the name of a type; choose an identifier", at: node.name)
        }
        if node.signature.returnClause?.type.is(SomeOrAnyTypeSyntax.self) == true,
            node.signature.returnClause?.type.trimmedDescription.hasPrefix("some ") == true
        {
            report(
                .genericFunction,
                "durable function '\(name)' has an opaque result; name the type that it returns",
                at: node.signature.returnClause!.type
            )
        }
        if let actor = isolation(of: node) ?? context.lazy.compactMap(\.isolation).first {
            report(
                .isolatedFunction,
                "durable function '\(name)' is isolated to '\(actor)'; let it be nonisolated, and await isolated functions",
                at: node.name
            )
        }
        let access = accessLevel(of: node)
        if access == "private" || access == "fileprivate" {
            report(
                .privateFunction,
                "durable function '\(name)' is \(access); the generated file cannot see it: make it internal",
                at: node.name
            )
        }
        let parameters = node.signature.parameterClause.parameters.map { parameter in
            DurableFunction.Parameter(
                syntax: parameter,
                name: (parameter.secondName ?? parameter.firstName).identifierText,
                capability: Capability(parameter.type)
            )
        }
        for parameter in parameters { check(parameter) }
        if parameters.filter({ $0.capability != nil }).count > 1 {
            report(
                .severalCapabilities,
                "durable function '\(name)' has several capabilities; send an enum through one",
                at: node.name
            )
        }
        guard diagnostics.count == before else { return }
        functions.append(
            DurableFunction(
                declaration: node,
                body: body,
                file: file,
                module: module,
                attribute: attribute,
                context: context.map(\.name),
                typeName: attribute.typeName ?? node.name.identifierText.capitalised,
                parameters: parameters,
                access: access
            )
        )
    }

    private func check(_ parameter: DurableFunction.Parameter) {
        let type = parameter.syntax.type.trimmedDescription
        if type.hasPrefix("inout ") {
            report(
                .inoutParameter,
                "'inout' parameter '\(parameter.name)'; return the changed value instead",
                at: parameter.syntax
            )
        } else if type.hasPrefix("some ") {
            report(
                .genericFunction,
                "parameter '\(parameter.name)' has an opaque type; name a concrete one",
                at: parameter.syntax
            )
        } else if type.contains("->") {
            report(
                .parameterType,
                "parameter '\(parameter.name)' is a function, which cannot be stored; call a function by name instead",
                at: parameter.syntax
            )
        } else if type.hasPrefix("isolated ") {
            report(
                .parameterType,
                "'isolated' parameter '\(parameter.name)'; pass a value instead",
                at: parameter.syntax
            )
        }
    }

    private func isNested(_ node: FunctionDeclSyntax) -> Bool {
        var parent = node.parent
        while let current = parent {
            if current.is(CodeBlockSyntax.self) || current.is(ClosureExprSyntax.self) { return true }
            if current.is(MemberBlockSyntax.self) { return false }
            parent = current.parent
        }
        return false
    }

    /// The global actor that a function is marked with, as far as its spelling tells.
    private func isolation(of node: FunctionDeclSyntax) -> String? {
        let known: Set<String> = ["Durable", "Torpor.Durable", "Sendable"]
        for case .attribute(let attribute) in node.attributes {
            let name = attribute.attributeName.trimmedDescription
            if name.first?.isUppercase == true, !known.contains(name), attribute.arguments == nil { return name }
        }
        return nil
    }

    /// The global actor that a type is marked with: of attributes of types, only those called so can be told.
    private static func isolation(of attributes: AttributeListSyntax) -> String? {
        for case .attribute(let attribute) in attributes {
            let name = attribute.attributeName.trimmedDescription
            if name.hasSuffix("Actor") { return name }
        }
        return nil
    }

    private func accessLevel(of node: FunctionDeclSyntax) -> String {
        let order = ["private", "fileprivate", "internal", "package", "public"]
        var own = node.modifiers.accessLevel
        if own == "open" { own = "public" }
        // What an extension says holds for the members that say nothing.
        if let around = context.last, around.isExtension, own == "internal", !node.modifiers.saysAccess {
            own = around.access
        }
        let levels = [own] + context.map(\.access)
        guard levels.contains(where: { $0 == "private" || $0 == "fileprivate" }) else { return own }
        return levels.min { (order.firstIndex(of: $0) ?? 2) < (order.firstIndex(of: $1) ?? 2) } ?? own
    }
}

extension DeclModifierListSyntax {
    /// Whether the modifiers say an access level.
    fileprivate var saysAccess: Bool { accessLevel != "internal" || contains { $0.name.text == "internal" } }
}
