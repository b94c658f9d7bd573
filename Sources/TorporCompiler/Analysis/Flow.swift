/// What flows through a machine: where each local is live, and where those declared without a value are assigned.
///
/// It is a class because it is handed to all that comes after it, and never changes once it is made.
final class Flow {
    /// The blocks that control can come to.
    private(set) var reachable: Set<BlockID> = []
    /// What is read, on some path from the top of a block, before it is assigned.
    private(set) var live: [LocalSet]
    /// Of the locals declared without a value, those that are assigned at the top of a block on every path to it.
    private(set) var assigned: [LocalSet]
    private let machine: Machine
    private let types: LocalTypes
    private let deferred: LocalSet

    init(_ machine: Machine, _ types: LocalTypes) {
        self.machine = machine
        self.types = types
        deferred = LocalSet(machine.locals.filter(\.isDeferred).map(\.id))
        live = Array(repeating: [], count: machine.blocks.count)
        assigned = Array(repeating: deferred, count: machine.blocks.count)
        findReachable()
        solveLiveness()
        solveAssignment()
    }

    /// Whether a local has a value at the top of a block that is read later.
    func isStored(_ local: LocalID, at block: BlockID) -> Bool {
        live[block].contains(local) && isAssigned(local, in: assigned[block])
    }

    /// Whether a local has a value, given the deferred ones that have.
    func isAssigned(_ local: LocalID, in assigned: LocalSet) -> Bool {
        !deferred.contains(local) || assigned.contains(local)
    }

    // MARK: Reachability

    private func findReachable() {
        // What stands for a parameter is made with the coroutine.
        var pending = [machine.entry] + machine.defaultFunctions.values.flatMap(\.closures)
        while let id = pending.popLast() {
            guard reachable.insert(id).inserted else { continue }
            let block = machine.blocks[id]
            pending += block.terminator.successors
            for code in block.codes { pending += code.exits.map(\.target) + code.closures }
            if let handler = block.handler, block.canThrow { pending.append(machine.handlers[handler].entry) }
        }
    }

    // MARK: Liveness

    /// Whether an assignment makes a variable's old value unneeded. Where the type cannot be spelled, the old value is
    /// what a step takes the type from.
    private func isKilledByAssignment(_ local: LocalID) -> Bool {
        if machine.locals[local].accessors != nil { return false }
        if machine.holders.contains(local) { return deferred.contains(local) }
        return deferred.contains(local) || types[local] != nil && !machine.accessed.contains(local)
    }

    private func solveLiveness() {
        var isChanging = true
        while isChanging {
            isChanging = false
            for block in machine.blocks.reversed() where reachable.contains(block.id) {
                let new = liveAtTop(of: block)
                if new != live[block.id] {
                    live[block.id] = new
                    isChanging = true
                }
            }
        }
    }

    /// What an assignment in a block makes unneeded. A handler takes the value that there is when an error is thrown, and
    /// which of two that is, is known only where it is thrown: what the handler reads is there from the beginning.
    private func killed(_ assigned: LocalSet, in block: Block) -> LocalSet {
        let read = block.handler.map(liveAtHandler) ?? []
        return assigned.filter { isKilledByAssignment($0) && (deferred.contains($0) || !read.contains($0)) }
    }

    private func liveAtTop(of block: Block) -> LocalSet {
        var now = liveBefore(block.terminator, in: block).union(block.keeps)
        for statement in block.statements.reversed() {
            switch statement.kind {
            case .plain: now = liveBefore(statement.code, now, in: block)
            case .store(let local):
                now.remove(local)
                now = liveBefore(statement.code, now, in: block)
            case .declaration(let local): now.remove(local)
            case .end: continue
            }
            now.formUnion(statement.keeps)
        }
        return now
    }

    private func liveBefore(_ terminator: Terminator, in block: Block) -> LocalSet {
        switch terminator {
        case .jump(let target): return live[target]
        case .branch(let branch):
            let then = live[branch.then].subtracting(branch.conditions.facts.declares)
            return liveBefore(branch.conditions, then.union(live[branch.otherwise]), in: block)
        case .select(let selection):
            let arms = selection.arms.map { liveBefore($0.label, live[$0.target], in: block) }
            return liveBefore(selection.subject, arms.reduce(into: []) { $0.formUnion($1) }, in: block)
        case .dispatch(let dispatch):
            var now: LocalSet = [dispatch.thrown]
            for arm in dispatch.arms { now.formUnion(liveBefore(arm.label, live[arm.target], in: block)) }
            if !dispatch.isExhaustive { now.formUnion(block.handler.map(liveAtHandler) ?? machine.givenBack) }
            return now
        case .suspend(_, let resume):
            return terminator.codes.reduce(live[resume]) { liveBefore($1, $0, in: block) }
        case .finish(let code, let closure):
            let after = closure == nil ? machine.givenBack : []
            return code.map { liveBefore($0, after, in: block) } ?? after
        case .unreachable: return []
        }
    }

    /// The locals that a closure captures. Those of a statement that stays whole are declared in there, and nowhere before.
    func captured(at entry: BlockID) -> LocalSet {
        live[entry].filter { machine.capturedValues[$0] == nil && machine.locals[$0].isFlat }
    }

    private func liveBefore(_ code: Code, _ after: LocalSet, in block: Block) -> LocalSet {
        var now = after.subtracting(code.facts.declares)
        let killed = killed(code.facts.assigns, in: block)
        now.subtract(killed)
        now.formUnion(code.facts.uses)
        // A change that is not certain leaves the old value; and where no type can be spelled, the old value gives it.
        now.formUnion(
            code.facts.mutates.filter { local in
                machine.locals[local].isFlat && !killed.contains(local) && !code.facts.declares.contains(local)
            }
        )
        for entry in code.closures { now.formUnion(captured(at: entry)) }
        for exit in code.exits {
            now.formUnion(live[exit.target].subtracting(exit.assigned.filter(isKilledByAssignment)))
        }
        if code.facts.canThrow, let handler = block.handler {
            now.formUnion(liveAtHandler(handler).subtracting(self.killed(code.facts.assignedAtThrow ?? [], in: block)))
        }
        return now
    }

    /// What is live when an error is thrown to a handler: the error itself is stored on the way.
    func liveAtHandler(_ handler: HandlerID) -> LocalSet {
        live[machine.handlers[handler].entry].subtracting([machine.handlers[handler].thrown])
    }

    // MARK: Definite assignment

    private func solveAssignment() {
        assigned[machine.entry] = []
        var isChanging = !deferred.isEmpty
        while isChanging {
            isChanging = false
            for block in machine.blocks where reachable.contains(block.id) {
                var flows: [(BlockID, LocalSet)] = []
                var now = assigned[block.id]
                for statement in block.statements {
                    step(statement, &now, in: block) { flows.append(($0, $1)) }
                }
                for code in block.terminator.codes { step(code, &now, in: block) { flows.append(($0, $1)) } }
                flows += block.terminator.successors.map { ($0, now) }
                if case .dispatch(let dispatch) = block.terminator, !dispatch.isExhaustive, let handler = block.handler
                {
                    flows.append((machine.handlers[handler].entry, now))
                }
                for (target, values) in flows {
                    let merged = assigned[target].intersection(values)
                    if merged != assigned[target] {
                        assigned[target] = merged
                        isChanging = true
                    }
                }
            }
        }
    }

    /// Follows the assignments of a statement.
    func step(
        _ statement: Statement,
        _ now: inout LocalSet,
        in block: Block,
        leaving: (BlockID, LocalSet) -> Void
    ) {
        if case .declaration(let local) = statement.kind {
            now.remove(local)
        } else {
            step(statement.code, &now, in: block, leaving: leaving)
        }
    }

    private func step(
        _ code: Code,
        _ now: inout LocalSet,
        in block: Block,
        leaving: (BlockID, LocalSet) -> Void
    ) {
        for exit in code.exits { leaving(exit.target, now.union(exit.assigned.intersection(deferred))) }
        if code.facts.canThrow, let handler = block.handler {
            leaving(
                machine.handlers[handler].entry,
                now.union((code.facts.assignedAtThrow ?? []).intersection(deferred))
            )
        }
        now.formUnion(code.facts.assigns.intersection(deferred))
    }
}

extension Block {
    /// All code of the block, in order.
    var codes: [Code] { statements.map(\.code) + terminator.codes }

    /// Whether an error can leave the block to its handler.
    var canThrow: Bool {
        if case .dispatch(let dispatch) = terminator, !dispatch.isExhaustive { return true }
        return codes.contains(where: \.facts.canThrow)
    }
}
