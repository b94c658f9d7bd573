import Foundation
import Synchronization

@testable import Torpor

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file system in memory that fails when it is told to, and forgets what was not brought to disk when it loses power.
///
/// It is as unkind as POSIX allows: contents that were not synchronised are gone, and changes to a folder that was not
/// synchronised have happened or not.
final class FragileDisk: Sendable {
    /// What goes wrong at a call.
    enum Fault: Hashable, CaseIterable {
        /// It fails, and those after it do what they should.
        case inputOutputError, noSpace, interrupted
        /// It writes less than it was given; other calls do what they should.
        case shortWrite
        /// The process ends before it, the machine goes on.
        case killed
        /// The machine ends before it, and the changes to the folder are on disk, or are not.
        case powerLossWithFolder, powerLossWithoutFolder
        /// The same, with the changes to the folder and the length of files on disk, but only half of the contents.
        case powerLossWithTornContents
    }

    private struct State {
        var files: [Int: (contents: Data, onDisk: Data)] = [:]
        var folder: [String: Int] = [:]
        var folderOnDisk: [String: Int] = [:]
        var open: [Int32: (file: Int?, offset: Int)] = [:]
        var next = 3
        var calls: [String] = []
        var fault: (call: Int, kind: Fault)?
        var isDead = false
    }

    private let state = Mutex(State())
    private let path: String

    /// - Parameters:
    ///   - path: of the one file that there is.
    ///   - contents: of that file, all on disk.
    init(path: String, contents: Data?) {
        self.path = path
        if let contents {
            state.withLock {
                $0.files[1] = (contents, contents)
                $0.folder[path] = 1
                $0.folderOnDisk = $0.folder
            }
        }
    }

    /// The calls so far.
    var calls: [String] { state.withLock { $0.calls } }

    /// Whether the process or the machine has ended.
    var isDead: Bool { state.withLock { $0.isDead } }

    /// The names of the files that there are.
    var names: [String] { state.withLock { $0.folder.keys.sorted() } }

    /// Arranges for something to go wrong.
    func fail(at call: Int, _ kind: Fault) {
        state.withLock { $0.fault = (call, kind) }
    }

    /// What is in the file once the machine runs again.
    var contents: Data? {
        state.withLock { state in
            if state.isDead {
                switch state.fault?.kind {
                case .powerLossWithFolder: return state.folder[path].map { state.files[$0]!.onDisk }
                case .powerLossWithoutFolder: return state.folderOnDisk[path].map { state.files[$0]!.onDisk }
                case .powerLossWithTornContents: return state.folder[path].map { Self.torn(state.files[$0]!) }
                default: break
                }
            }
            return state.folder[path].map { state.files[$0]!.contents }
        }
    }

    private static func torn(_ file: (contents: Data, onDisk: Data)) -> Data {
        let missing = file.contents.count - file.onDisk.count
        guard missing > 0 else { return file.onDisk }
        return file.onDisk + file.contents.dropFirst(file.onDisk.count).prefix(missing / 2)
            + Data(repeating: 0, count: missing - missing / 2)
    }

    /// Carries a call out, unless something goes wrong.
    private func call<Result: SignedInteger>(_ name: String, _ body: (inout State) -> Result) -> Result {
        state.withLock { state in
            state.calls.append(name)
            if let fault = state.fault, state.calls.count - 1 == fault.call {
                switch fault.kind {
                case .inputOutputError: return failure(EIO)
                case .noSpace: return failure(ENOSPC)
                case .interrupted where name != "close" && name != "rename" && name != "unlink": return failure(EINTR)
                case .killed, .powerLossWithFolder, .powerLossWithoutFolder, .powerLossWithTornContents:
                    state.isDead = true
                case .interrupted, .shortWrite: break
                }
            }
            return state.isDead ? failure(EIO) : body(&state)
        }
    }

    private func failure<Result: SignedInteger>(_ code: Int32) -> Result {
        errno = code
        return -1
    }

    // MARK: Calls

    var system: SystemCalls {
        SystemCalls(
            open: { path, flags, _ in self.call("open") { self.open(path, flags, &$0) } },
            read: { file, bytes, count in self.call("read") { self.read(file, bytes, count, &$0) } },
            write: { file, bytes, count in self.call("write") { self.write(file, bytes, count, &$0) } },
            synchronise: { file in self.call("synchronise") { self.synchronise(file, &$0) } },
            close: { file in self.call("close") { $0.open.removeValue(forKey: file) == nil ? self.failure(EBADF) : 0 }
            },
            rename: { old, new in
                self.call("rename") { state in
                    guard let file = state.folder.removeValue(forKey: old) else { return self.failure(ENOENT) }
                    state.folder[new] = file
                    return 0
                }
            },
            unlink: { path in
                self.call("unlink") { $0.folder.removeValue(forKey: path) == nil ? self.failure(ENOENT) : 0 }
            },
            fchmod: { _, _ in self.call("fchmod") { _ in 0 } },
            length: { file in
                self.call("length") { state in
                    guard let inode = state.open[file]?.file else { return self.failure(EBADF) }
                    return state.files[inode]!.contents.count
                }
            },
            permissions: { path in self.state.withLock { $0.folder[path] == nil ? nil : 0o640 } }
        )
    }

    private func open(_ path: String, _ flags: Int32, _ state: inout State) -> Int32 {
        let descriptor = Int32(state.next)
        state.next += 1
        if flags & O_CREAT != 0 {
            guard state.folder[path] == nil else { return failure(EEXIST) }
            state.files[state.next] = (Data(), Data())
            state.folder[path] = state.next
        }
        let isFolder = self.path.hasPrefix(path + "/")
        guard isFolder || state.folder[path] != nil else { return failure(ENOENT) }
        state.open[descriptor] = (state.folder[path], 0)
        return descriptor
    }

    private func read(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int, _ state: inout State) -> Int {
        guard let (inode, offset) = state.open[file], let inode else { return failure(EBADF) }
        let part = state.files[inode]!.contents.dropFirst(offset).prefix(count)
        part.copyBytes(to: UnsafeMutableRawBufferPointer(start: bytes, count: count))
        state.open[file]!.offset += part.count
        return part.count
    }

    private func write(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int, _ state: inout State) -> Int {
        guard let inode = state.open[file]?.file else { return failure(EBADF) }
        let isShort = state.fault.map { $0.kind == .shortWrite && $0.call == state.calls.count - 1 } == true
        let written = isShort ? max(1, count / 3) : count
        state.files[inode]!.contents.append(Data(bytes: bytes, count: written))
        return written
    }

    private func synchronise(_ file: Int32, _ state: inout State) -> Int32 {
        guard let (inode, _) = state.open[file] else { return failure(EBADF) }
        if let inode {
            state.files[inode]!.onDisk = state.files[inode]!.contents
        } else {
            state.folderOnDisk = state.folder
        }
        return 0
    }
}
