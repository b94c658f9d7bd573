/// A durable function after lowering and analysis: all that emission needs.
struct LoweredFunction {
    let function: DurableFunction
    let machine: Machine
    let resolution: Resolution
    let colours: Colours
    let renderer: Renderer
    let types: LocalTypes
    let regions: Regions
    /// The names of durable functions that it calls where only types tell which coroutine is meant.
    let overloadedCallees: Set<String>

    /// The coroutines whose results are waited for, by the block that is resumed.
    var callees: [BlockID: CalleeReference] {
        var found: [BlockID: CalleeReference] = [:]
        for block in machine.blocks {
            if case .suspend(.call(_, let callee), let resume) = block.terminator { found[resume] = callee }
        }
        return found
    }

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

    /// The locals with a place in the frame.
    var frameLocals: Set<LocalID> {
        var found: Set<LocalID> = []
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
        return found.filter { !machine.locals[$0].isCapability && !machine.locals[$0].isRemade }
    }

    /// The locals whose errors are stored.
    var storedErrors: StoredErrors { StoredErrors(machine, regions, types) }

    /// Whether a step talks to its activation.
    var usesActivation: Bool {
        machine.blocks.contains { block in
            guard regions.flow.reachable.contains(block.id) else { return false }
            switch block.terminator {
            case .finish, .suspend(.yield, _), .suspend(.sleep, _), .suspend(.call, _): return true
            default: return block.codes.contains { $0.summary.contains("_torpor.") }
            }
        }
    }
}
