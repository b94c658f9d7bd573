import SwiftSyntax

/// How a coroutine is encoded and decoded, and what its frame holds.
extension CoroutineEmitter {
    // MARK: Coding

    /// The locals that a frame stores, at any time.
    var frameLocals: Set<LocalID> { lowered.frameLocals }

    /// The suspension points at which a local is stored.
    private func states(storing local: LocalID) -> [String] {
        lowered.suspensions(storing: local).map { ".\(regions.states[$0]!)" }
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
                let receiver = "Torpor.witness(\(spelling.receiver).self)"
                writer.line("_self = try decoder.decode(\"self\", like: \(receiver))")
                if machine.sharesReceiver {
                    writer.line("_frame._shared = try decoder.decode(\"@self\", like: _frame._shared)")
                }
                let place = function.file.location(of: function.declaration.name)
                writer.user(check(receiver), at: Code.Place(line: place.line, column: place.column))
                writer.reset()
            }
            perLocal(all, into: &writer) { local, writer in
                let place = "_frame.\(local.fieldName)"
                writer.line("\(place).put(try decoder.decode(\"\(local.key)\", like: \(place).value))")
                guard types[local.id]?.isStoredForCertain != true else { return }
                // A value that cannot be stored is an error at the user's declaration.
                let isBoxed = if case .boxed = local.form { true } else { false }
                writer.user(
                    check("\(place).value\(isBoxed ? ".value" : "")"),
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
            if machine.sharesReceiver { writer.line("try encoder.encode(_frame._shared, \"@self\")") }
            perLocal(all, into: &writer) { local, writer in
                writer.line("try encoder.encode(_frame.\(local.fieldName).value, \"\(local.key)\")")
            }
        }
    }

    /// How deep the parts of a type are asked about, one overload after the other. Parts that are deeper in are found
    /// to have no way to be stored when the first snapshot is taken.
    private static let depthOfChecks = 8

    /// Makes the Swift compiler look, part by part, for ways to store what an expression gives.
    private func check(_ value: String) -> String {
        let names = (0..<Self.depthOfChecks).map { "_\($0)" }
        let steps = zip(names, names.dropFirst()).map { "\($1) = $0.next(\($0), \($0).head)" }
        let bindings = ["_0 = $0.begin(\(value))"] + steps
        return "decoder.check { let \(bindings.joined(separator: ", ")); _ = \(names.last!) }"
    }

    /// Writes a statement for each encoded local, where the local is live: together for those that are live in the same
    /// states.
    private func perLocal(_ all: Int, into writer: inout Writer, _ body: (Local, inout Writer) -> Void) {
        let encoded = encoded
        let states = encoded.map { self.states(storing: $0.id) }
        var isWritten = encoded.map { _ in false }
        for position in encoded.indices where !isWritten[position] {
            let group = encoded.indices.filter { states[$0] == states[position] }
            for member in group { isWritten[member] = true }
            guard states[position].count < all else {
                for member in group { body(encoded[member], &writer) }
                continue
            }
            writer.line("switch _frame._state {")
            writer.line("case \(states[position].joined(separator: ", ")):")
            writer.indented { writer in for member in group { body(encoded[member], &writer) } }
            writer.line("default: break")
            writer.line("}")
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
            if machine.sharesReceiver {
                writer.line("/// In a closure, what it shares the instance in.")
                writer.line("var _shared: Torpor.Box<\(spelling.receiver)>?")
            }
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

extension String {
    /// Whether values of the type can be stored, which need not be asked: numbers, strings, instants, and lists of them.
    fileprivate var isStoredForCertain: Bool {
        let names = split { "[]:? ".contains($0) }
        return names.allSatisfy { standardNames.contains($0) }
            && !contains("??") && !contains("[:") && !isEmpty
    }
}

private let standardNames: Set<Substring> = [
    "Int", "Double", "Bool", "String", "Swift.Void", "Void", "Torpor.DurableClock.Instant", "ContinuousClock.Instant",
    "SuspendingClock.Instant",
]
