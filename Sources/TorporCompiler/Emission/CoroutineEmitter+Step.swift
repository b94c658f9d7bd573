import SwiftSyntax

/// The function that carries out a step: it has the name and the argument labels of the user's, as `#function` says them.
extension CoroutineEmitter {
    /// Whether a step of a function without parameters takes its frame as a parameter all the same: a closure cannot
    /// change the instance of a mutating method, nor leave an actor.
    var stepTakesFrame: Bool {
        if case .mutated = function.receiver { true } else { function.isOnReceiver }
    }

    func step(into writer: inout Writer) {
        let effects = machine.isAsync ? "async throws" : "throws"
        let name = function.declaration.name.text + function.generics.clause
        let result = "\(effects) -> Torpor.Transition\(function.generics.whereClause)"
        let frame = "inout \(frameType)\(frameArguments)"
        var clause: [String] = []
        for (position, parameter) in function.declaration.signature.parameterClause.parameters.enumerated() {
            let label = parameter.firstName.identifierText
            clause.append(
                position == 0 ? "\(label) _frame: \(frame)" : "\(label == "_" ? "_" : "\(label) _"): Swift.Void"
            )
        }
        if clause.isEmpty, stepTakesFrame { clause.append("_ _frame: \(frame)") }
        guard clause.isEmpty else {
            writer.line("\(modifiers)func \(name)(\(clause.joined(separator: ", "))) \(result) {")
            return body(closing: "}", into: &writer)
        }
        // A closure in a method of a class has to say that it captures the object, and then to use it.
        let captures = function.receiver == .object ? "[self] " : ""
        writer.line(
            "\(modifiers)func \(name)() -> \(isolation)(\(frame)) \(result) { { \(captures)_frame in"
        )
        if function.receiver == .object { writer.indented { $0.line("_ = self") } }
        body(closing: "} }", into: &writer)
    }

    var frameArguments: String {
        spelling.base == nil
            ? function.generics.arguments : GenericClause.arguments(["Self"] + function.generics.names)
    }

    private var modifiers: String {
        var access = function.context.isEmpty ? "private " : "fileprivate "
        if function.declaration.modifiers.contains(where: { $0.name.text == "nonisolated" }) {
            access += "nonisolated "
        }
        switch function.receiver {
        case nil: return isolation + (function.context.isEmpty ? access : "\(access)static ")
        case .value, .object: return isolation + access
        case .mutated: return isolation + "\(access)mutating "
        }
    }

    /// Writes the loop over the states, and what closes it and what is around it.
    private func body(closing: String, into writer: inout Writer) {
        writer.indented { writer in
            let activation = lowered.usesActivation ? "let _torpor = _frame._activation; " : ""
            // None of them uses it: it would be a copy.
            let copied = Local.copiedReceiver
            let instance = machine.copiesReceiver ? "let \(copied) = self; _ = \(copied); " : ""
            writer.opening("\(activation)\(instance)_resume: while true { switch _frame._state {")
            StepEmitter.emit(
                machine,
                regions,
                types,
                lowered.storedErrors,
                frameLocals,
                catalog: catalog,
                closure: closure,
                captured: captured,
                emptyFrame: "\(frameType)\(frameArguments)()",
                into: &writer
            )
        }
        writer.line("} } \(closing)")
    }
}
