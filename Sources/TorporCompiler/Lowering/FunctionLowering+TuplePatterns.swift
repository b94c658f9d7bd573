import SwiftSyntax

/// An element of a tuple literal under a tuple pattern: Swift evaluates and matches one after the other, and leaves the
/// rest alone where one does not match.
struct ElementMatch {
    /// The `let` or `var` around the pattern; empty where there is none.
    let keyword: String
    let pattern: Syntax
    let type: TypeSyntax?
    let value: ExprSyntax

    /// Whether every value matches.
    var isCertain: Bool {
        if let expression = pattern.as(ExprSyntax.self) { return expression.isIrrefutablePattern }
        return pattern.as(PatternSyntax.self)?.isIrrefutable ?? false
    }

    /// Whether the element is left out of what is bound.
    var isDiscarded: Bool { isCertain && pattern.patternNodes.isEmpty }

    /// The elements of a condition; nil where a tuple as a whole is matched.
    static func elements(of condition: MatchingPatternConditionSyntax) -> [ElementMatch]? {
        let whole = ElementMatch(
            keyword: "",
            pattern: Syntax(condition.pattern),
            type: condition.typeAnnotation?.type,
            value: condition.initializer.value
        )
        return whole.divided
    }

    private var divided: [ElementMatch]? {
        if let binding = pattern.as(ValueBindingPatternSyntax.self) {
            let inner = ElementMatch(
                keyword: binding.bindingSpecifier.text,
                pattern: Syntax(binding.pattern),
                type: type,
                value: value
            )
            return inner.divided
        }
        if let expression = pattern.as(ExpressionPatternSyntax.self) {
            return with(pattern: Syntax(expression.expression)).divided
        }
        if let nested = pattern.as(PatternExprSyntax.self) { return with(pattern: Syntax(nested.pattern)).divided }
        guard let parts = patternElements, let literal = value.tupleLiteral, literal.elements.count == parts.count,
            zip(literal.elements, parts).allSatisfy({ $1.label == nil || $0.label?.text == $1.label })
        else { return nil }
        let types = type?.as(TupleTypeSyntax.self)?.elements.map(\.type)
        if type != nil, types?.count != parts.count { return nil }
        return zip(parts, literal.elements).enumerated().flatMap { position, element -> [ElementMatch] in
            let part = ElementMatch(
                keyword: keyword,
                pattern: element.0.pattern,
                type: types?[position],
                value: element.1.expression
            )
            return part.divided ?? [part]
        }
    }

    private func with(pattern: Syntax) -> ElementMatch {
        ElementMatch(keyword: keyword, pattern: pattern, type: type, value: value)
    }

    private var patternElements: [(label: String?, pattern: Syntax)]? {
        if let tuple = pattern.as(TuplePatternSyntax.self), tuple.elements.count > 1 {
            return tuple.elements.map { ($0.label?.text, Syntax($0.pattern)) }
        }
        if let tuple = pattern.as(TupleExprSyntax.self), tuple.elements.count > 1 {
            return tuple.elements.map { ($0.label?.text, Syntax($0.expression)) }
        }
        return nil
    }
}

extension FunctionLowering {
    /// Lowers the elements of a tuple literal under a tuple pattern as conditions of their own.
    func lowerElements(_ elements: [ElementMatch], of whole: ExprSyntax, isGuard: Bool, otherwise: BlockID) {
        let outer = root
        root = RootExpression(expression: whole, type: nil)
        defer { root = outer }
        for element in elements {
            lower(element.value)
            let type = element.type.map { ": " + $0.trimmedDescription } ?? ""
            let names = element.pattern.patternNodes
            let keyword = element.keyword.isEmpty || names.isEmpty ? "" : element.keyword + " "
            var code = keyword + self.code(element.pattern) + type + " = " + lifted(element.value)
            if element.isDiscarded { code = "_\(type) = " + lifted(element.value) }
            code.facts.declares.formUnion(names.compactMap { resolution.bindings[$0.id] })
            if element.isCertain {
                append(Statement(code: code))
            } else {
                let then = newBlock("then")
                let branch = Terminator.Branch(
                    isGuard: isGuard,
                    conditions: "case " + code,
                    then: then,
                    otherwise: otherwise
                )
                terminate(.branch(branch))
                current = then
            }
        }
    }
}

extension ExprSyntax {
    /// The tuple that an expression is, under the `try` and `await` that cover it.
    fileprivate var tupleLiteral: TupleExprSyntax? {
        if let attempt = self.as(TryExprSyntax.self), attempt.questionOrExclamationMark == nil {
            return attempt.expression.tupleLiteral
        }
        if let wait = self.as(AwaitExprSyntax.self) { return wait.expression.tupleLiteral }
        guard let tuple = self.as(TupleExprSyntax.self) else { return nil }
        return tuple.elements.count == 1 ? tuple.elements.first!.expression.tupleLiteral : tuple
    }
}
