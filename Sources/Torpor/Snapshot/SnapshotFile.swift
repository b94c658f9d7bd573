import Foundation

/// The file of a snapshot, read and written with the system's own calls: what Foundation offers does not see to it that
/// the data and the folder's entry are on disk.
struct SnapshotFile {
    /// Links are followed, so that a link to a snapshot stays one.
    private let path: String
    private let system: SystemCalls

    init(_ url: URL, system: SystemCalls = .live) {
        path = url.resolvingSymlinksInPath().path
        self.system = system
    }

    // MARK: Reading

    /// All that is in the file.
    ///
    /// - Throws: ``SnapshotFileError``.
    func read() throws(SnapshotFileError) -> Data {
        let file = retrying { system.open(path, O_RDONLY | O_CLOEXEC, 0) }
        guard file >= 0 else { throw failure("open", path) }
        defer { _ = system.close(file) }
        var data = Data()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { buffer.deallocate() }
        while true {
            let count = retrying { system.read(file, buffer.baseAddress!, buffer.count) }
            guard count >= 0 else { throw failure("read", path) }
            if count == 0 { return data }
            data.append(contentsOf: buffer[..<count])
        }
    }

    // MARK: Writing

    /// Replaces what is in the file.
    ///
    /// - Parameter data: the new contents.
    /// - Throws: ``SnapshotFileError``. The file is as it was then, and nothing else is left behind, unless it was the
    ///   folder that could not be brought to disk.
    func write(_ data: Data) throws(SnapshotFileError) {
        let folder = (path as NSString).deletingLastPathComponent
        let temporary = (folder as NSString).appendingPathComponent(".torpor-\(UUID().uuidString).tmp")
        do throws(SnapshotFileError) {
            try writeTemporary(data, temporary)
            guard system.rename(temporary, path) == 0 else { throw failure("replace", path) }
        } catch {
            _ = system.unlink(temporary)
            throw error
        }
        try synchronise(folder: folder)
    }

    /// Writes behind what is in the file.
    ///
    /// - Parameters:
    ///   - data: what to write.
    ///   - length: how long the file has to be before.
    /// - Returns: false, with nothing done, if it has another length, or is not there.
    /// - Throws: ``SnapshotFileError``. A part of the data may have been written then.
    func append(_ data: Data, at length: Int) throws(SnapshotFileError) -> Bool {
        let file = retrying { system.open(path, O_WRONLY | O_APPEND | O_CLOEXEC, 0) }
        if file < 0, errno == ENOENT { return false }
        guard file >= 0 else { throw failure("open", path) }
        var isOpen = true
        defer { if isOpen { _ = system.close(file) } }
        let found = retrying { system.length(file) }
        guard found >= 0 else { throw failure("find the length of", path) }
        guard found == length else { return false }
        try write(data, to: file, "append to")
        guard synchronise(file) == 0 else { throw failure("synchronise", path) }
        isOpen = false
        guard system.close(file) == 0 else { throw failure("close", path) }
        return true
    }

    private func writeTemporary(_ data: Data, _ temporary: String) throws(SnapshotFileError) {
        let file = retrying { system.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        guard file >= 0 else { throw failure("create a file beside", path) }
        var isOpen = true
        defer { if isOpen { _ = system.close(file) } }
        if let permissions = system.permissions(path), system.fchmod(file, permissions) != 0 {
            throw failure("keep the permissions of", path)
        }
        try write(data, to: file, "write a file beside")
        guard synchronise(file) == 0 else { throw failure("synchronise a file beside", path) }
        isOpen = false
        guard system.close(file) == 0 else { throw failure("close a file beside", path) }
    }

    private func write(_ data: Data, to file: Int32, _ operation: String) throws(SnapshotFileError) {
        var rest = data[...]
        while !rest.isEmpty {
            let count = retrying { rest.withUnsafeBytes { system.write(file, $0.baseAddress!, $0.count) } }
            guard count >= 0 else { throw failure(operation, path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Brings the folder's entry to disk. Some file systems do that on their own, and refuse to be asked.
    private func synchronise(folder: String) throws(SnapshotFileError) {
        let file = retrying { system.open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC, 0) }
        guard file >= 0 else { throw failure("open the folder of", path) }
        defer { _ = system.close(file) }
        guard synchronise(file) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw failure("synchronise the folder of", path)
        }
    }

    private func synchronise(_ file: Int32) -> Int32 {
        retrying { system.synchronise(file) }
    }

    // MARK: The system's conventions

    /// Repeats a call that a signal has interrupted.
    private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }

    private func failure(_ operation: String, _ path: String) -> SnapshotFileError {
        let code = errno
        return SnapshotFileError(path: path, operation: operation, code: code, reason: String(cString: strerror(code)))
    }
}
