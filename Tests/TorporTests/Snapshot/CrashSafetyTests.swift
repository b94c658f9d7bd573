import Foundation
import Testing

@testable import Torpor

/// Whatever goes wrong between any two system calls, the file holds the old or the new snapshot.
@Suite struct CrashSafetyTests {
    private static let path = "/state/execution"

    @Test(arguments: FragileDisk.Fault.allCases)
    func oldOrNew(_ fault: FragileDisk.Fault) async throws {
        let (old, new) = try await snapshots()
        let whole = FragileDisk(path: Self.path, contents: old.data)
        try write(new, to: whole)
        #expect(whole.contents == new.data && whole.names == [Self.path])
        #expect(whole.calls.filter { $0 == "synchronise" }.count == 2)

        for existing in [old, nil] {
            for call in 0..<whole.calls.count {
                let disk = FragileDisk(path: Self.path, contents: existing?.data)
                disk.fail(at: call, fault)
                let isSaved: Bool
                do {
                    try write(new, to: disk)
                    isSaved = true
                } catch is SnapshotFileError {
                    isSaved = false
                }
                let place: Comment = "\(fault) at call \(call), \(disk.calls)"
                if let found = disk.contents {
                    let snapshot = try Snapshot(data: found)
                    #expect(snapshot == new || snapshot == existing, place)
                    #expect(throws: Never.self, place) { try Execution<Squares>(snapshot: snapshot) }
                } else {
                    #expect(existing == nil, place)
                }
                // What was reported as saved is on disk.
                if isSaved { #expect(disk.contents == new.data, place) }
                // Nothing is left beside it, unless the process that would have cleaned up is gone.
                if !disk.isDead { #expect(disk.names.allSatisfy { $0 == Self.path }, place) }
            }
        }
    }

    /// A saved snapshot survives power loss at any time after; that is what the second synchronisation is for.
    @Test func whatWasSavedStays() async throws {
        let (old, new) = try await snapshots()
        let disk = FragileDisk(path: Self.path, contents: old.data)
        try write(new, to: disk)
        disk.fail(at: disk.calls.count, .powerLossWithoutFolder)
        #expect(throws: SnapshotFileError.self) { try write(old, to: disk) }
        #expect(disk.contents == new.data)
    }

    @Test func readingFailsWithItsReason() async throws {
        let (old, _) = try await snapshots()
        for call in 0..<2 {
            let disk = FragileDisk(path: Self.path, contents: old.data)
            disk.fail(at: call, .inputOutputError)
            let error = #expect(throws: SnapshotFileError.self) {
                try SnapshotFile(URL(fileURLWithPath: Self.path), system: disk.system).read()
            }
            #expect(error?.code == EIO && error?.operation == ["open", "read"][call])
        }
        let disk = FragileDisk(path: Self.path, contents: old.data)
        disk.fail(at: 1, .interrupted)
        #expect(try SnapshotFile(URL(fileURLWithPath: Self.path), system: disk.system).read() == old.data)
    }

    private func write(_ snapshot: Snapshot, to disk: FragileDisk) throws {
        try SnapshotFile(URL(fileURLWithPath: Self.path), system: disk.system).write(snapshot.data)
    }

    private func snapshots() async throws -> (old: Snapshot, new: Snapshot) {
        let execution = Execution(Squares(upTo: 9))
        let old = try execution.snapshot()
        _ = try await execution.next()
        return (old, try execution.snapshot())
    }
}
