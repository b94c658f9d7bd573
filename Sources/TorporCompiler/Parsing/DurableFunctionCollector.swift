import SwiftSyntax

extension DiagnosticIdentifier {
    static let notAsync: Self = "NotAsync"
    static let noBody: Self = "NoBody"
    static let overridableMethod: Self = "OverridableMethod"
    static let genericFunction: Self = "GenericFunction"
    static let parameterType: Self = "ParameterType"
    static let severalCapabilities: Self = "SeveralCapabilities"
    static let privateFunction: Self = "PrivateFunction"
    static let nestedFunction: Self = "NestedFunction"
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
        /// The type, with those that an extension names around it.
        let path: [String]
        let access: String
        let isExtension: Bool
        /// What an extension says behind the name of its type.
        let requirements: String
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
        _ path: [String],
        _ node: some DeclGroupSyntax,
        requirements: String = ""
    ) -> SyntaxVisitorContinueKind {
        context.append(
            Context(
                path: path,
                access: node.modifiers.accessLevel,
                isExtension: node.is(ExtensionDeclSyntax.self),
                requirements: requirements,
                isolation: node.attributes.globalActor(of: index.globalActors)
                    ?? index.type(context.flatMap(\.path) + path)?.isolation
            )
        )
        return .visitChildren
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { enter([node.name.text], node) }
    override func visitPost(_ node: StructDeclSyntax) { context.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enter([node.name.text], node) }
    override func visitPost(_ node: EnumDeclSyntax) { context.removeLast() }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { enter([node.name.text], node) }
    override func visitPost(_ node: ClassDeclSyntax) { context.removeLast() }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enter([node.name.text], node) }
    override func visitPost(_ node: ActorDeclSyntax) { context.removeLast() }
    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { enter([node.name.text], node) }
    override func visitPost(_ node: ProtocolDeclSyntax) { context.removeLast() }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        let extended = ExtendedType(node.extendedType, index)
        let clause = node.genericWhereClause.map { " " + $0.trimmedDescription } ?? ""
        return enter(extended.path, node, requirements: extended.arguments + clause)
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { context.removeLast() }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
        guard let attribute = node.durableAttribute else {
            return .visitChildren
        }
        collect(node, attribute)
        return .skipChildren
    }

    private func report(
        _ identifier: DiagnosticIdentifier,
        _ text: String,
        at node: some SyntaxProtocol,
        fixIts: [Diagnostic.FixIt] = []
    ) {
        diagnostics.report(.error(identifier, text), at: file.location(of: node), fixIts: fixIts)
    }

    private func collect(_ node: FunctionDeclSyntax, _ attribute: DurableAttribute) {
        let name = node.name.text
        guard let body = node.body else {
            return report(
                .noBody,
                "durable function '\(name)' has no body to make a coroutine from",
                at: node.name,
                fixIts: node.attributes.durable.map { [file.removing($0)] } ?? []
            )
        }
        let before = diagnostics.count
        if case .identifier = node.name.tokenKind {
        } else {
            report(
                .notAFunction,
                "operator '\(name)' cannot be durable, as a coroutine is called after its function: give the function a name",
                at: node.name
            )
        }
        if node.signature.effectSpecifiers?.asyncSpecifier == nil {
            report(
                .notAsync,
                "durable function '\(name)' has to be 'async': it is suspended while it waits",
                at: node.name,
                fixIts: file.makingAsync(node)
            )
        }
        if isNested(node) {
            report(.nestedFunction, "'\(name)' is a local function; move it out to make it durable", at: node.name)
        }
        let path = context.flatMap(\.path)
        checkMember(node, of: path)
        if node.genericParameterClause?.parameters.contains(where: { $0.specifier != nil }) == true {
            report(
                .genericFunction,
                "durable function '\(name)' has a pack or a value as a generic parameter; take an array, or write it for the "
                    + "numbers of arguments that it is used with",
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
        let access = accessLevel(of: node)
        if access == "private" || access == "fileprivate" {
            report(
                .privateFunction,
                "durable function '\(name)' is \(access); the generated file cannot see it: make it internal",
                at: node.name,
                fixIts: [.init("make '\(name)' internal", file.makingInternal(node))]
            )
        }
        let parameters = node.signature.parameterClause.parameters.enumerated().map { position, parameter in
            let handle = TaskGroupType(ofParameter: parameter.type)?.handle
            let type = handle ?? OpaqueTypes.spelled(parameter.type.withoutOwnership, of: parameter)
            return DurableFunction.Parameter(
                syntax: parameter,
                name: (parameter.secondName ?? parameter.firstName).identifierText,
                capability: Capability(parameter.type),
                type: type,
                function: parameter.ellipsis == nil && !index.isStored(position, by: node)
                    ? index.functionType(type) : nil,
                isFunction: parameter.ellipsis == nil && index.isFunction(type)
            )
        }
        for parameter in parameters { check(parameter, GenericClause(node).names, isolation(of: node) != nil) }
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
                nodes: FunctionNodes(signature: node.signature, body: body, file.nodes),
                file: file,
                module: module,
                attribute: attribute,
                context: path,
                isGeneric: !GenericClause(node).isEmpty || (!path.isEmpty && index.isGeneric(path))
                    || index.isProtocol(path),
                contextRequirements: context.last?.requirements ?? "",
                isInProtocol: index.isProtocol(path),
                typeName: attribute.typeName ?? node.name.identifierText.capitalised,
                parameters: parameters,
                generics: GenericClause(node),
                receiver: receiver(of: node, in: path),
                isolation: isolation(of: node),
                isOnReceiver: isOnReceiver(node, in: path),
                access: access
            )
        )
    }

    private func receiver(of node: FunctionDeclSyntax, in path: [String]) -> DurableFunction.Receiver? {
        guard !path.isEmpty, !node.isStatic else { return nil }
        if index.isReference(path) { return .object }
        return node.modifiers.contains { $0.name.text == "mutating" } ? .mutated : .value
    }

    /// Whether a function is isolated to the actor that it is a method of.
    private func isOnReceiver(_ node: FunctionDeclSyntax, in path: [String]) -> Bool {
        guard !path.isEmpty, !node.isStatic, index.type(path)?.kind == .actor else { return false }
        return !node.modifiers.contains { $0.name.text == "nonisolated" } && isolation(of: node) == nil
    }

    /// Says what is not supported of a member of a type.
    private func checkMember(_ node: FunctionDeclSyntax, of path: [String]) {
        guard !path.isEmpty, !node.isStatic else { return }
        let name = node.name.text
        // A call goes to the coroutine of the method that is named, not of one that overrides it.
        if node.modifiers.contains(where: { $0.name.text == "override" }) {
            report(
                .overridableMethod,
                "durable function '\(name)' overrides another, and calls of that one would not come here: give it a name of "
                    + "its own",
                at: node.name
            )
        }
    }

    private func check(_ parameter: DurableFunction.Parameter, _ generics: [String], _ isIsolated: Bool) {
        let type = parameter.syntax.type.trimmedDescription
        if let function = parameter.function {
            if let thrown = function.thrownType, generics.contains(thrown) {
                report(
                    .parameterType,
                    "parameter '\(parameter.name)' throws errors of a generic type, which its coroutine could not be told: "
                        + "write 'throws'",
                    at: parameter.syntax
                )
            }
            let value = parameter.syntax.defaultValue?.value
            if let value, !(function.isOptional && value.is(NilLiteralExprSyntax.self)) {
                check(value, parameter, isIsolated)
            }
        } else if type.holds("->"), parameter.syntax.type.isKeptFunction {
            if let value = parameter.syntax.defaultValue?.value, !value.is(NilLiteralExprSyntax.self) {
                check(value, parameter, isIsolated)
            }
        } else if type.holds("->") {
            report(
                .parameterType,
                parameter.syntax.type.description.contains("async")
                    ? "parameter '\(parameter.name)' is a function that cannot be stored: it has at most "
                        + "\(FunctionParameterType.maximumInputs) parameters, none of them 'inout' or a capability, and is "
                        + "isolated to no actor"
                    : "parameter '\(parameter.name)' is a function that cannot be stored: it can be neither 'inout' nor an "
                        + "autoclosure, and is isolated to no actor",
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

    /// Says so if the default value of a parameter is a function of which nothing is known.
    private func check(_ value: ExprSyntax, _ parameter: DurableFunction.Parameter, _ isIsolated: Bool) {
        guard parameter.defaultFunction == nil || isIsolated else { return }
        report(
            .parameterType,
            "the default value of parameter '\(parameter.name)' is a function that cannot be stored: it has to be a closure or "
                + "the name of a function, for a parameter that is no optional one, and the function on no global actor: write "
                + "an overload without the parameter",
            at: value
        )
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

    /// The global actor that a function runs on: its own, or that of the types around it.
    private func isolation(of node: FunctionDeclSyntax) -> String? {
        if node.modifiers.contains(where: { $0.name.text == "nonisolated" }) { return nil }
        if let own = node.attributes.globalActor(of: index.globalActors) { return own }
        for context in context.reversed() {
            if let around = context.isolation { return around }
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

extension FunctionDeclSyntax {
    /// Whether it is a member of its type, and not of the instances.
    var isStatic: Bool { modifiers.contains { $0.name.text == "static" || $0.name.text == "class" } }
}

extension DeclModifierListSyntax {
    /// Whether the modifiers say an access level.
    fileprivate var saysAccess: Bool { accessLevel != "internal" || contains { $0.name.text == "internal" } }
}

extension AttributeListSyntax {
    /// The global actor among the attributes.
    func globalActor(of known: Set<String>) -> String? {
        for case .attribute(let attribute) in self {
            let name = attribute.attributeName.trimmedDescription
            let last = name.split(separator: ".").last.map(String.init) ?? name
            if known.contains(last) || (last.hasSuffix("Actor") && last != "globalActor") { return name }
        }
        return nil
    }

    /// Whether they make a type a global actor.
    var declareGlobalActor: Bool {
        contains { $0.as(AttributeSyntax.self)?.attributeName.trimmedDescription == "globalActor" }
    }
}
