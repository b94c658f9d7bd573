import SwiftSyntax

/// Prints the regions of a machine as the function that carries out one step.
struct StepEmitter {
    let machine: Machine
    let regions: Regions
    let types: LocalTypes
    let catalog: String
    /// Makes a durable closure: of its type's place, its state, and what puts its captures into the frame.
    let closure: (_ slot: String, _ state: String, _ captures: [String]) -> String
    /// Makes what a function captures that is kept as a value: its state, and what puts its captures into the frame.
    let captured: (_ state: String, _ receiver: String, _ captures: [String]) -> String
    let emptyFrame: String
    let storedErrors: StoredErrors
    /// The locals with a place in the frame.
    let frameLocals: LocalSet
    var writer: Writer

    var flow: Flow { regions.flow }

    /// What is known at a point of a region.
    struct Environment {
        /// The locals that are Swift variables here, and whether they are stored by moving them back.
        var natives: [LocalID: Bool] = [:]
        /// Of the locals declared without a value, those that have one.
        var assigned: LocalSet = []
        var handler: HandlerID?
    }

    /// Writes the cases of the states.
    static func emit(
        _ machine: Machine,
        _ regions: Regions,
        _ types: LocalTypes,
        _ storedErrors: StoredErrors,
        _ frameLocals: LocalSet,
        catalog: String,
        closure: @escaping (String, String, [String]) -> String,
        captured: @escaping (String, String, [String]) -> String,
        emptyFrame: String,
        into writer: inout Writer
    ) {
        var emitter = StepEmitter(
            machine: machine,
            regions: regions,
            types: types,
            catalog: catalog,
            closure: closure,
            captured: captured,
            emptyFrame: emptyFrame,
            storedErrors: storedErrors,
            frameLocals: frameLocals,
            writer: Writer(path: "")
        )
        // A text that two writers had would be copied.
        swap(&emitter.writer, &writer)
        emitter.cases()
        swap(&emitter.writer, &writer)
    }

    mutating func cases() {
        let functions = Set(machine.functions.filter { machine.closures[$0.key] == nil }.values)
        for region in regions.regions where !regions.isForwarded(region.root) {
            let names = ([region.root] + regions.forwarders(to: region.root)).compactMap { regions.states[$0] }
            writer.label("case \(names.map { ".\($0)" }.joined(separator: ", ")):")
            indented { emitter in
                if functions.contains(region.root) {
                    // Nothing is carried out in the state of a function.
                    emitter.writer.statement("Torpor.unreachable()")
                } else {
                    emitter.region(region)
                }
            }
        }
    }

    mutating func indented(_ body: (inout StepEmitter) -> Void) {
        writer.indent()
        body(&self)
        writer.outdent()
    }

    // MARK: Regions

    mutating func region(_ region: Region) {
        var environment = Environment()
        uninitialised = []
        loadedConstants = []
        environment.assigned = flow.assigned[region.root]
        let functions = region.functions.subtracting(region.declares)
        for id in functions.union(region.references).union(region.mutates) {
            if functions.contains(id), let declaration = machine.remade[id], !machine.locals[id].isNestedFunction {
                // What it captures by value was evaluated after the locals that it refers to were declared.
                for id in declaration.facts.uses.sorted() where machine.locals[id].isSynthetic {
                    load(machine.locals[id], in: region, &environment)
                }
                write(declaration, environment)
            }
            load(machine.locals[id], in: region, &environment)
        }
        // A local function can be used above its declaration, but not above what it refers to.
        for id in functions.sorted() where machine.locals[id].isNestedFunction {
            if let declaration = machine.remade[id] { write(declaration, environment) }
        }
        block(region.root, in: region, &environment)
    }

    mutating func load(_ local: Local, in region: Region, _ environment: inout Environment) {
        let id = local.id
        guard region.references.contains(id) || region.mutates.contains(id), !local.isCapability,
            !local.isRemade, local.isFlat, environment.natives[id] == nil
        else {
            return
        }
        let isChanged = local.isMutable && region.mutates.contains(id)
        let place = "_frame.\(local.fieldName)"
        if flow.isStored(id, at: region.root) {
            if isChanged {
                declareAnew(local, in: region, environment)
            } else {
                let read = region.stores.contains(id) ? "\(place).value" : "\(place).take()"
                let annotation = annotation(of: local)
                writer.statement("let \(local.generatedName)\(annotation) = \(read)")
                if region.stores.contains(id) { loadedConstants.insert(id) }
            }
            environment.natives[id] = isChanged
        } else if region.mutates.contains(id), !region.declares.contains(id), !local.isSynthetic, let type = types[id] {
            let annotation = unwrappedAnnotation(of: local) ?? ": \(type)"
            writer.statement("\(local.isMutable ? "var" : "let") \(local.generatedName)\(annotation)")
            if local.isMutable { environment.assigned.remove(id) }
            environment.natives[id] = local.isMutable
            uninitialised.insert(id)
        }
    }

    /// Declares a variable of an earlier step with the value that it has.
    private mutating func declareAnew(_ local: Local, in region: Region, _ environment: Environment) {
        let value = "_frame.\(local.fieldName).take()"
        switch local.form {
        case .plain, .wrapped, .boxed:
            writer.statement("var \(local.variable)\(unwrappedAnnotation(of: local) ?? "") = \(value)")
        case .observed: write("var \(local.variable) = \(value) " + machine.accessors[local.id]!, environment)
        case .lazy where local.repeatedValue != nil: writer.statement("var \(local.variable) = Torpor.Lazy(\(value))")
        case .lazy:
            let initial = machine.accessors[local.id]!
            write("var \(local.variable) = Torpor.Lazy(\(value)) { " + initial + " }", environment)
        }
        touch(local, in: region)
    }

    /// Tells the Swift compiler that a variable may change in the region, as it does in the function.
    mutating func touch(_ local: Local, in region: Region) {
        if case .observed = local.form {
            // It is stored by its value, and nothing may run its observers.
            writer.statement("if !Torpor.holds() { Torpor.touch(&\(local.variable)) }")
        } else if !region.stores.contains(local.id) {
            writer.statement("Torpor.touch(&\(local.variable))")
        }
    }

    /// Locals that the region declares at its top without a value, though the user gave them one elsewhere.
    var uninitialised: LocalSet = []

    /// What is written behind the name of a constant: nobody expects one of type `Void` that does not say so.
    func annotation(of local: Local) -> String {
        if let annotation = local.annotation { return ": \(annotation)" }
        guard local.isSynthetic, let type = types[local.id], type.holds("Void") else { return "" }
        return ": \(type)"
    }

    /// What an optional is declared with that is unwrapped where it is used.
    private func unwrappedAnnotation(of local: Local) -> String? {
        guard case .plain = local.form, local.isImplicitlyUnwrapped else { return nil }
        return local.annotation.map { ": \($0)" }
    }

    // MARK: Blocks

    mutating func block(_ id: BlockID, in region: Region, _ environment: inout Environment) {
        let block = machine.blocks[id]
        if let handler = regions.handlerToEnter(id, from: environment.handler) {
            return guarded(id, by: handler, in: region, &environment)
        }
        environment.handler = block.handler
        for statement in block.statements { self.statement(statement, in: block, region, &environment) }
        terminator(block.terminator, in: block, region, &environment)
    }

    /// Writes a block, and what follows it in place, in a `do` that hands errors to the handler.
    mutating func guarded(
        _ id: BlockID,
        by handler: Handler,
        in region: Region,
        _ environment: inout Environment
    ) {
        let outside = environment
        writer.statement("do {")
        indented { emitter in
            var inside = environment
            inside.handler = handler.id
            emitter.block(id, in: region, &inside)
        }
        let assigned = flow.assigned[handler.entry].union(outside.assigned.intersection(uninitialised))
        let isTyped = types[handler.thrown] != "any Error"
        let thrown = "_frame.\(machine.locals[handler.thrown].fieldName)"
        writer.block(
            "} catch {",
            statements: storing(at: handler.entry, outside, assigned: assigned)
                + ["\(thrown).put(\(isTyped ? "Torpor.thrown(error)" : "error"))"] + entering(handler.entry)
        )
    }

    // MARK: Statements

    mutating func statement(
        _ statement: Statement,
        in block: Block,
        _ region: Region,
        _ environment: inout Environment
    ) {
        switch statement.kind {
        case .plain:
            if isUnusedHere(statement, in: region) { break }
            write(statement.code, environment, joint: .statement)
            for id in statement.code.facts.declares.sorted() { declare(id, in: region, &environment) }
        case .store(let local):
            let place = "_frame.\(machine.locals[local].fieldName)"
            if storedErrors.contains(local) {
                let value = "\(place).put(Torpor.storable(" + statement.code + ", errors: \(catalog).errors))"
                write(value, environment, joint: .statement)
            } else {
                write("\(place).put(" + statement.code + ")", environment, joint: .statement)
            }
            guard region.references.contains(local), environment.natives[local] == nil else { break }
            let isMoved = machine.locals[local].isMutable
            let name = machine.locals[local].generatedName
            let annotation = annotation(of: machine.locals[local])
            writer.statement(isMoved ? "var \(name) = \(place).take()" : "let \(name)\(annotation) = \(place).value")
            environment.natives[local] = isMoved
            if !isMoved { loadedConstants.insert(local) }
        case .declaration(let local):
            if region.mutates.contains(local) {
                write(statement.code, environment, joint: .statement)
                environment.natives[local] = machine.locals[local].isMutable
            }
        case .end(let local): end(local, in: region, &environment)
        }
        flow.step(statement, &environment.assigned, in: block) { _, _ in }
        guard case .plain = statement.kind else { return }
        let assigned = statement.code.facts.assigns.intersection(uninitialised)
        environment.assigned.formUnion(assigned)
        // A value that nobody reads any more would be a warning.
        for id in assigned.sorted() where machine.locals[id].isMutable && !region.stores.contains(id) {
            writer.statement("Torpor.touch(&\(machine.locals[id].generatedName))")
        }
    }

    /// Gives up what a local holds where its scope ends.
    private mutating func end(_ id: LocalID, in region: Region, _ environment: inout Environment) {
        let native = environment.natives.removeValue(forKey: id)
        if native == nil || loadedConstants.contains(id), frameLocals.contains(id) {
            writer.statement("_frame.\(machine.locals[id].fieldName).end()")
        }
        // Swift's own variables end with the step; one that a closure shares cannot be given up before.
        let isAssigned = flow.isAssigned(id, in: environment.assigned) && !uninitialised.contains(id)
        if let isVariable = native, isAssigned, !(isVariable && isShared(id, in: region)) {
            writer.statement("_ = consume \(machine.locals[id].generatedName)")
        }
    }

    /// Whether a closure shares a variable that may outlive the step.
    private func isShared(_ id: LocalID, in region: Region) -> Bool {
        region.blocks.contains { block in machine.blocks[block].codes.contains { $0.facts.captures[id] != nil } }
    }

    /// Whether a statement declares a local function or closure that only other steps use.
    func isUnusedHere(_ statement: Statement, in region: Region) -> Bool {
        let declared = statement.code.facts.declares
        return !declared.isEmpty && declared.allSatisfy { machine.remade[$0] != nil && !region.functions.contains($0) }
    }

    mutating func declare(_ id: LocalID, in region: Region, _ environment: inout Environment) {
        let local = machine.locals[id]
        guard !local.isRemade else { return }
        environment.natives[id] = local.isMutable
        switch local.origin {
        case .binding, .conditional: if local.isMutable, !local.isDeferred { touch(local, in: region) }
        default: break
        }
    }

    mutating func write(_ code: Code, _ environment: Environment, joint: Writer.Joint? = nil) {
        guard code.pieces.contains(where: { if case .text = $0 { false } else { true } }) else {
            return writer.user(code.summary, at: code.place, joint: joint)
        }
        // A jump out of a statement stores what is needed at its target, and goes there.
        let text = code.pieces.map { piece in
            switch piece {
            case .text(let text): return text
            case .closure(let slot, let entry, let receiver):
                let shared = receiver.map { ["_closure._shared = \(machine.locals[$0].variable)"] } ?? []
                return closure(
                    machine.locals[slot].fieldName,
                    regions.states[entry]!,
                    shared + regions.captures(at: entry, machine)
                )
            case .captured(let entry, let source):
                let values = regions.captures(at: entry, machine, source)
                return captured(regions.states[entry]!, source.receiver, values)
            case .emptyFrame: return emptyFrame
            case .exit(let target, let assigned):
                let stores = storing(at: target, environment, assigned: environment.assigned.union(assigned))
                return (stores + entering(target)).joined(separator: "; ")
            }
        }.joined()
        writer.user(text, at: code.place, joint: joint)
    }

    // MARK: Leaving a region

    /// What moves the locals back to the frame that are needed at a block.
    func storing(at target: BlockID, _ environment: Environment, assigned: LocalSet) -> [String] {
        storing(flow.live[target], environment, assigned: assigned)
    }

    /// What moves locals back to the frame.
    func storing(_ needed: LocalSet, _ environment: Environment, assigned: LocalSet) -> [String] {
        environment.natives.keys.sorted().flatMap { id -> [String] in
            guard let isMoved = environment.natives[id], needed.contains(id),
                flow.isAssigned(id, in: assigned), !uninitialised.contains(id) || assigned.contains(id)
            else { return [] }
            let local = machine.locals[id]
            let (name, place) = (local.generatedName, "_frame.\(local.fieldName)")
            // A constant that was read from the frame is still there.
            if !isMoved, loadedConstants.contains(id) { return [] }
            if storedErrors.contains(id) {
                // The same error before and after a restore.
                let stored = "Torpor.storable(\(name), errors: \(catalog).errors)"
                return isMoved ? ["\(name) = \(stored)", "\(place).put(&\(name))"] : ["\(place).put(\(stored))"]
            }
            switch local.form {
            case .plain, .wrapped, .boxed: return ["\(place).put(\(isMoved ? "&" : "")\(local.variable))"]
            case .observed: return ["\(place).put(\(local.variable))"]
            case .lazy: return ["\(place).put(&\(local.variable).evaluated)"]
            }
        }
    }

    var loadedConstants: LocalSet = []

    mutating func store(at target: BlockID, _ environment: Environment, assigned: LocalSet) {
        for statement in storing(at: target, environment, assigned: assigned) { writer.statement(statement) }
    }

    /// What goes on in another region.
    func entering(_ target: BlockID) -> [String] {
        ["_frame._state = .\(regions.states[target]!)", "continue _resume"]
    }

    mutating func leave(to target: BlockID, _ region: Region, _ environment: inout Environment) {
        if regions.isRoot(target) {
            store(at: target, environment, assigned: environment.assigned)
            for statement in entering(target) { writer.statement(statement) }
        } else {
            block(target, in: region, &environment)
        }
    }
}

extension Local {
    var isCapability: Bool { if case .capability = origin { true } else { false } }
    var isRemade: Bool { remadeDeclaration != nil }
    var isSynthetic: Bool { if case .synthetic = origin { true } else { false } }
    /// Whether it stands for a type, and holds nothing.
    var isCallee: Bool {
        switch origin {
        case .synthetic(.callee), .synthetic(.closure): true
        default: false
        }
    }

    var isNestedFunction: Bool { remadeDeclaration?.is(FunctionDeclSyntax.self) ?? false }

    /// The name of the local's place in the frame.
    var fieldName: String { generatedName }
}
