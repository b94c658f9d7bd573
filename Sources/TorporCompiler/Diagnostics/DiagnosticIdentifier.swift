/// The stable name of a kind of diagnostic, printed as `[#Identifier]` after its message.
///
/// An identifier never changes its meaning: people search for it, and tests name it. Each stage of the compiler adds its
/// own in an extension, beside the rule that reports it.
///
/// ```swift
/// extension DiagnosticIdentifier {
///     static let asyncLet: Self = "AsyncLet"
/// }
/// ```
public struct DiagnosticIdentifier: RawRepresentable, Hashable, Sendable {
    /// The name, in upper camel case.
    public let rawValue: String

    /// Makes an identifier.
    ///
    /// - Parameter rawValue: the name, in upper camel case.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

extension DiagnosticIdentifier: ExpressibleByStringLiteral {
    /// Makes an identifier of a literal.
    ///
    /// - Parameter value: the name, in upper camel case.
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }
}

extension DiagnosticIdentifier: Comparable {
    /// Orders identifiers by name.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension DiagnosticIdentifier: CustomStringConvertible {
    /// The identifier as diagnostics show it, with its `#`.
    public var description: String { "#\(rawValue)" }
}
