import SwiftSyntax

/// What a `for` statement iterates over, where that is a chain of lazy operations: what it is made from, which can be
/// stored, and the closures, which cannot, but can be made anew in each step because they are written at the `for`.
struct LazySequence {
    enum Source {
        /// What stands in front of `.lazy`.
        case sequence(ExprSyntax)
        /// A call of `sequence(first:next:)` or `sequence(state:next:)`.
        case unfolding(FunctionCallExprSyntax, start: ExprSyntax, step: ExprSyntax, isFirst: Bool)
    }

    struct Operation {
        let name: String
        /// What is given to it: a closure, or how many elements it takes or drops.
        var label: String?
        var closure: ExprSyntax?
        var count: ExprSyntax?
    }

    let source: Source
    let operations: [Operation]

    /// Takes an expression apart; nil if it is something else, or if this is not enough to call the closures exactly as
    /// the sequence would.
    init?(_ node: ExprSyntax, _ resolution: Resolution, _ index: DeclarationIndex) {
        var node = node
        // From right to left; nil stands for `.lazy`.
        var links: [Operation?] = []
        while Self.unfolding(node, resolution, index) == nil {
            if let base = node.lazyBase(index) {
                links.append(nil)
                node = base
                // What is lazy no longer where `.lazy` is said anew, an array that was mapped say, is a source itself.
                if LazySequence(base, resolution, index) == nil { break }
            } else if let (operation, base) = Self.operation(node, index) {
                links.append(operation)
                node = base
            } else {
                return nil
            }
        }
        links.reverse()
        if let unfolding = Self.unfolding(node, resolution, index) {
            source = unfolding
        } else if links.first.map({ $0 == nil }) == true {
            source = .sequence(node)
        } else {
            return nil
        }
        operations = links.compactMap(\.self)
        guard Self.isFaithful(links, hasIndices: node.mayHaveIndices(source)) else { return nil }
    }

    /// Whether going through the operations element by element calls the closures as the sequence does.
    ///
    /// - Parameter hasIndices: whether the source may be a collection: a part of a lazy collection finds its bounds by
    ///   its indices, for which closures are called too.
    private static func isFaithful(_ links: [Operation?], hasIndices: Bool) -> Bool {
        var isLazy = false
        for (position, link) in links.enumerated() {
            guard let link else {
                isLazy = true
                continue
            }
            switch link.name {
            case "enumerated":
                isLazy = false
            case "prefix" where link.count != nil:
                if hasIndices {
                    let before = links[..<position].compactMap(\.self)
                    guard position == links.count - 1, before.allSatisfy({ $0.name == "map" }) else { return false }
                }
                isLazy = false
            case "dropFirst":
                guard !hasIndices else { return false }
                isLazy = false
            default:
                guard isLazy else { return false }
            }
        }
        return true
    }

    /// The expressions that are evaluated once, at the start.
    var start: ExprSyntax {
        switch source {
        case .sequence(let base): base
        case .unfolding(_, let start, _, _): start
        }
    }

    // MARK: Parts

    private static func unfolding(
        _ node: ExprSyntax,
        _ resolution: Resolution,
        _ index: DeclarationIndex
    ) -> Source? {
        guard let call = node.as(FunctionCallExprSyntax.self), call.additionalTrailingClosures.isEmpty,
            let reference = call.calledExpression.as(DeclReferenceExprSyntax.self),
            reference.baseName.text == "sequence", resolution.bindings[reference.id] == nil,
            index.functions(named: "sequence", labels: call.labels).isEmpty, let start = call.arguments.first,
            ["first", "state"].contains(start.label?.text)
        else { return nil }
        let rest = call.arguments.dropFirst()
        guard rest.count + (call.trailingClosure == nil ? 0 : 1) == 1,
            let step = call.trailingClosure.map(ExprSyntax.init) ?? rest.first!.expression.madeAnew
        else { return nil }
        return .unfolding(call, start: start.expression, step: step, isFirst: start.label?.text == "first")
    }

    private static func operation(_ node: ExprSyntax, _ index: DeclarationIndex) -> (Operation, ExprSyntax)? {
        guard let call = node.as(FunctionCallExprSyntax.self), call.additionalTrailingClosures.isEmpty,
            let member = call.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base
        else { return nil }
        let name = member.declName.baseName.text
        // One that the module adds to all sequences may be another.
        guard !(index.functions[name] ?? []).contains(where: \.isOfSequences) else { return nil }
        let argument = call.trailingClosure.map(ExprSyntax.init) ?? call.arguments.first?.expression
        let label = call.arguments.first?.label?.text
        guard call.arguments.count + (call.trailingClosure == nil ? 0 : 1) < 2 else { return nil }
        switch (name, argument) {
        case ("enumerated", nil):
            return (Operation(name: name), base)
        case ("map", let argument?), ("filter", let argument?), ("compactMap", let argument?):
            guard let closure = argument.madeAnew else { return nil }
            return (Operation(name: name, closure: closure), base)
        case ("prefix", let argument?), ("drop", let argument?):
            if label == "while" || call.trailingClosure != nil {
                guard let closure = argument.madeAnew else { return nil }
                return (Operation(name: name, label: "while", closure: closure), base)
            }
            guard name == "prefix", label == nil else { return nil }
            return (Operation(name: name, count: argument), base)
        case ("dropFirst", let argument?) where label == nil && call.trailingClosure == nil:
            return (Operation(name: name, count: argument), base)
        default:
            return nil
        }
    }
}

extension ExprSyntax {
    /// The expression in front of `.lazy`.
    fileprivate func lazyBase(_ index: DeclarationIndex) -> ExprSyntax? {
        guard let member = self.as(MemberAccessExprSyntax.self), member.declName.baseName.text == "lazy",
            !index.variables.contains("lazy")
        else { return nil }
        return member.base
    }

    /// A function, if it is written in a way that means the same in each step: without a list of captured values.
    fileprivate var madeAnew: ExprSyntax? {
        switch self.as(ExprSyntaxEnum.self) {
        case .closureExpr(let closure): closure.signature?.capture == nil ? self : nil
        case .keyPathExpr, .declReferenceExpr: self
        case .memberAccessExpr(let member): member.base?.is(DeclReferenceExprSyntax.self) == true ? self : nil
        default: nil
        }
    }

    /// Whether the source of a lazy sequence may be a collection: all may but a range without an end and what unfolds.
    fileprivate func mayHaveIndices(_ source: LazySequence.Source) -> Bool {
        guard case .sequence(let base) = source else { return false }
        guard let tuple = base.as(TupleExprSyntax.self), tuple.elements.count == 1,
            let postfix = tuple.elements.first!.expression.as(PostfixOperatorExprSyntax.self)
        else { return true }
        return postfix.operator.text != "..."
    }
}

extension FunctionSignature {
    /// Whether it is a method that sequences of any kind have.
    fileprivate var isOfSequences: Bool {
        guard let type = context.last else { return false }
        return type.contains("Sequence") || type.contains("Collection")
    }
}
