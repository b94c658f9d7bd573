import SwiftSyntax

/// `async let`: child tasks that begin where it stands, and whose values are waited for where its names are.
extension Colouring {
    mutating func childTasks(_ node: VariableDeclSyntax) {
        for binding in node.bindings {
            if let closure = resolution.childTask(of: binding) { durable(closure.node) }
        }
        mark(node, as: .childTasks)
    }

    /// A name that an `async let` declares stands for a value where an `await` covers it, and for nothing in a closure.
    func checkAsyncLet(_ reference: DeclReferenceExprSyntax) {
        guard resolution.asyncLet(reference) != nil, colours.suspensions[reference.id] == nil else { return }
        report(
            .asyncLet,
            "'\(reference.baseName.text)' is awaited in a closure or local function, which cannot be suspended: await it "
                + "before, into a constant",
            at: reference
        )
    }
}

extension Resolution {
    /// What the child task runs that a binding of an `async let` begins.
    func childTask(of binding: PatternBindingSyntax) -> DurableClosure? {
        asyncLets[binding.id].flatMap { durableClosures[$0.closure] }
    }

    /// The local that a name refers to, if an `async let` declares it.
    func asyncLet(_ reference: DeclReferenceExprSyntax) -> LocalID? {
        guard let id = bindings[reference.id], locals[id].childTask != nil else { return nil }
        return id
    }
}

extension DeclReferenceExprSyntax {
    /// Whether a `try` covers it.
    var isTried: Bool {
        var current = parent
        while let node = current, node.is(ExprSyntax.self) || !node.isBoundary {
            if node.is(TryExprSyntax.self) { return true }
            current = node.parent
        }
        return false
    }
}
