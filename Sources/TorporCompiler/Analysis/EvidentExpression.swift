import SwiftSyntax

/// Tells the type of an expression from the text: from literals, from locals whose types are evident, and from what
/// everyone knows of the standard library and the module says of itself.
///
/// An expression can be looked at in two ways: alone, where nothing around it has a say in its type, so that a literal has
/// the type that it has by default; or as a part of something, where it can be any that a literal can make.
struct EvidentExpression {
    let resolution: Resolution
    let index: DeclarationIndex
    /// The types of locals, where they are evident.
    let known: (LocalID) -> String?

    /// The type of an expression as generated code can spell it; nil where it takes a compiler to tell.
    func type(of node: ExprSyntax, isAlone: Bool) -> String? {
        switch node.as(ExprSyntaxEnum.self) {
        case .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .stringLiteralExpr, .arrayExpr,
            .dictionaryExpr:
            return isAlone ? literal(node) : nil
        case .prefixOperatorExpr(let prefix): return type(of: prefix, isAlone)
        case .declReferenceExpr(let reference): return resolution.bindings[reference.id].flatMap(known)
        case .tupleExpr(let tuple) where tuple.elements.count == 1:
            return type(of: tuple.elements.first!.expression, isAlone: isAlone)
        case .tryExpr(let attempt) where attempt.questionOrExclamationMark?.tokenKind != .postfixQuestionMark:
            return type(of: attempt.expression, isAlone: isAlone)
        case .awaitExpr(let wait): return type(of: wait.expression, isAlone: isAlone)
        case .infixOperatorExpr(let operation): return type(of: operation, isAlone)
        case .ternaryExpr(let choice):
            return common([choice.thenExpression, choice.elseExpression], isAlone).flatMap { $0.isPlain ? $0 : nil }
        case .isExpr: return "Bool"
        case .asExpr(let cast) where cast.questionOrExclamationMark?.tokenKind != .postfixQuestionMark:
            let type = resolution.spelling(of: cast.type)
            return type.isPlain || type.isList ? type : nil
        case .forceUnwrapExpr(let forced): return type(of: forced.expression, isAlone: true)?.unwrapped
        case .subscriptCallExpr(let call): return type(of: call)
        case .memberAccessExpr(let member): return type(of: member) ?? EvidentType.of(node, resolution, index)
        case .functionCallExpr(let call):
            return EvidentType.of(node, resolution, index) ?? EvidentCall(call, self, isAlone)?.type
        default: return EvidentType.of(node, resolution, index)
        }
    }

    /// Whether a name of the standard library's means what it means there.
    func isStandard(_ name: String) -> Bool { !index.allTypeNames.contains(name) }

    // MARK: Literals and operators

    private func literal(_ node: ExprSyntax) -> String? {
        switch node.as(ExprSyntaxEnum.self) {
        case .integerLiteralExpr: return "Int"
        case .floatLiteralExpr: return "Double"
        case .booleanLiteralExpr: return "Bool"
        case .stringLiteralExpr: return "String"
        case .arrayExpr(let array):
            return common(array.elements.map(\.expression), true).flatMap {
                $0.isPlain || $0.isOfLiterals ? "[\($0)]" : nil
            }
        case .dictionaryExpr(let dictionary):
            guard case .elements(let elements) = dictionary.content,
                let key = common(elements.map(\.key), true), let value = common(elements.map(\.value), true),
                key.isOfLiterals, value.isOfLiterals
            else { return nil }
            return "[\(key): \(value)]"
        default: return nil
        }
    }

    private func type(of prefix: PrefixOperatorExprSyntax, _ isAlone: Bool) -> String? {
        let symbol = prefix.operator.text
        guard index.functions[symbol] == nil, let type = type(of: prefix.expression, isAlone: isAlone) else {
            return nil
        }
        return (symbol == "-" && type.isNumber) || (symbol == "!" && type == "Bool") ? type : nil
    }

    private func type(of operation: InfixOperatorExprSyntax, _ isAlone: Bool) -> String? {
        guard let symbol = operation.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
            index.functions[symbol] == nil
        else { return nil }
        let operands = [operation.leftOperand, operation.rightOperand]
        if Self.comparisons.contains(symbol) {
            // Nothing around a comparison has a say in what is compared.
            return common(operands, true).flatMap { $0.isOfLiterals && !$0.isList ? "Bool" : nil }
        }
        guard let type = common(operands, isAlone) else { return nil }
        switch type {
        case "Int" where Self.ofIntegers.contains(symbol): return type
        case "Int": return Self.ranges[symbol]
        case "Double" where Self.ofNumbers.contains(symbol): return type
        case "Bool" where symbol == "&&" || symbol == "||": return type
        case "String" where symbol == "+": return type
        default: return nil
        }
    }

    private static let comparisons: Set<String> = ["==", "!=", "<", "<=", ">", ">="]
    private static let ofNumbers: Set<String> = ["+", "-", "*", "/"]
    private static let ofIntegers: Set<String> = ofNumbers.union(["%", "&+", "&-", "&*", "&", "|", "^", "<<", ">>"])
    private static let ranges = ["..<": "Swift.Range<Int>", "...": "Swift.ClosedRange<Int>"]

    /// The type of all of several expressions: literals among them take that of the others.
    func common(_ nodes: [ExprSyntax], _ isAlone: Bool) -> String? {
        let types = nodes.map { type(of: $0, isAlone: false) }
        if let first = types.compactMap({ $0 }).first {
            let fit = zip(nodes, types).allSatisfy { $1 == first || ($1 == nil && $0.isLiteral(of: first)) }
            return fit ? first : nil
        }
        guard isAlone, let first = nodes.first.flatMap({ type(of: $0, isAlone: true) }) else { return nil }
        return nodes.dropFirst().allSatisfy { type(of: $0, isAlone: true) == first } ? first : nil
    }

    // MARK: Members

    private func type(of node: MemberAccessExprSyntax) -> String? {
        if let type = typeOfCase(node, hasValues: false) { return type }
        guard let base = node.base, node.declName.argumentNames == nil, let type = type(of: base, isAlone: true) else {
            return nil
        }
        let name = node.declName.baseName.identifierText
        if let type = Self.member(name, of: type) { return type }
        return type.isPlain ? property(name, of: type) : nil
    }

    /// The enumeration of which a member is a case, if that is one at module level: `Light.red`.
    func typeOfCase(_ node: MemberAccessExprSyntax, hasValues: Bool) -> String? {
        guard let reference = node.base?.as(DeclReferenceExprSyntax.self), resolution.bindings[reference.id] == nil,
            !resolution.isOwn(reference.id)
        else { return nil }
        let name = reference.baseName.identifierText
        guard let type = index.type([name]), type.cases[node.declName.baseName.identifierText] == hasValues,
            node.declName.argumentNames == nil, !type.isGeneric, !index.memberTypeNames.contains(name)
        else { return nil }
        return name
    }

    /// The type of a property of the standard library's.
    private static func member(_ name: String, of type: String) -> String? {
        guard type == "String" || type.isList || type.isDictionary || type.hasPrefix("Swift.Range<") else { return nil }
        switch name {
        case "count": return "Int"
        case "isEmpty": return "Bool"
        case "indices" where type.isList: return ranges["..<"]
        case "first" where type.isList, "last" where type.isList: return type.element.map { $0 + "?" }
        default: return nil
        }
    }

    /// The type of a property of a type that the module declares, if that means the same here as there.
    private func property(_ name: String, of type: String) -> String? {
        guard index.type([type])?.kind != nil, !index.isGeneric([type]),
            let found = index.memberTypes["\(type).\(name)"]
        else { return nil }
        return meansTheSame(found, in: type) ? found : nil
    }

    /// Whether what a type of the module spells means the same everywhere: a type of the standard library's, or one at module
    /// level, perhaps a list or an optional of it.
    func meansTheSame(_ spelled: String, in type: String) -> Bool {
        if spelled.isOfLiterals { return isStandard(spelled.plain) }
        let name = (spelled.unwrapped ?? spelled).plain
        guard let declared = index.type([name]), let kind = declared.kind else { return false }
        return kind != .protocolType && !declared.isGeneric && !index.memberTypeNames.contains(name)
    }

    private func type(of node: SubscriptCallExprSyntax) -> String? {
        guard node.arguments.count == 1, let argument = node.arguments.first, argument.label == nil,
            let type = type(of: node.calledExpression, isAlone: true), type.isList,
            self.type(of: argument.expression, isAlone: true) == "Int"
        else { return nil }
        return type.element
    }
}

extension ExprSyntax {
    /// Whether it is a literal, perhaps with a sign, of which a value of the type can be made.
    fileprivate func isLiteral(of type: String) -> Bool {
        switch self.as(ExprSyntaxEnum.self) {
        case .integerLiteralExpr: type.isNumber
        case .floatLiteralExpr: type == "Double"
        case .booleanLiteralExpr: type == "Bool"
        case .stringLiteralExpr: type == "String"
        case .prefixOperatorExpr(let prefix):
            prefix.operator.text == "-" && type.isNumber && prefix.expression.isLiteral(of: type)
        case .tupleExpr(let tuple): tuple.elements.count == 1 && tuple.elements.first!.expression.isLiteral(of: type)
        default: false
        }
    }
}

extension String {
    /// Whether it is a type that literals have by themselves, or a list of such.
    var isOfLiterals: Bool { ["Int", "Double", "Bool", "String"].contains(plain) }

    /// Whether it is the type of a number.
    var isNumber: Bool { self == "Int" || self == "Double" }

    /// Whether it is a single word.
    var isPlain: Bool { !isEmpty && consistsOfWords() }

    /// Whether it is the type of an array of what a single word names.
    var isList: Bool {
        utf8.first == UInt8(ascii: "[") && utf8.last == UInt8(ascii: "]") && String(dropFirst().dropLast()).isPlain
    }

    /// Whether it is the type of a dictionary of what single words name.
    var isDictionary: Bool {
        guard utf8.first == UInt8(ascii: "["), utf8.last == UInt8(ascii: "]"), holds(": ") else { return false }
        let parts = dropFirst().dropLast().split(separator: ": ")
        return parts.count == 2 && parts.allSatisfy { String($0).isPlain }
    }

    /// What a list is of.
    var element: String? { isList ? String(dropFirst().dropLast()) : nil }

    /// What an optional holds.
    var unwrapped: String? { utf8.last == UInt8(ascii: "?") ? String(dropLast()) : nil }

    /// The type, or what a list is of.
    var plain: String { element ?? self }
}
