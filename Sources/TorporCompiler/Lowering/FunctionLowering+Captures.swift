import SwiftSyntax

/// Closures that are made anew in each step that uses them, and capture values: those are evaluated where the closure is
/// declared, and kept in the frame.
extension FunctionLowering {
    /// Makes the places for what the capture lists of such closures capture.
    func keepCapturedValues() {
        for local in resolution.locals where local.isFlat {
            guard let declaration = local.remadeDeclaration?.as(VariableDeclSyntax.self) else { continue }
            for item in captures(of: declaration) {
                let type: Local.SyntheticType
                if let value = item.initializer?.value {
                    type = .expression(value)
                } else if let captured = resolution.bindings[item.id] {
                    type = .same(captured)
                } else {
                    type = .expression(ExprSyntax(DeclReferenceExprSyntax(baseName: item.name.trimmed)))
                }
                renderer.keptCaptures[item.id] = synthesise(
                    "captured" + item.name.identifierText.capitalised,
                    type,
                    at: item
                )
            }
        }
    }

    /// Evaluates what the capture list of such a closure captures.
    func storeCapturedValues(of declaration: VariableDeclSyntax) {
        for item in captures(of: declaration) {
            guard let kept = renderer.keptCaptures[item.id] else { continue }
            let value: Code
            if let expression = item.initializer?.value {
                value = code(expression)
            } else {
                var read = Code(item.name.text)
                if let captured = resolution.bindings[item.id] {
                    read = Code(name(captured))
                    read.facts.uses.insert(captured)
                }
                let place = function.file.location(of: item)
                read.place = Code.Place(line: place.line, column: place.column)
                value = read
            }
            append(Statement(code: value, kind: .store(kept)))
        }
    }

    private func captures(of declaration: VariableDeclSyntax) -> [ClosureCaptureSyntax] {
        let values = declaration.bindings.compactMap { $0.initializer?.value.as(ClosureExprSyntax.self) }
        return values.flatMap { Array($0.signature?.capture?.items ?? []) }
    }
}
