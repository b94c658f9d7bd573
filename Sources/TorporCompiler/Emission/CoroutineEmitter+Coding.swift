import SwiftSyntax

/// How a coroutine is encoded and decoded, and what its frame holds.
extension CoroutineEmitter {
    // MARK: Coding

    /// The locals that a frame stores, at any time.
    var frameLocals: LocalSet { lowered.frameLocals }

    /// The suspension points at which a local is stored.
    private func states(storing local: LocalID) -> [String] {
        lowered.suspensions(storing: local).map { regions.states[$0]! }
    }

    var encoded: [Local] {
        machine.locals.filter { frameLocals.contains($0.id) && !states(storing: $0.id).isEmpty }
    }

    /// What the coroutine says of its coding: passes each local, with the states that it is live in, and names the callees.
    func coding(into writer: inout Writer) {
        writer.block(
            "\(access)mutating func code(_ _pass: inout Torpor.Pass) throws {",
            beginningWith: "try _pass.begin(&_frame._state, &_frame._activation)",
            "} }"
        ) { writer in
            if function.receiver != nil {
                let place = function.file.location(of: function.declaration.name)
                code(
                    "_self",
                    "self",
                    [],
                    at: Code.Place(line: place.line, column: place.column),
                    type: generics.names.isEmpty ? spelling.receiver : nil,
                    into: &writer
                )
                if machine.sharesReceiver { writer.statement("try _pass.code(shared: &_frame._shared, \"@self\")") }
            }
            for local in encoded {
                let states = states(storing: local.id)
                // A value that cannot be stored is an error at the user's declaration.
                code(
                    local.fieldName,
                    local.key,
                    states.count < regions.resumePoints.count ? states : [],
                    at: local.location.map { Code.Place(line: $0.line, column: $0.column) },
                    type: types[local.id],
                    into: &writer
                )
            }
            callees(into: &writer)
        }
    }

    private func callees(into writer: inout Writer) {
        var callees: [(argument: String, states: [String])] = []
        for resume in regions.resumePoints {
            guard let callee = lowered.callees[resume] else { continue }
            let state = regions.states[resume]!
            if let index = callees.firstIndex(where: { $0.argument == callee.restored }) {
                callees[index].states.append(state)
            } else {
                callees.append((callee.restored, [state]))
            }
        }
        let hiddenCallees = lowered.hiddenCallees
        for callee in callees {
            let argument = (hiddenCallees.first { callee.argument == "\($0).self" }).map(hidden) ?? callee.argument
            writer.statement("try _pass.callee(\(argument), \"\(callee.states.joined(separator: " "))\")")
        }
    }

    private func hidden(_ callee: String) -> String { "\(frameType)\(generics.arguments)._\(callee).self" }

    private func code(
        _ place: String,
        _ key: String,
        _ states: [String],
        at location: Code.Place?,
        type: String?,
        into writer: inout Writer
    ) {
        let list = states.isEmpty ? [] : ["\"\(states.joined(separator: " "))\""]
        let arguments = (["&_frame.\(place)", "\"\(key)\""] + list).joined(separator: ", ")
        if let operation = type.flatMap(lowered.storage.operation) {
            return writer.statement("try _pass.\(operation)(\(arguments))")
        }
        writer.user("try _pass.code(\(arguments)) { \(Self.check) }", at: location)
    }

    /// How deep the parts of a type are asked about, one overload after the other. Parts that are deeper in are found
    /// to have no way to be stored when the first snapshot is taken.
    private static let depthOfChecks = 8

    /// Makes the Swift compiler look, part by part, for ways to store a value.
    private static let check: String = {
        let names = ["$0"] + (1..<depthOfChecks).map { "_\($0)" }
        let steps = zip(names, names.dropFirst()).map { "\($1) = \($0).next(\($0).head)" }
        return "let \(steps.joined(separator: ", ")); _ = \(names.last!)"
    }()

    // MARK: The frame

    private func states(into writer: inout Writer) {
        let resume = Set(regions.resumePoints)
        let others = regions.regions.filter { !resume.contains($0.root) }.map { regions.states[$0.root]! }
        // Those that are stored come first, in the order in which the source map has them; those between suspensions, which
        // never are, are apart.
        // With a case that holds something, if nothing that there can be, Swift makes no `==` and `hash(into:)`.
        let groups = [lowered.waits.map(\.state), others, ["_none(Swift.Never)"]]
        writer.block("enum _State {", cases: groups.filter { !$0.isEmpty })
    }

    func frame(into writer: inout Writer) {
        let witnesses = WitnessEmitter(lowered, receiverType: spelling.receiver)
        let all = machine.locals.filter {
            frameLocals.contains($0.id) || $0.isCallee || machine.functions[$0.id] != nil
        }
        // It goes to the actor and comes back, and is nowhere else meanwhile.
        let kind = function.isOnReceiver ? ": @unchecked Swift.Sendable" : ""
        writer.block("\(hiding) struct \(frameType)\(generics.clause)\(kind)\(generics.whereClause) {") { writer in
            states(into: &writer)
            for callee in lowered.hiddenCallees { writer.statement("typealias _\(callee) = \(callee)") }
            writer.statement("var _state = _State.start")
            writer.statement("var _activation = Torpor.ActivationReference<\(name)\(generics.arguments)>()")
            if function.receiver != nil { writer.statement("var _self = Torpor.Local<\(spelling.receiver)>()") }
            if machine.sharesReceiver {
                // In a closure, what it shares the instance in.
                writer.statement("var _shared: Torpor.Box<\(spelling.receiver)>?")
            }
            for declaration in witnesses.places(of: all) {
                let lines = declaration.map(spelling.outside)
                if lines.count == 1 {
                    writer.statement(lines[0])
                } else {
                    writer.statement(lines)
                }
            }
        }
    }
}
