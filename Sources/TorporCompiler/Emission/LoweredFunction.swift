/// A durable function after lowering and analysis: all that emission needs.
///
/// It is a class because checks and emitters hand it on and ask it again and again: what is found out is kept.
final class LoweredFunction {
    let function: DurableFunction
    let machine: Machine
    let resolution: Resolution
    let colours: Colours
    let renderer: Renderer
    let types: LocalTypes
    let regions: Regions
    /// Which types can be stored for certain.
    let storage: CertainStorage
    /// The names of durable functions that it calls where only types tell which coroutine is meant.
    let overloadedCallees: Set<String>

    /// The locals with a place in the frame.
    let frameLocals: LocalSet
    /// The locals whose errors are stored.
    let storedErrors: StoredErrors
    /// The coroutines whose results are waited for, by the block that is resumed.
    let callees: [BlockID: CalleeReference]
    /// The suspensions at which locals are stored.
    private let suspensions: [LocalID: [BlockID]]
    /// The blocks that are resumed after an ordinary call.
    private let checkpoints: Set<BlockID>

    init(
        function: DurableFunction,
        machine: Machine,
        resolution: Resolution,
        colours: Colours,
        renderer: Renderer,
        types: LocalTypes,
        regions: Regions,
        storage: CertainStorage,
        overloadedCallees: Set<String>
    ) {
        self.function = function
        self.machine = machine
        self.resolution = resolution
        self.colours = colours
        self.renderer = renderer
        self.types = types
        self.regions = regions
        self.storage = storage
        self.overloadedCallees = overloadedCallees
        let stored = Self.frameLocals(machine, regions)
        frameLocals = stored
        storedErrors = StoredErrors(machine, regions, types)
        callees = Self.callees(machine)
        checkpoints = Set(
            machine.blocks.compactMap {
                if case .suspend(.checkpoint, let resume) = $0.terminator { resume } else { nil }
            }
        )
        suspensions = regions.resumePoints.reduce(into: [:]) { found, point in
            for local in regions.flow.live[point]
            where stored.contains(local) && regions.flow.isStored(local, at: point) {
                found[local, default: []].append(point)
            }
        }
    }

    /// Whether a coroutine is resumed in a block after an ordinary call.
    func isCheckpoint(_ block: BlockID) -> Bool { checkpoints.contains(block) }

    /// The callees whose names mean something else in the coroutine's type; the frame has other names for them.
    private(set) lazy var hiddenCallees: [String] = {
        let names = Set(
            callees.values.compactMap { $0.restored.utf8.split(separator: UInt8(ascii: ".")).first.map(Substring.init) }
        )
        return TypeSpelling.hidden.filter { names.contains(Substring($0)) }.sorted()
    }()

    private static func callees(_ machine: Machine) -> [BlockID: CalleeReference] {
        var found: [BlockID: CalleeReference] = [:]
        for block in machine.blocks {
            if case .suspend(.call(_, let callee), let resume) = block.terminator { found[resume] = callee }
        }
        return found
    }

    /// The suspensions at which a local is stored, in the order of the source; the beginning of a call is one too.
    func suspensions(storing local: LocalID) -> [BlockID] { suspensions[local] ?? [] }

    /// Whether callers may have to tell the coroutine from others by types.
    ///
    /// - Parameter callees: the names of the functions of which callers in the module have to.
    func isOverloaded(by callees: Set<String>) -> Bool {
        let isKnownOutside = function.access == "public" || function.access == "package"
        return callees.contains(function.name)
            || (isKnownOutside && (renderer.index.durable[function.name]?.count ?? 0) > 1)
    }

    /// Its own types that are errors and can be stored.
    var storableErrors: [String] {
        guard !function.isGeneric else { return [] }
        return resolution.types.filter(\.isStorableError).map { (function.context + [$0.path]).joined(separator: ".") }
    }

    private static func frameLocals(_ machine: Machine, _ regions: Regions) -> LocalSet {
        var found: LocalSet = []
        for region in regions.regions {
            found.formUnion(region.references.filter { regions.flow.isStored($0, at: region.root) })
            found.formUnion(region.stores.intersection(region.references.union(region.declares)))
            for block in region.blocks {
                for statement in machine.blocks[block].statements {
                    if case .store(let local) = statement.kind { found.insert(local) }
                }
                if let handler = machine.blocks[block].handler, machine.blocks[block].canThrow {
                    found.insert(machine.handlers[handler].thrown)
                }
            }
        }
        // What is only kept is nowhere referred to.
        found.formUnion(regions.flow.live[machine.entry].intersection(machine.holders))
        return found.filter { !machine.locals[$0].isCapability && !machine.locals[$0].isRemade }
    }

    /// Whether a step talks to its activation.
    var usesActivation: Bool {
        machine.blocks.contains { block in
            guard regions.flow.reachable.contains(block.id) else { return false }
            switch block.terminator {
            case .finish, .suspend(.yield, _), .suspend(.sleep, _), .suspend(.call, _): return true
            default: return block.codes.contains { $0.mentions("_torpor.") }
            }
        }
    }
}
