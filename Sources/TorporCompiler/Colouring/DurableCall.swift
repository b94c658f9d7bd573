import SwiftSyntax

/// A call of a durable function, as far as the sources tell what it means.
struct DurableCall {
    /// The functions that it may mean: several where it takes types to tell overloads apart.
    let candidates: [DurableSignature]
    let receiver: Receiver
    /// Whether a member of the receiver has to make the coroutine, because the coroutine's type cannot be named: there are
    /// several candidates, or the call is in the generic type itself, where its name means one with the same arguments.
    let isMadeByMember: Bool

    /// Whether it may be a call of another function: it is a method, and of what type its instance is cannot be told.
    let isGuess: Bool

    init(
        candidates: [DurableSignature],
        receiver: Receiver,
        isGuess: Bool = false,
        in function: DurableFunction,
        _ index: DeclarationIndex
    ) {
        self.candidates = candidates
        self.isGuess = isGuess
        self.receiver = receiver
        let type = candidates[0].signature.context
        var isOfAnother = false
        if case .instance(let base) = receiver, type.first == function.context.first, index.isGeneric(type),
            !index.isProtocol(type)
        {
            isOfAnother = !["self", "super"].contains(base.trimmedDescription)
        }
        isMadeByMember = candidates.count > 1 || isOfAnother
    }

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

    /// Whether one of the functions that it may mean changes the instance that it is called on, which its caller has to
    /// take back.
    func changesReceiver(_ index: DeclarationIndex) -> Bool {
        candidates.contains { $0.changesReceiver(index) }
    }

    /// Whether all of them do.
    func surelyChangesReceiver(_ index: DeclarationIndex) -> Bool {
        candidates.allSatisfy { $0.changesReceiver(index) }
    }
}

extension DurableSignature {
    fileprivate func changesReceiver(_ index: DeclarationIndex) -> Bool {
        isInstanceMember && signature.isMutating && !index.isReference(signature.context)
    }
}

/// Finds out which durable functions a call can mean.
struct DurableCallLookup {
    let function: DurableFunction
    let resolution: Resolution
    let index: DeclarationIndex

    /// The call as one of a durable function; nil if it is none.
    func find(_ call: FunctionCallExprSyntax) -> DurableCall? {
        if let known = resolution.preludeCalls[call.id] { return known }
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
            return DurableCall(
                candidates: found,
                receiver: first.isInstanceMember ? .implicitSelf : .none,
                in: function,
                index
            )
        }
        return nil
    }

    private func onType(_ base: ExprSyntax, _ matching: [DurableSignature]) -> DurableCall? {
        let context = function.context
        let text = base.withoutGenericArguments
        let path =
            text == "Self" || (text == "self" && function.receiver == nil)
            ? context : text.path
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
            return DurableCall(
                candidates: found,
                receiver: first.signature.context.isEmpty ? .none : .type(base),
                in: function,
                index
            )
        }
        return nil
    }

    private func onInstance(_ base: ExprSyntax, _ matching: [DurableSignature]) -> DurableCall? {
        var found = matching.filter(\.isInstanceMember)
        guard !found.isEmpty, !base.isTypeName else { return nil }
        let isSelf = ["self", "super"].contains(base.trimmedDescription)
        let path =
            isSelf ? function.context : ReceiverType(function: function, resolution: resolution, index: index).of(base)
        if let path {
            let types = index.ancestry(path).types
            found = found.filter { candidate in
                types.contains(candidate.signature.context)
                    || (!isSelf && types.contains { $0 == Array(candidate.signature.context.suffix($0.count)) })
                    || (index.isProtocol(candidate.signature.context) && !index.ancestry(path).isComplete)
            }
        }
        guard !found.isEmpty else { return nil }
        return DurableCall(candidates: found, receiver: .instance(base), isGuess: path == nil, in: function, index)
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
