import SwiftSyntax

/// The types of durable closures, and of their parameters and results.
extension WitnessEmitter {
    /// The place that stands for the type of a durable closure.
    func closure(_ closure: DurableClosure) -> [String] {
        guard let slot = closure.slot else { return ["Torpor.ClosureType<Swift.Void, Swift.Void>()"] }
        if case .synthetic(.closure(let synthetic)) = locals[slot].origin { return self.closure(synthetic) }
        return []
    }

    func closure(_ synthetic: SyntheticClosure) -> [String] {
        let (closure, root) = (synthetic.closure, synthetic.root)
        if closure.isSpelled { return [closure.type.closureType(renderer.qualifier.spelled) + "()"] }
        var printer = renderer
        printer.isWitness = true
        printer.marked = closure.argument.id
        printer.mark = "_operand.\(synthetic.isThrowing ? "throwing" : "taking")\(closure.type.inputs.count)"
        var text = printer.text(of: root.expression)
        if let type = root.type { text = "(\(text)) as \(renderer.qualifier.type(type))" }
        return self.closure(
            "Torpor.ClosureType.inferred ",
            dependencies(of: Syntax(root.expression)),
            ["Torpor.ClosureType.of { _operand in", "    \(text)", "}"],
            "",
            of: Syntax(root.expression)
        )
    }

    /// A parameter of a durable closure, which has its type from the call that the closure is given to.
    func declare(_ local: Local, _ parameter: ClosureParameter) -> [String] {
        var lines = closure(resolution.durableClosures[parameter.closure]!).followed(
            by: ".argument \(parameter.part)"
        )
        lines[0] = "let \(local.generatedName) = " + lines[0]
        return lines
    }
}

extension [String] {
    /// The lines with something behind the last.
    func followed(by text: String) -> [String] { dropLast() + [last! + text] }
}

extension Qualifier {
    /// A type with its names spelled in full.
    func spelled(_ type: String) -> String { self.type(type) }
}
