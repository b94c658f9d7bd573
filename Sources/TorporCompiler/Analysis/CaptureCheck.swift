import SwiftSyntax

extension DiagnosticIdentifier {
    static let capturedVariable: Self = "CapturedVariable"
}

/// Finds captures that a step cannot keep: a closure that may outlive it has a variable of its own, not the frame's.
enum CaptureCheck {
    static func check(_ lowered: LoweredFunction, _ diagnostics: DiagnosticCollector) {
        for capture in captures(lowered) {
            report(lowered.machine.locals[capture.local], capture, lowered, diagnostics)
        }
    }

    /// A capture that a step cannot keep.
    struct Capture {
        let local: LocalID
        /// Where the closure is in the file.
        let offset: Int
        /// Whether the closure changes the variable.
        let isChanged: Bool
    }

    static func captures(_ lowered: LoweredFunction) -> [Capture] {
        var found: [Capture] = []
        let machine = lowered.machine
        let stored = lowered.frameLocals
        for region in lowered.regions.regions {
            for block in region.blocks {
                let codes = machine.blocks[block].codes
                guard codes.contains(where: { !$0.facts.captures.isEmpty }) else { continue }
                let needed = lowered.regions.stores(from: block)
                for code in codes {
                    for (id, offset) in code.facts.captures.sorted(by: { $0.key < $1.key })
                    where stored.contains(id) && needed.contains(id) && machine.locals[id].isMutable {
                        found.append(
                            Capture(local: id, offset: offset, isChanged: code.facts.mutates.contains(id))
                        )
                    }
                }
            }
        }
        return found
    }

    private static func report(
        _ local: Local,
        _ capture: Capture,
        _ lowered: LoweredFunction,
        _ diagnostics: DiagnosticCollector
    ) {
        let file = lowered.function.file
        let position = AbsolutePosition(utf8Offset: capture.offset)
        // A closure that changes the variable would change a constant of its own.
        let fixIts = capture.isChanged ? [] : file.capturing(local.name, inClosureAt: position)
        let declaration = local.location.map { [Diagnostic.Note("'\(local.name)' is declared here", at: $0)] } ?? []
        diagnostics.report(
            .error(
                .capturedVariable,
                "variable '\(local.name)' lives across a suspension and is captured by a closure that may outlive the step: "
                    + "capture its value, with '[\(local.name)]', or copy it to a constant first"
            ),
            at: file.location(position..<position),
            notes: declaration,
            fixIts: fixIts
        )
    }
}
