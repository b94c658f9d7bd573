/// Gathers the diagnostics of a whole run, so that one error does not hide the next.
///
/// It is a class because the visitors that report to it are. A stage that finds an error reports it and goes on with what
/// does not depend on it.
final class DiagnosticCollector {
    private var reported: [Diagnostic] = []
    private var seen: Set<Diagnostic> = []

    /// Adds a diagnostic. One that is already there is not added again: two stages may come upon the same thing.
    func report(_ diagnostic: Diagnostic) {
        if seen.insert(diagnostic).inserted { reported.append(diagnostic) }
    }

    /// Adds all diagnostics of another collector.
    func add(_ other: DiagnosticCollector) {
        for diagnostic in other.reported { report(diagnostic) }
    }

    /// Puts a message at a place and adds it.
    func report(
        _ message: DiagnosticMessage,
        at location: Location,
        notes: [Diagnostic.Note] = [],
        fixIts: [Diagnostic.FixIt] = []
    ) {
        report(Diagnostic(message, at: location, notes: notes, fixIts: fixIts))
    }

    /// How many diagnostics there are.
    var count: Int { reported.count }

    /// Whether an error is among the diagnostics.
    var hasErrors: Bool { reported.contains { $0.severity == .error } }

    /// All diagnostics by place, and by order of their report where places are equal.
    var diagnostics: [Diagnostic] {
        reported.enumerated()
            .sorted { ($0.element.location, $0.offset) < ($1.element.location, $1.offset) }
            .map(\.element)
    }
}
