import SwiftSyntax

/// `async let`: a child task that is begun where it is declared, and ended where its scope is left.
extension FunctionLowering {
    func lowerAsyncLet(_ node: VariableDeclSyntax) {
        for binding in node.bindings {
            guard let closure = resolution.childTask(of: binding) else { continue }
            let label = label(of: binding)
            _ = share([closure])
            let outer = root
            root = RootExpression(expression: ExprSyntax(closure.node), type: nil)
            lowerClosure(closure, label)
            root = outer
            guard let slot = resolution.durableClosures[closure.id]?.slot else { continue }
            var start = "Torpor.AsyncLet.Start(operation: " + code(of: closure) + ")"
            start.place = code(binding.pattern).place
            suspend(.call(start, callee: .slot("\(name(slot)).start")), label: label, at: binding)
            let task = synthesise(label + "Task", .childTask(ofClosure: closure.id), at: binding)
            append(Statement(code: Code("_torpor.value(of: _frame.\(name(slot)).start)"), kind: .store(task)))
            resolution.asyncLets[binding.id]?.task = task
            `defer`(.childTask(task, closure: slot, binding), at: binding)
        }
    }

    /// What the states of an `async let` are called after: the first of its names.
    private func label(of binding: PatternBindingSyntax) -> String {
        let names = Syntax(binding.pattern).patternNodes.compactMap { resolution.bindings[$0.id] }
        return names.first.map { resolution.locals[$0].name.filter { $0 != "`" } } ?? "asyncLet"
    }

    /// The value of a local that an `async let` declares.
    func lowerValue(of id: LocalID, at node: ExprSyntax, _ label: String) {
        guard let value = resolution.locals[id].childTask, let asyncLet = resolution.asyncLets[value.binding],
            let task = asyncLet.task, let slot = resolution.durableClosures[asyncLet.closure]?.slot
        else { return }
        var code = Code("Torpor.AsyncLet.Value(on: \(name(task)))", place: self.code(node).place)
        code.facts.uses.insert(task)
        suspend(.call(code, callee: .slot("\(name(slot)).value")), label: label, at: node)
        let isThrowing = covering(node).try != nil
        let operation = isThrowing ? "result" : "value"
        replace(node, with: "_torpor.\(operation)(of: _frame.\(name(slot)).value)\(value.part)", throws: isThrowing)
    }

    /// Ends the child task of an `async let`: it is cancelled if it has not finished, and waited for.
    func end(_ task: LocalID, _ slot: LocalID, _ binding: PatternBindingSyntax) {
        guard isReachable else { return }
        var code = Code("Torpor.AsyncLet.End(on: \(name(task)))")
        code.facts.uses.insert(task)
        suspend(.call(code, callee: .slot("\(name(slot)).end")), label: label(of: binding) + "End", at: binding)
        append(Statement(code: Code("_torpor.value(of: _frame.\(name(slot)).end)")))
    }
}
