import Foundation
import TorporCompiler

/// Applies the fix-its of diagnostics to the sources on disk, and compiles what comes of them.
struct Fixing {
    /// The sources as they are on disk.
    private(set) var sources: [SourceFile]
    /// What went wrong with files.
    private(set) var problems: [Problem] = []
    /// The lines that say what was changed, in order.
    private(set) var changes: [String] = []

    /// One fix may uncover the next. No sensible source takes more rounds; two fixes that undo each other would.
    private static let rounds = 32

    init(_ sources: [SourceFile]) {
        self.sources = sources
    }

    /// Compiles, applies what fix-its there are, and compiles again, until nothing is left that can be fixed.
    ///
    /// - Parameter compile: compiles sources.
    /// - Returns: the last compilation.
    mutating func run(_ compile: ([SourceFile]) -> Compilation) -> Compilation {
        var compilation = compile(sources)
        for _ in 1...Self.rounds {
            let correction = Correction(of: sources, by: compilation.diagnostics)
            guard correction.sources.isEmpty == false else { break }
            for source in correction.sources { write(source) }
            guard problems.isEmpty else { break }
            changes += correction.changes.map(\.description)
            compilation = compile(sources)
        }
        return compilation
    }

    /// Replaces a source as a whole, unless someone else has changed it since it was read.
    private mutating func write(_ source: SourceFile) {
        guard let position = sources.firstIndex(where: { $0.path == source.path }) else { return }
        // A link stays a link: what it leads to changes.
        let file = URL(fileURLWithPath: source.path).resolvingSymlinksInPath()
        do {
            guard try Data(contentsOf: file) == Data(sources[position].text.utf8) else {
                return report(source, "this file has changed since it was read; run torpor again")
            }
            let permissions = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
            guard FileManager.default.isWritableFile(atPath: file.path) else {
                return report(source, "this file cannot be written: it is read-only")
            }
            try Data(source.text.utf8).write(to: file, options: .atomic)
            if let permissions {
                try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
            }
            sources[position] = source
        } catch {
            report(source, "this file cannot be written: \(error.reason)")
        }
    }

    private mutating func report(_ source: SourceFile, _ message: String) {
        problems.append(Problem(path: source.path, message: message, identifier: .unwritableFile))
    }
}
