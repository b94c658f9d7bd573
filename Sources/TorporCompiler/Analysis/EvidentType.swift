import SwiftSyntax

/// Types that can be told from the text: what is annotated, a literal, a cast, the result of a function that the module
/// declares.
enum EvidentType {
    /// The type of an expression by itself.
    ///
    /// - Returns: the type as generated code can spell it; nil where it takes a compiler to tell.
    static func of(_ node: ExprSyntax, _ resolution: Resolution, _ index: DeclarationIndex) -> String? {
        switch node.as(ExprSyntaxEnum.self) {
        case .tryExpr(let attempt) where attempt.questionOrExclamationMark?.tokenKind != .postfixQuestionMark:
            return of(attempt.expression, resolution, index)
        case .awaitExpr(let wait): return of(wait.expression, resolution, index)
        case .tupleExpr(let tuple) where tuple.elements.count == 1:
            return of(tuple.elements.first!.expression, resolution, index)
        case .functionCallExpr(let call): return result(of: call, resolution, index)
        case .memberAccessExpr(let member): return instant(member, index)
        default: return nil
        }
    }

    /// The type of a clock's current time.
    private static func instant(_ node: MemberAccessExprSyntax, _ index: DeclarationIndex) -> String? {
        guard node.declName.baseName.text == "now", let base = node.base?.trimmedDescription else { return nil }
        switch base {
        case "Durable", "Durable.clock", "Torpor.Durable", "Torpor.Durable.clock":
            return "Torpor.DurableClock.Instant"
        default:
            let clock = base.hasSuffix("()") ? String(base.dropLast(2)) : base
            return isMonotonicClock(clock, index) ? "\(clock).Instant" : nil
        }
    }

    /// Whether a name is that of a clock which counts from when the machine was started.
    static func isMonotonicClock(_ name: String, _ index: DeclarationIndex) -> Bool {
        ["ContinuousClock", "SuspendingClock"].contains(name) && !index.allTypeNames.contains(name)
    }

    /// The type that a local takes from its initial value.
    ///
    /// - Parameter known: the types of the locals before it, where they are evident.
    static func ofInitialValue(
        _ node: ExprSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: (LocalID) -> String?
    ) -> String? {
        func type(of node: ExprSyntax) -> String? { ofInitialValue(node, resolution, index, known) }
        switch node.as(ExprSyntaxEnum.self) {
        case .integerLiteralExpr: return "Int"
        case .floatLiteralExpr: return "Double"
        case .booleanLiteralExpr: return "Bool"
        case .stringLiteralExpr: return "String"
        case .prefixOperatorExpr(let prefix) where prefix.operator.text == "-":
            if prefix.expression.is(IntegerLiteralExprSyntax.self) { return "Int" }
            return prefix.expression.is(FloatLiteralExprSyntax.self) ? "Double" : nil
        case .arrayExpr(let array): return common(array.elements.map(\.expression), type).map { "[\($0)]" }
        case .dictionaryExpr(let dictionary):
            guard case .elements(let elements) = dictionary.content,
                let key = common(elements.map(\.key), type), let value = common(elements.map(\.value), type)
            else { return nil }
            return "[\(key): \(value)]"
        case .declReferenceExpr(let reference): return resolution.bindings[reference.id].flatMap(known)
        case .tupleExpr(let tuple) where tuple.elements.count == 1: return type(of: tuple.elements.first!.expression)
        case .infixOperatorExpr(let operation):
            let operands = [operation.leftOperand, operation.rightOperand]
            guard let symbol = operation.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
                index.functions[symbol] == nil, let operand = common(operands, type), operand == "Int"
            else { return nil }
            return arithmetic.contains(symbol) ? "Int" : ranges[symbol]
        case .memberAccessExpr(let member):
            guard let base = member.base, member.declName.argumentNames == nil else { return nil }
            let name = member.declName.baseName.text
            guard name == "count" || name == "isEmpty", let base = type(of: base), base == "String" || base.isList
            else { return of(node, resolution, index) }
            return name == "count" ? "Int" : "Bool"
        default: return of(node, resolution, index)
        }
    }

    private static let arithmetic: Set<String> = ["+", "-", "*", "/", "%"]
    private static let ranges = ["..<": "Swift.Range<Int>", "...": "Swift.ClosedRange<Int>"]

    /// The type of all of several expressions, if it is one that literals have by themselves.
    private static func common(_ nodes: [ExprSyntax], _ type: (ExprSyntax) -> String?) -> String? {
        guard let first = nodes.first.flatMap(type), first.isOfLiterals else { return nil }
        return nodes.dropFirst().allSatisfy { type($0) == first } ? first : nil
    }

    /// What a `for` statement goes through, if it takes its elements as they come.
    private static func sequence(
        of loop: ForStmtSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: (LocalID) -> String?
    ) -> String? {
        guard loop.typeAnnotation == nil, loop.whereClause == nil, loop.caseKeyword == nil,
            loop.pattern.is(IdentifierPatternSyntax.self) || loop.pattern.is(WildcardPatternSyntax.self),
            resolution.listType(of: loop) == nil
        else { return nil }
        return ofInitialValue(loop.sequence, resolution, index, known)
    }

    /// The type of the elements of a `for` statement.
    static func ofElement(
        _ loop: ForStmtSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: (LocalID) -> String?
    ) -> String? {
        guard loop.pattern.is(IdentifierPatternSyntax.self), let type = sequence(of: loop, resolution, index, known)
        else { return nil }
        if ranges.values.contains(type) { return "Int" }
        return type.isList ? String(type.dropFirst().dropLast()) : nil
    }

    /// The type of the iterator of a `for` statement: that of what `DurableIteration` makes.
    static func ofIterator(
        _ loop: ForStmtSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: (LocalID) -> String?
    ) -> String? {
        guard let type = sequence(of: loop, resolution, index, known) else { return nil }
        switch type {
        case "Swift.Range<Int>": return "Torpor.IndexedIterator<\(type)>"
        case "Swift.ClosedRange<Int>": return "Torpor.CollectionIterator<\(type)>"
        default: return type.isList ? "Torpor.RemainingIterator<\(type)>" : nil
        }
    }

    private static func result(
        of call: FunctionCallExprSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex
    ) -> String? {
        // `[Int]()`, `[String: Int]()`
        if call.arguments.isEmpty, call.trailingClosure == nil {
            if let array = call.calledExpression.as(ArrayExprSyntax.self), array.elements.count == 1,
                array.elements.first!.expression.isTypeName
            {
                return resolution.spelling(of: array)
            }
        }
        guard let reference = call.calledExpression.as(DeclReferenceExprSyntax.self),
            resolution.bindings[reference.id] == nil, !resolution.isOwn(reference.id),
            reference.argumentNames == nil
        else { return nil }
        if ["print", "debugPrint"].contains(reference.baseName.text), index.functions["print"] == nil {
            return "Swift.Void"
        }
        let functions = index.functions(named: reference.baseName.identifierText, labels: call.labels)
        guard let first = functions.first, functions.count == 1, !first.isGeneric, first.context.isEmpty else {
            return nil
        }
        let type = first.returnType ?? "Void"
        return type == "()" ? "Void" : type
    }
}

extension String {
    /// Whether it is a type that literals have by themselves, or a list of such.
    fileprivate var isOfLiterals: Bool {
        ["Int", "Double", "Bool", "String"].contains(isList ? String(dropFirst().dropLast()) : self)
    }

    /// Whether it is the type of an array of what a single word names.
    fileprivate var isList: Bool {
        hasPrefix("[") && hasSuffix("]")
            && dropFirst().dropLast().allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
}
