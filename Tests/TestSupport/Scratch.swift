public import Foundation

/// A directory of a test's own, removed with the last reference to it.
public final class Scratch: Sendable {
    /// Where it is.
    public let url: URL

    /// Makes an empty directory.
    ///
    /// - Throws: what the file system says.
    public init() throws {
        url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(component: "torpor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The place of a file in the directory.
    public subscript(path: String) -> URL {
        url.appending(path: path)
    }

    /// Writes a file, and the directories that it is in.
    ///
    /// - Parameters:
    ///   - text: the content.
    ///   - path: where, relative to the directory.
    /// - Throws: what the file system says.
    public func write(_ text: String, to path: String) throws {
        try write(Data(text.utf8), to: path)
    }

    /// Writes a file, and the directories that it is in.
    ///
    /// - Parameters:
    ///   - data: the content.
    ///   - path: where, relative to the directory.
    /// - Throws: what the file system says.
    public func write(_ data: Data, to path: String) throws {
        let file = self[path]
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try data.write(to: file)
    }

    /// Reads a file.
    ///
    /// - Parameter path: where, relative to the directory.
    /// - Returns: the content.
    /// - Throws: what the file system says.
    public func read(_ path: String) throws -> String {
        try String(contentsOf: self[path], encoding: .utf8)
    }

    /// Whether there is a file or directory.
    ///
    /// - Parameter path: where, relative to the directory.
    public func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: self[path].path)
    }

    /// The names in a directory, in order; empty where there is none.
    ///
    /// - Parameter path: where, relative to the directory.
    public func list(_ path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: self[path].path).sorted()) ?? []
    }
}
