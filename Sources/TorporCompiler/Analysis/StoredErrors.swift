import SwiftSyntax

/// The locals of a function whose errors take the form in which they can be stored: they hold errors of any type, and
/// live across a suspension somewhere.
struct StoredErrors {
    private let locals: LocalSet

    init(_ machine: Machine, _ regions: Regions, _ types: LocalTypes) {
        let points = regions.resumePoints
        locals = LocalSet(
            machine.locals.filter { local in
                points.contains { regions.flow.isStored(local.id, at: $0) } && local.mayHoldError(types[local.id])
            }.map(\.id)
        )
    }

    var isEmpty: Bool { locals.isEmpty }

    func contains(_ local: LocalID) -> Bool { locals.contains(local) }
}

extension Local {
    /// Whether the local may hold an error of any type, by its type or, where that is not evident, by its value.
    fileprivate func mayHoldError(_ type: String?) -> Bool {
        guard case .plain = form else { return false }
        if let type { return type.identifiers.contains("Error") }
        switch origin {
        case .binding(let binding): return binding.initializer.map { $0.value.mentionsErrors } ?? false
        case .optionalBinding(let condition): return condition.initializer.map { $0.value.mentionsErrors } ?? true
        case .synthetic(.expression(let value)), .synthetic(.operand(let value, _)): return value.mentionsErrors
        case .switchCase(_, let selection): return selection.subject.mentionsErrors
        case .matching(let condition): return condition.initializer.value.mentionsErrors
        default: return false
        }
    }
}

extension ExprSyntax {
    /// Whether a value of this expression may be an error, or hold one, by the names in it.
    fileprivate var mentionsErrors: Bool {
        let text = trimmedDescription
        return text.identifiers.contains { $0 == "Result" || $0.lowercased().holds("error") }
    }
}
