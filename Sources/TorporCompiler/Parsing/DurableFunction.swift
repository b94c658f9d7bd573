import SwiftParser
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
    static let nameCollision: Self = "NameCollision"
}

/// A `Yield` or an `Exchange` among the parameters of a durable function.
struct Capability {
    let value: String
    let reply: String?

    init?(_ type: TypeSyntax) {
        let name: TokenSyntax
        let clause: GenericArgumentClauseSyntax?
        if let member = type.as(MemberTypeSyntax.self), member.baseType.trimmedDescription == "Torpor" {
            (name, clause) = (member.name, member.genericArgumentClause)
        } else if let identifier = type.as(IdentifierTypeSyntax.self) {
            (name, clause) = (identifier.name, identifier.genericArgumentClause)
        } else {
            return nil
        }
        guard let arguments = clause?.arguments.map(\.argument.trimmedDescription) else { return nil }
        switch (name.text, arguments.count) {
        case ("Yield", 1): (value, reply) = (arguments[0], nil)
        case ("Exchange", 2): (value, reply) = (arguments[0], arguments[1])
        default: return nil
        }
    }
}

/// What `@Durable` says at a function.
struct DurableAttribute {
    var typeName: String?
    var checkpointsOnAwait = true

    init(_ attribute: AttributeSyntax) {
        guard case .argumentList(let arguments) = attribute.arguments else { return }
        for argument in arguments {
            switch argument.label?.text {
            case "name":
                typeName = argument.expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue
            case "checkpoints":
                checkpointsOnAwait =
                    argument.expression.as(MemberAccessExprSyntax.self)?.declName.baseName.text != "onSuspend"
            default: break
            }
        }
    }
}

extension FunctionDeclSyntax {
    /// The `@Durable` of the function, if it has one.
    var durableAttribute: DurableAttribute? {
        for case .attribute(let attribute) in attributes {
            let name = attribute.attributeName.trimmedDescription
            if name == "Durable" || name == "Torpor.Durable" { return DurableAttribute(attribute) }
        }
        return nil
    }
}

/// A function marked `@Durable`, with what its declaration says.
struct DurableFunction {
    let declaration: FunctionDeclSyntax
    let body: CodeBlockSyntax
    let file: ParsedFile
    let module: String
    let attribute: DurableAttribute
    /// The types that the declaration is nested in, outermost first.
    let context: [String]
    let typeName: String
    let parameters: [Parameter]
    let access: String

    struct Parameter {
        let syntax: FunctionParameterSyntax
        let name: String
        let capability: Capability?
    }

    var name: String { declaration.name.identifierText }

    /// The name with its argument labels, as `#function` spells it.
    var fullName: String {
        let labels = declaration.signature.parameterClause.parameters.map { $0.firstName.identifierText + ":" }
        return "\(name)(\(labels.joined()))"
    }

    /// The stable identifier of the coroutine.
    var identifier: String {
        let name = ([module] + context + [fullName]).joined(separator: ".")
        // Overloads that take their coroutine's name from the attribute are told apart by it.
        return attribute.typeName.map { "\(name)#\($0)" } ?? name
    }

    var capability: Parameter? { parameters.first { $0.capability != nil } }

    var output: String {
        let type = declaration.signature.returnClause?.type.trimmedDescription ?? "Void"
        return type == "()" ? "Void" : type
    }

    var isThrowing: Bool { declaration.signature.effectSpecifiers?.throwsClause != nil }
}

/// Finds the durable functions of a module, and says what is not supported in their declarations.
final class DurableFunctionCollector: SyntaxVisitor {
    private let file: ParsedFile
    private let module: String
    private let diagnostics: DiagnosticCollector
    private var context: [(name: String, access: String, isGeneric: Bool)] = []
    private(set) var functions: [DurableFunction] = []

    init(_ file: ParsedFile, module: String, diagnostics: DiagnosticCollector) {
        self.file = file
        self.module = module
        self.diagnostics = diagnostics
        super.init(viewMode: .sourceAccurate)
        walk(file.tree)
    }

    private func enter(
        _ name: String,
        _ modifiers: DeclModifierListSyntax,
        generic: Bool = false
    ) -> SyntaxVisitorContinueKind {
        context.append((name, modifiers.accessLevel, generic))
        return .visitChildren
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: StructDeclSyntax) { context.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: EnumDeclSyntax) { context.removeLast() }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers, generic: node.genericParameterClause != nil)
    }
    override func visitPost(_ node: ClassDeclSyntax) { context.removeLast() }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text, node.modifiers) }
    override func visitPost(_ node: ActorDeclSyntax) { context.removeLast() }
    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.name.text, node.modifiers)
    }
    override func visitPost(_ node: ProtocolDeclSyntax) { context.removeLast() }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node.extendedType.trimmedDescription, node.modifiers)
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
        var isAccepted = true
        func refuse(_ identifier: DiagnosticIdentifier, _ text: String, at place: some SyntaxProtocol) {
            isAccepted = false
            report(identifier, text, at: place)
        }
        if node.signature.effectSpecifiers?.asyncSpecifier == nil {
            refuse(
                .notAsync,
                "durable function '\(name)' has to be 'async': it is suspended while it waits",
                at: node.name
            )
        }
        if isNested(node) {
            refuse(.nestedFunction, "'\(name)' is a local function; move it out to make it durable", at: node.name)
        }
        let isStatic = node.modifiers.contains { $0.name.text == "static" || $0.name.text == "class" }
        if !context.isEmpty, !isStatic {
            refuse(
                .instanceMethod,
                "durable function '\(name)' is an instance method; make it static and pass the instance as a parameter",
                at: node.name
            )
        }
        if node.genericParameterClause != nil || context.contains(where: \.isGeneric) {
            refuse(
                .genericFunction,
                "durable function '\(name)' is generic; write it for the types it is used with",
                at: node.name
            )
        }
        let access = accessLevel(of: node)
        if access == "private" || access == "fileprivate" {
            refuse(
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
        for parameter in parameters { check(parameter, refuse: refuse) }
        if parameters.filter({ $0.capability != nil }).count > 1 {
            refuse(
                .severalCapabilities,
                "durable function '\(name)' has several capabilities; send an enum through one",
                at: node.name
            )
        }
        guard isAccepted else { return }
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

    private func check(
        _ parameter: DurableFunction.Parameter,
        refuse: (DiagnosticIdentifier, String, FunctionParameterSyntax) -> Void
    ) {
        let type = parameter.syntax.type.trimmedDescription
        if type.hasPrefix("inout ") {
            refuse(
                .inoutParameter,
                "'inout' parameter '\(parameter.name)'; return the changed value instead",
                parameter.syntax
            )
        } else if type.hasPrefix("some ") {
            refuse(
                .genericFunction,
                "parameter '\(parameter.name)' has an opaque type; name a concrete one",
                parameter.syntax
            )
        } else if type.contains("->") {
            refuse(
                .parameterType,
                "parameter '\(parameter.name)' is a function, which cannot be stored; call a function by name instead",
                parameter.syntax
            )
        } else if type.hasPrefix("isolated ") {
            refuse(.parameterType, "'isolated' parameter '\(parameter.name)'; pass a value instead", parameter.syntax)
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

    private func accessLevel(of node: FunctionDeclSyntax) -> String {
        let order = ["private", "fileprivate", "internal", "package", "public"]
        let levels = [node.modifiers.accessLevel] + context.map(\.access)
        let own = node.modifiers.accessLevel
        guard levels.contains(where: { $0 == "private" || $0 == "fileprivate" }) else {
            return own == "open" ? "public" : own
        }
        return levels.min { (order.firstIndex(of: $0) ?? 2) < (order.firstIndex(of: $1) ?? 2) } ?? own
    }
}

extension DeclModifierListSyntax {
    /// The access level that the modifiers say; `internal` where they say none.
    var accessLevel: String {
        first {
            ["private", "fileprivate", "internal", "package", "public", "open"].contains($0.name.text)
                && $0.detail == nil
        }?
        .name.text ?? "internal"
    }
}
