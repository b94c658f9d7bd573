import SwiftSyntax

/// Statements with scopes of their own.
extension Resolver {
    func conditional(_ node: IfExprSyntax) {
        scoped {
            conditions(node.conditions)
            block(node.body)
        }
        switch node.elseBody {
        case .codeBlock(let body): block(body)
        case .ifExpr(let next): conditional(next)
        case nil: break
        }
    }

    func guardBody(_ node: GuardStmtSyntax) {
        let declared = scopes[scopes.count - 1]
        var before = declared
        for id in boundLocals(in: Syntax(node.conditions)) {
            let name = resolution.locals[id].name
            if case .local(let current) = declared[name], current == id { before[name] = nil }
        }
        if closureDepth > 0 {
            for name in patternNames(in: Syntax(node.conditions)) { before[name] = nil }
        }
        // A parameter of the same name is in a scope further out; a redeclaration in the same scope is not Swift.
        scopes[scopes.count - 1] = before
        block(node.body)
        scopes[scopes.count - 1] = declared
    }

    func boundLocals(in node: Syntax) -> [LocalID] {
        if node.is(IdentifierPatternSyntax.self) { return resolution.bindings[node.id].map { [$0] } ?? [] }
        return node.childNodes.flatMap(boundLocals)
    }

    func patternNames(in node: Syntax) -> [String] {
        if let pattern = node.as(IdentifierPatternSyntax.self) { return [pattern.identifier.identifierText] }
        return node.childNodes.flatMap(patternNames)
    }

    func conditions(_ list: ConditionElementListSyntax) {
        for element in list {
            switch element.condition {
            case .expression(let expression): walk(Syntax(expression))
            case .optionalBinding(let binding):
                if let type = binding.typeAnnotation { walk(Syntax(type)) }
                if let value = binding.initializer {
                    walk(Syntax(value.value))
                } else if let pattern = binding.pattern.as(IdentifierPatternSyntax.self) {
                    // `if let x` reads the outer `x`, and declares one: the reference is recorded at the condition.
                    refer(pattern.identifier.identifierText, from: binding)
                }
                declarePattern(
                    binding.pattern,
                    mutable: binding.bindingSpecifier.tokenKind != .keyword(.let),
                    origin: .optionalBinding(binding)
                )
                noteFunction(binding)
            case .matchingPattern(let matching):
                if let type = matching.typeAnnotation { walk(Syntax(type)) }
                walk(Syntax(matching.initializer.value))
                declarePattern(matching.pattern, mutable: false, origin: .matching(matching))
            case .availability: break
            }
        }
    }

    /// A function that is taken out of an optional one is given to the durable function too.
    private func noteFunction(_ binding: OptionalBindingConditionSyntax) {
        guard binding.bindingSpecifier.tokenKind == .keyword(.let), let id = resolution.bindings[binding.pattern.id]
        else { return }
        let given =
            if let value = binding.initializer?.value {
                resolution.function(value)
            } else {
                resolution.bindings[binding.id].map { resolution.locals[$0] }
            }
        resolution.locals[id].function = given?.function?.unwrapped
    }

    func loop(_ node: ForStmtSyntax) {
        walk(Syntax(node.sequence))
        scoped {
            if let type = node.typeAnnotation { walk(Syntax(type)) }
            declarePattern(node.pattern, mutable: false, origin: .element(node))
            if let condition = node.whereClause?.condition { walk(Syntax(condition)) }
            block(node.body)
        }
    }

    func selection(_ node: SwitchExprSyntax) {
        walk(Syntax(node.subject))
        for arm in node.cases.arms { self.arm(arm, of: node) }
    }

    func arm(_ arm: SwitchCaseSyntax, of node: SwitchExprSyntax) {
        scoped {
            if let label = arm.label.as(SwitchCaseLabelSyntax.self) {
                shared = [:]
                for item in label.caseItems {
                    declarePattern(item.pattern, mutable: false, origin: .switchCase(item, node))
                    let outer = shared
                    shared = nil
                    if let condition = item.whereClause?.condition { walk(Syntax(condition)) }
                    shared = outer
                }
                shared = nil
            }
            scoped { statements(arm.statements) }
        }
    }

    func handler(_ clause: CatchClauseSyntax) {
        scoped {
            if clause.catchItems.allSatisfy({ $0.pattern == nil }) {
                let token = TokenSyntax.identifier("error")
                if closureDepth > 0 {
                    scopes[scopes.count - 1]["error"] = .inner(nil)
                } else {
                    declare(token, node: Syntax(clause), mutable: false, origin: .caught(nil))
                    resolution.implicitErrors[clause.id] = resolution.bindings[clause.id]
                }
            }
            shared = [:]
            for item in clause.catchItems {
                if let pattern = item.pattern { declarePattern(pattern, mutable: false, origin: .caught(item)) }
                let outer = shared
                shared = nil
                if let condition = item.whereClause?.condition { walk(Syntax(condition)) }
                shared = outer
            }
            shared = nil
            block(clause.body)
        }
    }
}
