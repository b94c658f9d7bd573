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

        /// Whether a closure given for it may be kept.
        var keepsClosure: Bool { isEscaping || (type.contains("->") && type.hasSuffix("?")) }
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

/// A durable function as callers see it.
struct DurableSignature {
    let signature: FunctionSignature
    /// The name of the coroutine's type, without the types it is nested in.
    let typeName: String
    /// The positions of parameters that are capabilities.
    let capabilities: Set<Int>

    /// The type as generated code spells it at module level.
    var qualifiedTypeName: String { (signature.context + [typeName]).joined(separator: ".") }
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
