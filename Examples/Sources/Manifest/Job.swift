/// What to do: part of the frame, so that whoever resumes need not say it again.
struct Job: Codable, Sendable {
    /// The tree.
    var directory: String
    /// How the names of the files end that count; empty for all.
    var suffix: String
    /// The file to write.
    var manifest: String
    /// A file that has a line for each time that a file is hashed, which is how the demo can count.
    var log: String
}

/// How far it is.
struct Progress: Codable, Sendable {
    /// How many files there are.
    var total: Int
    /// How many lines the manifest has.
    var files = 0
    /// How long the manifest is, in bytes.
    var length: UInt64 = 0

    init(total: Int) {
        self.total = total
    }
}

/// A file or a folder of the tree.
struct Entry: Codable, Sendable {
    /// Where it is in the tree.
    var path: String
    /// Whether it is a folder.
    var isFolder: Bool
}
