/// What a diagnostic says, apart from where: a severity, an identifier and a text.
///
/// Messages are typed constants and functions beside the rule that reports them, so that a rule reads as what it checks
/// and the wording of one subject stays together:
///
/// ```swift
/// extension DiagnosticMessage {
///     static func asyncLet(_ name: String) -> Self {
///         .error(.asyncLet, "'async let \(name)' cannot survive a suspension; await the call instead")
///     }
/// }
/// ```
///
/// A text is lowercase, names the thing, says what to do, and ends without a full stop.
public struct DiagnosticMessage: Hashable, Sendable {
    /// How bad it is.
    public var severity: Diagnostic.Severity
    /// The kind of the diagnostic.
    public var identifier: DiagnosticIdentifier
    /// The text.
    public var text: String

    /// Makes a message.
    ///
    /// - Parameters:
    ///   - severity: how bad it is.
    ///   - identifier: the kind of the diagnostic.
    ///   - text: the text: lowercase, without a full stop at the end.
    public init(severity: Diagnostic.Severity, identifier: DiagnosticIdentifier, text: String) {
        self.severity = severity
        self.identifier = identifier
        self.text = text
    }

    /// Makes an error's message.
    public static func error(_ identifier: DiagnosticIdentifier, _ text: String) -> Self {
        Self(severity: .error, identifier: identifier, text: text)
    }

    /// Makes a warning's message.
    public static func warning(_ identifier: DiagnosticIdentifier, _ text: String) -> Self {
        Self(severity: .warning, identifier: identifier, text: text)
    }
}
