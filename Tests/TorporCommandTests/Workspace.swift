import Foundation
import TestSupport

/// A directory with sources in which a test runs the built `torpor`.
struct Workspace {
    let scratch = try! Scratch()

    /// A source with two errors, in lines 4 and 7, both under the name at column 6.
    static let faulty = """
        import Torpor

        @Durable
        func first() throws {}

        @Durable
        func second() throws {}

        """

    /// Runs `torpor` in the directory.
    ///
    /// - Parameter line: the arguments with spaces between them.
    func torpor(
        _ line: String,
        environment: [String: String?] = [:],
        terminal: FileHandle? = nil
    ) async throws -> Subprocess {
        try await torpor(line.split(separator: " ").map(String.init), environment: environment, terminal: terminal)
    }

    /// Runs `torpor` in the directory, or in one below.
    func torpor(
        _ arguments: [String],
        in directory: String = "",
        environment: [String: String?] = [:],
        terminal: FileHandle? = nil
    ) async throws -> Subprocess {
        try await Subprocess.run(
            Subprocess.builtProducts.appending(component: "torpor"),
            arguments,
            in: scratch[directory],
            environment: environment,
            terminal: terminal
        )
    }

    /// Writes sources with a durable function each, named after the file.
    func addDurable(_ paths: String...) throws {
        for path in paths { try scratch.write(Self.durable(path), to: path) }
    }

    /// A source with a durable function.
    ///
    /// - Parameter path: what the function is named after.
    static func durable(_ path: String) -> String {
        let name = path.split(separator: "/").last.map { $0.prefix { $0.isLetter } } ?? "function"
        return """
            import Torpor

            @Durable
            func \(name.lowercased())(_ item: String) async throws -> Int {
                try await Durable.sleep(for: .seconds(1))
                return item.count
            }

            """
    }

    /// When a file was last changed.
    func changeDate(of path: String) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: scratch[path].path)[.modificationDate] as? Date
    }
}
