extension Machine {
    /// Makes some locals live to the end of their scope, and forgets of the others where that is.
    mutating func keep(_ holders: LocalSet) {
        self.holders = holders
        for id in blocks.indices {
            blocks[id].keeps.formIntersection(holders)
            blocks[id].statements.removeAll { statement in
                if case .end(let local) = statement.kind { !holders.contains(local) } else { false }
            }
            for statement in blocks[id].statements.indices {
                blocks[id].statements[statement].keeps.formIntersection(holders)
            }
        }
    }

    /// Leads every jump past blocks that do nothing but jump on.
    mutating func threadJumps() {
        var targets: [BlockID: BlockID] = [:]
        for block in blocks where block.statements.isEmpty && !block.isResumePoint && block.id != entry {
            if case .jump(let target) = block.terminator { targets[block.id] = target }
        }
        func final(_ id: BlockID) -> BlockID {
            var id = id
            var seen: Set<BlockID> = []
            while let next = targets[id], seen.insert(id).inserted { id = next }
            return id
        }
        for id in blocks.indices {
            blocks[id].terminator.redirect(final)
            for statement in blocks[id].statements.indices { blocks[id].statements[statement].code.redirect(final) }
        }
        for id in handlers.indices {
            let handler = handlers[id]
            handlers[id] = Handler(
                id: id,
                parent: handler.parent,
                entry: final(handler.entry),
                thrown: handler.thrown
            )
        }
    }
}

extension Terminator {
    fileprivate mutating func redirect(_ final: (BlockID) -> BlockID) {
        switch self {
        case .jump(let target): self = .jump(final(target))
        case .branch(let branch):
            self = .branch(
                .init(
                    isGuard: branch.isGuard,
                    conditions: branch.conditions,
                    then: final(branch.then),
                    otherwise: final(branch.otherwise)
                )
            )
        case .select(let selection):
            self = .select(.init(subject: selection.subject, arms: selection.arms.map { $0.redirected(final) }))
        case .dispatch(let dispatch):
            self = .dispatch(
                .init(
                    thrown: dispatch.thrown,
                    arms: dispatch.arms.map { $0.redirected(final) },
                    isExhaustive: dispatch.isExhaustive
                )
            )
        case .suspend, .finish, .unreachable: break
        }
    }
}

extension Terminator.Arm {
    fileprivate func redirected(_ final: (BlockID) -> BlockID) -> Self {
        Self(label: label, target: final(target))
    }
}

extension Code {
    fileprivate mutating func redirect(_ final: (BlockID) -> BlockID) {
        pieces = pieces.map { piece in
            if case .exit(let target, let assigned) = piece { .exit(final(target), assigned: assigned) } else { piece }
        }
    }
}
