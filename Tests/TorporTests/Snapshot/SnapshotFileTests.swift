import Foundation
import Testing

@testable import Torpor

/// A file holds the old or the new snapshot, and nothing is left beside it.
@Suite struct SnapshotFileTests {
    @Test func savedAndReadAgain() async throws {
        let folder = try TemporaryFolder()
        let execution = Execution(Squares(upTo: 3))
        _ = try await execution.next()
        try execution.save(to: folder("state"))
        _ = try await execution.next()
        try execution.save(to: folder("state"))
        #expect(try await Execution<Squares>(contentsOf: folder("state")).next() == 9)
        #expect(try folder.contents == ["state"])
        #expect(try Data(contentsOf: folder("state")) == (try execution.snapshot().data))
    }

    @Test func ownerOnlyUnlessItWasOtherwise() throws {
        let folder = try TemporaryFolder()
        try Execution(Squares(upTo: 3)).save(to: folder("state"))
        #expect(try permissions(folder("state")) == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder("state").path)
        try Execution(Squares(upTo: 3)).save(to: folder("state"))
        #expect(try permissions(folder("state")) == 0o640)
    }

    @Test func linksStayLinks() throws {
        let folder = try TemporaryFolder()
        try Execution(Squares(upTo: 3)).save(to: folder("state"))
        try FileManager.default.createSymbolicLink(at: folder("link"), withDestinationURL: folder("state"))
        try Execution(Interview()).save(to: folder("link"))
        #expect(try Snapshot(contentsOf: folder("state")).coroutine == Interview.identifier)
        #expect(try folder.contents == ["link", "state"])
    }

    @Test func failuresNameThePathAndLeaveNothing() throws {
        let folder = try TemporaryFolder()
        let execution = Execution(Squares(upTo: 3))
        let missing = folder("none/state")
        #expect(throws: SnapshotFileError.self) { try execution.save(to: missing) }
        do {
            try execution.save(to: missing)
        } catch {
            #expect("\(error)".contains(missing.path) && "\(error)".contains("No such file"))
        }
        #expect(throws: SnapshotFileError.self) { try Execution<Squares>(contentsOf: missing) }
        try FileManager.default.createDirectory(at: folder("folder"), withIntermediateDirectories: true)
        #expect(throws: SnapshotFileError.self) { try execution.save(to: folder("folder")) }
        #expect(throws: SnapshotFileError.self) { try Execution<Squares>(contentsOf: folder("folder")) }
        #expect(try folder.contents == ["folder"])
    }

    @Test func whatCannotBeReadStays() throws {
        let folder = try TemporaryFolder()
        let bytes = Data("not a snapshot at all".utf8)
        try bytes.write(to: folder("state"))
        #expect(throws: SnapshotError.foreign) { try Execution<Squares>(contentsOf: folder("state")) }
        #expect(try Data(contentsOf: folder("state")) == bytes)
    }

    private func permissions(_ url: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
    }
}
