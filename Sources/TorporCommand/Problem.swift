import TorporCompiler

/// Something wrong with a file as such, not with a place in it.
struct Problem: CustomStringConvertible {
    /// The file or directory, as the user named it.
    var path: String
    /// What is wrong and what to do.
    var message: String
    /// The kind of the problem, a stable name.
    var identifier: DiagnosticIdentifier

    var description: String { "\(path): error: \(message) [\(identifier)]" }
}

extension DiagnosticIdentifier {
    /// A path that names nothing.
    static let noSuchFile: Self = "NoSuchFile"
    /// A file or directory that cannot be read.
    static let unreadableFile: Self = "UnreadableFile"
    /// A file that is no snapshot, or not all of one.
    static let unreadableSnapshot: Self = "UnreadableSnapshot"
    /// A file that is not UTF-8.
    static let invalidEncoding: Self = "InvalidEncoding"
    /// A path without Swift sources.
    static let noSources: Self = "NoSources"
    /// A source outside the root directory.
    static let outsideRoot: Self = "OutsideRoot"
    /// Two files of a module that would have the same name.
    static let outputCollision: Self = "OutputCollision"
    /// A file in the way of an output that the compiler did not write.
    static let foreignFile: Self = "ForeignFile"
    /// An output that cannot be written or removed.
    static let unwritableFile: Self = "UnwritableFile"
}
