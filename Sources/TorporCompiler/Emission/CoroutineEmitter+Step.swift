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
            return writer.block("\(modifiers)func \(name)(\(clause.joined(separator: ", "))) \(result) {") {
                body(into: &$0)
            }
        }
        writer.line("\(modifiers)func \(name)() -> \(isolation)(\(frame)) \(result) {")
        writer.indented { writer in
            // A closure in a method of a class has to say that it captures the object, and then to use it.
            writer.block("{ \(function.receiver == .object ? "[self] " : "")_frame in") { writer in
                if function.receiver == .object { writer.line("_ = self") }
                body(into: &writer)
            }
        }
        writer.line("}")
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

    private func body(into writer: inout Writer) {
        if lowered.usesActivation { writer.line("let _torpor = _frame._activation") }
        StepEmitter.emit(machine, regions, types, catalog: catalog, closure: closure, captured: captured, into: &writer)
    }
}
