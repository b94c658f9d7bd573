import SwiftSyntax

/// The types that a function declares.
extension Resolver {
    func declare(_ type: any NamedDeclSyntax, node: Syntax) {
        let name = type.name.identifierText
        guard closureDepth == 0 else {
            scopes[scopes.count - 1][name] = .inner(nil)
            return
        }
        if conditional?.depth == scopes.count, let id = conditional?.types[name] {
            resolution.types[id].declarations.append(node)
            resolution.typeBindings[node.id] = id
            scopes[scopes.count - 1][name] = .type(id)
            return
        }
        let id = resolution.types.count
        resolution.types.append(NestedType(id: id, name: name, declarations: [node]))
        resolution.typeBindings[node.id] = id
        if conditional?.depth == scopes.count {
            conditional?.types[name] = id
            resolution.types[id].conditional = conditional?.node
        }
        scopes[scopes.count - 1][name] = .type(id)
    }

    /// A type sees none of the locals around it.
    func type(_ node: Syntax) {
        let outer = scopes
        if closureDepth == 0 {
            scopes = scopes.map { scope in
                scope.filter { name, meaning in
                    if case .local(let id) = meaning { isFunction(id) } else { true }
                }
            }
        }
        closureDepth += 1
        scoped {
            for parameter in node.genericParameters { scopes[scopes.count - 1][parameter] = .inner(nil) }
            for member in node.memberTypes { scopes[scopes.count - 1][member] = .inner(nil) }
            children(node)
        }
        closureDepth -= 1
        scopes = outer
    }
}
