import SwiftSyntax

extension DiagnosticIdentifier {
    static let privateName: Self = "PrivateName"
    static let localType: Self = "LocalType"
}

/// Finds uses of what the generated file cannot see: private declarations, and local functions in local types.
enum VisibilityCheck {
    static func check(
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ module: ParsedModule,
        _ diagnostics: DiagnosticCollector
    ) {
        for node in function.nodes.names {
            if let use = use(in: node, by: function, resolution, module.index) {
                report(use, function, module, diagnostics)
            }
        }
        for type in resolution.types {
            for node in type.declarations { checkType(node, type, function, resolution, diagnostics) }
        }
    }

    /// Says what local functions a type uses that the function declares.
    private static func checkType(
        _ node: Syntax,
        _ type: NestedType,
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ diagnostics: DiagnosticCollector
    ) {
        node.visitDescendants { node in
            guard let local = resolution.bindings[node.id] else { return }
            let name = resolution.locals[local].name
            diagnostics.report(
                .error(
                    .localType,
                    "local type '\(type.name)' uses local function '\(name)', and the frame has the type outside of "
                        + "'\(function.name)': declare '\(name)' outside of the function too"
                ),
                at: function.file.location(of: node)
            )
        }
    }

    /// The use of a name that the generated file cannot see.
    private struct Use {
        let name: String
        let place: Syntax
        /// Where it is declared: the full name of a type, or the path of a file.
        let scope: String
    }

    private static func report(
        _ use: Use,
        _ function: DurableFunction,
        _ module: ParsedModule,
        _ diagnostics: DiagnosticCollector
    ) {
        let declarations = PrivateDeclarations.find(use.name, in: use.scope, of: module.contents.parsed)
        let edits = declarations.flatMap { $0.file.makingInternal($0.node) }
        diagnostics.report(
            .error(
                .privateName,
                "'\(use.name)' is private, and the coroutine of '\(function.name)' is in a file of its own: "
                    + "make '\(use.name)' internal"
            ),
            at: function.file.location(of: use.place),
            notes: declarations.map { .init("'\(use.name)' is declared here", at: $0.file.location(of: $0.name)) },
            fixIts: edits.isEmpty ? [] : [.init("make '\(use.name)' internal", Array(Set(edits)).sorted())]
        )
    }

    private static func use(
        in node: Syntax,
        by function: DurableFunction,
        _ resolution: Resolution,
        _ index: DeclarationIndex
    ) -> Use? {
        if let member = node.as(MemberAccessExprSyntax.self) {
            let name = member.declName.baseName.identifierText
            guard index.mayBePrivate(name), let scope = type(named: member.base, function, resolution) else {
                return nil
            }
            let isHidden = index.isHidden(name, in: scope)
            return isHidden ? Use(name: name, place: Syntax(member.declName), scope: scope) : nil
        }
        guard let (name, place) = name(of: node, resolution), index.mayBePrivate(name) else { return nil }
        let scope = index.hidingScope(of: name, in: function.context, path: function.file.source.path)
        return scope.map { Use(name: name, place: place, scope: $0) }
    }

    /// The name that a node uses, if it is not that of a local.
    private static func name(of node: Syntax, _ resolution: Resolution) -> (String, Syntax)? {
        if let reference = node.as(DeclReferenceExprSyntax.self), resolution.bindings[reference.id] == nil {
            let isMember = reference.parent?.as(MemberAccessExprSyntax.self)?.declName.id == reference.id
            guard !isMember, !resolution.isOwn(reference.id) else { return nil }
            return (reference.baseName.identifierText, node)
        }
        if let type = node.as(IdentifierTypeSyntax.self), !resolution.isOwn(type.id) {
            return (type.name.identifierText, node)
        }
        return nil
    }

    /// The type whose member an expression leads to: the one that it names, or the one around for `self` and `Self`.
    private static func type(
        named base: ExprSyntax?,
        _ function: DurableFunction,
        _ resolution: Resolution
    ) -> String? {
        guard let base else { return nil }
        var root = base
        while let inner = root.as(MemberAccessExprSyntax.self)?.base { root = inner }
        guard let reference = root.as(DeclReferenceExprSyntax.self), resolution.bindings[reference.id] == nil,
            !resolution.innerNames.contains(reference.id)
        else { return nil }
        let name = base.trimmedDescription
        return ["self", "Self"].contains(name) ? function.context.joined(separator: ".") : name
    }
}

/// Finds private declarations by name.
private final class PrivateDeclarations: SyntaxAnyVisitor {
    /// A private declaration.
    struct Declaration {
        let file: ParsedFile
        let node: Syntax
        let name: TokenSyntax
    }

    private let name: String
    private let scope: String
    private let file: ParsedFile
    private var context: [String] = []
    private var found: [Declaration] = []

    /// The private declarations of a name.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - scope: the full name of the type around them, or the path of the file.
    ///   - files: the files of the module.
    static func find(_ name: String, in scope: String, of files: [ParsedFile]) -> [Declaration] {
        files.flatMap { file in
            let visitor = PrivateDeclarations(name, scope, file)
            visitor.walk(file.tree)
            return visitor.found
        }
    }

    private init(_ name: String, _ scope: String, _ file: ParsedFile) {
        (self.name, self.scope, self.file) = (name, scope, file)
        super.init(viewMode: .sourceAccurate)
    }

    override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
        if node.is(CodeBlockSyntax.self) || node.is(ClosureExprSyntax.self) { return .skipChildren }
        if let binding = node.as(PatternBindingSyntax.self) {
            if let token = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier { note(token, node) }
        } else if let declaration = node.asNamedDeclaration {
            note(declaration.name, node)
        }
        if let type = node.scopeName { context.append(type) }
        return .visitChildren
    }

    override func visitAnyPost(_ node: Syntax) {
        if node.scopeName != nil { context.removeLast() }
    }

    private func note(_ token: TokenSyntax, _ node: Syntax) {
        let place = context.isEmpty ? file.source.path : context.joined(separator: ".")
        guard token.identifierText == name, place == scope, !file.makingInternal(node).isEmpty else { return }
        found.append(Declaration(file: file, node: node, name: token))
    }
}

extension Syntax {
    /// The name of a type or of an extended type, whose members are below.
    fileprivate var scopeName: String? {
        if let around = self.as(ExtensionDeclSyntax.self) { return around.extendedType.trimmedDescription }
        guard self.asDeclarationGroup != nil else { return nil }
        return self.asNamedDeclaration?.name.identifierText
    }
}
