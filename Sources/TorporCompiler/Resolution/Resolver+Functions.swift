import SwiftSyntax

/// Closures that are kept as values.
///
/// The instance of a method is in the frame of each, which keeps it alive as the method does: captured weakly, it is an
/// optional that has a value.
extension Resolver {
    /// Whether there is a function in an expression that is kept as a value.
    func holdsFunctionValue(_ node: Syntax) -> Bool {
        if values.isEmpty { return false }
        if values.contains(node) { return true }
        if node.is(ClosureExprSyntax.self) { return false }
        return node.childNodes.contains(where: holdsFunctionValue)
    }

    /// What the list of such a closure captures has a place in the closure's frame, as what it captures otherwise has.
    ///
    /// - Parameters:
    ///   - node: the closure.
    ///   - isPlain: whether an item means the local itself.
    func keepCaptures(of node: ClosureExprSyntax, _ isPlain: (ClosureCaptureSyntax) -> Bool = { _ in false }) {
        var kept: [(String, LocalID)] = []
        for item in node.signature?.capture?.items ?? [] {
            if isPlain(item) {
                refer(item.name.identifierText, from: item)
                continue
            }
            // The instance is in the frame of every closure of a method.
            if item.isSelf, item.specifier == nil, item.initializer == nil { continue }
            let value: ExprSyntax
            if let initial = item.initializer?.value {
                walk(Syntax(initial))
                value = initial
            } else {
                let reference = DeclReferenceExprSyntax(baseName: item.name.trimmed)
                refer(item.name.identifierText, from: item)
                resolution.bindings[reference.id] = resolution.bindings[item.id]
                value = ExprSyntax(reference)
            }
            let name = item.name.identifierText
            let captured = item.initializer == nil ? resolution.bindings[item.id].map(resolution.unboxed) : nil
            var type = captured.map { Local.SyntheticType.same($0) } ?? .expression(value)
            if captured == nil, resolution.isNested(ExprSyntax(node), function) {
                type = .captured(value.trimmedDescription, by: ExprSyntax(node), in: root(around: ExprSyntax(node)))
            }
            let location = function.file.location(of: item.name)
            var id = resolution.add(item.isSelf ? Local.capturedReceiver : name, type: type, location: location)
            if !item.isSelf, item.specifier?.isWeak == true {
                id = resolution.add(name, type: .weak(id), location: location)
                resolution.locals[id].form = .boxed
                resolution.locals[id].boxMember = "object"
            }
            resolution.keptValues[id] = value
            resolution.keptOwners[id] = node.id
            // A durable closure is a body of its own, where this is a local.
            if durableClosures.first == node.id { resolution.locals[id].owner = node.id }
            if item.isSelf, let specifier = item.specifier {
                resolution.locals[id].strength = specifier.isWeak ? .weak : .unowned
            }
            kept.append((name, id))
        }
        for (name, id) in kept { scopes[scopes.count - 1][name] = .local(id) }
    }

    /// Whether a method is kept of what an expression gives, and not of what has a name.
    func keepsBase(of member: MemberAccessExprSyntax) -> Bool {
        guard values.contains(member), !values.isDurable(member), let base = member.base, !base.isTypeName else {
            return false
        }
        return !base.is(DeclReferenceExprSyntax.self)
    }

    /// What such a method is called on is evaluated where the name stands, and kept for it.
    func keep(base: ExprSyntax, of member: MemberAccessExprSyntax) {
        walk(Syntax(base))
        var type = Local.SyntheticType.expression(base)
        if resolution.isNested(ExprSyntax(member), function) {
            let root = root(around: ExprSyntax(member))
            type = .captured(base.trimmedDescription, by: ExprSyntax(member), in: root)
        }
        let id = resolution.add("base", type: type, location: function.file.location(of: base))
        resolution.keptValues[id] = base
        resolution.keptOwners[id] = member.id
        resolution.keptBases[base.id] = id
        function.file.nodes.note(base)
    }
}
