import SwiftSyntax

/// Functions that are kept as values. They capture one object, in which is all that they capture.
extension Printer {
    mutating func function(_ node: Syntax, _ kept: KeptFunction) {
        if let operation = kept.operation { return durable(node, kept, operation) }
        keptFunction = kept
        if let closure = node.as(ClosureExprSyntax.self) {
            self.closure(closure, kept)
        } else {
            emit("\(kept.frame).\(renderer.resolution.locals[kept.slot].fieldName).referring(", node.leadingText, "")
            capture(kept)
            // An operator stands between parentheses.
            let isOperator = node.as(DeclReferenceExprSyntax.self)?.baseName.isOperator ?? false
            text += ") { \(kept.object) in \(isOperator ? "(" : "")"
            isFirst = true
            printUnmarked(node)
            text += "\(isOperator ? ")" : "") }"
            pendingTrivia = node.trailingText
        }
        keptFunction = nil
    }

    /// A durable closure is a state of the coroutine, and its body is elsewhere.
    private mutating func durable(_ node: Syntax, _ kept: KeptFunction, _ operation: String) {
        let place = "\(kept.frame).\(renderer.resolution.locals[kept.slot].fieldName)"
        emit("\(place).\(operation)(", node.leadingText, "")
        capture(kept)
        text += ")"
        pendingTrivia = node.trailingText
    }

    private mutating func closure(_ node: ClosureExprSyntax, _ kept: KeptFunction) {
        emit("{ ", node.leadingText, "")
        if let attributes = node.signature?.attributes, !attributes.isEmpty {
            isFirst = true
            for attribute in attributes { print(Syntax(attribute)) }
            text += " "
        }
        text += "[\(kept.object) = "
        capture(kept)
        text += "]"
        pendingTrivia = " "
        if let signature = node.signature {
            if let clause = signature.parameterClause { print(Syntax(clause)) }
            if let effects = signature.effectSpecifiers { print(Syntax(effects)) }
            if let clause = signature.returnClause { print(Syntax(clause)) }
        }
        let end = node.signature?.inKeyword.trailingTrivia ?? node.leftBrace.trailingTrivia
        text += " in" + (end.isEmpty ? " " : end.description)
        pendingTrivia = ""
        nesting += 1
        let opening = text
        text = ""
        print(Syntax(node.statements))
        // A closure captures only what it mentions.
        if !text.holds(kept.object) { mention(kept.object, in: node) }
        text = opening + text
        print(Syntax(node.rightBrace))
        nesting -= 1
    }

    /// Lets the body of a closure, which has been printed, mention the object that it captures.
    private mutating func mention(_ object: String, in node: ClosureExprSyntax) {
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let (space, body) = (text[..<start], text[start...])
        let item = node.statements.first?.item
        let only = item?.as(ExprSyntax.self) ?? item?.as(ExpressionStmtSyntax.self)?.expression
        if node.statements.count == 1, let only, only.givesValue {
            let isBranch = only.is(IfExprSyntax.self) || only.is(SwitchExprSyntax.self)
            text = space + (isBranch ? "\(object).hold(); return \(body)" : "\(object).holding(\(body))")
        } else {
            text = "\(space)\(object).hold(); \(body)"
        }
    }

    private mutating func capture(_ kept: KeptFunction) {
        pieces.append(.text(text))
        pieces.append(.captured(entry: kept.entry))
        text = ""
    }

    /// How a use is written of what such a function captures.
    func captured(_ local: Local) -> String? {
        guard let function = keptFunction, function.captures.contains(local.id) else { return nil }
        let frame = "\(function.object).coroutine._frame"
        switch local.strength {
        case .weak: return "Swift.Optional(\(frame)._self.value)"
        case .unowned: return "\(frame)._self.value"
        case nil: break
        }
        let value = "\(frame).\(local.fieldName).value"
        if case .boxed = local.form { return "\(value).\(local.boxMember)" }
        return value
    }

    /// What the instance of a method is called, where it is not `self`.
    var receiver: String? {
        if let function = keptFunction, renderer.receiverType != nil {
            let locals = function.captures.map { renderer.resolution.locals[$0] }
            if let own = locals.first(where: { $0.name == Local.capturedReceiver }) {
                // Where the closure has unwrapped it, it is a local of the closure's own.
                return own.strength == .weak ? "self" : captured(own)
            }
            return "\(function.object).coroutine._frame._self.value"
        }
        return renderer.namesReceiver ? "_self" : nil
    }
}

extension TokenSyntax {
    fileprivate var isOperator: Bool {
        switch tokenKind {
        case .binaryOperator, .prefixOperator, .postfixOperator: true
        default: false
        }
    }
}
