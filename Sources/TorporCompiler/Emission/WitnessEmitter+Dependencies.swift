import SwiftSyntax

/// What a local depends on.
extension WitnessEmitter {
    func dependencies(ofLocal id: LocalID) -> LocalSet {
        if let known = known.dependencies[id] { return known }
        var needed: LocalSet = [id]
        var pending = [id]
        while let next = pending.popLast() {
            // The local itself is declared even where its type is evident: its name is what the witness gives.
            guard next == id || !isParameter(next) else { continue }
            for found in sources(of: locals[next]) where needed.insert(found) { pending.append(found) }
        }
        known.dependencies[id] = needed
        return needed
    }

    func dependencies(of node: Syntax) -> LocalSet {
        free(in: node).reduce(into: []) { $0.formUnion(isParameter($1) ? [$1] : dependencies(ofLocal: $1)) }
    }

    /// The locals that the declaration of a local reads.
    private func sources(of local: Local) -> LocalSet {
        if let declaration = resolution.conditionals[local.id] {
            return declaration.alternatives.values.reduce(into: []) { $0.formUnion(sources(of: $1)) }
        }
        return sources(of: local.origin)
    }

    private func sources(of origin: Local.Origin) -> LocalSet {
        switch origin {
        case .binding(let binding):
            (binding.initializer.map { free(in: Syntax($0)) } ?? [])
                .union(binding.variable.map { free(in: Syntax($0.attributes)) } ?? [])
        case .optionalBinding(let condition):
            condition.initializer.map { free(in: Syntax($0)) } ?? (resolution.bindings[condition.id].map { [$0] } ?? [])
        case .matching(let condition):
            free(in: Syntax(condition.initializer)).union(free(in: Syntax(condition.pattern)))
        case .element(let loop): free(in: Syntax(loop.sequence)).union(free(in: Syntax(loop.pattern)))
        case .switchCase(let item, let selection):
            free(in: Syntax(selection.subject)).union(free(in: Syntax(item.pattern)))
        case .caught(let item): item?.pattern.map { free(in: Syntax($0)) } ?? []
        case .remade(let node): free(in: node)
        case .parameter, .capability, .synthetic, .conditional, .closureParameter: []
        }
    }

    /// The locals that a node refers to and does not declare.
    private func free(in node: Syntax) -> LocalSet {
        if let known = known.free[node.id] { return known }
        var referenced: LocalSet = []
        var declared: LocalSet = []
        let innerDeclarations = Dictionary(
            resolution.innerDeclarations.map { ($1.node.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        func visit(_ node: Syntax) {
            if let id = resolution.bindings[node.id], resolution.keptValues[id] == nil {
                if node.is(IdentifierPatternSyntax.self) || node.is(CatchClauseSyntax.self)
                    || node.is(FunctionDeclSyntax.self) || node.is(ClosureParameterSyntax.self)
                    || node.is(ClosureShorthandParameterSyntax.self)
                {
                    declared.insert(id)
                } else {
                    referenced.insert(id)
                }
            }
            if let inner = innerDeclarations[node.id] { declared.insert(inner) }
            // The parameters that go by their numbers are declared by nothing.
            if let closure = resolution.durableClosures[node.id], closure.hasShorthand {
                declared.formUnion(closure.parameters)
            }
        }
        visit(node)
        renderer.file.nodes.visit(below: node, for: .bindings, visit)
        let found = referenced.subtracting(declared)
        known.free[node.id] = found
        return found
    }
}
