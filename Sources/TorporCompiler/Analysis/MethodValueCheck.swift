import SwiftSyntax

extension DiagnosticIdentifier {
    static let methodValue: Self = "MethodValue"
}

/// Finds methods of variables that are kept as values: such a value holds a copy of the variable that no snapshot can.
enum MethodValueCheck {
    static func check(_ lowered: LoweredFunction, _ diagnostics: DiagnosticCollector) {
        let flow = lowered.regions.flow
        for id in lowered.frameLocals.sorted() {
            let local = lowered.machine.locals[id]
            guard case .binding(let binding) = local.origin, binding.typeAnnotation == nil,
                let method = binding.initializer?.value.as(MemberAccessExprSyntax.self), let base = method.base,
                isMethod(method, lowered),
                lowered.regions.resumePoints.contains(where: { flow.isStored(id, at: $0) })
            else { continue }
            let receiver = base.trimmedDescription
            let name = method.declName.trimmedDescription
            diagnostics.report(
                .error(
                    .methodValue,
                    "'\(local.name)' holds method '\(name)' of '\(receiver)' as it is now, and lives across a suspension: "
                        + "copy '\(receiver)' to a constant first, and take the method of the copy"
                ),
                at: lowered.function.file.location(of: binding.pattern)
            )
        }
    }

    /// Whether a member of a local is surely a method.
    private static func isMethod(_ member: MemberAccessExprSyntax, _ lowered: LoweredFunction) -> Bool {
        let name = member.declName.baseName.identifierText
        let index = lowered.renderer.index
        guard let reference = member.base?.as(DeclReferenceExprSyntax.self),
            let id = lowered.resolution.bindings[reference.id], let path = lowered.resolution.locals[id].spelledType
        else { return false }
        return index.functions[name]?.contains { $0.context.ends(with: path) } == true
            && !index.variables.contains(name) && !index.constants.contains(name)
    }
}
