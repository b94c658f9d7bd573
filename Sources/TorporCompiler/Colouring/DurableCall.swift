import SwiftSyntax

/// A call of a durable function, as far as the sources tell what it means.
struct DurableCall {
    /// The functions that it may mean: several where it takes types to tell overloads apart.
    let candidates: [DurableSignature]
    let receiver: Receiver
    /// Whether it may be a call of another function: it is a method, and of what type its instance is cannot be told.
    var isGuess = false

    /// What the function is called on.
    enum Receiver {
        /// Nothing: a free function, or a member named by itself in its type.
        case none
        /// A type.
        case type(ExprSyntax)
        /// An instance.
        case instance(ExprSyntax)
        /// The instance that the calling method is called on.
        case implicitSelf
    }

    var callee: DurableSignature { candidates[0] }

    var isThrowing: Bool { candidates.contains(where: \.signature.isThrowing) }

    /// Whether the function changes the instance that it is called on, which its caller has to take back.
    func changesReceiver(_ index: DeclarationIndex) -> Bool {
        callee.isInstanceMember && callee.signature.isMutating && !index.isReference(callee.signature.context)
    }
}

/// Finds out which durable functions a call can mean.
struct DurableCallLookup {
    let function: DurableFunction
    let resolution: Resolution
    let index: DeclarationIndex

    /// The call as one of a durable function; nil if it is none.
    func find(_ call: FunctionCallExprSyntax) -> DurableCall? {
        let callee = call.calledExpression.unparenthesised
        if let reference = callee.as(DeclReferenceExprSyntax.self) {
            guard resolution.bindings[reference.id] == nil, !resolution.innerNames.contains(reference.id) else {
                return nil
            }
            return byName(candidates(reference.baseName.identifierText, call))
        }
        guard let member = callee.as(MemberAccessExprSyntax.self), let base = member.base else { return nil }
        let matching = candidates(member.declName.baseName.identifierText, call)
        guard !matching.isEmpty else { return nil }
        return onType(base, matching) ?? onInstance(base, matching)
    }

    private func candidates(_ name: String, _ call: FunctionCallExprSyntax) -> [DurableSignature] {
        (index.durable[name] ?? []).filter { $0.signature.accepts(labels: call.labels) }
    }

    /// Of the functions of a name those in the innermost of the types around, or at module level.
    private func byName(_ matching: [DurableSignature]) -> DurableCall? {
        let context = function.context
        for depth in stride(from: context.count, through: 0, by: -1) {
            let scope = Array(context.prefix(depth))
            let scopes = depth == 0 ? [[]] : index.ancestry(scope).types
            let isOwn = depth == context.count
            let found = matching.filter {
                scopes.contains($0.signature.context) && (!$0.isInstanceMember || (isOwn && function.receiver != nil))
            }
            guard let first = found.first else { continue }
            return DurableCall(candidates: found, receiver: first.isInstanceMember ? .implicitSelf : .none)
        }
        return nil
    }

    private func onType(_ base: ExprSyntax, _ matching: [DurableSignature]) -> DurableCall? {
        let context = function.context
        let text = base.withoutGenericArguments
        let path =
            text == "Self" || (text == "self" && function.receiver == nil)
            ? context : text.split(separator: ".").map(String.init)
        let shared = matching.filter { !$0.isInstanceMember }
        let places: [(DurableSignature) -> Bool] = [
            { $0.signature.context == path },
            { !path.isEmpty && $0.signature.context == context + path },
            { $0.signature.context.isEmpty && path == [$0.signature.module] },
            { [$0.signature.module] + $0.signature.context == path },
            { !$0.signature.context.isEmpty && index.ancestry(path).types.contains($0.signature.context) },
            { base.isTypeName && index.isProtocol($0.signature.context) },
        ]
        for place in places {
            let found = shared.filter(place)
            guard let first = found.first else { continue }
            return DurableCall(candidates: found, receiver: first.signature.context.isEmpty ? .none : .type(base))
        }
        return nil
    }

    private func onInstance(_ base: ExprSyntax, _ matching: [DurableSignature]) -> DurableCall? {
        var found = matching.filter(\.isInstanceMember)
        guard !found.isEmpty, !base.isTypeName else { return nil }
        let isSelf = ["self", "super"].contains(base.trimmedDescription)
        let path = isSelf ? function.context : ReceiverType.of(base, function, resolution, index)
        if let path {
            let types = index.ancestry(path).types
            found = found.filter { candidate in
                types.contains(candidate.signature.context)
                    || (!isSelf && types.contains { $0 == Array(candidate.signature.context.suffix($0.count)) })
                    || (index.isProtocol(candidate.signature.context) && !index.ancestry(path).isComplete)
            }
        }
        return found.isEmpty
            ? nil : DurableCall(candidates: found, receiver: .instance(base), isGuess: path == nil)
    }
}

/// The type of what a method is called on, where the text tells it.
enum ReceiverType {
    static func of(
        _ node: ExprSyntax,
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ index: DeclarationIndex
    ) -> [String]? {
        switch node.unparenthesised.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            return resolution.bindings[reference.id].flatMap {
                ofLocal(resolution.locals[$0], function, resolution, index)
            }
        case .functionCallExpr(let call):
            if call.calledExpression.isTypeName {
                return known(call.calledExpression.withoutGenericArguments, function, index)
            }
            return EvidentType.of(node, resolution, index).flatMap { known($0, function, index) }
        case .forceUnwrapExpr(let forced): return of(forced.expression, function, resolution, index)
        case .optionalChainingExpr(let chain): return of(chain.expression, function, resolution, index)
        case .tryExpr(let attempt): return of(attempt.expression, function, resolution, index)
        case .awaitExpr(let wait): return of(wait.expression, function, resolution, index)
        case .arrayExpr: return ["Array"]
        case .stringLiteralExpr: return ["String"]
        default: return nil
        }
    }

    private static func ofLocal(
        _ local: Local,
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ index: DeclarationIndex
    ) -> [String]? {
        switch local.origin {
        case .parameter(let type): return known(type, function, index)
        case .binding(let binding):
            if let type = binding.typeAnnotation?.type { return known(type.trimmedDescription, function, index) }
            guard binding.pattern.is(IdentifierPatternSyntax.self), let value = binding.initializer?.value else {
                return nil
            }
            return of(value, function, resolution, index)
        default: return nil
        }
    }

    /// A type that the sources declare, or one of the standard library's that everyone knows.
    private static func known(_ type: String, _ function: DurableFunction, _ index: DeclarationIndex) -> [String]? {
        var type = type.hasSuffix("?") || type.hasSuffix("!") ? String(type.dropLast()) : type
        if type.hasPrefix("[") { return [type.contains(":") ? "Dictionary" : "Array"] }
        type = String(type.prefix { $0 != "<" })
        if type == "Self" { return function.context }
        let path = type.split(separator: ".").map(String.init)
        if ["Int", "String", "Bool", "Double", "Array", "Dictionary", "Set", "Character"].contains(type) {
            return path
        }
        for depth in stride(from: function.context.count, through: 0, by: -1) {
            let candidate = Array(function.context.prefix(depth)) + path
            if let kind = index.type(candidate)?.kind { return kind == .protocolType ? nil : candidate }
        }
        return nil
    }
}

extension ExprSyntax {
    /// The text of an expression that names a type, generic arguments left out.
    var withoutGenericArguments: String {
        if let generic = self.as(GenericSpecializationExprSyntax.self) {
            return generic.expression.withoutGenericArguments
        }
        if let member = self.as(MemberAccessExprSyntax.self), let base = member.base {
            return "\(base.withoutGenericArguments).\(member.declName.baseName.identifierText)"
        }
        return trimmedDescription
    }
}
