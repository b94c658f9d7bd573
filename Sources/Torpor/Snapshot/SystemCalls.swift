import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The calls of the operating system that saving takes, so that tests can see what happens when one fails, or when there
/// is no next one. They report failure as the system does: by -1 and `errno`.
struct SystemCalls: Sendable {
    var open: @Sendable (_ path: String, _ flags: Int32, _ permissions: mode_t) -> Int32
    var read: @Sendable (_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int
    var write: @Sendable (_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int
    /// Brings a file, or a folder's entries, to disk.
    var synchronise: @Sendable (_ file: Int32) -> Int32
    var close: @Sendable (_ file: Int32) -> Int32
    var rename: @Sendable (_ old: String, _ new: String) -> Int32
    var unlink: @Sendable (_ path: String) -> Int32
    var fchmod: @Sendable (_ file: Int32, _ permissions: mode_t) -> Int32
    /// The length of an open file.
    var length: @Sendable (_ file: Int32) -> Int
    /// The permissions of a file; nil if there is none.
    var permissions: @Sendable (_ path: String) -> mode_t?

    /// The system's own.
    static let live = SystemCalls(
        open: { systemOpen($0, $1, $2) },
        read: { systemRead($0, $1, $2) },
        write: { systemWrite($0, $1, $2) },
        synchronise: { systemSynchronise($0) },
        close: { systemClose($0) },
        rename: { systemRename($0, $1) },
        unlink: { systemUnlink($0) },
        fchmod: { systemChangeMode($0, $1) },
        length: { file in
            var status = stat()
            return fstat(file, &status) == 0 ? Int(status.st_size) : -1
        },
        permissions: { path in
            var status = stat()
            return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
        }
    )
}

// The names of the calls are those of the properties.

private func systemOpen(_ path: String, _ flags: Int32, _ permissions: mode_t) -> Int32 {
    open(path, flags, permissions)
}

private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(file, bytes, count)
}

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(file, bytes, count)
}

private func systemSynchronise(_ file: Int32) -> Int32 {
    #if canImport(Darwin)
    // On Apple's systems fsync leaves the data in the drive's cache. Not every file system has the other call.
    if fcntl(file, F_FULLFSYNC) != -1 { return 0 }
    #endif
    return fsync(file)
}

private func systemClose(_ file: Int32) -> Int32 {
    close(file)
}

private func systemRename(_ old: String, _ new: String) -> Int32 {
    rename(old, new)
}

private func systemUnlink(_ path: String) -> Int32 {
    unlink(path)
}

private func systemChangeMode(_ file: Int32, _ permissions: mode_t) -> Int32 {
    fchmod(file, permissions)
}
