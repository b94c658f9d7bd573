import Foundation
import TorporCompiler

/// Finds and reads sources. What goes wrong is gathered, so that one run tells all of it.
struct SourceSearch {
    /// What went wrong so far.
    private(set) var problems: [Problem] = []
    private let output: URL?

    /// Makes a search.
    ///
    /// - Parameter output: the output directory, whose content is not searched where it lies in a searched directory.
    init(output: String?) {
        self.output = output.map(Self.url(of:))
    }

    /// The sources of the module to compile, ordered by name.
    ///
    /// - Parameters:
    ///   - paths: Swift files and directories.
    ///   - root: what the names are relative to, if not the directories given.
    mutating func sources(at paths: [String], root: String?) -> [SourceFile] {
        let root = root.map(Self.url(of:))
        var found: [SourceFile] = []
        var seen: Set<URL> = []
        for path in paths {
            // A file that two of the paths lead to counts once.
            for file in files(at: path) where seen.insert(Self.url(of: file.path)).inserted {
                guard let name = root.map({ name(of: file, in: $0) }) ?? file.name else { continue }
                guard let text = text(of: file) else { continue }
                found.append(SourceFile(path: file.path, name: name, text: text))
            }
        }
        return found.sorted { ($0.name, $0.path) < ($1.name, $1.path) }
    }

    /// The sources of modules that the one to compile imports, ordered by name.
    mutating func modules(_ dependencies: [Dependency]) -> [DependencyModule] {
        var paths: [String: [String]] = [:]
        for dependency in dependencies { paths[dependency.name, default: []].append(dependency.path) }
        return paths.sorted { $0.key < $1.key }.map { name, paths in
            DependencyModule(name: name, sources: sources(at: paths, root: nil))
        }
    }

    /// The directory that a path names, or that the file it names is in.
    static func directory(of path: String) -> String {
        path.hasSuffix(".swift") && isDirectory(path) == false
            ? url(of: path).deletingLastPathComponent().path : path
    }

    // MARK: - Finding

    /// A file that was found.
    private struct File {
        /// Where it is, in the user's words.
        var path: String
        /// Where it is in the directory that was searched.
        var name: String
        /// Whether the user named it, rather than a directory that it is in.
        var isExplicit: Bool
    }

    private mutating func files(at path: String) -> [File] {
        guard FileManager.default.fileExists(atPath: path) else {
            report(path, .noSuchFile, "there is no such file or directory")
            return []
        }
        if Self.isDirectory(path) {
            let found = contents(of: path, named: "")
            if found.isEmpty { report(path, .noSources, "there are no Swift files in this directory") }
            return found
        }
        guard path.hasSuffix(".swift") else {
            report(path, .noSources, "this is neither a Swift file nor a directory")
            return []
        }
        return [File(path: path, name: Self.url(of: path).lastPathComponent, isExplicit: true)]
    }

    /// The Swift files in a directory and below.
    private mutating func contents(of directory: String, named prefix: String) -> [File] {
        let entries: [String]
        do {
            entries = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            report(directory, .unreadableFile, "this directory cannot be read: \(error.reason)")
            return []
        }
        var found: [File] = []
        for entry in entries.sorted() where entry.hasPrefix(".") == false {
            let path = Self.join(directory, entry)
            if Self.isDirectory(path) {
                // A link to a directory is not followed: it might lead back here.
                if Self.isLink(path) || Self.url(of: path) == output { continue }
                found += contents(of: path, named: "\(prefix)\(entry)/")
            } else if entry.hasSuffix(".swift") {
                found.append(File(path: path, name: prefix + entry, isExplicit: false))
            }
        }
        return found
    }

    private mutating func name(of file: File, in root: URL) -> String? {
        let prefix = root.path.hasSuffix("/") ? root.path : root.path + "/"
        let path = Self.url(of: file.path).path
        guard path.hasPrefix(prefix) else {
            report(file.path, .outsideRoot, "this file is not in the root directory '\(root.path)'")
            return nil
        }
        return String(path.dropFirst(prefix.count))
    }

    // MARK: - Reading

    private mutating func text(of file: File) -> String? {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: file.path))
        } catch {
            report(file.path, .unreadableFile, "this file cannot be read: \(error.reason)")
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            report(file.path, .invalidEncoding, "this file is not UTF-8; convert it")
            return nil
        }
        // What was generated into a searched directory is no source, whichever run put it there.
        return file.isExplicit == false && text.hasPrefix(Compiler.marker) ? nil : text
    }

    private mutating func report(_ path: String, _ identifier: DiagnosticIdentifier, _ message: String) {
        problems.append(Problem(path: path, message: message, identifier: identifier))
    }

    // MARK: - Paths

    private static func url(of path: String) -> URL {
        URL(fileURLWithPath: path).standardizedFileURL
    }

    private static func isDirectory(_ path: String) -> Bool {
        var result: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &result) && result.boolValue
    }

    private static func isLink(_ path: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }

    private static func join(_ directory: String, _ entry: String) -> String {
        switch directory {
        case ".": entry
        case _ where directory.hasSuffix("/"): directory + entry
        default: "\(directory)/\(entry)"
        }
    }
}

extension Error {
    /// What the system says went wrong, without the path, which the reader has already.
    var reason: String {
        let underlying = (self as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        guard let error = underlying as? POSIXError else { return localizedDescription }
        return String(cString: strerror(error.code.rawValue)).lowercased()
    }
}
