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

    /// A change to the source that resolves a diagnostic.
    public struct FixIt: Hashable, Sendable {
        /// What the change does: lowercase, without a full stop at the end.
        public var message: String
        /// What is replaced; an insertion where its length is 0.
        public var location: Location
        /// The text that takes its place.
        public var replacement: String

        /// Makes a fix-it.
        ///
        /// - Parameters:
        ///   - message: what the change does: lowercase, without a full stop at the end.
        ///   - location: what is replaced; an insertion where its length is 0.
        ///   - replacement: the text that takes its place.
        public init(_ message: String, replacing location: Location, with replacement: String) {
            self.message = message
            self.location = location
            self.replacement = replacement
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
            + fixIts.map {
                Line(severity: .note, message: $0.message, location: $0.location, replacement: $0.replacement)
            }
    }
}
