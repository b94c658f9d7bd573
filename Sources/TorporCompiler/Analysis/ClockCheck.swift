import SwiftSyntax

extension DiagnosticIdentifier {
    static let monotonicInstant: Self = "MonotonicInstant"
}

/// Finds instants of clocks that count from when the machine was started: they can be stored, and mean nothing after a
/// restore.
///
/// Where a type is not evident, the Swift compiler finds the same in the generated code.
enum ClockCheck {
    static func check(_ lowered: LoweredFunction, _ diagnostics: DiagnosticCollector) {
        for local in lowered.machine.locals where !local.isSynthetic {
            guard let location = local.location, let type = lowered.types[local.id],
                let clock = clock(ofInstantsIn: type, lowered.renderer.index)
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

    /// The clock of which a type holds an instant.
    private static func clock(ofInstantsIn type: String, _ index: DeclarationIndex) -> String? {
        let words = type.identifiers
        return zip(words, words.dropFirst()).lazy.map { $0 }.first { clock, member in
            member == "Instant" && EvidentType.isMonotonicClock(clock, index)
        }?.0
    }
}

extension Local {
    fileprivate var isParameter: Bool { if case .parameter = origin { true } else { false } }
}
