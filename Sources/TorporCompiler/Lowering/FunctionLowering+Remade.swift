import SwiftSyntax

/// What is not stored but made anew in each step: local functions, closures, computed variables, accessors; and what it
/// captures.
extension FunctionLowering {
    /// Finds what local functions, closures and accessors capture, also by way of each other.
    func findCaptures() {
        var isChanging = true
        while isChanging {
            isChanging = false
            for local in resolution.locals {
                let nodes = remadeParts(of: local) ?? [local.accessors].compactMap(\.self)
                guard !nodes.isEmpty else { continue }
                let facts = nodes.reduce(into: Facts()) { $0.merge(FactCollector.collect($1, renderer).facts) }
                let captures = Captures(
                    uses: facts.uses.subtracting([local.id]),
                    mutates: facts.mutates.subtracting([local.id]),
                    functions: facts.functions,
                    kept: facts.captures
                )
                if resolution.captures[local.id] != captures {
                    resolution.captures[local.id] = captures
                    isChanging = true
                }
            }
        }
    }

    /// The declarations of local functions, computed variables and closures, to be made anew.
    var remade: [LocalID: Code] {
        var found: [LocalID: Code] = [:]
        for local in resolution.locals {
            guard let node = local.remadeDeclaration, local.isFlat else { continue }
            if let conditional = node.as(IfConfigDeclSyntax.self) {
                found[local.id] = Code(remade(local.id, in: conditional).joined(separator: "\n"))
            } else {
                found[local.id] = code(node)
            }
        }
        return found
    }

    /// The declarations of a local that is made anew.
    private func remadeParts(of local: Local) -> [Syntax]? {
        guard let node = local.remadeDeclaration else { return nil }
        guard let conditional = resolution.conditionals[local.id] else { return [node] }
        return conditional.alternatives.values.compactMap { if case .remade(let part) = $0 { part } else { nil } }
    }

    /// The declarations of a local in the branches of an `#if`.
    private func remade(_ id: LocalID, in node: IfConfigDeclSyntax) -> [String] {
        node.lines { clause in
            let own = resolution.conditionals[id]?.alternatives[clause.id]
            let lines = if case .remade(let part) = own { [renderer.text(of: part)] } else { [String]() }
            return lines + clause.nested.flatMap { remade(id, in: $0) }
        }
    }

    /// A closure that is kept cannot capture a `self` that is changed; one that is only called can.
    func repeatLazyValues() {
        guard function.receiver == .mutated else { return }
        for local in resolution.locals where local.isFlat {
            guard case .lazy(let value) = local.form else { continue }
            resolution.locals[local.id].repeatedValue = renderer.text(of: value)
        }
    }

    /// What is printed with locals to make them anew.
    var accessors: [LocalID: Code] {
        var found: [LocalID: Code] = [:]
        for local in resolution.locals where local.isFlat {
            if let node = local.accessors { found[local.id] = code(node) }
        }
        return found
    }

    /// What that refers to, and what closures and local functions do that are made anew.
    var accessed: LocalSet {
        resolution.locals.filter { $0.accessors != nil || $0.remadeDeclaration != nil }
            .compactMap { resolution.captures[$0.id] }
            .reduce(into: []) { $0.formUnion($1.uses.union($1.mutates)) }
    }
}
