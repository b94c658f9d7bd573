import SwiftParser
import SwiftSyntax

/// Tells which calls are those of `async` functions that are values: in locals, in what locals hold, or in properties.
struct FunctionCallee {
    let function: DurableFunction
    let resolution: Resolution
    let index: DeclarationIndex

    /// Whether a call is that of an `async` function which is a value.
    func isAsync(_ call: FunctionCallExprSyntax) -> Bool {
        guard call.labels.allSatisfy({ $0 == nil || $0 == .trailingClosure }), call.isAwaited else { return false }
        let callee = call.calledExpression.unwrapped
        switch callee.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            guard let id = resolution.bindings[reference.id], isValue(resolution.locals[id]) else { return false }
            return isAsync(callee, call) ?? isAsyncClosure(resolution.locals[id]) ?? call.isAwaitedItself
        case .subscriptCallExpr:
            guard isOfLocal(callee) else { return false }
            return isAsync(callee, call) ?? call.isAwaitedItself
        case .memberAccessExpr(let member):
            guard member.base != nil else { return false }
            return isAsync(callee, call) ?? false
        case .functionCallExpr, .ternaryExpr: return isAsync(callee, call) ?? call.isAwaitedItself
        case .tryExpr(let attempt): return attempt.expression.is(AwaitExprSyntax.self) && call.isAwaitedItself
        case .awaitExpr: return call.isAwaitedItself
        default: return false
        }
    }

    private func isValue(_ local: Local) -> Bool {
        guard local.function == nil, !local.isRemade else { return false }
        switch local.origin {
        case .capability, .remade, .conditional: return false
        default: return true
        }
    }

    /// Whether a local is given a closure that suspends.
    private func isAsyncClosure(_ local: Local) -> Bool? {
        guard case .binding(let binding) = local.origin, binding.typeAnnotation == nil,
            let value = binding.initializer?.value
        else { return nil }
        if resolution.durableClosure(value)?.isKept == true { return true }
        return value.as(ClosureExprSyntax.self)?.isAsync
    }

    /// Whether what an expression leads to begins in a local, or in the instance of the method around.
    private func isOfLocal(_ node: ExprSyntax) -> Bool {
        switch node.unwrapped.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            if let id = resolution.bindings[reference.id] { return isValue(resolution.locals[id]) }
            return reference.baseName.tokenKind == .keyword(.self)
                || index.isImplicitMember(reference.baseName.identifierText, of: function.context)
        case .memberAccessExpr(let member): return member.base.map(isOfLocal) ?? false
        case .subscriptCallExpr(let access): return isOfLocal(access.calledExpression)
        default: return false
        }
    }

    /// Whether an expression is a function that is `async`; nil where the sources do not tell.
    private func isAsync(_ node: ExprSyntax, _ call: FunctionCallExprSyntax) -> Bool? {
        if let type = type(of: node) {
            if index.functionType(type) != nil { return true }
            return isKnown(type) ? false : nil
        }
        guard let member = node.as(MemberAccessExprSyntax.self) else { return nil }
        return isAsync(member, call)
    }

    private func isAsync(_ member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax) -> Bool? {
        let name = member.declName.baseName.identifierText
        guard let base = member.base else { return nil }
        if let element = type(of: base).flatMap({ elementType(name, ofTuple: $0) }) {
            return index.functionType(element) != nil
        }
        if !index.functions(named: name, labels: call.labels).isEmpty { return false }
        // An element of a tuple, or the value of a pair of a dictionary.
        let isElement = Int(name) != nil || name == "value" && !index.variables.contains(name)
        return isElement && isOfLocal(base) && call.isAwaitedItself
    }

    // MARK: Types

    /// The type of an expression, as far as it is written.
    func type(of node: ExprSyntax) -> String? {
        switch node.unwrapped.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            guard let id = resolution.bindings[reference.id] else { return memberType(reference) }
            return type(of: resolution.locals[id])
        case .subscriptCallExpr(let access): return type(of: access.calledExpression).flatMap(Self.element(index))
        case .memberAccessExpr(let member): return memberType(member)
        default: return nil
        }
    }

    private func type(of local: Local) -> String? {
        switch local.origin {
        case .parameter(let type): return type
        case .binding(let binding):
            guard binding.pattern.is(IdentifierPatternSyntax.self) else { return nil }
            if let type = binding.typeAnnotation?.type { return type.trimmedDescription }
            return binding.initializer.flatMap { type(of: $0.value) ?? EvidentType.of($0.value, resolution, index) }
        case .optionalBinding(let binding): return binding.initializer.flatMap { type(of: $0.value) }
        case .element(let loop):
            guard loop.pattern.is(IdentifierPatternSyntax.self) else { return nil }
            return type(of: loop.sequence).flatMap(Self.element(index))
        case .closureParameter(let parameter): return parameter.type
        default: return nil
        }
    }

    /// The type of an element of a tuple.
    private func elementType(_ label: String, ofTuple text: String) -> String? {
        guard text.hasPrefix("(") else { return nil }
        var parser = Parser(text)
        let elements = TypeSyntax.parse(from: &parser).as(TupleTypeSyntax.self)?.elements
        return elements?.first { $0.firstName?.identifierText == label }?.type.trimmedDescription
    }

    private func memberType(_ reference: DeclReferenceExprSyntax) -> String? {
        let name = reference.baseName.identifierText
        guard index.isImplicitMember(name, of: function.context) else { return nil }
        return index.memberTypes[(function.context + [name]).joined(separator: ".")]
    }

    private func memberType(_ member: MemberAccessExprSyntax) -> String? {
        guard let base = member.base else { return nil }
        let name = member.declName.baseName.identifierText
        let receiver = ReceiverType(function: function, resolution: resolution, index: index)
        let path = receiver.of(base) ?? type(of: base).flatMap { receiver.known($0, in: function.context) }
        if let path {
            for type in index.ancestry(path).types {
                if let text = index.memberTypes[(type + [name]).joined(separator: ".")] { return text }
            }
        }
        // Whatever the instance is: a property of the name that is a function, and nothing else of the name.
        guard path == nil, index.functions[name] == nil else { return nil }
        guard let types = index.propertyTypes[name], types.allSatisfy({ index.functionType($0) != nil }) else {
            return nil
        }
        return types.first
    }

    /// Whether the sources tell what a type is: its name could stand for that of a function.
    private func isKnown(_ type: String) -> Bool {
        guard type.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) else { return true }
        return ReceiverType(function: function, resolution: resolution, index: index).known(type, in: function.context)
            != nil
    }

    /// The type of the elements of a list, or of the values of a dictionary.
    static func element(_ index: DeclarationIndex) -> (String) -> String? {
        { element(of: $0, index) }
    }

    private static func element(of text: String, _ index: DeclarationIndex) -> String? {
        let text = text.hasSuffix("?") || text.hasSuffix("!") ? String(text.dropLast()) : text
        var parser = Parser(text)
        let named = index.aliases[text] ?? TypeSyntax.parse(from: &parser)
        if let array = named.as(ArrayTypeSyntax.self) { return array.element.trimmedDescription }
        if let dictionary = named.as(DictionaryTypeSyntax.self) { return dictionary.value.trimmedDescription }
        return nil
    }
}

extension ExprSyntax {
    /// The expression without parentheses, `?` and `!` around it.
    var unwrapped: ExprSyntax {
        let node = unparenthesised
        if let chain = node.as(OptionalChainingExprSyntax.self) { return chain.expression.unwrapped }
        if let forced = node.as(ForceUnwrapExprSyntax.self) { return forced.expression.unwrapped }
        return node
    }
}

extension ClosureExprSyntax {
    /// Whether the closure is `async`, as its text tells.
    var isAsync: Bool { signature?.effectSpecifiers?.asyncSpecifier != nil || Syntax(statements).suspends }
}

extension Syntax {
    /// Whether there is an `await` in it, those in closures and functions aside.
    fileprivate var suspends: Bool {
        if self.is(AwaitExprSyntax.self) { return true }
        if let variable = self.as(VariableDeclSyntax.self), variable.isAsync { return true }
        if let loop = self.as(ForStmtSyntax.self), loop.awaitKeyword != nil { return true }
        if self.is(ClosureExprSyntax.self) || self.is(FunctionDeclSyntax.self) { return false }
        return childNodes.contains(where: \.suspends)
    }
}
