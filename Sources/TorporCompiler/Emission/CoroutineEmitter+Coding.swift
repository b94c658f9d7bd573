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

    /// What the coroutine says of its coding: all else is the frame's.
    func coding(into writer: inout Writer) {
        writer.block(
            "\(access)init(from decoder: any Swift.Decoder) throws {",
            statements: ["try decode(from: decoder)"]
        )
        writer.block(
            "\(access)mutating func code(_ pass: inout Torpor.Pass) throws {",
            statements: ["try pass.code(&_frame, \(catalog).errors)"]
        )
    }

    /// Passes each local through a coder, with the states that it is live in, and names the callees.
    private func frameCoding(into writer: inout Writer) {
        let all = regions.resumePoints.count
        if encoded.isEmpty, lowered.callees.isEmpty, function.receiver == nil { return }
        writer.block("mutating func _code(_ _coder: inout Torpor.FrameCoder<_State>) throws {") { writer in
            if function.receiver != nil {
                let place = function.file.location(of: function.declaration.name)
                code("&_self", "self", [], at: Code.Place(line: place.line, column: place.column), into: &writer)
                if machine.sharesReceiver { writer.line("try _coder.code(shared: &_shared, \"@self\")") }
            }
            for local in encoded {
                let states = states(storing: local.id)
                // A value that cannot be stored is an error at the user's declaration.
                code(
                    local.fieldName.hasPrefix("`") ? "&self.\(local.fieldName)" : "&\(local.fieldName)",
                    local.key,
                    states.count < all ? states : [],
                    at: local.location.map { Code.Place(line: $0.line, column: $0.column) },
                    isStored: types[local.id]?.isStoredForCertain == true,
                    into: &writer
                )
            }
            var callees: [(argument: String, states: [String])] = []
            for resume in regions.resumePoints {
                guard let callee = lowered.callees[resume] else { continue }
                let argument = callee.restored.replacing("_frame.", with: "")
                let state = ".\(regions.states[resume]!)"
                if let index = callees.firstIndex(where: { $0.argument == argument }) {
                    callees[index].states.append(state)
                } else {
                    callees.append((argument, [state]))
                }
            }
            for callee in callees {
                writer.line("try _coder.callee(\(([callee.argument] + callee.states).joined(separator: ", ")))")
            }
        }
    }

    private func code(
        _ place: String,
        _ key: String,
        _ states: [String],
        at location: Code.Place?,
        isStored: Bool = false,
        into writer: inout Writer
    ) {
        let call = "try _coder.code(\(([place, "\"\(key)\""] + states).joined(separator: ", ")))"
        if isStored { return writer.line(call) }
        writer.user("\(call) { \(Self.check) }", at: location)
        writer.reset()
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
        let names = regions.regions.map { (isStored: resume.contains($0.root), name: regions.states[$0.root]!) }
        // Those between suspensions, which are never stored, are apart.
        let groups = [names.filter(\.isStored).map(\.name), names.filter { !$0.isStored }.map(\.name)]
        writer.block("enum _State: Swift.String {", cases: groups.filter { !$0.isEmpty })
    }

    func frame(into writer: inout Writer) {
        let witnesses = WitnessEmitter(lowered, receiverType: spelling.receiver)
        let all = machine.locals.filter {
            frameLocals.contains($0.id) || $0.isCallee || machine.functions[$0.id] != nil
        }
        // It goes to the actor and comes back, and is nowhere else meanwhile.
        let kind = function.isOnReceiver ? "Torpor.Frame, @unchecked Swift.Sendable" : "Torpor.Frame"
        writer.block("\(hiding) struct \(frameType)\(generics.clause): \(kind)\(generics.whereClause) {") {
            writer in
            states(into: &writer)
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
                    for line in lines { writer.line(line) }
                }
            }
            frameCoding(into: &writer)
        }
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
