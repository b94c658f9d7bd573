import SwiftParser
import SwiftSyntax

extension DiagnosticIdentifier {
    static let notAFunction: Self = "NotAFunction"
    static let attributeArgument: Self = "AttributeArgument"
}

/// Finds uses of `@Durable` that mean nothing: the attribute is legal Swift in places where no coroutine can come of it.
final class AttributeCheck: SyntaxVisitor {
    private let file: ParsedFile
    private let diagnostics: DiagnosticCollector

    static func check(_ file: ParsedFile, _ diagnostics: DiagnosticCollector) {
        AttributeCheck(file, diagnostics).walk(file.tree)
    }

    private init(_ file: ParsedFile, _ diagnostics: DiagnosticCollector) {
        self.file = file
        self.diagnostics = diagnostics
        super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind {
        guard node.isDurable else { return .visitChildren }
        let owner = node.parent?.parent
        if let function = owner?.as(FunctionDeclSyntax.self) {
            checkArguments(of: node)
            checkNesting(of: function)
        } else if let owner, owner.is(IfConfigClauseSyntax.self) {
            report(
                .notAFunction,
                "'@Durable' under '#if' is not seen: states must not depend on the build; mark the function unconditionally",
                at: node
            )
        } else {
            report(
                .notAFunction,
                "'@Durable' means nothing on \(owner?.spokenKind ?? "this"): only a function with a body can be durable",
                at: node,
                fixIts: [file.removing(node)]
            )
        }
        return .skipChildren
    }

    /// The arguments are read from the source, where there are no values yet.
    private func checkArguments(of node: AttributeSyntax) {
        guard case .argumentList(let arguments) = node.arguments else { return }
        for argument in arguments {
            let value = argument.expression
            switch argument.label?.text {
            case "name":
                let literal = value.as(StringLiteralExprSyntax.self)?.representedLiteralValue
                if literal == nil, !value.is(NilLiteralExprSyntax.self) {
                    report(.attributeArgument, "the name of a coroutine is read from the source: write a literal", at: value)
                }
            case "checkpoints":
                let name = value.as(MemberAccessExprSyntax.self)?.declName.baseName.text
                if name != "onAwait", name != "onSuspend" {
                    report(
                        .attributeArgument,
                        "where to save is read from the source: write '.onAwait' or '.onSuspend'",
                        at: value
                    )
                }
            default: break
            }
        }
    }

    /// The body of a durable function is not searched for durable functions.
    private func checkNesting(of function: FunctionDeclSyntax) {
        var current = function.parent
        while let parent = current {
            if let outer = parent.as(FunctionDeclSyntax.self), outer.attributes.durable != nil {
                let name = function.name.text
                return report(
                    .nestedFunction,
                    "'\(name)' is a local function; move it out to make it durable",
                    at: function.name
                )
            }
            current = parent.parent
        }
    }

    private func report(
        _ identifier: DiagnosticIdentifier,
        _ text: String,
        at node: some SyntaxProtocol,
        fixIts: [Diagnostic.FixIt] = []
    ) {
        diagnostics.report(.error(identifier, text), at: file.location(of: node), fixIts: fixIts)
    }
}

extension AttributeSyntax {
    /// Whether this is `@Durable`.
    var isDurable: Bool { ["Durable", "Torpor.Durable"].contains(attributeName.trimmedDescription) }
}

extension Syntax {
    /// What people call a declaration of this kind.
    fileprivate var spokenKind: String {
        switch self.as(SyntaxEnum.self) {
        case .initializerDecl: "an initializer"
        case .deinitializerDecl: "a deinitializer"
        case .variableDecl: "a variable"
        case .subscriptDecl: "a subscript"
        case .accessorDecl: "an accessor"
        case .closureSignature: "a closure"
        case .structDecl: "a struct"
        case .enumDecl: "an enum"
        case .enumCaseDecl: "a case"
        case .classDecl: "a class"
        case .actorDecl: "an actor"
        case .protocolDecl: "a protocol"
        case .extensionDecl: "an extension"
        case .typeAliasDecl: "a type alias"
        case .importDecl: "an import"
        default: "this"
        }
    }
}
