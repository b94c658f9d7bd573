import SwiftSyntax

/// What a function declares, as far as its syntax tells.
struct FunctionSignature: Equatable {
    let name: String
    let parameters: [Parameter]
    /// Whether a call takes an `await`: be it only because it comes from outside of the actor.
    let isAsync: Bool
    /// Whether a call takes an `await` on the actor itself.
    let isAsyncOnActor: Bool
    let isThrowing: Bool
    /// Whether it throws only what functions throw that it is given.
    let isRethrowing: Bool
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
    /// Where it is declared.
    var declaration = Declaration()

    /// Where a function is declared, which makes no difference to what it declares.
    struct Declaration: Equatable {
        var node: FunctionDeclSyntax?
        var file: ParsedFile?

        static func == (left: Self, right: Self) -> Bool { true }
    }

    struct Parameter: Equatable {
        /// The argument label; nil where there is none.
        let label: String?
        let type: String
        let hasDefault: Bool
        let isVariadic: Bool
        let isAutoclosure: Bool
        let isEscaping: Bool
        let isInout: Bool
        /// Whether it is a task group.
        var isTaskGroup = false

        /// Whether a closure given for it may be kept.
        var keepsClosure: Bool { isEscaping || (type.holds("->") && type.hasSuffix("?")) }
    }

    /// Whether a call with these argument labels can be a call of this function.
    func accepts(labels: [String?]) -> Bool { positions(ofLabels: labels) != nil }

    /// The positions of the parameters that arguments with these labels are for.
    ///
    /// - Returns: nil if a call with such labels cannot be a call of this function.
    func positions(ofLabels labels: [String?]) -> [Int]? {
        var positions: [Int] = []
        for (index, parameter) in parameters.enumerated() {
            if positions.count < labels.count,
                labels[positions.count] == parameter.label
                    || (labels[positions.count] == .trailingClosure && takesTrailingClosure(index))
            {
                positions.append(index)
                if parameter.isVariadic {
                    while positions.count < labels.count, labels[positions.count] == nil { positions.append(index) }
                }
            } else if !parameter.hasDefault && !parameter.isVariadic {
                return nil
            }
        }
        return positions.count == labels.count ? positions : nil
    }

    /// Whether a first trailing closure is for a parameter: one that a later parameter needs more goes there.
    private func takesTrailingClosure(_ index: Int) -> Bool {
        let parameter = parameters[index]
        guard parameter.hasDefault else { return true }
        return parameter.type.holds("->")
            && !parameters[(index + 1)...].contains { !$0.hasDefault && !$0.isVariadic }
    }
}

extension String? {
    /// Stands for the label of a first trailing closure, which has none.
    static let trailingClosure: String? = "{"
}

/// A durable function as callers see it.
struct DurableSignature {
    let signature: FunctionSignature
    /// The name of the coroutine's type, without the types it is nested in.
    let typeName: String
    /// The positions of parameters that are capabilities.
    let capabilities: Set<Int>

    /// Whether it is called on an instance.
    var isInstanceMember: Bool { !signature.context.isEmpty && !signature.isStatic }

    /// Whether what is done to a parameter shows in the argument.
    func isInout(at position: Int) -> Bool {
        position < signature.parameters.count && signature.parameters[position].isInout
    }

    /// The type as generated code spells it at module level.
    func qualifiedTypeName(_ index: DeclarationIndex) -> String {
        CoroutineName.qualified(typeName, in: signature.context, index)
    }
}

/// The names of coroutines: those of members are nested in the types of the members, but for those of protocols, in which
/// nothing can be nested.
enum CoroutineName {
    static func qualified(_ name: String, in context: [String], _ index: DeclarationIndex) -> String {
        index.isProtocol(context)
            ? context.joined().filter { $0 != "." } + name : (context + [name]).joined(separator: ".")
    }
}

extension FunctionSignature {
    init(_ node: FunctionDeclSyntax, context: [String], module: String, isActorMember: Bool) {
        let effects = node.signature.effectSpecifiers
        let returnType = node.signature.returnClause?.type.trimmedDescription
        self.init(
            name: node.name.identifierText,
            parameters: node.signature.parameterClause.parameters.map(Parameter.init),
            isAsync: effects?.asyncSpecifier != nil || isActorMember,
            isAsyncOnActor: effects?.asyncSpecifier != nil,
            isThrowing: effects?.throwsClause != nil,
            isRethrowing: effects?.throwsClause?.throwsSpecifier.tokenKind == .keyword(.rethrows),
            thrownType: effects?.throwsClause?.type?.trimmedDescription,
            isGeneric: node.genericParameterClause != nil || (returnType?.hasPrefix("some ") ?? false)
                || node.signature.parameterClause.parameters.contains { $0.type.trimmedDescription.holds("some ") },
            returnType: returnType,
            returnsNever: returnType == "Never",
            context: context,
            isStatic: node.modifiers.contains { $0.name.text == "static" || $0.name.text == "class" },
            isMutating: node.modifiers.contains { $0.name.text == "mutating" },
            module: module,
            declaration: Declaration(node: node)
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
            isAutoclosure: type.holds("@autoclosure"),
            isEscaping: type.holds("@escaping"),
            isInout: type.hasPrefix("inout ") && TaskGroupType(ofParameter: node.type) == nil,
            isTaskGroup: TaskGroupType(ofParameter: node.type) != nil
        )
    }
}
