import SwiftSyntax

extension DiagnosticIdentifier {
    static let capturedVariable: Self = "CapturedVariable"
}

/// Finds captures that a step cannot keep: a closure that may outlive it has a variable of its own, not the frame's.
enum CaptureCheck {
    static func check(_ lowered: LoweredFunction, _ diagnostics: DiagnosticCollector) {
        let machine = lowered.machine
        let stored = lowered.frameLocals
        for region in lowered.regions.regions {
            for block in region.blocks {
                let needed = lowered.regions.stores(from: block)
                for code in machine.blocks[block].codes {
                    for (id, offset) in code.facts.captures.sorted(by: { $0.key < $1.key })
                    where stored.contains(id) && needed.contains(id) && machine.locals[id].isMutable {
                        report(machine.locals[id], offset, lowered, diagnostics)
                    }
                }
            }
        }
    }

    private static func report(
        _ local: Local,
        _ offset: Int,
        _ lowered: LoweredFunction,
        _ diagnostics: DiagnosticCollector
    ) {
        let file = lowered.function.file
        let place = file.converter.location(for: AbsolutePosition(utf8Offset: offset))
        diagnostics.report(
            .error(
                .capturedVariable,
                "variable '\(local.name)' lives across a suspension and is captured by a closure that may outlive the step: "
                    + "capture its value, with '[\(local.name)]', or copy it to a constant first"
            ),
            at: Location(path: file.source.path, line: place.line, column: place.column)
        )
    }
}

/// Finds coroutines whose names are taken.
enum NameCheck {
    static func check(_ functions: [DurableFunction], _ index: DeclarationIndex, _ diagnostics: DiagnosticCollector) {
        var seen: [String: DurableFunction] = [:]
        for function in functions {
            let name = function.qualifiedTypeName
            // A type of another module that the sources use would be hidden by the coroutine.
            let isForeign =
                standardTypes.contains(function.typeName) && index.mentionedTypes.contains(function.typeName)
            let isTaken = function.context.isEmpty && (index.typeNames.contains(function.typeName) || isForeign)
            guard isTaken || seen[name] != nil else {
                seen[name] = function
                continue
            }
            let other =
                seen[name].map { "the coroutine of '\($0.fullName)'" }
                ?? (isForeign ? "a type that the module uses" : "a type of the module")
            diagnostics.report(
                .error(
                    .nameCollision,
                    "the coroutine of '\(function.fullName)' would be called '\(function.typeName)', like \(other): "
                        + "name it with '@Durable(name: \"…\")'"
                ),
                at: function.file.location(of: function.declaration.name)
            )
        }
    }
}
