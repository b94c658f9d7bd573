/// Sources with the fix-its of diagnostics applied to them.
///
/// Of each diagnostic the first fix-it counts: each resolves it. One that would touch what another has changed already is
/// left out, whole; so is one in a file that is not among the sources, and one in a file that is not Swift as it stands,
/// where a place may not be what it seems. Everything outside of the edits stays as it was, byte by byte.
public struct Correction: Sendable {
    /// A fix-it that was applied.
    public struct Change: Hashable, Sendable {
        /// What was resolved.
        public var identifier: DiagnosticIdentifier
        /// What was done.
        public var fixIt: Diagnostic.FixIt
    }

    /// The sources that have changed, with their new text.
    public private(set) var sources: [SourceFile] = []
    /// What was applied, in the order of the diagnostics.
    public private(set) var changes: [Change] = []

    /// An edit by the bytes that it replaces.
    fileprivate struct Replacement: Hashable {
        var range: Range<Int>
        var text: String
    }

    /// Applies fix-its.
    ///
    /// - Parameters:
    ///   - diagnostics: what is to be resolved.
    ///   - sources: the sources that may change.
    public init(of sources: [SourceFile], by diagnostics: [Diagnostic]) {
        let broken = Set(diagnostics.filter { $0.identifier == .syntaxError }.map(\.location.path))
        var tables: [String: LineTable] = [:]
        for source in sources where !broken.contains(source.path) { tables[source.path] = LineTable(source.text) }
        var accepted: [String: Set<Replacement>] = [:]
        for diagnostic in diagnostics {
            guard let fixIt = diagnostic.fixIts.first else { continue }
            var additions: [(path: String, replacement: Replacement)] = []
            for edit in fixIt.edits {
                guard let range = tables[edit.location.path]?.range(of: edit.location) else { break }
                additions.append((edit.location.path, Replacement(range: range, text: edit.replacement)))
            }
            guard additions.count == fixIt.edits.count else { continue }
            // The same edit again is no conflict: one declaration may stand in the way of many uses.
            let isFree = additions.allSatisfy { path, new in
                accepted[path, default: []].allSatisfy { $0 == new || !$0.meets(new) }
            }
            let isNew = additions.contains { !accepted[$0.path, default: []].contains($0.replacement) }
            guard isFree, isNew else { continue }
            for (path, replacement) in additions { accepted[path, default: []].insert(replacement) }
            changes.append(Change(identifier: diagnostic.identifier, fixIt: fixIt))
        }
        for source in sources {
            guard let replacements = accepted[source.path], let table = tables[source.path] else { continue }
            var bytes = table.bytes
            for replacement in replacements.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
                bytes.replaceSubrange(replacement.range, with: replacement.text.utf8)
            }
            var changed = source
            changed.text = String(decoding: bytes, as: UTF8.self)
            self.sources.append(changed)
        }
    }
}

extension Correction.Replacement {
    /// Whether two edits cannot both be made as if the other were not there. Insertions at one place have no order.
    fileprivate func meets(_ other: Self) -> Bool {
        let (first, second) = range.lowerBound <= other.range.lowerBound ? (range, other.range) : (other.range, range)
        return first.lowerBound == second.lowerBound || first.upperBound > second.lowerBound
    }
}

extension Correction.Change: CustomStringConvertible {
    /// The line that says it: `path:line:column: fixed: message [#Identifier]`.
    public var description: String {
        let place = fixIt.edits.first.map { "\($0.location): " } ?? ""
        return "\(place)fixed: \(fixIt.message) [\(identifier)]"
    }
}
