import SwiftSyntax

/// How a coroutine is encoded and decoded, and what its frame holds.
extension CoroutineEmitter {
    // MARK: Coding

    /// The locals that a frame stores, at any time.
    var frameLocals: Set<LocalID> { lowered.frameLocals }

    /// The suspension points at which a local is stored.
    private func states(storing local: LocalID) -> [String] {
        regions.resumePoints.filter { regions.flow.isStored(local, at: $0) }.map { ".\(regions.states[$0]!)" }
    }

    var encoded: [Local] {
        machine.locals.filter { frameLocals.contains($0.id) && !states(storing: $0.id).isEmpty }
    }

    func coding(into writer: inout Writer) {
        let all = regions.resumePoints.count
        writer.block("\(access)init(from decoder: any Swift.Decoder) throws {") { writer in
            writer.line("let decoder = try Torpor.FrameDecoder(decoder, errors: \(catalog).errors)")
            writer.line("_frame._state = try decoder.state(\(stateType).self)")
            if function.receiver != nil {
                let place = function.file.location(of: function.declaration.name)
                writer.user(
                    "_self = try decoder.decode(\"self\", like: Torpor.witness(\(spelling.receiver).self))",
                    at: Code.Place(line: place.line, column: place.column)
                )
                writer.reset()
            }
            perLocal(all, into: &writer) { local, writer in
                let place = "_frame.\(local.fieldName)"
                let label = local.isIterator ? "iterator: " : ""
                let closure = local.isIterator ? " { $0 }" : ""
                // A value that cannot be stored is an error at the user's declaration.
                writer.user(
                    "\(place).put(try decoder.decode(\(label)\"\(local.key)\", like: \(place).value)\(closure))",
                    at: local.location.map { Code.Place(line: $0.line, column: $0.column) }
                )
                writer.reset()
            }
        }
        writer.line()
        writer.block("\(access)func encode(to encoder: any Swift.Encoder) throws {") { writer in
            let binding = encoded.isEmpty && function.receiver == nil ? "_ =" : "var encoder ="
            writer.line("\(binding) try Torpor.FrameEncoder(encoder, state: _frame._state, errors: \(catalog).errors)")
            if function.receiver != nil { writer.line("try encoder.encode(_self, \"self\")") }
            perLocal(all, into: &writer) { local, writer in
                let label = local.isIterator ? "iterator: " : ""
                let closure = local.isIterator ? " { $0 }" : ""
                writer.line("try encoder.encode(\(label)_frame.\(local.fieldName).value, \"\(local.key)\")\(closure)")
            }
        }
    }

    /// Writes a statement for each encoded local, where the local is live.
    private func perLocal(_ all: Int, into writer: inout Writer, _ body: (Local, inout Writer) -> Void) {
        for local in encoded {
            let states = states(storing: local.id)
            if states.count == all {
                body(local, &writer)
            } else {
                writer.line("switch _frame._state {")
                writer.line("case \(states.joined(separator: ", ")):")
                writer.indented { body(local, &$0) }
                writer.line("default: break")
                writer.line("}")
            }
        }
    }

    // MARK: The frame

    func states(into writer: inout Writer) {
        writer.block("\(hiding) enum \(stateType): Swift.String {") { writer in
            let resume = Set(regions.resumePoints)
            for region in regions.regions where resume.contains(region.root) {
                writer.line("case \(regions.states[region.root]!)")
            }
            let joins = regions.regions.filter { !resume.contains($0.root) }
            if !joins.isEmpty { writer.line("// Between suspensions; never stored.") }
            for region in joins { writer.line("case \(regions.states[region.root]!)") }
        }
    }

    func frame(into writer: inout Writer) {
        let witnesses = WitnessEmitter(lowered, receiverType: spelling.receiver)
        let all = machine.locals.filter { frameLocals.contains($0.id) }
        let stored = Set(encoded.map(\.id))
        writer.block("\(hiding) struct \(frameType)\(generics.clause)\(generics.whereClause) {") { writer in
            writer.line("var _state = \(stateType).start")
            writer.line("unowned(unsafe) var _activation: Torpor.Activation<\(name)\(generics.arguments)>!")
            for local in all where stored.contains(local.id) { place(local, witnesses, into: &writer) }
            let transient = all.filter { !stored.contains($0.id) }
            if !transient.isEmpty { writer.line("// Between blocks; never stored.") }
            for local in transient { place(local, witnesses, into: &writer) }
            let callees = machine.locals.filter { $0.isCallee }
            if !callees.isEmpty { writer.line("// The types of callees; they hold nothing.") }
            for local in callees { place(local, witnesses, into: &writer) }
        }
    }

    private func place(_ local: Local, _ witnesses: WitnessEmitter, into writer: inout Writer) {
        let lines = witnesses.place(of: local).map(spelling.outside)
        writer.line("var \(local.fieldName) = \(lines[0])")
        for line in lines.dropFirst() { writer.line(line) }
    }
}
