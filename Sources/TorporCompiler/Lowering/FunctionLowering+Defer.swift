import SwiftSyntax

/// What is done where a scope is left.
enum Deferred {
    case statement(DeferStmtSyntax)
    /// The child task of an `async let` ends, which runs a closure.
    case childTask(LocalID, closure: LocalID, PatternBindingSyntax)
}

/// Leaving scopes: each way out of a scope runs the `defer` statements that have been passed in it, last first.
///
/// A suspension is no way out. A value that is returned is evaluated before, and kept in the frame meanwhile; an error is
/// caught by a handler that runs the body and throws it on.
extension FunctionLowering {
    func lowerDefer(_ node: DeferStmtSyntax) {
        `defer`(.statement(node), at: node)
    }

    /// Has something done wherever the scope is left from here on.
    func `defer`(_ deferred: Deferred, at node: some SyntaxProtocol) {
        scopes[scopes.count - 1].append(deferred)
        let entry = newBlock("defer")
        let thrown = synthesise("thrown", .spelled("any Error"), at: node)
        let id = handlers.count
        handlers.append(Handler(id: id, parent: handler, entry: entry, thrown: thrown))
        let rest = newBlock("deferred", handler: .some(id))
        terminate(.jump(rest))
        current = entry
        run(deferred)
        terminate(.dispatch(.init(thrown: thrown, arms: [], isExhaustive: false)))
        handler = id
        current = rest
    }

    /// Does what was deferred: the body of a `defer` is a scope of its own.
    private func run(_ deferred: Deferred) {
        switch deferred {
        case .statement(let node): append(Statement(code: "do " + code(node.body)))
        case .childTask(let task, let closure, let binding): end(task, closure, binding)
        }
    }

    /// Runs what is deferred in the scopes further in than `depth`.
    func runDeferred(downTo depth: Int) {
        for scope in scopes[depth...].reversed() {
            for deferred in scope.reversed() { run(deferred) }
        }
    }

    /// Goes on outside of the handlers of a scope's `defer` statements.
    func leaveDeferred(handler outer: HandlerID?) {
        guard handler != outer else { return }
        handler = outer
        guard isReachable else { return }
        let after = newBlock("afterDefer")
        terminate(.jump(after))
        current = after
    }

    /// Whether something happens between the evaluation of a result and the end of the function.
    var hasDeferred: Bool {
        scopes.contains { !$0.isEmpty } || (body == nil && !function.inoutParameters.isEmpty)
    }

    // MARK: Ways out

    func jump(to destination: JumpDestination) {
        runDeferred(downTo: destination.depth)
        terminate(.jump(destination.block))
    }

    func finish(_ value: Code?) {
        guard hasDeferred else { return terminate(.finish(value, closure: body?.slot)) }
        var result: Code?
        if let value {
            let local = synthesise("returned", resultType, at: function.declaration.name)
            append(Statement(code: value, kind: .store(local)))
            result = Code(name(local))
            result?.facts.uses.insert(local)
        }
        runDeferred(downTo: 0)
        terminate(.finish(result, closure: body?.slot))
    }

    /// Where a jump leads that leaves a statement which is otherwise carried out as it is.
    func exit(to destination: JumpDestination) -> BlockID {
        guard scopes[destination.depth...].contains(where: { !$0.isEmpty }) else { return destination.block }
        return leaving { jump(to: destination) }
    }

    /// Where a return leads that leaves such a statement.
    func returnExit(at node: Syntax) -> (value: LocalID?, exit: BlockID) {
        let local = returnsValue ? synthesise("returned", resultType, at: node) : nil
        let exit = leaving {
            runDeferred(downTo: 0)
            var result: Code?
            if let local {
                result = Code(name(local))
                result?.facts.uses.insert(local)
            }
            terminate(.finish(result, closure: body?.slot))
        }
        return (local, exit)
    }

    /// Lowers a way out into a block of its own.
    private func leaving(_ body: () -> Void) -> BlockID {
        let interrupted = current
        let exit = newBlock("leave")
        current = exit
        body()
        current = interrupted
        return exit
    }
}
