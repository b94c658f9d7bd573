import SwiftSyntax

/// The declarations that a witness holds, as the user wrote them.
extension WitnessEmitter {
    /// The node that declares a local, perhaps others with it.
    func declaration(of local: Local) -> Syntax? {
        if let declaration = resolution.conditionals[local.id], isWhole(local) { return Syntax(declaration.node) }
        return switch local.origin {
        case .binding(let node): Syntax(node)
        case .optionalBinding(let node): Syntax(node)
        case .matching(let node): Syntax(node)
        case .element(let node): Syntax(node)
        case .switchCase(let item, _): Syntax(item)
        case .caught(let item): item.map { Syntax($0) }
        case .remade(let node): node
        case .parameter, .capability, .synthetic, .conditional, .closureParameter: nil
        }
    }

    /// Whether a local is taken for all of its declarations, if branches of an `#if` declare it, and not for one.
    private func isWhole(_ local: Local) -> Bool {
        switch local.origin {
        case .conditional: true
        case .remade(let node): node.is(IfConfigDeclSyntax.self)
        default: false
        }
    }

    func witness(_ node: some SyntaxProtocol, _ bound: LocalSet) -> String {
        var printer = renderer
        printer.isWitness = true
        printer.bound = bound.union(declaredInside(Syntax(node)))
        return printer.text(of: node)
    }

    private func declaredInside(_ node: Syntax) -> LocalSet {
        if node.is(ExprSyntax.self) { return renderer.declared(in: node) }
        var found: LocalSet = []
        // What durable closures declare in a declaration that is printed whole.
        for closure in node.descendants(ClosureExprSyntax.self) where resolution.durableClosures[closure.id] != nil {
            found.formUnion(Syntax(closure).patternNodes.compactMap { resolution.bindings[$0.id] })
        }
        return found
    }

    /// A name that is none of a local: one of a member of the instance stands behind it.
    private func outerName(_ name: String) -> String {
        let isMember = renderer.receiverType.map { renderer.index.isImplicitMember(name, of: $0) } ?? false
        return isMember ? "_self.\(name)" : name
    }

    /// What a closure or local function declares around the durable closure that the witness is of.
    func declareInner(_ local: Local) -> [String] {
        let isMutable = resolution.innerDeclarations[local.id]?.isMutable ?? false
        var place = place(of: local)
        if case .synthetic(.box(let value)) = local.origin { place = self.place(of: locals[value]) }
        let value = expression(of: place).followed(by: ".value").joined(separator: "\n")
        return ["\(isMutable ? "var" : "let") \(local.name) = \(value)"]
            + (isMutable ? ["Torpor.touch(&\(local.name))"] : [])
    }

    /// The declarations in the branches of an `#if`, those that are needed.
    private func declare(in node: IfConfigDeclSyntax, _ ids: [LocalID], _ needed: LocalSet) -> [String] {
        func absences(_ isDeclared: (ConditionalDeclaration) -> Bool) -> [String] {
            ids.filter { !isDeclared(resolution.conditionals[$0]!) && !locals[$0].isRemade }.flatMap {
                locals[$0].absence
            }
        }
        return node.lines(otherwise: absences { _ in false }) { clause in
            var lines: [String] = []
            var printed: Set<SyntaxIdentifier> = []
            for id in ids {
                var local = locals[id]
                guard let origin = resolution.conditionals[id]?.alternatives[clause.id] else { continue }
                local.origin = origin
                guard let key = declaration(of: local), printed.insert(key.id).inserted else { continue }
                lines += declare(local, needed)
            }
            for inner in clause.nested {
                let own = ids.filter { id in
                    inner.clauses.contains { resolution.conditionals[id]!.isDeclared(in: $0) }
                }
                lines += own.isEmpty ? [] : declare(in: inner, own, needed)
            }
            return lines + absences { $0.isDeclared(in: clause) }
        }
    }

    func declare(_ local: Local, _ needed: LocalSet) -> [String] {
        // What declares one name is the same in each witness that needs it; of a pattern, parts are left out.
        guard case .binding(let binding) = local.origin, binding.pattern.is(IdentifierPatternSyntax.self) else {
            return lines(declaring: local, needed)
        }
        if let known = known.declarations[binding.id] { return known }
        let found = lines(declaring: local, needed)
        known.declarations[binding.id] = found
        return found
    }

    private func lines(declaring local: Local, _ needed: LocalSet) -> [String] {
        if isWhole(local), let node = resolution.conditionals[local.id]?.node {
            return declare(in: node, resolution.declared(in: node).filter(needed.contains), needed)
        }
        let otherwise = "else { Torpor.unreachable() }"
        switch local.origin {
        case .binding(let binding):
            let pattern = witness(binding.pattern, needed)
            let annotation = binding.typeAnnotation.map { resolution.spelling(of: $0) } ?? ""
            let touched =
                local.isMutable
                ? binding.pattern.boundNames(resolution, needed).map { "Torpor.touch(&\(locals[$0].variable))" }
                : []
            if case .wrapped = local.form, let variable = binding.variable {
                return [witness(variable, needed)] + touched
            }
            guard let value = binding.initializer?.value else { return [] }
            if local.childTask != nil, let closure = resolution.childTask(of: binding) {
                let type = closure.isSpelled ? ": \(renderer.qualifier.type(closure.type.output))" : ""
                return ["let \(pattern)\(type) = Torpor.childWitness(\(witness(closure.node, needed)))"]
            }
            if case .lazy = local.form {
                let arguments = binding.lazyArguments { witness($0, []) }
                return ["var \(local.variable) = Torpor.Lazy\(arguments).unevaluated({ \(witness(value, needed)) })"]
                    + touched
            }
            let specifier = local.isMutable ? "var" : "let"
            return ["\(specifier) \(pattern)\(annotation) = \(witness(value, needed))"] + touched
        case .optionalBinding(let condition):
            let pattern = witness(condition.pattern, needed)
            let value: String
            if let initializer = condition.initializer {
                value = witness(initializer.value, needed)
            } else {
                value = resolution.bindings[condition.id].map { locals[$0].reference } ?? outerName(local.name)
            }
            let specifier = local.isMutable ? "var" : "let"
            let touched = local.isMutable ? ["Torpor.touch(&\(local.generatedName))"] : []
            return ["guard \(specifier) \(pattern) = \(value) \(otherwise)"] + touched
        case .matching(let condition):
            return [
                "guard case \(witness(condition.pattern, needed)) = \(witness(condition.initializer.value, needed)) \(otherwise)"
            ]
        case .element(let loop):
            let type = resolution.listType(of: loop).map { " as \(renderer.qualifier.type($0))" } ?? ""
            let element = "Torpor.elementWitness(of: \(witness(loop.sequence, needed))\(type))"
            let pattern = witness(loop.pattern, needed).withoutBindingKeywords
            if loop.caseKeyword != nil, !loop.pattern.isIrrefutable {
                return ["guard case \(witness(loop.pattern, needed)) = \(element) \(otherwise)"]
            }
            return ["let \(pattern) = \(element)"]
        case .switchCase(let item, let selection):
            let subject = witness(selection.subject, needed)
            let pattern = witness(item.pattern, needed)
            if item.pattern.isIrrefutable { return ["let \(pattern.withoutBindingKeywords) = \(subject)"] }
            return ["guard case \(pattern) = \(subject) \(otherwise)"]
        case .caught(let item):
            guard let pattern = item?.pattern else { return [] }
            return ["guard case \(witness(pattern, needed)) = Torpor.errorWitness() \(otherwise)"]
        case .remade(let node): return [witness(node, needed)]
        case .parameter, .capability, .synthetic, .conditional, .closureParameter: return []
        }
    }
}

extension PatternBindingSyntax {
    /// The declaration that the binding is part of.
    var variable: VariableDeclSyntax? { parent?.parent?.as(VariableDeclSyntax.self) }

    /// The generic argument of what holds a lazy variable, where its type is written.
    func lazyArguments(_ spelled: (TypeSyntax) -> String) -> String {
        guard let type = typeAnnotation?.type else { return "" }
        if let unwrapped = type.as(ImplicitlyUnwrappedOptionalTypeSyntax.self) {
            return "<\(spelled(unwrapped.wrappedType))?>"
        }
        return "<\(spelled(type))>"
    }
}

extension PatternSyntax {
    /// The locals that the pattern binds, of those that are needed.
    fileprivate func boundNames(_ resolution: Resolution, _ needed: LocalSet) -> [LocalID] {
        Syntax(self).patternNodes.compactMap { resolution.bindings[$0.id] }.filter(needed.contains)
    }
}

extension String {
    /// The pattern, which matches everything, without the `let` and `var` in it.
    fileprivate var withoutBindingKeywords: String {
        replacingIdentifier("let", with: "").replacingIdentifier("var", with: "")
    }
}
