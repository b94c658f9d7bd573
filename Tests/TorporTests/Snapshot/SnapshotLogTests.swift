import Foundation
import Testing

@testable import Torpor

/// A log holds the last state that was saved to it, or, if the machine fails meanwhile, the one before.
@Suite struct SnapshotLogTests {
    private static let path = "/state/log"
    private static let url = URL(fileURLWithPath: path)

    @Test func savedAndReadAgain() async throws {
        let folder = try TemporaryFolder()
        let log = SnapshotLog(folder("log"))
        let execution = Execution(Total(of: Array(0..<300)))
        try execution.save(to: log)
        let first = try Data(contentsOf: folder("log"))
        #expect(first == (try execution.snapshot().data))
        for _ in 0..<20 {
            _ = try await execution.step()
            try execution.save(to: log)
            #expect(try Snapshot(contentsOf: folder("log")) == execution.snapshot())
        }
        let data = try Data(contentsOf: folder("log"))
        #expect(data.starts(with: first) && data.count < first.count + 20 * 250)
        // Nothing has happened since.
        try execution.save(to: log)
        #expect(try Data(contentsOf: folder("log")) == data)
        #expect(try SnapshotInspection(contentsOf: folder("log")).stack.first?.state == "itself1")
        let revived = try Execution<Total>(contentsOf: folder("log"))
        #expect(try await revived.run(savingTo: SnapshotLog(folder("again"))) == 300 * 299 / 2)
        #expect(try folder.contents == ["again", "log"])
        #expect(try Execution<Total>(contentsOf: folder("again")).output == 300 * 299 / 2)
    }

    /// The file is never much longer than twice the state.
    @Test func compaction() async throws {
        let folder = try TemporaryFolder()
        let log = SnapshotLog(folder("log"))
        let execution = Execution(Total(of: Array(0..<400)))
        var (longest, shrinks, last) = (0, 0, 0)
        while !execution.isFinished {
            _ = try await execution.step()
            try execution.save(to: log)
            let length = try Data(contentsOf: folder("log")).count
            longest = max(longest, length)
            if length < last { shrinks += 1 }
            last = length
            #expect(try Snapshot(contentsOf: folder("log")) == execution.snapshot())
        }
        #expect(shrinks > 1 && longest < 1 << 15)
    }

    @Test func otherExecutionsAndOtherWriters() async throws {
        let folder = try TemporaryFolder()
        let log = SnapshotLog(folder("log"))
        let (one, two) = (Execution(Total(of: [1, 2, 3])), Execution(Total(of: [4, 5, 6])))
        for execution in [one, two, one] {
            try execution.save(to: log)
            _ = try await execution.step()
            try execution.save(to: log)
            #expect(try Snapshot(contentsOf: folder("log")) == execution.snapshot())
        }
        // A delta that was asked for meanwhile, and a file that was replaced.
        _ = try one.delta(since: one.snapshot())
        _ = try await one.step()
        _ = try one.delta(since: one.snapshot())
        try one.save(to: log)
        #expect(try Snapshot(contentsOf: folder("log")) == one.snapshot())
        try two.save(to: folder("log"))
        _ = try await one.step()
        try one.save(to: log)
        #expect(try Snapshot(contentsOf: folder("log")) == one.snapshot())
        try FileManager.default.removeItem(at: folder("log"))
        try one.save(to: log)
        #expect(try Snapshot(contentsOf: folder("log")) == one.snapshot())
    }

    // MARK: Tails

    private func logged() async throws -> (data: Data, ends: [Int], snapshots: [Snapshot]) {
        let folder = try TemporaryFolder()
        let log = SnapshotLog(folder("log"))
        let execution = Execution(Descend(4, Ledger(), (0..<30).map { "name \($0)" }))
        var (ends, snapshots) = ([Int](), [Snapshot]())
        for _ in 0..<4 {
            try execution.save(to: log)
            ends.append(try Data(contentsOf: folder("log")).count)
            snapshots.append(try execution.snapshot())
            _ = try await execution.step()
        }
        return (try Data(contentsOf: folder("log")), ends, snapshots)
    }

    @Test func tornTails() async throws {
        let (data, ends, snapshots) = try await logged()
        for length in ends[0]...data.count {
            let whole = ends.lastIndex { $0 <= length }!
            #expect(try SnapshotLog.last(in: data.prefix(length)) == snapshots[whole])
            // The file has its length, but not all of what was written.
            let zeros = Data(repeating: 0, count: (ends.first { $0 >= length } ?? length) - length)
            #expect(try SnapshotLog.last(in: data.prefix(length) + zeros) == snapshots[whole])
        }
        for length in 0..<ends[0] {
            #expect(throws: SnapshotError.truncated) { try SnapshotLog.last(in: data.prefix(length)) }
        }
    }

    /// Damage before the last record is no torn tail: to pass over it would be to go back in time.
    @Test func damage() async throws {
        let (data, ends, snapshots) = try await logged()
        for index in data.indices {
            var damaged = data
            damaged[index] ^= 0x10
            if index >= ends[2] {
                #expect(try SnapshotLog.last(in: damaged) == snapshots[2])
            } else {
                #expect(throws: SnapshotError.self) { try SnapshotLog.last(in: damaged) }
            }
        }
        // A record that is missing.
        let gap = data.prefix(ends[0]) + data.dropFirst(ends[1])
        #expect(throws: SnapshotError.otherBase) { try SnapshotLog.last(in: gap) }
    }

    @Test func hostileLogs() async throws {
        let (data, ends, _) = try await logged()
        // Very many beginnings of records that claim to be as long as what is left.
        var tail = Data([0])
        for index in 0..<20_000 {
            tail.append(contentsOf: SnapshotHeader.deltaMagic + [1, 2, 0, 0])
            let rest = UInt32(SnapshotHeader.length * (20_000 - index - 1))
            withUnsafeBytes(of: rest.bigEndian) { tail.append(contentsOf: $0) }
            tail.append(contentsOf: [9, 9, 9, 9])
        }
        #expect(throws: SnapshotError.damaged) { try SnapshotLog.last(in: data.prefix(ends[0]) + tail) }
        var length = data
        length[6...11] = Data(repeating: 0xFF, count: 6)
        #expect(throws: SnapshotError.truncated) { try SnapshotLog.last(in: length) }
    }

    // MARK: Crashes

    /// Saves states one after the other, and reads the log after each, as if the process had ended there.
    @Test(arguments: FragileDisk.Fault.allCases)
    func oldOrNew(_ fault: FragileDisk.Fault) async throws {
        let whole = FragileDisk(path: Self.path, contents: nil)
        try await save(to: whole, place: "no fault") { _ in }
        #expect(whole.names == [Self.path] && whole.calls.contains("length"))
        for call in 0..<whole.calls.count {
            let disk = FragileDisk(path: Self.path, contents: nil)
            disk.fail(at: call, fault)
            try await save(to: disk, place: "\(fault) at call \(call), \(disk.calls)") { error in
                #expect(error is SnapshotFileError)
            }
        }
    }

    private func save(to disk: FragileDisk, place: Comment, onError: (any Error) -> Void) async throws {
        let log = SnapshotLog(Self.url, system: disk.system, leastDeltas: 100)
        let execution = Execution(Total(of: Array(0..<9)))
        var saved: Snapshot?
        for _ in 0..<6 {
            _ = try await execution.step()
            let new = try execution.snapshot()
            var isSaved = true
            do {
                try execution.save(to: log)
            } catch {
                onError(error)
                isSaved = false
            }
            let found = try disk.contents.map { try SnapshotLog.last(in: $0) }
            if isSaved {
                #expect(found == new, place)
            } else {
                #expect(found == saved || found == new, place)
            }
            if disk.isDead { return }
            saved = found
        }
        // What could not be saved before can be now.
        var isSaved = false
        while !isSaved {
            do {
                try execution.save(to: log)
                isSaved = true
            } catch {
                onError(error)
                if disk.isDead { return }
            }
        }
        saved = try disk.contents.map { try SnapshotLog.last(in: $0) }
        #expect(saved == (try execution.snapshot()), place)
    }
}
