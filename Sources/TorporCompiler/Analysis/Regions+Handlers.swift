/// Which handlers the blocks of a region need.
extension Regions {
    /// The outermost of the handlers that a block is in, and its surroundings are not, to which something throws from the
    /// block on within its region.
    func handlerToEnter(_ id: BlockID, from outer: HandlerID?) -> Handler? {
        var chain: [Handler] = []
        var current = machine.blocks[id].handler
        while let inner = current, inner != outer {
            chain.append(machine.handlers[inner])
            current = machine.handlers[inner].parent
        }
        return chain.reversed().first { throwsInside(id, $0.id) }
    }

    private func throwsInside(_ id: BlockID, _ handler: HandlerID) -> Bool {
        let block = machine.blocks[id]
        guard isInside(block.handler, handler) else { return false }
        if block.canThrow, block.handler == handler { return true }
        return block.terminator.successors.contains { !isRoot($0) && throwsInside($0, handler) }
    }

    private func isInside(_ handler: HandlerID?, _ outer: HandlerID) -> Bool {
        var current = handler
        while let id = current {
            if id == outer { return true }
            current = machine.handlers[id].parent
        }
        return false
    }
}
