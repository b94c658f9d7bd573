public import Foundation
import Synchronization
import Torpor
import TorporTestKit

/// How an execution that may be killed is saved.
public enum CrashWay: String, CaseIterable, Sendable {
    /// By `run(savingTo:)`, which saves whenever something has come further.
    case run
    /// By `run(savingTo:)` with a log.
    case log
    /// After each step.
    case steps
}

extension Case {
    func runCrashing(savingTo file: URL, at crash: Int, _ way: CrashWay) async throws {
        let start = VirtualClock.start + .nanoseconds(try CrashLog.events(of: file).last?.time ?? 0)
        try await withVirtualTime(startingAt: start) { clock in
            let record = try CrashLog(of: file, crash: crash, clock)
            try await Journal.$current.withValue(Journal(witness: record.line)) {
                let isStarted = FileManager.default.fileExists(atPath: file.path)
                let execution =
                    isStarted
                    ? try await Execution<C>(contentsOf: file, environment: Workshop()) : Execution(self.start())
                do {
                    conclude(with: try await end(execution, file, way, record))
                } catch let error as SnapshotFileError {
                    throw error
                } catch {
                    conclude(throwing: error)
                }
            }
        }
    }

    private func end(
        _ execution: Execution<C>,
        _ file: URL,
        _ way: CrashWay,
        _ record: CrashLog
    ) async throws -> C.Output {
        switch way {
        case .run: return try await execution.run(savingTo: file) { reply(to: $0) }
        case .log: return try await execution.run(savingTo: SnapshotLog(file)) { reply(to: $0) }
        case .steps:
            while true {
                let step = try await execution.step()
                if case .yielded(let value) = step { _ = reply(to: value) }
                record.event()
                try execution.save(to: file)
                record.event()
                if case .finished(let output) = step { return output }
            }
        }
    }

    private func reply(to value: C.Yielded) -> C.Reply {
        answer.receive(value) ?? () as! C.Reply
    }
}

/// What an execution has done before it was killed, and when it was saved. Each event is on disk when it is over.
public final class CrashLog: Sendable {
    /// Something that happened.
    public struct Event: Equatable, Sendable {
        /// When, in nanoseconds of virtual time.
        public var time: Int64
        /// What, or nil: the execution was saved.
        public var line: String?
    }

    private struct State {
        var events = 0
        var saved: [Int]
    }

    private let file: URL
    private let output: FileHandle
    private let crash: Int
    private let clock: VirtualClock
    private let state: Mutex<State>

    init(of file: URL, crash: Int, _ clock: VirtualClock) throws {
        self.file = file
        self.crash = crash
        self.clock = clock
        let url = Self.url(of: file)
        if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
        output = try FileHandle(forWritingTo: url)
        try output.seekToEnd()
        state = Mutex(State(saved: Self.version(of: file)))
    }

    /// What has happened.
    ///
    /// - Parameter file: where the execution is saved.
    /// - Returns: all events in order.
    /// - Throws: if the record cannot be read.
    public static func events(of file: URL) throws -> [Event] {
        guard FileManager.default.fileExists(atPath: url(of: file).path) else { return [] }
        return try String(contentsOf: url(of: file), encoding: .utf8).split(separator: "\n").map { text in
            let parts = text.split(separator: " ", maxSplits: 1)
            return Event(time: Int64(parts[0]) ?? 0, line: parts.count == 2 ? String(parts[1]) : nil)
        }
    }

    /// Records a side effect: one may be killed before it, and after it.
    func line(_ text: String) {
        event()
        write(text)
        event()
    }

    /// Where the process may be killed: at so many of these.
    func event() {
        let (isSaved, count) = state.withLock { state in
            let version = Self.version(of: file)
            defer { state.saved = version }
            state.events += 1
            return (state.saved != version, state.events)
        }
        if isSaved { write(nil) }
        if count == crash { kill(getpid(), SIGKILL) }
    }

    private func write(_ line: String?) {
        let time = clock.now.durationSince1970 - VirtualClock.start.durationSince1970
        let nanoseconds = Int64(time / .nanoseconds(1))
        output.write(Data("\(nanoseconds)\(line.map { " " + $0 } ?? "")\n".utf8))
    }

    private static func url(of file: URL) -> URL { file.appendingPathExtension("events") }

    /// Changes when the file does.
    private static func version(of file: URL) -> [Int] {
        var status = stat()
        guard stat(file.path, &status) == 0 else { return [] }
        return [Int(status.st_ino), Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec)]
    }
}
