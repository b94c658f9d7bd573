import SwiftSyntax

/// Prints one durable function as a coroutine: the public type, its states, its frame, and the function that carries out
/// a step.
///
/// The user's code is printed beside the user's function, in a place where names mean what they mean there: not inside of
/// the coroutine's type, whose members would hide others.
struct CoroutineEmitter {
    let lowered: LoweredFunction
    let catalog: String

    private var function: DurableFunction { lowered.function }
    private var machine: Machine { lowered.machine }
    private var regions: Regions { lowered.regions }
    private var types: LocalTypes { lowered.types }
    private var name: String { function.typeName }
    private var stateType: String { lowered.renderer.index.freeTypeName(name, "State") }
    private var frameType: String { lowered.renderer.index.freeTypeName(name, "Frame") }

    /// Names that mean something else inside of a coroutine's type.
    private static let hidden: Set<String> = ["Output", "Yielded", "Reply", "Self"]

    func emit(into writer: inout Writer) {
        let body: (inout Writer) -> Void = { writer in
            for alias in aliases { writer.line(alias) }
            coroutine(into: &writer)
            writer.line()
            states(into: &writer)
            writer.line()
            frame(into: &writer)
            writer.line()
            step(into: &writer)
        }
        if function.context.isEmpty {
            body(&writer)
        } else {
            writer.block("extension \(function.context.joined(separator: ".")) {", body: body)
        }
    }

    // MARK: Types

    /// The access of what belongs to the file: in an extension, `private` would be too little.
    private var hiding: String { function.context.isEmpty ? "private" : "fileprivate" }

    private var access: String { function.access == "internal" ? "" : function.access + " " }

    /// Types of the signature, by the name under which the coroutine's type can refer to them.
    private var signatureTypes: [(name: String, type: String)] {
        var found = [("Output", function.output)]
        if let capability = function.capability?.capability {
            found.append(("Yielded", capability.value))
            if let reply = capability.reply { found.append(("Reply", reply)) }
        }
        for parameter in function.parameters where parameter.capability == nil {
            found.append(("Parameter" + parameter.name.capitalised, parameter.type))
        }
        return found.map { ($0.0, qualifier.type($0.1)) }
    }

    private func isHidden(_ type: String) -> Bool {
        !Set(type.identifiers).isDisjoint(with: Self.hidden)
    }

    private var aliases: [String] {
        signatureTypes.filter { isHidden($0.type) }.map { "\(access)typealias \(name)\($0.name) = \(spelled($0.type))" }
    }

    private func visible(_ name: String, _ type: String) -> String {
        isHidden(type) ? self.name + name : qualifier.type(type)
    }

    private var qualifier: Qualifier { lowered.renderer.qualifier }

    /// A type as it is spelled outside of the function: `Self` is the type around.
    private func spelled(_ type: String) -> String {
        type.replacingIdentifier("Self", with: function.context.joined(separator: "."))
    }

    // MARK: The coroutine

    private func coroutine(into writer: inout Writer) {
        for line in function.documentation { writer.line(line) }
        let kind = machine.isAsync ? "Torpor.Coroutine" : "Torpor.SynchronousCoroutine"
        writer.block("\(access)struct \(name): \(kind) {") { writer in
            if let capability = function.capability?.capability {
                writer.line("\(access)typealias Yielded = \(visible("Yielded", capability.value))")
                if let reply = capability.reply {
                    writer.line("\(access)typealias Reply = \(visible("Reply", reply))")
                } else {
                    writer.line("\(access)typealias Reply = Swift.Void")
                }
            } else {
                writer.line("\(access)typealias Yielded = Swift.Never")
                writer.line("\(access)typealias Reply = Swift.Void")
            }
            let output = function.output == "Void" ? "Swift.Void" : visible("Output", function.output)
            writer.line("\(access)typealias Output = \(output)")
            writer.line()
            writer.line("\(access)static var identifier: Swift.String { \"\(function.identifier)\" }")
            writer.line()
            writer.line("fileprivate var _frame = \(frameType)()")
            writer.line()
            initialiser(into: &writer)
            writer.line()
            resume(into: &writer)
            writer.line()
            coding(into: &writer)
            restoring(into: &writer)
        }
    }

    private func initialiser(into writer: inout Writer) {
        let parameters = function.parameters.filter { $0.capability == nil }
        let clause = parameters.map { parameter in
            let syntax = parameter.syntax
            let label = syntax.secondName == nil ? syntax.firstName.text : syntax.firstName.identifierText
            let second = syntax.secondName.map { " " + $0.text } ?? ""
            let type = visible("Parameter" + parameter.name.capitalised, parameter.type)
            let ellipsis = syntax.ellipsis == nil ? "" : "..."
            let value = syntax.defaultValue.map { " = " + lowered.renderer.text(of: $0.value) } ?? ""
            return "\(label)\(second): \(type)\(ellipsis)\(value)"
        }
        writer.line("/// A call that has not begun.")
        writer.block("\(access)init(\(clause.joined(separator: ", "))) {") { writer in
            for parameter in parameters {
                let local = machine.locals.first { $0.name == parameter.name }!
                guard frameLocals.contains(local.id) else {
                    continue
                }
                let argument = (parameter.syntax.secondName ?? parameter.syntax.firstName).text
                writer.line("_frame.\(local.fieldName).put(\(argument))")
            }
        }
    }

    private func resume(into writer: inout Writer) {
        let effects = machine.isAsync ? "async throws" : "throws"
        let keywords = machine.isAsync ? "try await" : "try"
        let labels = function.declaration.signature.parameterClause.parameters.map(\.firstName.identifierText)
        var arguments = labels.map { $0 == "_" ? "()" : "\($0): ()" }
        writer.block(
            "\(access)mutating func resume(_ activation: Torpor.Activation<Self>) \(effects) -> Torpor.Transition {"
        ) { writer in
            writer.line("_frame._activation = activation")
            let function = self.function.declaration.name.text
            guard let first = labels.first else {
                writer.line("return \(keywords) \(function)()(&_frame)")
                return
            }
            arguments[0] = first == "_" ? "&_frame" : "\(first): &_frame"
            writer.line("return \(keywords) \(function)(\(arguments.joined(separator: ", ")))")
        }
    }

    // MARK: Coding

    /// The locals that a frame stores, at any time.
    private var frameLocals: Set<LocalID> { lowered.frameLocals }

    /// The suspension points at which a local is stored.
    private func states(storing local: LocalID) -> [String] {
        regions.resumePoints.filter { regions.flow.isStored(local, at: $0) }.map { ".\(regions.states[$0]!)" }
    }

    private var encoded: [Local] {
        machine.locals.filter { frameLocals.contains($0.id) && !states(storing: $0.id).isEmpty }
    }

    private func coding(into writer: inout Writer) {
        let all = regions.resumePoints.count
        writer.block("\(access)init(from decoder: any Swift.Decoder) throws {") { writer in
            writer.line("let decoder = try Torpor.FrameDecoder(decoder, errors: \(catalog).errors)")
            writer.line("_frame._state = try decoder.state(\(stateType).self)")
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
            let binding = encoded.isEmpty ? "_ =" : "var encoder ="
            writer.line("\(binding) try Torpor.FrameEncoder(encoder, state: _frame._state, errors: \(catalog).errors)")
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

    private func restoring(into writer: inout Writer) {
        let callees = regions.resumePoints.compactMap { resume in
            lowered.callees[resume].map { (regions.states[resume]!, $0) }
        }
        guard !callees.isEmpty else { return }
        writer.line()
        writer.block(
            "\(access)func restoreCallee(_ restoration: inout Torpor.CalleeRestoration) throws -> Torpor.AnyActivation? {"
        ) { writer in
            writer.line("switch _frame._state {")
            for (state, callee) in callees {
                writer.line("case .\(state): try restoration.callee(\(callee).self)")
            }
            if callees.count < regions.states.count { writer.line("default: nil") }
            writer.line("}")
        }
    }

    // MARK: The frame

    private func states(into writer: inout Writer) {
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

    private func frame(into writer: inout Writer) {
        let witnesses = WitnessEmitter(machine.locals, lowered.resolution, types, lowered.renderer)
        let all = machine.locals.filter { frameLocals.contains($0.id) }
        let stored = Set(encoded.map(\.id))
        writer.block("\(hiding) struct \(frameType) {") { writer in
            writer.line("var _state = \(stateType).start")
            writer.line("unowned(unsafe) var _activation: Torpor.Activation<\(name)>!")
            for local in all where stored.contains(local.id) { place(local, witnesses, into: &writer) }
            let transient = all.filter { !stored.contains($0.id) }
            if !transient.isEmpty { writer.line("// Between blocks; never stored.") }
            for local in transient { place(local, witnesses, into: &writer) }
        }
    }

    private func place(_ local: Local, _ witnesses: WitnessEmitter, into writer: inout Writer) {
        let lines = witnesses.place(of: local).map(spelledInWitness)
        writer.line("var \(local.fieldName) = \(lines[0])")
        for line in lines.dropFirst() { writer.line(line) }
    }

    private func spelledInWitness(_ line: String) -> String {
        function.context.isEmpty ? line : spelled(line)
    }

    // MARK: The step

    private func step(into writer: inout Writer) {
        let effects = machine.isAsync ? "async throws" : "throws"
        let parameters = function.declaration.signature.parameterClause.parameters
        let modifier = function.context.isEmpty ? "private" : "private static"
        let name = function.declaration.name.text
        let result = "\(effects) -> Torpor.Transition"
        var clause: [String] = []
        for (position, parameter) in parameters.enumerated() {
            let label = parameter.firstName.identifierText
            clause.append(
                position == 0
                    ? "\(label) _frame: inout \(frameType)" : "\(label == "_" ? "_" : "\(label) _"): Swift.Void"
            )
        }
        if clause.isEmpty {
            writer.line("\(modifier) func \(name)() -> (inout \(frameType)) \(result) {")
            writer.indented { writer in
                writer.block("{ _frame in") { body(into: &$0) }
            }
            writer.line("}")
        } else {
            writer.block("\(modifier) func \(name)(\(clause.joined(separator: ", "))) \(result) {") { body(into: &$0) }
        }
    }

    private func body(into writer: inout Writer) {
        if lowered.usesActivation { writer.line("let _torpor = _frame._activation!") }
        StepEmitter.emit(machine, regions, types, stateType: stateType, catalog: catalog, into: &writer)
    }
}

extension Local {
    var isIterator: Bool { if case .synthetic(.iterator) = origin { true } else { false } }

    /// The key of the local in a snapshot.
    var key: String { generatedName.filter { $0 != "`" } }
}

extension DurableFunction {
    /// The lines of the documentation comment.
    var documentation: [String] {
        declaration.leadingTrivia.compactMap { piece in
            switch piece {
            case .docLineComment(let text): text
            case .docBlockComment(let text): text
            default: nil
            }
        }
    }
}

extension String {
    /// The words of a piece of Swift.
    var identifiers: [String] {
        split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    /// Replaces a word.
    func replacingIdentifier(_ word: String, with other: String) -> String {
        var result = ""
        var current = ""
        for character in self + " " {
            if character.isLetter || character.isNumber || character == "_" {
                current.append(character)
            } else {
                result += current == word ? other : current
                current = ""
                result.append(character)
            }
        }
        return String(result.dropLast())
    }
}
