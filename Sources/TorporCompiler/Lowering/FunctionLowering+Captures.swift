import SwiftSyntax

/// Closures that are made anew in each step that uses them, and capture values: those are evaluated where the closure is
/// declared, and kept in the frame.
extension FunctionLowering {
    /// Makes the places for what the capture lists of such closures capture.
    func keepCapturedValues() {
        for local in resolution.locals where local.isFlat {
            guard let declaration = local.remadeDeclaration?.as(VariableDeclSyntax.self) else { continue }
            for item in captures(of: declaration) {
                let name = "captured" + item.name.identifierText.capitalised
                renderer.keptCaptures[item.id] = synthesise(name, type(of: item), at: item)
            }
        }
    }

    /// Evaluates what the capture list of such a closure captures.
    func storeCapturedValues(of declaration: VariableDeclSyntax) {
        for item in captures(of: declaration) {
            guard let kept = renderer.keptCaptures[item.id] else { continue }
            var value = code(value(of: item))
            let place = function.file.location(of: item)
            value.place = Code.Place(line: place.line, column: place.column)
            append(Statement(code: value, kind: .store(kept)))
        }
    }

    private func type(of item: ClosureCaptureSyntax) -> Local.SyntheticType {
        if item.initializer == nil, let captured = resolution.bindings[item.id],
            case .plain = resolution.locals[captured].form
        {
            return .same(captured)
        }
        return .expression(value(of: item))
    }

    /// What an item of a capture list captures; the name alone stands for the local of that name.
    private func value(of item: ClosureCaptureSyntax) -> ExprSyntax {
        if let value = item.initializer?.value { return value }
        let reference = DeclReferenceExprSyntax(baseName: item.name.trimmed)
        resolution.bindings[reference.id] = resolution.bindings[item.id]
        return ExprSyntax(reference)
    }

    private func captures(of declaration: VariableDeclSyntax) -> [ClosureCaptureSyntax] {
        let values = declaration.bindings.compactMap { $0.initializer?.value.as(ClosureExprSyntax.self) }
        return values.flatMap { closure in
            // An instance that does not change is the same at any time.
            Array(closure.signature?.capture?.items ?? []).filter { !$0.isSelf || $0.initializer != nil }
        }
    }
}

extension ClosureCaptureSpecifierSyntax {
    /// Whether the reference may be gone when it is looked at.
    var isWeak: Bool { specifier.tokenKind == .keyword(.weak) }
}

extension ClosureCaptureSyntax {
    /// Whether it is the instance of the method under its own name.
    var isSelf: Bool { name.tokenKind == .keyword(.self) }
}
