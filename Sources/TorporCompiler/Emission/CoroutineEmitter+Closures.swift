/// The durable closures of a function: further ways into its coroutine.
extension CoroutineEmitter {
    /// A durable closure: the coroutine in the state that the closure begins with.
    func closure(_ slot: String, _ state: String, _ captures: [String]) -> String {
        let coroutine = name + frameArguments
        let receiver = function.receiver == nil ? [] : ["_closure._self.put(self)"]
        let statements =
            ["var _closure = \(frameType)\(frameArguments)()", "_closure._state = .\(state)"] + receiver + captures
            + ["return \(coroutine)(_frame: _closure)"]
        return "Torpor.DurableFunction(_frame.\(slot)) { () -> \(coroutine) in \(statements.joined(separator: "; ")) }"
    }

    /// Which states are those of closures, and of what types the closures are.
    func closureTypes(into writer: inout Writer) {
        func named(_ entries: [LocalID: BlockID]) -> [(slot: String, entry: String, states: [String])] {
            entries.sorted { $0.value < $1.value }.compactMap { slot, entry in
                regions.states[entry].map { (machine.locals[slot].fieldName, $0, states(from: entry)) }
            }
        }
        let closures = named(machine.closures)
        guard !closures.isEmpty || !machine.functions.isEmpty else { return }
        let kept = named(machine.functions.filter { machine.closures[$0.key] == nil })
        let cases = (closures + kept).map { slot, _, states in
            "case \(states.map { ".\($0)" }.joined(separator: ", ")): Swift.type(of: _frame.\(slot))"
        }
        writer.block(
            "\(access)var closureType: Any.Type? { switch _frame._state {",
            "} }",
            statements: cases + ["default: nil"]
        )
        if closures.isEmpty { return }
        let beginnings = closures.map { "." + $0.entry }.joined(separator: ", ")
        writer.block(
            "\(access)var beginsClosure: Swift.Bool { switch _frame._state {",
            "} }",
            statements: ["case \(beginnings): true", "default: false"]
        )
    }

    /// The suspension points that control comes to from a block.
    private func states(from entry: BlockID) -> [String] {
        var found: Set<BlockID> = []
        var pending = [entry]
        while let id = pending.popLast() {
            guard found.insert(id).inserted else { continue }
            let block = machine.blocks[id]
            pending += block.terminator.successors
            for code in block.codes { pending += code.exits.map(\.target) }
            if let handler = block.handler { pending.append(machine.handlers[handler].entry) }
        }
        return regions.resumePoints.filter(found.contains).compactMap { regions.states[$0] }
    }
}

extension Regions {
    /// What puts the captures of a durable closure, or of a function that is kept, into its frame.
    ///
    /// - Parameters:
    ///   - entry: the block that it begins with.
    ///   - machine: the graph.
    ///   - source: where it is made, if that is not in the step itself.
    func captures(at entry: BlockID, _ machine: Machine, _ source: CaptureSource = CaptureSource()) -> [String] {
        let stored = flow.live[entry].sorted().filter { flow.isStored($0, at: entry) }.map { machine.locals[$0] }
        return stored.filter { !$0.isCapability && !$0.isRemade }.map { local in
            let value = source.values[local.id] ?? machine.capturedValues[local.id] ?? local.variable
            return "_closure.\(local.fieldName).put(\(value))"
        }
    }
}
