import Foundation
import TorporCompiler

/// The directory of a module's generated files.
///
/// It may hold other files too: only those whose first line bears the compiler's marker are ever changed or removed.
struct OutputDirectory {
    /// Something that happened to a file.
    enum Event: CustomStringConvertible {
        case wrote(String)
        case kept(String)
        case removed(String)

        var description: String {
            switch self {
            case .wrote(let path): "wrote \(path)"
            case .kept(let path): "unchanged \(path)"
            case .removed(let path): "removed \(path)"
            }
        }
    }

    /// What happened so far.
    private(set) var events: [Event] = []
    /// What went wrong so far.
    private(set) var problems: [Problem] = []
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// Makes the directory hold these generated files and no others. Where one of them cannot be written because a foreign
    /// file is in its place, nothing is.
    mutating func update(with files: [GeneratedFile]) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            report(path, .unwritableFile, "this directory cannot be created: \(error.reason)")
            return
        }
        let outdated = files.filter { isUpToDate($0) == false }
        for file in outdated where exists(file.name) && isOwn(file.name) == false {
            let remedy = "move it away, or choose another output directory"
            report(place(of: file.name), .foreignFile, "torpor did not write this file and leaves it alone; \(remedy)")
        }
        guard problems.isEmpty else { return }
        let outdatedNames = Set(outdated.map(\.name))
        for file in files {
            if outdatedNames.contains(file.name) {
                write(file)
            } else {
                events.append(.kept(place(of: file.name)))
            }
        }
        removeAll(except: Set(files.map(\.name)))
    }

    private mutating func write(_ file: GeneratedFile) {
        let place = place(of: file.name)
        do {
            try Data(file.text.utf8).write(to: URL(fileURLWithPath: place), options: .atomic)
            events.append(.wrote(place))
        } catch {
            report(place, .unwritableFile, "this file cannot be written: \(error.reason)")
        }
    }

    private mutating func removeAll(except names: Set<String>) {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in entries.sorted() where name.hasSuffix(".swift") && names.contains(name) == false && isOwn(name) {
            do {
                try FileManager.default.removeItem(atPath: place(of: name))
                events.append(.removed(place(of: name)))
            } catch {
                report(place(of: name), .unwritableFile, "this outdated file cannot be removed: \(error.reason)")
            }
        }
    }

    // MARK: - Looking

    private func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: place(of: name))
    }

    private func isUpToDate(_ file: GeneratedFile) -> Bool {
        FileManager.default.contents(atPath: place(of: file.name)) == Data(file.text.utf8)
    }

    /// Whether the compiler wrote a file, by the marker at its beginning.
    private func isOwn(_ name: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: place(of: name)) else { return false }
        defer { try? handle.close() }
        let marker = Data(Compiler.marker.utf8)
        return (try? handle.read(upToCount: marker.count)) == marker
    }

    private func place(of name: String) -> String {
        path.hasSuffix("/") ? path + name : "\(path)/\(name)"
    }

    private mutating func report(_ path: String, _ identifier: DiagnosticIdentifier, _ message: String) {
        problems.append(Problem(path: path, message: message, identifier: identifier))
    }
}
