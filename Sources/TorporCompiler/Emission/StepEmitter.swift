/// Prints the regions of a machine as the function that carries out one step.
struct StepEmitter {
    let machine: Machine
    let regions: Regions
    let types: LocalTypes
    let stateType: String
    var writer: Writer

    private var flow: Flow { regions.flow }

    /// What is known at a point of a region.
    private struct Environment {
        /// The locals that are Swift variables here, and whether they are stored by moving them back.
        var natives: [LocalID: Bool] = [:]
        /// Of the locals declared without a value, those that have one.
        var assigned: Set<LocalID> = []
        var handler: HandlerID?
    }

    /// Writes the loop over the states.
    static func emit(
        _ machine: Machine,
        _ regions: Regions,
        _ types: LocalTypes,
        stateType: String,
        into writer: inout Writer
    ) {
        var emitter = StepEmitter(
            machine: machine,
            regions: regions,
            types: types,
            stateType: stateType,
            writer: writer
        )
        emitter.loop()
        writer = emitter.writer
    }

    private mutating func loop() {
        writer.line("_resume: while true {")
        indented { emitter in
            emitter.writer.line("switch _frame._state {")
            for region in emitter.regions.regions where !emitter.isForwarded(region.root) {
                let names = ([region.root] + emitter.forwarders(to: region.root)).compactMap {
                    emitter.regions.states[$0]
                }
                emitter.writer.line("case \(names.map { ".\($0)" }.joined(separator: ", ")):")
                emitter.indented { $0.region(region) }
            }
            emitter.writer.line("}")
        }
        writer.line("}")
    }

    private mutating func indented(_ body: (inout StepEmitter) -> Void) {
        writer.indent()
        body(&self)
        writer.outdent()
    }

    // MARK: States that only lead on

    /// Where a state leads that does nothing of its own.
    private func forward(_ root: BlockID) -> BlockID? {
        let block = machine.blocks[root]
        guard block.statements.isEmpty, case .jump(let target) = block.terminator, regions.isRoot(target),
            target != root
        else { return nil }
        return target
    }

    private func isForwarded(_ root: BlockID) -> Bool { final(root) != root }

    private func final(_ root: BlockID) -> BlockID {
        var id = root
        var seen: Set<BlockID> = []
        while let next = forward(id), seen.insert(id).inserted { id = next }
        return forward(id) == nil ? id : root
    }

    private func forwarders(to root: BlockID) -> [BlockID] {
        regions.regions.map(\.root).filter { $0 != root && final($0) == root }
    }

    // MARK: Regions

    private mutating func region(_ region: Region) {
        var environment = Environment()
        uninitialised = []
        loadedConstants = []
        environment.assigned = flow.assigned[region.root]
        for local in machine.locals { load(local, in: region, &environment) }
        for id in region.functions.subtracting(region.declares).sorted() {
            if let declaration = machine.remade[id] { write(declaration, environment) }
        }
        block(region.root, in: region, &environment)
    }

    private mutating func load(_ local: Local, in region: Region, _ environment: inout Environment) {
        let id = local.id
        guard region.references.contains(id) || region.mutates.contains(id), !local.isCapability,
            !local.isRemade, local.isFlat
        else {
            return
        }
        let isChanged = local.isMutable && region.mutates.contains(id)
        let place = "_frame.\(local.fieldName)"
        if flow.isStored(id, at: region.root) {
            if isChanged {
                writer.line("var \(local.generatedName) = \(place).take()")
                if !region.stores.contains(id) { writer.line("Torpor.touch(&\(local.generatedName))") }
            } else {
                let read = region.stores.contains(id) ? "\(place).value" : "\(place).take()"
                let annotation = local.annotation.map { ": \($0)" } ?? ""
                writer.line("let \(local.generatedName)\(annotation) = \(read)")
                if region.stores.contains(id) { loadedConstants.insert(id) }
            }
            environment.natives[id] = isChanged
        } else if region.mutates.contains(id), !region.declares.contains(id), !local.isSynthetic, let type = types[id] {
            writer.line("\(local.isMutable ? "var" : "let") \(local.generatedName): \(type)")
            if local.isMutable { environment.assigned.remove(id) }
            environment.natives[id] = local.isMutable
            uninitialised.insert(id)
        }
    }

    /// Locals that the region declares at its top without a value, though the user gave them one elsewhere.
    private var uninitialised: Set<LocalID> = []

    private init(machine: Machine, regions: Regions, types: LocalTypes, stateType: String, writer: Writer) {
        self.machine = machine
        self.regions = regions
        self.types = types
        self.stateType = stateType
        self.writer = writer
    }

    // MARK: Blocks

    private mutating func block(_ id: BlockID, in region: Region, _ environment: inout Environment) {
        let block = machine.blocks[id]
        if let handler = handlerToEnter(id, from: environment.handler) {
            return guarded(id, by: handler, in: region, &environment)
        }
        environment.handler = block.handler
        for statement in block.statements { self.statement(statement, in: block, region, &environment) }
        terminator(block.terminator, in: block, region, &environment)
    }

    /// Writes a block, and what follows it in place, in a `do` that hands errors to the handler.
    private mutating func guarded(
        _ id: BlockID,
        by handler: Handler,
        in region: Region,
        _ environment: inout Environment
    ) {
        let outside = environment
        writer.line("do {")
        indented { emitter in
            var inside = environment
            inside.handler = handler.id
            emitter.block(id, in: region, &inside)
        }
        writer.line("} catch {")
        indented { emitter in
            let assigned = emitter.flow.assigned[handler.entry]
            emitter.store(at: handler.entry, outside, assigned: assigned)
            let thrown = emitter.machine.locals[handler.thrown].fieldName
            let isTyped = emitter.types[handler.thrown] != "any Error"
            emitter.writer.line("_frame.\(thrown).put(\(isTyped ? "Torpor.thrown(error)" : "error"))")
            let state = emitter.regions.states[handler.entry]!
            emitter.writer.line("_frame._state = .\(state)")
            emitter.writer.line("continue _resume")
        }
        writer.line("}")
    }

    /// The outermost of the handlers that a block is in, and its surroundings are not, to which something throws from the
    /// block on within its region.
    private func handlerToEnter(_ id: BlockID, from outer: HandlerID?) -> Handler? {
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
        return block.terminator.successors.contains { !regions.isRoot($0) && throwsInside($0, handler) }
    }

    private func isInside(_ handler: HandlerID?, _ outer: HandlerID) -> Bool {
        var current = handler
        while let id = current {
            if id == outer { return true }
            current = machine.handlers[id].parent
        }
        return false
    }

    // MARK: Statements

    private mutating func statement(
        _ statement: Statement,
        in block: Block,
        _ region: Region,
        _ environment: inout Environment
    ) {
        switch statement.kind {
        case .plain:
            if isUnusedHere(statement, in: region) { break }
            write(statement.code, environment)
            for id in statement.code.facts.declares { declare(id, in: region, &environment) }
        case .store(let local):
            let place = "_frame.\(machine.locals[local].fieldName)"
            write("\(place).put(" + statement.code + ")", environment)
            guard region.references.contains(local), environment.natives[local] == nil else { break }
            let isMoved = machine.locals[local].isMutable
            let name = machine.locals[local].generatedName
            let annotation = machine.locals[local].annotation.map { ": \($0)" } ?? ""
            writer.line(isMoved ? "var \(name) = \(place).take()" : "let \(name)\(annotation) = \(place).value")
            environment.natives[local] = isMoved
            if !isMoved { loadedConstants.insert(local) }
        case .declaration(let local):
            if region.mutates.contains(local) {
                write(statement.code, environment)
                environment.natives[local] = machine.locals[local].isMutable
            }
        }
        flow.step(statement, &environment.assigned, in: block) { _, _ in }
        if case .plain = statement.kind {
            environment.assigned.formUnion(statement.code.facts.assigns.intersection(uninitialised))
        }
    }

    /// Whether a statement declares a local function or closure that only other steps use.
    private func isUnusedHere(_ statement: Statement, in region: Region) -> Bool {
        let declared = statement.code.facts.declares
        return !declared.isEmpty && declared.allSatisfy { machine.remade[$0] != nil && !region.functions.contains($0) }
    }

    private mutating func declare(_ id: LocalID, in region: Region, _ environment: inout Environment) {
        let local = machine.locals[id]
        guard !local.isRemade else { return }
        environment.natives[id] = local.isMutable
        if local.isMutable, !region.stores.contains(id), case .binding = local.origin, !local.isDeferred {
            writer.line("Torpor.touch(&\(local.generatedName))")
        }
    }

    private mutating func write(_ code: Code, _ environment: Environment) {
        let exits = code.exits
        guard !exits.isEmpty else { return writer.user(code.summary, at: code.place) }
        // A jump out of a statement stores what is needed at its target, and goes there.
        let text = code.pieces.map { piece in
            switch piece {
            case .text(let text): return text
            case .exit(let target, let assigned):
                let stores = storing(at: target, environment, assigned: environment.assigned.union(assigned))
                return (stores + ["_frame._state = .\(regions.states[target]!)", "continue _resume"]).joined(
                    separator: "; "
                )
            }
        }.joined()
        writer.user(text, at: code.place)
    }

    // MARK: Leaving a region

    /// What moves the locals back to the frame that are needed at a block.
    private func storing(at target: BlockID, _ environment: Environment, assigned: Set<LocalID>) -> [String] {
        environment.natives.keys.sorted().compactMap { id in
            guard let isMoved = environment.natives[id], flow.live[target].contains(id),
                flow.isAssigned(id, in: assigned), !uninitialised.contains(id) || assigned.contains(id)
            else { return nil }
            let local = machine.locals[id]
            // A constant that was read from the frame is still there.
            if !isMoved, loadedConstants.contains(id) { return nil }
            return "_frame.\(local.fieldName).put(\(isMoved ? "&" : "")\(local.generatedName))"
        }
    }

    private var loadedConstants: Set<LocalID> = []

    private mutating func store(at target: BlockID, _ environment: Environment, assigned: Set<LocalID>) {
        for line in storing(at: target, environment, assigned: assigned) { writer.line(line) }
    }

    private mutating func leave(to target: BlockID, _ region: Region, _ environment: inout Environment) {
        if regions.isRoot(target) {
            store(at: target, environment, assigned: environment.assigned)
            writer.line("_frame._state = .\(regions.states[target]!)")
            writer.line("continue _resume")
        } else {
            block(target, in: region, &environment)
        }
    }

    // MARK: Terminators

    private mutating func terminator(
        _ terminator: Terminator,
        in block: Block,
        _ region: Region,
        _ environment: inout Environment
    ) {
        switch terminator {
        case .jump(let target): leave(to: target, region, &environment)
        case .branch(let branch): self.branch(branch, region, &environment)
        case .select(let selection):
            select(selection, region, &environment)
        case .dispatch(let dispatch): self.dispatch(dispatch, region, &environment)
        case .suspend(let wait, let resume): suspend(wait, resume: resume, &environment)
        case .finish(let code):
            if let code {
                write("return _torpor.finish(" + code + ")", environment)
            } else {
                writer.line("return _torpor.finish()")
            }
        case .unreachable: break
        }
    }

    private mutating func branch(_ branch: Terminator.Branch, _ region: Region, _ environment: inout Environment) {
        if branch.isGuard {
            write("guard " + branch.conditions + " else {", environment)
            indented { emitter in
                var other = environment
                emitter.leave(to: branch.otherwise, region, &other)
            }
            writer.line("}")
            for id in branch.conditions.facts.declares { environment.natives[id] = machine.locals[id].isMutable }
            environment.assigned.formUnion(branch.conditions.facts.assigns)
            leave(to: branch.then, region, &environment)
        } else {
            write("if " + branch.conditions + " {", environment)
            indented { emitter in
                var inner = environment
                for id in branch.conditions.facts.declares { inner.natives[id] = emitter.machine.locals[id].isMutable }
                emitter.leave(to: branch.then, region, &inner)
            }
            writer.line("}")
            leave(to: branch.otherwise, region, &environment)
        }
    }

    private mutating func select(_ selection: Terminator.Selection, _ region: Region, _ environment: inout Environment)
    {
        for (position, arm) in selection.arms.enumerated() {
            // No line directive can stand between the head of a `switch` and its first case.
            if position == 0 {
                let lines = (arm.label.place?.line ?? 0) - (selection.subject.place?.line ?? 0)
                let head =
                    "switch " + selection.subject + " {" + String(repeating: "\n", count: min(max(1, lines), 200))
                write(head + arm.label, environment)
            } else {
                write(arm.label, environment)
            }
            indented { emitter in
                var inner = environment
                for id in arm.label.facts.declares { inner.natives[id] = emitter.machine.locals[id].isMutable }
                emitter.leave(to: arm.target, region, &inner)
            }
        }
        writer.line("}")
    }

    private mutating func dispatch(_ dispatch: Terminator.Dispatch, _ region: Region, _ environment: inout Environment)
    {
        let thrown = machine.locals[dispatch.thrown].generatedName
        guard !dispatch.arms.isEmpty else { return writer.line("throw \(thrown)") }
        let type = types[dispatch.thrown] ?? "any Error"
        writer.line(type == "any Error" ? "do {" : "do throws(\(type)) {")
        writer.line("    throw \(thrown)")
        for arm in dispatch.arms {
            write("} " + arm.label + " {", environment)
            indented { emitter in
                var inner = environment
                for id in arm.label.facts.declares { inner.natives[id] = emitter.machine.locals[id].isMutable }
                emitter.leave(to: arm.target, region, &inner)
            }
        }
        writer.line("}")
    }

    private mutating func suspend(_ wait: Terminator.Wait, resume: BlockID, _ environment: inout Environment) {
        let transition: String
        switch wait {
        case .yield(let value):
            write("_torpor.yield(" + value + ")", environment)
            transition = ".yielded"
        case .sleep(let arguments):
            write("_torpor.sleep(" + arguments + ")", environment)
            transition = ".sleeping"
        case .checkpoint: transition = ".checkpoint"
        case .call(let callee, _):
            write("_torpor.call(" + callee + ")", environment)
            transition = ".called"
        }
        store(at: resume, environment, assigned: environment.assigned)
        writer.line("_frame._state = .\(regions.states[resume]!)")
        writer.line("return \(transition)")
    }
}

extension Local {
    var isCapability: Bool { if case .capability = origin { true } else { false } }
    var isRemade: Bool { if case .remade = origin { true } else { false } }
    var isSynthetic: Bool { if case .synthetic = origin { true } else { false } }

    /// The name of the local's place in the frame.
    var fieldName: String { generatedName }
}
