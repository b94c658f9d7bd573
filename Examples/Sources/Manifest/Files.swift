import Crypto
import Foundation

// Ordinary functions, which know nothing of Torpor. In a durable function each awaited call of one is a checkpoint.

/// The number of files in the tree.
func countFiles(for job: Job) async throws -> Int {
    var count = 0
    var folders = [""]
    while let folder = folders.popLast() {
        for entry in try await entries(of: folder, for: job) {
            if entry.isFolder { folders.append(entry.path) } else { count += 1 }
        }
    }
    return count
}

/// What is in a folder, in the byte order of the full paths: the order of `sort` in the C locale. Links are left out.
func entries(of folder: String, for job: Job) async throws -> [Entry] {
    let place = URL(filePath: job.directory).appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: place.path).compactMap { name -> Entry? in
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        let type = try FileManager.default.attributesOfItem(atPath: place.appending(path: name).path)[.type]
        switch type as? FileAttributeType {
        case .typeDirectory: return Entry(path: path, isFolder: true)
        case .typeRegular where name.hasSuffix(job.suffix): return Entry(path: path, isFolder: false)
        default: return nil
        }
    }
    .sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
}

/// The digest of a file, in hexadecimal.
func sha256(of file: Entry, for job: Job) async throws -> String {
    try append("\(ProcessInfo.processInfo.processIdentifier) \(file.path)\n", to: job.log)
    let data = try Data(contentsOf: URL(filePath: job.directory).appending(path: file.path))
    return SHA256.hash(data: data).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
    }
    .joined()
}

/// A line as `sha256sum` writes it, escapes included.
func manifestLine(_ digest: String, _ file: Entry) -> String {
    let path = file.path.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    return "\(path == file.path ? "" : "\\")\(digest)  \(path)\n"
}

/// Writes a line into the manifest; what stood there and after it is overwritten.
///
/// - Returns: where the line ends.
func write(_ line: String, at offset: UInt64, for job: Job) async throws -> UInt64 {
    let handle = try open(job.manifest)
    try handle.truncate(atOffset: offset)
    try handle.write(contentsOf: Data(line.utf8))
    // The frame that says that the line is there will be on the disk, so the line must be.
    try handle.synchronize()
    try handle.close()
    return offset + UInt64(line.utf8.count)
}

private func append(_ line: String, to path: String) throws {
    let handle = try open(path)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(line.utf8))
    try handle.close()
}

private func open(_ path: String) throws -> FileHandle {
    if FileManager.default.fileExists(atPath: path) == false {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    return try FileHandle(forUpdating: URL(filePath: path))
}

extension Entry {
    /// A folder stands where the paths in it do.
    fileprivate var sortKey: String.UTF8View { (isFolder ? path + "/" : path).utf8 }
}
