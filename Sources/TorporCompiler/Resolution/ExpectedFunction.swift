import SwiftParser
import SwiftSyntax

/// What the place of a function asks for, as far as it is written: a type, and the label of the parameter that it is given
/// for.
struct ExpectedFunction {
    private let lowered: LoweredFunction
    private let types: TypeIndex

    init(_ lowered: LoweredFunction, _ types: TypeIndex) {
        self.lowered = lowered
        self.types = types
    }

    private var index: DeclarationIndex { lowered.renderer.index }

    /// The type that is asked for at the place of an expression; nil where none is written that means the same there.
    func type(of node: ExprSyntax) -> String? {
        expected(Syntax(node)).flatMap { isSpellable($0) ? $0 : nil }
    }

    private func expected(_ node: Syntax) -> String? {
        guard let parent = node.parent else { return nil }
        switch parent.as(SyntaxEnum.self) {
        case .arrayElement:
            return parent.parent?.parent.flatMap(expected).flatMap(FunctionCallee.element(index))
        case .dictionaryElement(let element):
            guard element.value.id == node.id else { return nil }
            return parent.parent?.parent.flatMap(expected).flatMap(FunctionCallee.element(index))
        case .labeledExpr(let labelled):
            if let tuple = parent.parent?.parent?.as(TupleExprSyntax.self) {
                return tuple.elements.count == 1 ? expected(Syntax(tuple)) : nil
            }
            guard let call = parent.parent?.parent?.as(FunctionCallExprSyntax.self) else { return nil }
            return argument(labelled.expression, of: call)
        case .functionCallExpr(let call):
            guard let closure = call.trailingClosure, closure.id == node.id else { return nil }
            return argument(ExprSyntax(closure), of: call)
        case .multipleTrailingClosureElement(let element):
            guard let call = parent.parent?.parent?.as(FunctionCallExprSyntax.self) else { return nil }
            return argument(ExprSyntax(element.closure), of: call)
        case .ternaryExpr(let choice):
            return choice.condition.id == node.id ? nil : expected(parent)
        case .tryExpr, .awaitExpr: return expected(parent)
        case .infixOperatorExpr(let infix) where infix.rightOperand.id == node.id:
            let symbol = infix.operator.trimmedDescription
            return symbol == "=" || symbol == "+=" ? callee.type(of: infix.leftOperand) : nil
        case .initializerClause where parent.parent?.is(FunctionParameterSyntax.self) == true:
            return parent.parent?.cast(FunctionParameterSyntax.self).type.withoutOwnership.trimmedDescription
        case .initializerClause:
            return parent.parent?.as(PatternBindingSyntax.self)?.typeAnnotation?.type.trimmedDescription
        default: return nil
        }
    }

    private var callee: FunctionCallee {
        FunctionCallee(function: lowered.function, resolution: lowered.resolution, index: index)
    }

    // MARK: Arguments

    private func argument(_ node: ExprSyntax, of call: FunctionCallExprSyntax) -> String? {
        if let found = parameter(of: node, in: call) { return found.type }
        // What is added to a list.
        guard let member = call.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base,
            ["append", "insert", "updateValue"].contains(member.declName.baseName.identifierText)
        else { return nil }
        return callee.type(of: base).flatMap(FunctionCallee.element(index))
    }

    /// The label of the parameter that a trailing closure is given for.
    func label(ofTrailingClosureOf call: FunctionCallExprSyntax) -> String? {
        call.trailingClosure.flatMap { parameter(of: ExprSyntax($0), in: call) }?.label
    }

    /// The parameter that an argument is given for.
    private func parameter(of argument: ExprSyntax, in call: FunctionCallExprSyntax) -> (label: String?, type: String?)?
    {
        guard let position = call.allArguments.firstIndex(where: { $0.id == argument.id }) else { return nil }
        if let type = types.declaration(of: call.calledExpression.typeName, in: lowered.context) {
            let found = initialisers(of: type).lazy.compactMap { self.parameter(position, call.labels, $0) }.first
            return found.map { ($0.label, type.isGeneric ? nil : $0.type) }
        }
        if let member = call.calledExpression.as(MemberAccessExprSyntax.self),
            let (type, element) = types.choice(
                member.declName.baseName.identifierText,
                of: member.base?.withoutGenericArguments
            )
        {
            let parameters = element.parameterClause.map { Array($0.parameters) } ?? []
            guard position < parameters.count else { return nil }
            let label = parameters[position].firstName.flatMap { $0.tokenKind == .wildcard ? nil : $0.identifierText }
            return (label, type.isGeneric ? nil : parameters[position].type.trimmedDescription)
        }
        if case .call(let callee) = lowered.colours.suspensions[call.id], callee.candidates.count == 1 {
            let signature = callee.callee.signature
            guard let positions = signature.positions(ofLabels: call.labels), position < positions.count else {
                return nil
            }
            let parameter = signature.parameters[positions[position]]
            let isCertain = !signature.isGeneric && !index.isGeneric(signature.context)
            return (parameter.label, isCertain ? parameter.type : nil)
        }
        guard
            let name =
                (call.calledExpression.as(MemberAccessExprSyntax.self)?.declName
                ?? call.calledExpression.as(DeclReferenceExprSyntax.self))?.baseName.identifierText
        else { return nil }
        let functions = index.functions(named: name, labels: call.labels)
        guard let function = functions.first, let positions = function.positions(ofLabels: call.labels),
            position < positions.count
        else { return nil }
        let parameter = function.parameters[positions[position]]
        let isCertain = functions.count == 1 && !function.isGeneric && !index.isGeneric(function.context)
        return (parameter.label, isCertain ? parameter.type : nil)
    }

    private typealias Parameters = [(label: String?, type: TypeSyntax?)]

    /// The parameters of the initialisers that a type declares, or of the one that it has for its properties.
    private func initialisers(of type: TypeDeclaration) -> [Parameters] {
        var parent = type.name.parent
        while let node = parent, node.asDeclarationGroup == nil { parent = node.parent }
        let members = parent?.asDeclarationGroup?.memberBlock.members ?? []
        let clauses = members.compactMap { $0.decl.as(InitializerDeclSyntax.self) }.map { initialiser in
            initialiser.signature.parameterClause.parameters.map { parameter in
                (
                    parameter.firstName.text == "_" ? nil : parameter.firstName.identifierText,
                    parameter.type as TypeSyntax?
                )
            }
        }
        let memberwise = type.properties.map { ($0.name as String?, $0.type as TypeSyntax?) }
        return clauses.isEmpty ? [memberwise] : clauses
    }

    /// The parameter that the argument at a position is for, if there are parameters for all: they are found in order.
    private func parameter(_ position: Int, _ labels: [String?], _ parameters: Parameters)
        -> (label: String?, type: String?)?
    {
        var rest = parameters[...]
        for (index, label) in labels.enumerated() {
            let next = rest.firstIndex { parameter in
                label == .trailingClosure
                    ? parameter.type?.trimmedDescription.holds("->") ?? true : parameter.label == label
            }
            guard let next else { return nil }
            if index == position { return (rest[next].label, rest[next].type?.trimmedDescription) }
            rest = rest[(next + 1)...]
        }
        return nil
    }

    // MARK: Names

    /// Whether all names in a type mean the same where the function is.
    private func isSpellable(_ text: String) -> Bool {
        var parser = Parser(text)
        let type = TypeSyntax.parse(from: &parser)
        let own = type.as(IdentifierTypeSyntax.self).map { [$0] } ?? []
        let hidden = lowered.function.generics.names + lowered.function.nodes.localTypes
        return (own + type.descendants(IdentifierTypeSyntax.self)).allSatisfy { named in
            let name = named.name.identifierText
            return !hidden.contains(name)
                && (index.typeNames.contains(name) || index.aliases[name] != nil || standardTypes.contains(name)
                    || ["UUID", "URL", "Float", "UInt", "Int64"].contains(name))
        }
    }
}

extension ExprSyntax {
    /// The name of the type that is called to make an instance: `Step`, or `Step.init`.
    fileprivate var typeName: String {
        if let member = self.as(MemberAccessExprSyntax.self), member.declName.baseName.text == "init",
            let base = member.base
        {
            return base.withoutGenericArguments
        }
        return withoutGenericArguments
    }
}
