import SwiftParser
import SwiftSyntax

/// Finds values that mean the same wherever they are evaluated, and that no snapshot can hold: closures, functions, types,
/// key paths.
struct ConstantValue {
    let resolver: Resolver
    let function: DurableFunction
    /// Whether the value is known to be a function.
    let isFunction: Bool

    /// What a name refers to.
    enum Binding {
        case local(Local)
        case type
        /// Something outside of the function.
        case outer
        case unknown
    }

    private var index: DeclarationIndex { resolver.index }

    /// Whether an expression can be evaluated anew in each step that uses it.
    func isStateless(_ node: ExprSyntax) -> Bool {
        switch node.as(ExprSyntaxEnum.self) {
        // What a closure captures by its list are values of now.
        case .closureExpr(let closure): return closure.signature?.capture?.items.isEmpty ?? true
        case .keyPathExpr(let path):
            return path.components.allSatisfy { !$0.component.is(KeyPathSubscriptComponentSyntax.self) }
        case .tupleExpr(let tuple) where tuple.elements.count == 1:
            return isStateless(tuple.elements.first!.expression)
        case .asExpr(let cast) where cast.questionOrExclamationMark == nil:
            let isFunction = self.isFunction || cast.type.isFunctionType
            return ConstantValue(resolver: resolver, function: function, isFunction: isFunction)
                .isStateless(cast.expression)
        case .declReferenceExpr(let reference): return isStateless(reference)
        case .memberAccessExpr(let member): return isStateless(member)
        case .arrayExpr(let array): return isTable(array.elements.map(\.expression))
        case .dictionaryExpr(let dictionary):
            guard case .elements(let elements) = dictionary.content else { return false }
            return elements.allSatisfy { isUnchanging($0.key) } && isTable(elements.map(\.value))
        case .tupleExpr(let tuple): return isTable(tuple.elements.map(\.expression))
        case .ternaryExpr(let choice):
            return isUnchanging(choice.condition) && isStateless(choice.thenExpression)
                && isStateless(choice.elseExpression)
        default: return false
        }
    }

    /// Whether a list holds functions, and besides nothing but what is the same at any time.
    private func isTable(_ parts: [ExprSyntax]) -> Bool {
        parts.contains(where: isStateless) && parts.allSatisfy { isStateless($0) || isUnchanging($0) }
    }

    /// Whether an expression is a literal, or a constant of the function.
    private func isUnchanging(_ node: ExprSyntax) -> Bool {
        switch node.as(ExprSyntaxEnum.self) {
        case .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .nilLiteralExpr: return true
        case .stringLiteralExpr(let text): return text.segments.allSatisfy { $0.is(StringSegmentSyntax.self) }
        case .prefixOperatorExpr(let signed): return signed.operator.text == "-" && isUnchanging(signed.expression)
        case .declReferenceExpr(let reference):
            guard case .local(let local) = resolver.binding(of: reference) else { return false }
            return !local.isMutable && !local.isDeferred && !local.isRemade && !local.changesWhenRead
        default: return false
        }
    }

    private func isStateless(_ reference: DeclReferenceExprSyntax) -> Bool {
        if case .binaryOperator = reference.baseName.tokenKind { return true }
        let name = reference.baseName.identifierText
        switch resolver.binding(of: reference) {
        case .local(let local): return local.isFunction
        case .type, .unknown: return false
        case .outer:
            if function.receiver == .mutated, index.isImplicitMember(name, of: function.context) { return false }
            return isFunction(name) { function.context.starts(with: $0) }
        }
    }

    private func isStateless(_ member: MemberAccessExprSyntax) -> Bool {
        guard let base = member.base else { return false }
        let name = member.declName.baseName.identifierText
        if isType(base) {
            let path = base.trimmedDescription == "Self" ? function.context : base.withoutGenericArguments.path
            return name == "self" || name == "init" || isFunction(name) { !$0.isEmpty && $0.ends(with: path) }
        }
        // A method of what does not change.
        guard let reference = base.as(DeclReferenceExprSyntax.self) else { return false }
        if reference.baseName.tokenKind == .keyword(.self) {
            return function.receiver != .mutated && isFunction(name) { $0 == function.context }
        }
        guard case .local(let local) = resolver.binding(of: reference), !local.isMutable, !local.isDeferred,
            !local.isRemade, let path = local.spelledType
        else { return false }
        return isFunction(name) { !$0.isEmpty && $0.ends(with: path) }
    }

    /// Whether a name means a function, and surely nothing that has a value of now: the place asks for one, or the types
    /// that it can be a member of declare one of that name.
    private func isFunction(_ name: String, in context: ([String]) -> Bool) -> Bool {
        guard !index.variables.contains(name), !index.constants.contains(name) else { return false }
        return isFunction || index.functions[name]?.contains { context($0.context) } == true
    }

    /// Whether an expression names a type.
    private func isType(_ node: ExprSyntax) -> Bool {
        switch node.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            switch resolver.binding(of: reference) {
            case .type: return true
            case .local, .unknown: return false
            case .outer: return node.isTypeName
            }
        case .memberAccessExpr(let member): return node.isTypeName && (member.base.map(isType) ?? false)
        case .genericSpecializationExpr(let specialisation): return isType(specialisation.expression)
        case .optionalChainingExpr(let optional): return isType(optional.expression)
        case .arrayExpr(let array): return array.elements.count == 1 && isType(array.elements.first!.expression)
        case .dictionaryExpr(let dictionary):
            guard case .elements(let elements) = dictionary.content, elements.count == 1 else { return false }
            return isType(elements.first!.key) && isType(elements.first!.value)
        case .typeExpr: return true
        default: return false
        }
    }
}

extension Local {
    /// The type of the local as its declaration spells it, generic arguments left out; nil where it does not.
    var spelledType: [String]? {
        switch origin {
        case .parameter(let type): return String(type.prefix { $0 != "<" }).path
        case .binding(let binding):
            if let type = binding.typeAnnotation?.type { return type.plainName.path }
            guard let call = binding.initializer?.value.as(FunctionCallExprSyntax.self),
                call.calledExpression.isTypeName
            else { return nil }
            return call.calledExpression.withoutGenericArguments.path
        default: return nil
        }
    }
}

extension [String] {
    /// Whether the last names are these.
    func ends(with path: [String]) -> Bool { !path.isEmpty && suffix(path.count) == path[...] }
}

extension TypeSyntax {
    /// Whether it is the type of a function, or of a list of functions.
    var holdsFunctions: Bool {
        if let array = self.as(ArrayTypeSyntax.self) { return array.element.holdsFunctions }
        if let dictionary = self.as(DictionaryTypeSyntax.self) { return dictionary.value.holdsFunctions }
        return isFunctionType
    }

    /// Whether it is the type of a function.
    var isFunctionType: Bool {
        if let attributed = self.as(AttributedTypeSyntax.self) { return attributed.baseType.isFunctionType }
        if let tuple = self.as(TupleTypeSyntax.self), tuple.elements.count == 1 {
            return tuple.elements.first!.type.isFunctionType
        }
        return self.is(FunctionTypeSyntax.self)
    }
}

extension String {
    /// Whether a type is that of a function, and not of something with functions in it.
    var isFunctionType: Bool {
        guard holds("->") else { return false }
        var parser = Parser(self)
        return TypeSyntax.parse(from: &parser).isFunctionType
    }
}
