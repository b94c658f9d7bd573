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
        _ known: @escaping (LocalID) -> String?
    ) -> String? {
        EvidentExpression(resolution: resolution, index: index, known: known).type(of: node, isAlone: true)
    }

    /// What a `for` statement goes through, if it takes its elements as they come.
    private static func sequence(
        of loop: ForStmtSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: @escaping (LocalID) -> String?
    ) -> EvidentSequence? {
        guard loop.typeAnnotation == nil, loop.whereClause == nil, loop.caseKeyword == nil,
            resolution.listType(of: loop) == nil
        else { return nil }
        return ofInitialValue(loop.sequence, resolution, index, known).flatMap(EvidentSequence.init)
    }

    /// The type of a local that is an element of a `for` statement, or a part of one.
    static func ofElement(
        _ loop: ForStmtSyntax,
        _ local: LocalID,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: @escaping (LocalID) -> String?
    ) -> String? {
        guard let element = sequence(of: loop, resolution, index, known)?.element else { return nil }
        if loop.pattern.is(IdentifierPatternSyntax.self) { return element.count == 1 ? element[0] : nil }
        guard let tuple = loop.pattern.as(TuplePatternSyntax.self), tuple.elements.count == element.count,
            let position = tuple.elements.map(\.pattern).firstIndex(where: { resolution.bindings[$0.id] == local })
        else { return nil }
        return element[position]
    }

    /// The type of the iterator of a `for` statement: that of what `DurableIteration` makes.
    static func ofIterator(
        _ loop: ForStmtSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: @escaping (LocalID) -> String?
    ) -> String? {
        sequence(of: loop, resolution, index, known)?.iterator
    }

    /// The type of a local that a pattern binds, which takes the initial value apart.
    static func ofPart(
        _ local: LocalID,
        of binding: PatternBindingSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: @escaping (LocalID) -> String?
    ) -> String? {
        guard binding.typeAnnotation == nil, let pattern = binding.pattern.as(TuplePatternSyntax.self),
            let value = binding.initializer?.value.as(TupleExprSyntax.self),
            value.elements.count == pattern.elements.count,
            let position = pattern.elements.map(\.pattern).firstIndex(where: { resolution.bindings[$0.id] == local })
        else { return nil }
        return ofInitialValue(value.elements.map(\.expression)[position], resolution, index, known)
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
