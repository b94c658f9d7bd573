import SwiftSyntax

/// The types of durable closures, and of their parameters and results.
extension WitnessEmitter {
    /// What stands for the type of a durable closure.
    func place(of closure: DurableClosure, part: String) -> Place {
        var place = Place(type: "Torpor.ClosureType<Swift.Void, Swift.Void>", source: .spelled)
        if let slot = closure.slot, case .synthetic(.closure(let synthetic)) = locals[slot].origin {
            place = self.place(of: synthetic)
        }
        place.part = part
        return place
    }

    func place(of synthetic: SyntheticClosure) -> Place {
        let (closure, root) = (synthetic.closure, synthetic.root)
        if closure.isSpelled {
            return Place(type: closure.type.closureType(renderer.qualifier.spelled), source: .spelled)
        }
        var printer = renderer
        printer.isWitness = true
        printer.mark(closure.argument)
        printer.mark = "_operand.\(synthetic.isThrowing ? "throwing" : "taking")\(closure.type.inputs.count)"
        var text = printer.text(of: root)
        if let type = root.type { text = "(\(text)) as \(renderer.qualifier.type(type))" }
        let witness = Witness(
            needed: dependencies(of: root.node),
            value: "Torpor.ClosureType.of { _operand in \(text) }",
            node: root.node
        )
        return Place(type: "Torpor.ClosureType", source: .inferred(witness))
    }

    /// A parameter of a durable closure, which has its type from the call that the closure is given to.
    func declare(_ local: Local, _ parameter: ClosureParameter) -> String {
        let place = place(of: resolution.durableClosures[parameter.closure]!, part: ".argument \(parameter.part)")
        return "let \(local.generatedName) = " + expression(of: place).joined(separator: "\n")
    }
}

extension Qualifier {
    /// A type with its names spelled in full.
    func spelled(_ type: String) -> String { self.type(type) }
}
