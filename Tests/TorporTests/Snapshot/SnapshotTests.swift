import Foundation
import Testing

@testable import Torpor

/// A snapshot taken at any suspension goes on like the execution itself, and one that is not whole is refused.
@Suite struct SnapshotTests {
    @Test func everySuspensionCanBeRevived() async throws {
        let squares = try await driveReviving(Squares(upTo: 4)) { _ in }
        #expect(squares.yields == [1, 4, 9, 16] && squares.output == "4 squares")
        let interview = try await driveReviving(Interview()) { _ in 21 }
        #expect(interview.yields == ["first?", "after 21?"] && interview.output == 42)
        let rescue = try await driveReviving(Rescue()) { _ in }
        #expect(rescue.yields == [0, -1] && rescue.output == "bad(1)")
        let depth = try await driveReviving(Depth(5)) { _ in }
        #expect(depth.output == 5)
        let collected = try await driveReviving(Collect()) { _ in }
        #expect(collected.output == [0, 1, 2])
        let nap = try await driveReviving(Nap(for: .zero)) { _ in }
        #expect(nap.output != nil)
    }

    @Test func theEndCanBeRevived() async throws {
        let execution = Execution(Squares(upTo: 1))
        while try await execution.next() != nil {}
        let revived = try execution.revived()
        #expect(revived.isFinished && revived.output == "1 squares")
        #expect(try await revived.next() == nil)
        let nap = Execution(Nap(for: .zero))
        while try await nap.next() != nil {}
        #expect(try nap.revived().isFinished)
    }

    @Test func aQuestionOutlivesTheProcess() async throws {
        let execution = Execution(Interview())
        _ = try await execution.next()
        let revived = try execution.revived()
        #expect(revived.awaitsReply && revived.unanswered == "first?")
        await #expect(throws: ExecutionError.replyExpected(Interview.identifier)) { try await revived.next() }
        #expect(try await revived.next(replying: 1) == "after 1?")
    }

    @Test func takingASnapshotChangesNothing() async throws {
        let execution = Execution(Squares(upTo: 3))
        _ = try await execution.next()
        let first = try execution.snapshot()
        #expect(try execution.snapshot() == first)
        #expect(try first.coroutine == Squares.identifier)
        #expect(try await execution.next() == 4)
        #expect(try Execution<Squares>(snapshot: first).snapshot() == first)
    }

    @Test func truncationAtEveryLengthIsFound() async throws {
        let data = try await sample()
        for length in 0..<data.count {
            #expect(throws: SnapshotError.truncated, "\(length) bytes") { try Snapshot(data: data.prefix(length)) }
        }
        #expect(throws: SnapshotError.damaged) { try Snapshot(data: data + [0]) }
    }

    @Test func aFlipOfAnyBitIsFound() async throws {
        let data = try await sample()
        for index in data.indices {
            for bit in 0..<8 {
                var damaged = data
                damaged[index] ^= 1 << bit
                #expect(throws: SnapshotError.self, "bit \(bit) of byte \(index)") { try Snapshot(data: damaged) }
            }
        }
    }

    @Test func aForeignFileIsFound() {
        #expect(throws: SnapshotError.foreign) { try Snapshot(data: Data("{\"coroutine\": \"App.f()\"}".utf8)) }
        #expect(throws: SnapshotError.foreign) { try Snapshot(data: Data([0x89, 0x50])) }
        #expect(throws: SnapshotError.truncated) { try Snapshot(data: Data()) }
    }

    @Test func aNewerFormatIsFound() async throws {
        var data = try await sample()
        data[4] = 7
        #expect(throws: SnapshotError.newer(version: 7)) { try Snapshot(data: sealed(data)) }
        data[4] = 1
        data[5] = 99
        #expect(throws: SnapshotError.incompatible("its codec 99 is not known")) { try Snapshot(data: sealed(data)) }
        data[5] = CBORSnapshotCodec.identifier
        #expect(throws: Never.self) { try Snapshot(data: sealed(data)) }
    }

    @Test func anotherCoroutineIsFound() async throws {
        let snapshot = try Snapshot(data: try await sample())
        let error = SnapshotError.otherCoroutine(expected: Interview.identifier, found: Rescue.identifier)
        #expect(throws: error) { try Execution<Interview>(snapshot: snapshot) }
    }

    @Test func aPayloadThatDoesNotFitIsFound() throws {
        let name = Depth.identifier
        for payload in [
            "null", "[]", "{}", "[[]]", "[[],[]]", #"[[],[["\#(name)"]]]"#, #"[[],["\#(name)"]]"#, "[[],[[]]]",
            #"[[],[["\#(name)","x"]]]"#, #"[[[0]],[["\#(name)"]]]"#, #"[{},[["\#(name)"]]]"#,
            #"[[[1,{"@":"start","n":1}]],[["\#(name)"]]]"#,
            depth(#"{}"#), depth(#"{"@":"gone"}"#), depth(#"{"@":"start"}"#),
            depth(#"{"@":"start","n":"1"}"#), depth(#"{"@":"start","n":1e99}"#),
            depth(#"{"@":"depth1"}"#),
            depth(#"{"@":"yield1"}"#, #"{"@":"yield1"}"#),
            #"[[],[["\#(name)"]],{"output":"x"}]"#, #"[[],[["\#(name)"]],[]]"#,
            #"[[],[["\#(name)"]],{"wait":{"deadline":"x"}}]"#,
        ] {
            let snapshot = try Snapshot(data: try snapshotData(payload))
            #expect(throws: SnapshotError.self, "\(payload)") { try Execution<Depth>(snapshot: snapshot) }
        }
    }

    @Test func bytesThatAreNoPayloadAreFound() throws {
        for payload in [Data(), Data([0x9F]), Data([0xA0, 0xA0]), Data(repeating: 0x81, count: 100_000)] {
            let snapshot = try Snapshot(data: SnapshotHeader.seal(payload, codec: CBORSnapshotCodec.identifier))
            #expect(throws: SnapshotError.self, "\(payload.prefix(9))") { try Execution<Depth>(snapshot: snapshot) }
            #expect(throws: SnapshotError.self) { try snapshot.coroutine }
        }
    }

    /// What is damaged and sealed again may still be a snapshot, and must not crash.
    @Test func noPayloadCrashes() async throws {
        let data = try await sample()
        for index in SnapshotHeader.length..<data.count {
            for byte: UInt8 in [0, 0x18, 0x3B, 0x5F, 0x7B, 0x80, 0x9B, 0xA1, 0xBF, 0xD8, 0xF6, 0xFB, 0xFF] {
                var damaged = data
                damaged[index] = byte
                do {
                    _ = try Execution<Rescue>(snapshot: try Snapshot(data: sealed(damaged)))
                } catch {
                    #expect(error is SnapshotError, "\(byte) at \(index): \(error)")
                }
            }
        }
    }

    @Test func everyErrorSaysWhatToDo() {
        let errors: [SnapshotError] = [
            .truncated, .damaged, .foreign, .newer(version: 9), .otherCoroutine(expected: "a", found: "b"),
            .incompatible("there is no suspension point 'x'"), .unstorable(path: "stack.0.n", reason: "it is too deep"),
        ]
        for error in errors { #expect("\(error)".count > 40 && !"\(error)".contains("SnapshotError")) }
    }

    private func sample() async throws -> Data {
        let execution = Execution(Rescue())
        _ = try await execution.next()
        return try execution.snapshot().data
    }

    private func depth(_ frames: String...) -> String {
        let stack = frames.map { "[0,\($0)]" }.joined(separator: ",")
        return #"[[\#(stack)],[["\#(Depth.identifier)"]]]"#
    }

    /// The data with the checksum that it should have.
    private func sealed(_ data: Data) -> Data {
        var checksum = Checksum()
        checksum.update(data.prefix(12) + data.dropFirst(SnapshotHeader.length))
        var data = data
        for byte in 0..<4 { data[12 + byte] = UInt8(truncatingIfNeeded: checksum.value >> (24 - 8 * byte)) }
        return data
    }
}
