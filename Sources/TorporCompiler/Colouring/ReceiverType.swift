import SwiftSyntax

/// The type of what a method is called on, where the sources tell it.
struct ReceiverType {
    let function: DurableFunction
    let resolution: Resolution
    let index: DeclarationIndex

    /// Stands for a tuple or a function, of which no declaration is a member.
    static let tuple = ["()"]

    /// The type of an expression with those around it, outermost first; of an optional, what it holds.
    ///
    /// - Returns: nil where it takes a compiler to tell.
    func of(_ node: ExprSyntax) -> [String]? {
        switch node.unparenthesised.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference): return ofName(reference)
        case .memberAccessExpr(let member): return ofMember(member)
        case .functionCallExpr(let call):
            if call.calledExpression.isTypeName {
                return known(call.calledExpression.withoutGenericArguments, in: function.context)
            }
            return EvidentType.of(node, resolution, index).flatMap { known($0, in: function.context) } ?? ofResult(call)
        case .forceUnwrapExpr(let forced): return of(forced.expression)
        case .optionalChainingExpr(let chain): return of(chain.expression)
        case .tryExpr(let attempt): return of(attempt.expression)
        case .awaitExpr(let wait): return of(wait.expression)
        case .arrayExpr: return ["Array"]
        case .stringLiteralExpr: return ["String"]
        default: return nil
        }
    }

    /// The functions that a name may mean which stands for a value: those of the type around, or of the type of what it is
    /// a member of, before others of the name.
    func functions(_ node: ExprSyntax) -> [FunctionSignature] {
        if let member = node.as(MemberAccessExprSyntax.self), let base = member.base {
            let all = index.functions[member.declName.baseName.identifierText] ?? []
            let path = base.isTypeName ? base.withoutGenericArguments.path : of(base)
            let own = all.filter { $0.context.last == path?.last && path != nil }
            return own.isEmpty ? all : own
        }
        guard let reference = node.as(DeclReferenceExprSyntax.self) else { return [] }
        let all = index.functions[reference.baseName.identifierText] ?? []
        let own = all.filter { !$0.context.isEmpty && $0.context == function.context }
        let free = all.filter(\.context.isEmpty)
        return own.isEmpty ? free.isEmpty ? all : free : own
    }

    private func ofName(_ reference: DeclReferenceExprSyntax) -> [String]? {
        if let id = resolution.bindings[reference.id] { return ofLocal(resolution.locals[id]) }
        guard !resolution.innerNames.contains(reference.id) else { return nil }
        if reference.baseName.tokenKind == .keyword(.self) { return function.context }
        let name = reference.baseName.identifierText
        if index.isImplicitMember(name, of: function.context) { return member(name, of: function.context) }
        return index.memberTypes[name].flatMap { known($0, in: []) }
    }

    private func ofMember(_ node: MemberAccessExprSyntax) -> [String]? {
        guard let base = node.base else { return nil }
        let type = base.isTypeName ? known(base.withoutGenericArguments, in: function.context) : of(base)
        return type.flatMap { member(node.declName.baseName.identifierText, of: $0) }
    }

    private func ofResult(_ call: FunctionCallExprSyntax) -> [String]? {
        guard let member = call.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base,
            let type = base.isTypeName ? known(base.withoutGenericArguments, in: function.context) : of(base)
        else { return nil }
        let types = index.ancestry(type).types
        let functions = index.functions(named: member.declName.baseName.identifierText, labels: call.labels)
            .filter { types.contains($0.context) }
        guard let only = functions.first, functions.count == 1, !only.isGeneric, let result = only.returnType else {
            return nil
        }
        return result == "Self" ? type : known(result, in: only.context)
    }

    /// The type of a property.
    private func member(_ name: String, of path: [String]) -> [String]? {
        for type in index.ancestry(path).types {
            if let text = index.memberTypes[(type + [name]).joined(separator: ".")] { return known(text, in: type) }
        }
        return nil
    }

    private func ofLocal(_ local: Local) -> [String]? {
        switch local.origin {
        case .parameter(let type): return known(type, in: function.context)
        case .binding(let binding):
            if let type = binding.typeAnnotation?.type {
                return known(type.trimmedDescription, in: function.context)
            }
            guard binding.pattern.is(IdentifierPatternSyntax.self), let value = binding.initializer?.value else {
                return nil
            }
            return of(value)
        default: return nil
        }
    }

    /// A type that the sources declare, or one of the standard library's that everyone knows.
    func known(_ type: String, in context: [String]) -> [String]? {
        var type = type.hasSuffix("?") || type.hasSuffix("!") ? String(type.dropLast()) : type
        if type.hasPrefix("[") { return [type.contains(":") ? "Dictionary" : "Array"] }
        if type.hasPrefix("("), type.contains(",") || type.contains(":") || type.holds("->") { return Self.tuple }
        type = String(type.prefix { $0 != "<" })
        if type == "Self" { return context }
        // The name of a generic parameter hides that of a type.
        if function.generics.names.contains(type) { return nil }
        let isParameter = context.indices.contains {
            index.type(Array(context[...$0]))?.genericParameters.contains(type) == true
        }
        if isParameter { return nil }
        if let alias = index.aliases[type], index.type([type])?.kind == nil {
            return known(alias.trimmedDescription, in: [])
        }
        let path = type.path
        // A type of the function itself, which no declaration elsewhere is a member of.
        if resolution.types.contains(where: { $0.name == path.first }) { return [function.fullName] + path }
        if ["Int", "String", "Bool", "Double", "Array", "Dictionary", "Set", "Character"].contains(type) {
            return path
        }
        if ["DurableClock", "Torpor.DurableClock"].contains(type) { return ["DurableClock"] }
        for depth in stride(from: context.count, through: 0, by: -1) {
            let candidate = Array(context.prefix(depth)) + path
            if let kind = index.type(candidate)?.kind { return kind == .protocolType ? nil : candidate }
        }
        return nil
    }
}
