import SwiftSyntax

/// Leaving scopes: each way out of a scope runs the `defer` statements that have been passed in it, last first.
///
/// A suspension is no way out. A value that is returned is evaluated before, and kept in the frame meanwhile; an error is
/// caught by a handler that runs the body and throws it on.
extension FunctionLowering {
    func lowerDefer(_ node: DeferStmtSyntax) {
        scopes[scopes.count - 1].append(node)
        let entry = newBlock("defer")
        let thrown = synthesise("thrown", .spelled("any Error"), at: node)
        let id = handlers.count
        handlers.append(Handler(id: id, parent: handler, entry: entry, thrown: thrown))
        let rest = newBlock("deferred", handler: .some(id))
        terminate(.jump(rest))
        current = entry
        append(deferred(node))
        terminate(.dispatch(.init(thrown: thrown, arms: [], isExhaustive: false)))
        handler = id
        current = rest
    }

    /// The body of a `defer`, as a scope of its own.
    private func deferred(_ node: DeferStmtSyntax) -> Statement {
        Statement(code: "do " + code(node.body))
    }

    /// Runs what is deferred in the scopes further in than `depth`.
    func runDeferred(downTo depth: Int) {
        for scope in scopes[depth...].reversed() {
            for node in scope.reversed() { append(deferred(node)) }
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
