/// The part of a machine that is carried out in one state: a tree of blocks, entered at its root, in which every block
/// but the root has one way in. Locals live in Swift variables there.
struct Region {
    let root: BlockID
    var blocks: [BlockID] = []
    /// What its code refers to.
    var references: LocalSet = []
    /// The local functions and closures that its code refers to.
    var functions: LocalSet = []
    /// What its code may change.
    var mutates: LocalSet = []
    /// What it declares.
    var declares: LocalSet = []
    /// What is stored when it is left, on one way or another.
    var stores: LocalSet = []
}

/// A machine divided into regions, with the states that they are entered by.
///
/// It is a class because emission hands it on and asks it again and again.
final class Regions {
    let machine: Machine
    let flow: Flow
    private(set) var regions: [Region] = []
    /// The name of each root's state.
    private(set) var states: [BlockID: String] = [:]
    /// The suspension points, in the order of the source.
    private(set) var resumePoints: [BlockID] = []
    private var roots: Set<BlockID> = []

    init(_ machine: Machine, _ flow: Flow) {
        self.machine = machine
        self.flow = flow
        findRoots()
        for root in machine.blocks.map(\.id) where roots.contains(root) { regions.append(region(root)) }
        resumePoints = machine.blocks.filter { $0.isResumePoint && roots.contains($0.id) }.map(\.id)
        nameStates()
    }

    func isRoot(_ block: BlockID) -> Bool { roots.contains(block) }

    // MARK: Roots

    private func findRoots() {
        var entries: [BlockID: [BlockID]] = [:]
        roots = [machine.entry]
        for block in machine.blocks where flow.reachable.contains(block.id) {
            if block.isResumePoint { roots.insert(block.id) }
            for target in block.terminator.successors { entries[target, default: []].append(block.id) }
            for code in block.codes { roots.formUnion(code.exits.map(\.target)) }
            if let handler = block.handler, block.canThrow { roots.insert(machine.handlers[handler].entry) }
        }
        for (target, sources) in entries where sources.count > 1 || !canFollow(target, sources[0]) {
            roots.insert(target)
        }
    }

    /// Whether a block can be carried out in place after another: the handler of the other catches its errors, or it is in
    /// a `do` that begins with it.
    private func canFollow(_ target: BlockID, _ source: BlockID) -> Bool {
        var handler = machine.blocks[target].handler
        let outer = machine.blocks[source].handler
        while handler != outer {
            guard let inner = handler else { return false }
            handler = machine.handlers[inner].parent
        }
        return true
    }

    // MARK: Regions

    private func region(_ root: BlockID) -> Region {
        var region = Region(root: root)
        var declarations: [Code] = []
        collect(root, into: &region, &declarations)
        // The declaration of a local function counts where the function is used.
        for code in declarations where !code.facts.declares.isDisjoint(with: region.functions) {
            add(code, to: &region)
        }
        for code in declarations { region.declares.formUnion(code.facts.declares) }
        return region
    }

    private func add(_ code: Code, to region: inout Region) {
        region.references.formUnion(code.facts.uses.union(code.facts.mutates).union(code.facts.assigns))
        region.mutates.formUnion(code.facts.mutates)
        for entry in code.closures { region.references.formUnion(flow.captured(at: entry)) }
        region.functions.formUnion(code.facts.functions.subtracting(code.facts.declares))
        region.declares.formUnion(code.facts.declares)
    }

    private func collect(_ id: BlockID, into region: inout Region, _ declarations: inout [Code]) {
        let block = machine.blocks[id]
        region.blocks.append(id)
        for statement in block.statements {
            if case .declaration(let local) = statement.kind { region.declares.insert(local) }
        }
        for code in block.codes {
            if code.facts.declares.isEmpty || code.facts.declares.contains(where: { machine.remade[$0] == nil }) {
                add(code, to: &region)
            } else {
                declarations.append(code)
            }
            for exit in code.exits { region.stores.formUnion(flow.live[exit.target]) }
        }
        if case .dispatch(let dispatch) = block.terminator { region.references.insert(dispatch.thrown) }
        if case .finish(_, closure: nil) = block.terminator { region.stores.formUnion(machine.givenBack) }
        if let handler = block.handler, block.canThrow { region.stores.formUnion(flow.liveAtHandler(handler)) }
        for target in block.terminator.successors {
            if roots.contains(target) {
                region.stores.formUnion(flow.live[target])
            } else {
                collect(target, into: &region, &declarations)
            }
        }
    }

    /// What is stored on the ways that lead from a block out of its region.
    func stores(from id: BlockID) -> LocalSet {
        let block = machine.blocks[id]
        var found: LocalSet = []
        for code in block.codes {
            for exit in code.exits { found.formUnion(flow.live[exit.target]) }
        }
        if let handler = block.handler, block.canThrow { found.formUnion(flow.liveAtHandler(handler)) }
        if case .finish(_, closure: nil) = block.terminator { found.formUnion(machine.givenBack) }
        for target in block.terminator.successors {
            found.formUnion(roots.contains(target) ? flow.live[target] : stores(from: target))
        }
        return found
    }

    private func nameStates() {
        var ordinals: [String: Int] = [:]
        var taken: Set<String> = []
        for block in machine.blocks where roots.contains(block.id) && flow.reachable.contains(block.id) {
            guard block.id != machine.entry else {
                states[block.id] = "start"
                continue
            }
            var name: String
            repeat {
                ordinals[block.label, default: 0] += 1
                name = "\(block.label)\(ordinals[block.label]!)"
            } while !taken.insert(name).inserted
            states[block.id] = name
        }
    }
}
