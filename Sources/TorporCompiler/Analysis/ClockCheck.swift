import SwiftSyntax

extension DiagnosticIdentifier {
    static let monotonicInstant: Self = "MonotonicInstant"
}

/// Finds instants of clocks that count from when the machine was started: they can be stored, and mean nothing after a
/// restore.
///
/// Where a type is not evident, the Swift compiler finds the same in the generated code.
enum ClockCheck {
    static func check(_ lowered: LoweredFunction, _ types: TypeIndex, _ diagnostics: DiagnosticCollector) {
        for local in lowered.machine.locals where !local.isSynthetic {
            guard let location = local.location,
                let type = lowered.types[local.id] ?? local.spelledType?.joined(separator: "."),
                let clock = clock(ofInstantsIn: type, in: lowered.context, types, lowered.renderer.index)
            else { continue }
            let crossed = lowered.suspensions(storing: local.id).lazy.compactMap { lowered.location(of: $0) }.first
            guard let crossed else { continue }
            let kind = local.isParameter ? "parameter" : local.isMutable ? "variable" : "constant"
            diagnostics.report(
                .warning(
                    .monotonicInstant,
                    "\(kind) '\(local.name)' lives across a suspension and holds an instant of \(clock), which counts from the "
                        + "start of the machine: after a restore it means another time; use 'Durable.now' and 'Durable.clock'"
                ),
                at: location,
                notes: [.init("it is needed after this suspension", at: crossed)]
            )
        }
    }

    /// The clock of which a type holds an instant, itself or in what the types of the module store.
    ///
    /// - Parameters:
    ///   - type: the type as it is written.
    ///   - context: the types around it.
    ///   - depth: how many types were on the way to it.
    private static func clock(
        ofInstantsIn type: String,
        in context: [String],
        _ types: TypeIndex,
        _ index: DeclarationIndex,
        depth: Int = 0
    ) -> String? {
        let words = type.identifiers
        let own = zip(words, words.dropFirst()).first { clock, member in
            member == "Instant" && EvidentType.isMonotonicClock(clock, index)
        }?.0
        guard own == nil, depth < 4, !type.holds("->") else { return own }
        return words.lazy.compactMap { types.declaration(of: $0, in: context) }.compactMap { declaration in
            // What a handle has is not stored.
            guard declaration.saysCodable else { return nil }
            return declaration.stored.lazy.compactMap { stored in
                clock(ofInstantsIn: stored.trimmedDescription, in: declaration.path, types, index, depth: depth + 1)
            }.first
        }.first
    }
}

extension TypeDeclaration {
    /// Whether its declaration says that it is `Codable`.
    fileprivate var saysCodable: Bool {
        inheritance?.inheritedTypes.contains { ["Codable", "CyclicCodable"].contains($0.type.trimmedDescription) }
            ?? false
    }
}

extension Local {
    fileprivate var isParameter: Bool { if case .parameter = origin { true } else { false } }
}
