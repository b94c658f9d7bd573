import SwiftSyntax

/// What locals are called in generated code, where blocks are flat and the user's scopes are nested.
extension FunctionLowering {
    /// Gives each local a name of its own: blocks are flat, where the user's scopes are nested.
    func nameLocals() {
        var inner: [LocalID] = []
        for local in resolution.locals {
            if local.isInner {
                let name = local.isBoxed ? "shared" + local.name.capitalised : local.name
                resolution.locals[local.id].generatedName = fresh(name)
            } else if isDeclaredFlat(local) {
                rename(local.id)
            } else {
                resolution.locals[local.id].isFlat = false
                inner.append(local.id)
            }
        }
        // Locals of statements that stay whole keep their scope, and so their names, unless a jump out of the statement
        // could meet another local under one.
        for id in inner where resolution.locals[id].shadows || takenNames.contains(resolution.locals[id].name) {
            if case .caught(nil) = resolution.locals[id].origin { continue }
            if resolution.foreignNames.contains(resolution.locals[id].name), !resolution.locals[id].shadows { continue }
            rename(id)
        }
    }

    private func rename(_ id: LocalID) {
        let local = resolution.locals[id]
        let name = fresh(local.name)
        if name != local.name { resolution.locals[id].generatedName = name }
        takenNames.insert(resolution.locals[id].variable)
    }

    /// A name that nothing in the function has yet.
    func fresh(_ name: String, alwaysNumbered: Bool = false) -> String {
        var candidate = alwaysNumbered ? name + "1" : name
        var number = alwaysNumbered ? 1 : 1
        while takenNames.contains(candidate) {
            number += 1
            candidate = "\(name)\(number)"
        }
        takenNames.insert(candidate)
        return candidate
    }

    private func isDeclaredFlat(_ local: Local) -> Bool {
        let node: Syntax
        switch local.origin {
        case .parameter, .capability: return true
        case .binding(let binding): node = Syntax(binding)
        case .optionalBinding(let condition): node = Syntax(condition)
        case .matching(let condition): node = Syntax(condition)
        case .element(let loop): return colours.isSuspending(loop)
        case .switchCase(_, let selection): return colours.isSuspending(selection)
        case .caught(let item):
            guard let item else {
                // An implicit error: look the clause up by what it is bound to.
                guard let entry = resolution.implicitErrors.first(where: { $0.value == local.id }) else { return false }
                return colours.flatCatchClauses.contains(entry.key)
            }
            return item.parent?.parent?.parent?.parent.map { colours.isSuspending($0) } ?? false
        case .remade(let declaration): node = declaration
        case .conditional(let declaration): node = Syntax(declaration.node)
        case .synthetic, .closureParameter: return true
        }
        return isFlat(node)
    }

    private func isFlat(_ node: Syntax) -> Bool {
        var current = node.parent
        while let candidate = current {
            switch candidate.as(SyntaxEnum.self) {
            case .closureExpr where resolution.durableClosures[candidate.id] != nil: return true
            case .ifExpr, .whileStmt, .forStmt, .repeatStmt, .doStmt, .switchExpr:
                return colours.isSuspending(candidate)
            case .deferStmt: return false
            case .guardStmt(let statement):
                // What the conditions declare belongs to the block around the statement; what its body declares does not.
                if node.position >= statement.body.position { return colours.isSuspending(candidate) }
            case .codeBlock: if candidate.id == function.body.id { return true }
            default: break
            }
            current = candidate.parent
        }
        return true
    }

    /// Adds a local that only generated code knows.
    func synthesise(_ name: String, _ type: Local.SyntheticType, mutable: Bool = false, at node: some SyntaxProtocol)
        -> LocalID
    {
        let id = resolution.add(
            fresh(name, alwaysNumbered: true),
            type: type,
            isMutable: mutable,
            location: function.file.location(of: node)
        )
        return id
    }

    func name(_ id: LocalID) -> String { resolution.locals[id].generatedName }
}
