import SwiftParser
import SwiftSyntax

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

extension TypeSyntax {
    /// The type without `borrowing`, `consuming` and the like, which say how an argument is passed.
    var withoutOwnership: TypeSyntax {
        guard let attributed = self.as(AttributedTypeSyntax.self), attributed.attributes.isEmpty else { return self }
        let ownership: Set<String> = ["borrowing", "consuming", "sending", "inout", "__owned", "__shared"]
        let isOwnership = attributed.specifiers.allSatisfy { ownership.contains($0.trimmedDescription) }
        return isOwnership ? attributed.baseType : self
    }
}

/// A function marked `@Durable`, with what its declaration says.
struct DurableFunction {
    let declaration: FunctionDeclSyntax
    let body: CodeBlockSyntax
    /// What is in the signature and the body.
    let nodes: FunctionNodes
    let file: ParsedFile
    let module: String
    let attribute: DurableAttribute
    /// The types that the declaration is nested in, outermost first.
    let context: [String]
    /// Whether its coroutine is generic, be it by the types around it.
    let isGeneric: Bool
    /// What an extension around it asks of its type: ` where Element: Codable`, or nothing.
    let contextRequirements: String
    /// Whether the type around it is a protocol, in which no type can be nested.
    let isInProtocol: Bool
    /// The name of the coroutine's type, where it is nested in a type of the context.
    let typeName: String
    let parameters: [Parameter]
    let generics: GenericClause
    /// What it is called on; nil for a free or a static function.
    let receiver: Receiver?
    /// The global actor that it runs on.
    let isolation: String?
    /// Whether it runs on the actor that it is a method of.
    let isOnReceiver: Bool
    let access: String

    struct Parameter {
        let syntax: FunctionParameterSyntax
        let name: String
        let capability: Capability?
        /// The type, without what says how an argument is passed, opaque types by the names that they have in
        /// generated code.
        let type: String
        /// What it takes, if that is an `async` function.
        let function: FunctionParameterType?
        /// Whether it takes a function of any kind.
        let isFunction: Bool

        /// Its default value, if that is a function: a closure, or the name of one.
        var defaultFunction: ExprSyntax? {
            guard let value = syntax.defaultValue?.value, function != nil || isFunction, function?.isOptional != true,
                !valueType.hasSuffix("?"), value.isFunctionLiteral
            else { return nil }
            return value
        }

        /// The type of its value.
        var valueType: String { type.replacing("@escaping ", with: "") }

        /// The type of an argument that is kept: of a function, too.
        var keptType: String { isFunction ? "@escaping " + valueType : valueType }

        /// What stands for it, if it is a task group.
        var group: TaskGroupType? { TaskGroupType(ofParameter: syntax.type) }

        /// Whether what is done to it shows in the argument. What stands for a task group refers to it.
        var isInout: Bool { syntax.type.trimmedDescription.hasPrefix("inout ") && group == nil }

        /// Whether it is a variable of the function.
        var isConsumed: Bool { syntax.type.trimmedDescription.hasPrefix("consuming ") }
    }

    /// The kind of instance that a method is called on.
    enum Receiver {
        /// A value that stays as it is.
        case value
        /// A value that is changed: the caller gets it back.
        case mutated
        /// An object.
        case object
    }

    /// The default values of parameters that are functions: they are made where the coroutine is, which keeps them.
    var defaultFunctions: [ExprSyntax] { parameters.compactMap(\.defaultFunction) }

    var name: String { declaration.name.identifierText }

    /// The name of the coroutine's type at module level.
    var qualifiedTypeName: String {
        isInProtocol ? context.joined().filter { $0 != "." } + typeName : (context + [typeName]).joined(separator: ".")
    }

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

    /// The parameters whose changes the caller sees.
    var inoutParameters: [Parameter] { parameters.filter(\.isInout) }

    var output: String {
        let type = declaration.signature.returnClause?.type.trimmedDescription ?? "Void"
        return type == "()" ? "Void" : type
    }

    /// The type of its errors, where it says one.
    var thrownType: String? {
        declaration.signature.effectSpecifiers?.throwsClause?.type?.trimmedDescription
    }

    var isThrowing: Bool { declaration.signature.effectSpecifiers?.throwsClause != nil }
}

extension ExprSyntax {
    /// Whether it is a closure, or the name of a function.
    fileprivate var isFunctionLiteral: Bool {
        let value = unparenthesised
        if value.is(ClosureExprSyntax.self) || value.is(DeclReferenceExprSyntax.self) { return true }
        return value.as(MemberAccessExprSyntax.self)?.base.map { $0.is(DeclReferenceExprSyntax.self) } ?? false
    }
}
