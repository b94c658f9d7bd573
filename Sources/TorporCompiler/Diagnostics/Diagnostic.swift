/// Something the compiler has to say about a place in the user's sources.
public struct Diagnostic: Hashable, Sendable {
    /// How bad a diagnostic is.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        /// Nothing is generated.
        case error
        /// The code is generated all the same.
        case warning
        /// Only information.
        case note
    }

    /// Further information, at a place of its own.
    public struct Note: Hashable, Sendable {
        /// The text: lowercase, without a full stop at the end.
        public var message: String
        /// The place.
        public var location: Location

        /// Makes a note.
        ///
        /// - Parameters:
        ///   - message: the text: lowercase, without a full stop at the end.
        ///   - location: the place.
        public init(_ message: String, at location: Location) {
            self.message = message
            self.location = location
        }
    }

    /// A change of the sources that resolves a diagnostic. It may touch several places, also in several files.
    public struct FixIt: Hashable, Sendable {
        /// What the change does: lowercase, without a full stop at the end.
        public var message: String
        /// What is replaced by what. No two of them overlap.
        public var edits: [Edit]

        /// Makes a fix-it.
        ///
        /// - Parameters:
        ///   - message: what the change does: lowercase, without a full stop at the end.
        ///   - edits: what is replaced by what; no two of them overlap.
        public init(_ message: String, _ edits: [Edit]) {
            self.message = message
            self.edits = edits
        }

        /// Makes a fix-it of one edit.
        ///
        /// - Parameters:
        ///   - message: what the change does: lowercase, without a full stop at the end.
        ///   - location: what is replaced; an insertion where its length is 0.
        ///   - replacement: the text that takes its place.
        public init(_ message: String, replacing location: Location, with replacement: String) {
            self.init(message, [Edit(location, replacement)])
        }
    }

    /// A piece of text that takes the place of another.
    public struct Edit: Hashable, Comparable, Sendable {
        /// What is replaced; an insertion where its length is 0.
        public var location: Location
        /// The text that takes its place.
        public var replacement: String

        /// Makes an edit.
        ///
        /// - Parameters:
        ///   - location: what is replaced; an insertion where its length is 0.
        ///   - replacement: the text that takes its place.
        public init(_ location: Location, _ replacement: String) {
            self.location = location
            self.replacement = replacement
        }

        /// Orders edits by place.
        public static func < (left: Self, right: Self) -> Bool {
            (left.location, left.replacement) < (right.location, right.replacement)
        }
    }

    /// How bad it is.
    public var severity: Severity
    /// The kind of the diagnostic, a stable name.
    public var identifier: DiagnosticIdentifier
    /// The text: lowercase, names the thing, says what to do.
    public var message: String
    /// The place.
    public var location: Location
    /// Further information, in the order in which to read it.
    public var notes: [Note]
    /// Changes that resolve it, each sufficient by itself.
    public var fixIts: [FixIt]

    /// Makes a diagnostic.
    ///
    /// - Parameters:
    ///   - severity: how bad it is.
    ///   - identifier: the kind of the diagnostic.
    ///   - message: the text: lowercase, names the thing, says what to do.
    ///   - location: the place.
    ///   - notes: further information, in the order in which to read it.
    ///   - fixIts: changes that resolve it, each sufficient by itself.
    public init(
        severity: Severity,
        identifier: DiagnosticIdentifier,
        message: String,
        location: Location,
        notes: [Note] = [],
        fixIts: [FixIt] = []
    ) {
        self.severity = severity
        self.identifier = identifier
        self.message = message
        self.location = location
        self.notes = notes
        self.fixIts = fixIts
    }

    /// Puts a message at a place.
    ///
    /// - Parameters:
    ///   - message: what to say.
    ///   - location: the place.
    ///   - notes: further information, in the order in which to read it.
    ///   - fixIts: changes that resolve it, each sufficient by itself.
    public init(_ message: DiagnosticMessage, at location: Location, notes: [Note] = [], fixIts: [FixIt] = []) {
        self.init(
            severity: message.severity,
            identifier: message.identifier,
            message: message.text,
            location: location,
            notes: notes,
            fixIts: fixIts
        )
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The lines that say it, each as compilers write it: the diagnostic itself with its identifier, its notes, and what
    /// its fix-its do.
    public var description: String {
        lines.map(\.description).joined(separator: "\n")
    }

    /// One line of a diagnostic's description.
    struct Line: CustomStringConvertible {
        var severity: Severity
        var message: String
        var location: Location
        var replacement: String?

        var description: String { "\(location): \(severity.rawValue): \(message)" }
    }

    /// The diagnostic itself, then its notes, then its fix-its.
    var lines: [Line] {
        [Line(severity: severity, message: "\(message) [\(identifier)]", location: location)]
            + notes.map { Line(severity: .note, message: $0.message, location: $0.location) }
            + fixIts.flatMap { fixIt in
                fixIt.edits.map { edit in
                    Line(
                        severity: .note,
                        message: "fix-it: \(fixIt.message)",
                        location: edit.location,
                        replacement: edit.replacement
                    )
                }
            }
    }
}
