import Foundation
import TorporCompiler

/// Where the fixtures of the repository are.
enum Repository {
    /// The folder with `Package.swift`.
    static let root = (1...4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }

    /// The names in a folder, in order.
    static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []).sorted()
    }

    /// The text of a file.
    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The Swift files in a folder and the folders below, by path from the folder, in order.
    static func swiftFiles(below folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
            .filter { $0.hasSuffix(".swift") }.sorted()
    }
}

extension SourceFile {
    /// A source at the root of its target.
    init(_ name: String, _ text: String) {
        self.init(path: name, name: name, text: text)
    }
}

extension Compilation {
    /// The generated files as sources of the Swift compiler.
    var sources: [SourceFile] {
        files.map { SourceFile($0.name, $0.text) }
    }

    /// What a file that was generated holds, nil if there is none of the name.
    func text(of name: String) -> String? {
        files.first { $0.name == name }?.text
    }
}
