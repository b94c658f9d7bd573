import SwiftSyntax

// The remedies that need no thought, as edits of the user's text.

extension ParsedFile {
    /// A fix-it that inserts a text in front of a node, behind the white space and the comments there.
    func inserting(_ text: String, before node: some SyntaxProtocol, _ message: String) -> Diagnostic.FixIt {
        Diagnostic.FixIt(message, [insertion(of: text, at: node.positionAfterSkippingLeadingTrivia)])
    }

    /// A fix-it that inserts a text behind a node, in front of the white space and the comments there.
    func inserting(_ text: String, after node: some SyntaxProtocol, _ message: String) -> Diagnostic.FixIt {
        Diagnostic.FixIt(message, [insertion(of: text, at: node.endPositionBeforeTrailingTrivia)])
    }

    /// An edit that inserts a text.
    func insertion(of text: String, at position: AbsolutePosition) -> Diagnostic.Edit {
        Diagnostic.Edit(location(position..<position), text)
    }

    /// An edit that removes a node with the blanks behind it; what follows it in another line stays there.
    func removal(of node: some SyntaxProtocol) -> Diagnostic.Edit {
        var end = node.endPositionBeforeTrailingTrivia
        if node.trailingTrivia.allSatisfy(\.isSpaceOrTab) {
            end = node.endPosition
            // A node with a line of its own goes with the line's end and the indentation of the next.
            if let next = node.lastToken(viewMode: .sourceAccurate)?.nextToken(viewMode: .sourceAccurate),
                !next.leadingTrivia.isEmpty, next.leadingTrivia.allSatisfy(\.isWhitespace)
            {
                end = next.positionAfterSkippingLeadingTrivia
            }
        }
        return Diagnostic.Edit(location(node.positionAfterSkippingLeadingTrivia..<end), "")
    }

    // MARK: Declarations

    /// Makes a function `async`.
    func makingAsync(_ function: FunctionDeclSyntax) -> [Diagnostic.FixIt] {
        let message = "make '\(function.name.text)' async"
        guard let clause = function.signature.effectSpecifiers?.throwsClause else {
            return [inserting(" async", after: function.signature.parameterClause, message)]
        }
        return [inserting("async ", before: clause, message)]
    }

    /// The edits that make a declaration internal, with the types and extensions around it.
    func makingInternal(_ declaration: some SyntaxProtocol) -> [Diagnostic.Edit] {
        var edits: [Diagnostic.Edit] = []
        var current: Syntax? = Syntax(declaration)
        while let node = current {
            if let modifiers = node.asProtocol((any WithModifiersSyntax).self)?.modifiers,
                let modifier = modifiers.first(where: \.isPrivateAccess)
            {
                edits.append(isInPublicExtension(node) ? replacement(of: modifier, by: "internal") : removal(of: modifier))
            }
            current = node.parent
        }
        return edits
    }

    /// Gives a coroutine another name.
    func naming(_ name: String, _ function: FunctionDeclSyntax) -> [Diagnostic.FixIt] {
        let message = "call the coroutine of '\(function.name.text)' '\(name)'"
        guard let attribute = function.attributes.durable else { return [] }
        let text = "name: \"\(name)\""
        guard case .argumentList(let arguments) = attribute.arguments, let first = arguments.first else {
            if let parenthesis = attribute.leftParen { return [inserting(text, after: parenthesis, message)] }
            return [inserting("(\(text))", after: attribute.attributeName, message)]
        }
        if first.label?.text == "name" {
            return [Diagnostic.FixIt(message, [replacement(of: first.expression, by: "\"\(name)\"")])]
        }
        return [inserting(text + ", ", before: first, message)]
    }

    /// Takes an attribute away.
    func removing(_ attribute: AttributeSyntax) -> Diagnostic.FixIt {
        Diagnostic.FixIt("remove '\(attribute.trimmedDescription)'", [removal(of: attribute)])
    }

    private func replacement(of node: some SyntaxProtocol, by text: String) -> Diagnostic.Edit {
        Diagnostic.Edit(location(of: node), text)
    }

    /// Whether a member that says no access takes more than internal from the extension around it.
    private func isInPublicExtension(_ node: Syntax) -> Bool {
        guard let around = node.parent?.parent?.parent?.parent?.as(ExtensionDeclSyntax.self) else { return false }
        return ["public", "package"].contains(around.modifiers.accessLevel)
    }

    // MARK: Expressions

    /// Awaits a call, and tries it if that is called for and nothing does yet.
    func awaiting(_ call: FunctionCallExprSyntax, tries: Bool) -> [Diagnostic.FixIt] {
        var whole = Syntax(call)
        var isTried = false
        while let parent = whole.parent {
            if parent.is(TryExprSyntax.self) {
                isTried = true
                break
            }
            guard parent.isPartOfExpression(with: whole) else { break }
            whole = parent
        }
        let name = call.calledExpression.trimmedDescription
        let keywords = tries && !isTried && !isUnderTry(whole) ? "try await" : "await"
        return [inserting(keywords + " ", before: whole, "call '\(name)' with '\(keywords)'")]
    }

    /// Whether a `try` further left covers an expression.
    private func isUnderTry(_ node: Syntax) -> Bool {
        var current = node.parent
        while let parent = current {
            if parent.is(TryExprSyntax.self) { return true }
            if parent.is(CodeBlockItemSyntax.self) || parent.is(ClosureExprSyntax.self) { return false }
            if parent.is(PatternBindingSyntax.self) || parent.is(ConditionElementSyntax.self) { return false }
            current = parent.parent
        }
        return false
    }

    /// Lets the closure that begins at a position capture the value of a variable.
    func capturing(_ name: String, inClosureAt position: AbsolutePosition) -> [Diagnostic.FixIt] {
        guard let closure = tree.token(at: position)?.parent?.as(ClosureExprSyntax.self) else { return [] }
        let message = "let the closure capture the value of '\(name)'"
        guard let signature = closure.signature else {
            return [inserting(" [\(name)] in", after: closure.leftBrace, message)]
        }
        guard let list = signature.capture else { return [inserting("[\(name)] ", before: signature, message)] }
        return [inserting(list.items.isEmpty ? name : "\(name), ", after: list.leftSquare, message)]
    }
}

extension Syntax {
    /// Whether a keyword in front of this node covers the operand `part` of it, and has to stand there.
    fileprivate func isPartOfExpression(with part: Syntax) -> Bool {
        switch self.as(SyntaxEnum.self) {
        case .memberAccessExpr, .forceUnwrapExpr, .optionalChainingExpr, .asExpr, .isExpr, .postfixOperatorExpr,
            .prefixOperatorExpr:
            return true
        case .functionCallExpr(let call): return call.calledExpression.id == part.id
        case .subscriptCallExpr(let access): return access.calledExpression.id == part.id
        case .ternaryExpr: return true
        case .infixOperatorExpr(let infix):
            let isAssignment = infix.operator.is(AssignmentExprSyntax.self) || infix.assigns
            return !isAssignment || infix.leftOperand.id == part.id
        default: return false
        }
    }
}

extension InfixOperatorExprSyntax {
    /// Whether the operator changes its left side, as those do by custom that end with `=` and compare nothing.
    fileprivate var assigns: Bool {
        guard let text = self.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
        return text.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(text)
    }
}

extension DeclModifierSyntax {
    /// Whether it hides the declaration from other files, and not only its setter.
    var isPrivateAccess: Bool { detail == nil && ["private", "fileprivate"].contains(name.text) }
}

extension TriviaPiece {
    fileprivate var isSpaceOrTab: Bool {
        switch self {
        case .spaces, .tabs: true
        default: false
        }
    }
}

extension AttributeListSyntax {
    /// The `@Durable` among the attributes.
    var durable: AttributeSyntax? {
        lazy.compactMap { $0.as(AttributeSyntax.self) }.first {
            $0.isDurable
        }
    }
}
