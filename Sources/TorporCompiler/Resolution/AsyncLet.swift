import SwiftSyntax

/// An `async let`: the child task that evaluates its initial value.
struct AsyncLet {
    /// The initial value as a closure, which is in no file.
    let closure: SyntaxIdentifier
    /// The local that refers to the child task, once it has been lowered.
    var task: LocalID?
}

/// Where the value of a local is found that an `async let` declares.
struct ChildTaskValue {
    /// The binding that begins the child task.
    let binding: SyntaxIdentifier
    /// What takes the value from the result of the child task: `.0` for the first name of a tuple pattern.
    let part: String
}

/// Bindings of `async let`.
extension Resolver {
    func asyncLet(_ node: VariableDeclSyntax) {
        for binding in node.bindings {
            if let type = binding.typeAnnotation { walk(Syntax(type)) }
            guard let value = binding.initializer?.value else { continue }
            // As it is written it stands in type witnesses, carried out as a closure.
            closureDepth += 1
            walk(Syntax(value))
            closureDepth -= 1
            let type = self.type(of: binding)
            let annotation = type == nil ? binding.typeAnnotation?.type : nil
            let (closure, implicit) = value.asChildTask(as: annotation)
            resolution.implicitEffects.formUnion(implicit)
            resolution.durableClosures[closure.id] = DurableClosure(
                node: closure,
                argument: ExprSyntax(closure),
                call: ExprSyntax(closure),
                label: nil,
                type: FunctionParameterType("() async throws -> \(type ?? "Success")")!,
                isSpelled: type != nil,
                isRethrown: false,
                isChildTask: true,
                owners: durableClosures
            )
            resolution.asyncLets[binding.id] = AsyncLet(closure: closure.id)
            self.closure(closure)
            declarePattern(binding.pattern, mutable: false, origin: .binding(binding))
            note(binding.pattern, of: binding.id, part: "")
        }
    }

    private func note(_ pattern: PatternSyntax, of binding: SyntaxIdentifier, part: String) {
        if let id = resolution.bindings[pattern.id] {
            resolution.locals[id].childTask = ChildTaskValue(binding: binding, part: part)
        } else if let tuple = pattern.as(TuplePatternSyntax.self) {
            for (position, element) in tuple.elements.enumerated() {
                note(element.pattern, of: binding, part: tuple.elements.count == 1 ? part : "\(part).\(position)")
            }
        }
    }

    /// The type of the value, where the text tells.
    private func type(of binding: PatternBindingSyntax) -> String? {
        if let type = binding.typeAnnotation?.type {
            guard let text = spelling(of: type) else { return nil }
            return text.hasOpenGenerics(index) || type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self) ? nil : text
        }
        guard let value = binding.initializer?.value, spelling(of: value) != nil,
            let type = EvidentType.ofInitialValue(value, resolution, index, { _ in nil }), !type.hasPrefix("some "),
            !type.hasOpenGenerics(index)
        else { return nil }
        return type
    }
}

extension ExprSyntax {
    /// The initial value of an `async let` as a closure, in which the `try` and `await` are written that it does without.
    ///
    /// - Parameter type: the type that it is to have.
    /// - Returns: the closure, and what stands in it that nobody wrote.
    fileprivate func asChildTask(as type: TypeSyntax?) -> (ClosureExprSyntax, implicit: [SyntaxIdentifier]) {
        var value = self
        var mark: TokenSyntax?
        while true {
            if let attempt = value.as(TryExprSyntax.self), mark == nil {
                mark = attempt.questionOrExclamationMark
                value = attempt.expression
            } else if let wait = value.as(AwaitExprSyntax.self) {
                value = wait.expression
            } else {
                break
            }
        }
        let offset = value.positionAfterSkippingLeadingTrivia.utf8Offset
        if mark == nil, type == nil, let closure = value.as(FunctionCallExprSyntax.self)?.closureCalledInPlace {
            return (closure.trimmed.with(\.leadingTrivia, .spaces(offset)), [])
        }
        value = value.trimmed
        var opening = "{ try\(mark?.text ?? "") await "
        if let type {
            opening += "("
            value = ExprSyntax(
                TupleExprSyntax(
                    elements: [
                        LabeledExprSyntax(
                            expression: AsExprSyntax(
                                expression: TupleExprSyntax(elements: [LabeledExprSyntax(expression: value)]),
                                asKeyword: .keyword(.as, leadingTrivia: .space, trailingTrivia: .space),
                                type: type.trimmed
                            )
                        )
                    ]
                )
            )
            opening += "("
        }
        let tried = TryExprSyntax(
            tryKeyword: .keyword(.try, trailingTrivia: mark == nil ? .space : []),
            questionOrExclamationMark: mark.map { $0.trimmed.with(\.trailingTrivia, .space) },
            expression: AwaitExprSyntax(awaitKeyword: .keyword(.await, trailingTrivia: .space), expression: value)
        )
        // It stands where the value does.
        let padding = Trivia.spaces(max(0, offset - opening.utf8.count))
        let closure = ClosureExprSyntax(
            leftBrace: .leftBraceToken(leadingTrivia: padding, trailingTrivia: .space),
            statements: [CodeBlockItemSyntax(item: .expr(ExprSyntax(tried)))],
            rightBrace: .rightBraceToken(leadingTrivia: .space)
        )
        guard let attempt = closure.statements.first?.item.as(TryExprSyntax.self) else { return (closure, []) }
        return (closure, (mark == nil ? [attempt.id] : []) + [attempt.expression.id])
    }
}

extension FunctionCallExprSyntax {
    /// The closure that is written and called in one, as in `async let answer = { … }()`.
    fileprivate var closureCalledInPlace: ClosureExprSyntax? {
        guard arguments.isEmpty, trailingClosure == nil else { return nil }
        return calledExpression.as(ClosureExprSyntax.self)
    }
}
