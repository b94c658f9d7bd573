import Foundation
import Testing

@testable import Torpor

/// A delta makes the snapshot before it into the one after it, byte for byte, and is as long as what has changed.
@Suite struct DeltaTests {
    /// Takes a delta at every stop, and compares what it leads to with the snapshot there.
    ///
    /// - Returns: the lengths of the deltas, the first of which is since a snapshot of which the execution knew nothing.
    private func follow<C: Coroutine>(_ execution: Execution<C>, steps: Int = .max) async throws -> [Int] {
        var (last, lengths) = (try execution.snapshot(), [Int]())
        while lengths.count < steps, !execution.isFinished {
            _ = try await execution.step()
            let delta = try execution.delta(since: last)
            let next = try last.applying(delta)
            #expect(try next == execution.snapshot())
            #expect(try Snapshot.Delta(data: delta.data) == delta)
            lengths.append(delta.data.count)
            last = next
        }
        return lengths
    }

    private let names = (0..<60).map { "name number \($0)" }

    @Test func loopsOverMillions() async throws {
        try await expectSmallDeltas(Execution(Total(of: Array(0..<1_000_000))), of: 4_000_000)
    }

    @Test func deepStacks() async throws {
        try await expectSmallDeltas(Execution(Descend(10_000)), of: 300_000)
    }

    private func expectSmallDeltas<C: Coroutine>(_ execution: Execution<C>, of size: Int) async throws {
        _ = try await execution.step()
        let base = try execution.snapshot()
        #expect(base.data.count > size)
        var deltas = [try execution.delta(since: base)]
        for _ in 0..<4 {
            _ = try await execution.step()
            deltas.append(try execution.delta(since: deltas.last!))
        }
        #expect(try base.applying(deltas) == execution.snapshot())
        let lengths = deltas.map(\.data.count)
        #expect(lengths.allSatisfy { $0 < 250 }, "\(lengths)")
    }

    @Test func returningFromDeepCalls() async throws {
        _ = try await follow(Execution(Descend(40)))
        _ = try await follow(Execution(Descend(40, nil, names)))
    }

    /// What is shared is numbered over the whole snapshot, and may change behind the back of whoever shares it.
    @Test func sharedObjects() async throws {
        let lengths = try await follow(Execution(Descend(7, Ledger(), names)))
        // The pages of the ledger, a kilobyte, are in none but perhaps the first.
        #expect(lengths.dropFirst().allSatisfy { $0 < 900 }, "\(lengths)")
    }

    /// Objects of one activation do not keep those around it from being left alone.
    @Test func objectsHereAndThere() async throws {
        let execution = Execution(Descend(3, Ledger(), names))
        _ = try await execution.step()
        let one = execution.stack.activations[1] as! Activation<Descend>
        one.coroutine.ledger = Ledger()
        (execution.stack.activations[2] as! Activation<Descend>).coroutine.ledger = nil
        let base = try execution.snapshot()
        #expect(try base.applying(execution.delta(since: base)) == base)
        // Longer than before, and in an activation that is not resumed.
        one.coroutine.ledger!.note = String(repeating: "long", count: 30)
        let delta = try execution.delta(since: base)
        let next = try base.applying(delta)
        #expect(try next == execution.snapshot())
        one.coroutine.ledger!.note = "short"
        #expect(try next.applying(execution.delta(since: delta)) == execution.snapshot())
        _ = try await follow(execution)
    }

    @Test func theLoopThatWasRestored() async throws {
        let execution = try Execution(Total(of: Array(0..<2_000))).revived()
        let lengths = try await follow(execution, steps: 5)
        #expect(lengths.allSatisfy { $0 < 250 }, "\(lengths)")
    }

    /// A collection that grows is encoded again, but what it held before is not in the delta.
    @Test func growingCollections() async throws {
        let execution = Execution(Collect())
        _ = try await follow(execution)
        let descend = Execution(Descend(0, nil, names))
        let lengths = try await follow(descend)
        #expect(lengths.allSatisfy { $0 < 250 }, "\(lengths)")
    }

    // MARK: Bases

    @Test func rowsOfDeltas() async throws {
        let execution = Execution(Total(of: Array(0..<300)))
        let base = try execution.snapshot()
        var deltas = [try execution.delta(since: base)]
        for _ in 0..<50 {
            _ = try await execution.step()
            deltas.append(try execution.delta(since: deltas.last!))
        }
        #expect(try base.applying(deltas) == execution.snapshot())
        #expect(throws: SnapshotError.otherBase) { try base.applying(deltas[3]) }
        #expect(throws: SnapshotError.otherBase) { try base.applying(deltas.dropFirst(2)) }
        #expect(throws: SnapshotError.otherBase) { try execution.delta(since: deltas[3]) }
    }

    /// Any snapshot can be the base, be it of another execution: it only takes longer.
    @Test func otherBases() async throws {
        let execution = Execution(Total(of: Array(0..<300)))
        let old = try execution.snapshot()
        _ = try await execution.step()
        _ = try execution.delta(since: old)
        _ = try await execution.step()
        let delta = try execution.delta(since: old)
        #expect(try old.applying(delta) == execution.snapshot())
        #expect(delta.data.count < 250)
        let foreign = try Execution(Interview()).snapshot()
        #expect(try foreign.applying(execution.delta(since: foreign)) == execution.snapshot())
    }

    /// All deltas since the first snapshot: they grow with what has changed, until it is worth comparing anew.
    @Test func theSameBase() async throws {
        for numbers in [Array(0..<300), Array(0..<40)] {
            let execution = Execution(Total(of: numbers))
            let base = try execution.snapshot()
            for _ in 0..<200 where !execution.isFinished {
                _ = try await execution.step()
                let delta = try execution.delta(since: base)
                #expect(try base.applying(delta) == execution.snapshot())
                #expect(delta.data.count < 250)
            }
        }
        let execution = Execution(Descend(5, Ledger(), names))
        let base = try execution.snapshot()
        while !execution.isFinished {
            _ = try await execution.step()
            #expect(try base.applying(execution.delta(since: base)) == execution.snapshot())
        }
    }

    /// Where the state cannot be encoded, what was known stays known.
    @Test func errorsLeaveTheBase() async throws {
        let execution = Execution(Descend(2, nil, names))
        let base = try execution.snapshot()
        _ = try await execution.step()
        let first = try execution.delta(since: base)
        _ = try await execution.step()
        let leaf = execution.stack.activations.last as! Activation<Descend>
        let ledger = Ledger()
        leaf.coroutine.ledger = ledger
        ledger.previous = ledger
        #expect(throws: SnapshotError.self) { try execution.delta(since: first) }
        ledger.previous = nil
        let second = try execution.delta(since: first)
        #expect(try base.applying([first, second]) == execution.snapshot())
    }

    // MARK: Hostile deltas

    /// Whatever is done to a delta, applying it ends in the right snapshot or in a typed error.
    @Test func damage() async throws {
        let execution = Execution(Descend(3, Ledger(), names))
        let base = try execution.snapshot()
        _ = try await execution.step()
        let delta = try execution.delta(since: base)
        let next = try execution.snapshot()
        for index in delta.data.indices {
            var data = delta.data
            data[index] ^= 0x41
            #expect(throws: SnapshotError.self) { try Snapshot.Delta(data: data) }
            #expect(throws: SnapshotError.self) { try Snapshot.Delta(data: delta.data.prefix(index)) }
            // With a checksum that fits.
            let payload = data.dropFirst(SnapshotHeader.length)
            guard index >= SnapshotHeader.length else { continue }
            let sealed = SnapshotHeader.seal(payload, codec: 2, magic: SnapshotHeader.deltaMagic)
            do throws(SnapshotError) {
                let result = try base.applying(Snapshot.Delta(data: sealed))
                #expect(result == next)
            } catch {}
        }
        #expect(throws: SnapshotError.foreign) { try Snapshot.Delta(data: base.data) }
        #expect(throws: SnapshotError.foreign) { try Snapshot(data: delta.data) }
    }

    /// A few bytes cannot be made into many.
    @Test func repetition() throws {
        let base = try Execution(Total(of: Array(0..<3_000))).snapshot()
        let length = base.payload.count
        var patch = PayloadPatch()
        for _ in 0..<100 {
            patch.append(kept: 0..<length)
            patch.append(kept: 1..<length)
        }
        let result = SnapshotFingerprint(length: 100 * (2 * length - 1), checksum: 0)
        let delta = try Snapshot.Delta(patch, from: base.fingerprint, to: result)
        #expect(throws: SnapshotError.incompatible("it repeats parts of the snapshot that it applies to")) {
            try base.applying(delta)
        }
        let beyond =
            #"{"base":[\#(length),\#(base.fingerprint.checksum)],"result":[9,9],"parts":[[9,9223372036854775807]]}"#
        let payload = try SnapshotCodec.current.encode(
            try JSONDecoder().decode(Payload.self, from: Data(beyond.utf8))
        )
        let forged = SnapshotHeader.seal(payload, codec: 2, magic: SnapshotHeader.deltaMagic)
        #expect(throws: SnapshotError.self) { try base.applying(Snapshot.Delta(data: forged)) }
    }

    // MARK: Parts

    @Test func checksumsOfParts() {
        var random = SystemRandomNumberGenerator()
        for count in [0, 1, 2, 7, 64, 1000, 70_000] {
            let data = Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
            let middle = Int.random(in: 0...count, using: &random)
            let (one, two) = (checksum(data.prefix(middle)), checksum(data.dropFirst(middle)))
            #expect(Checksum.joined(one, two, count: count - middle) == checksum(data))
            #expect(Checksum.second(of: checksum(data), behind: one, count: count - middle) == two)
        }
    }

    private func checksum(_ data: Data) -> UInt32 {
        var checksum = Checksum()
        checksum.update(data)
        return checksum.value
    }

    @Test func differences() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let alphabet = UInt8.random(in: 0...3, using: &random) == 0 ? UInt8(1) : 255
            let old = Data((0..<Int.random(in: 0...400, using: &random)).map { _ in .random(in: 0...alphabet) })
            var new = old
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let place = Int.random(in: 0...new.count, using: &random)
                let end = min(new.count, place + Int.random(in: 0...60, using: &random))
                let bytes = Data((0..<Int.random(in: 0...60, using: &random)).map { _ in .random(in: 0...alphabet) })
                new = new.prefix(place) + bytes + new[end...].prefix(Int.random(in: 0...400, using: &random))
                new = Data(new)
            }
            let patch = new.withUnsafeBytes { new in
                old.withUnsafeBytes { old in
                    PayloadDifference.patch(to: new.bindMemory(to: UInt8.self), from: old.bindMemory(to: UInt8.self))
                }
            }
            var pieces = PayloadPieces(old)
            try pieces.apply(patch, length: new.count)
            #expect(pieces.joined == new)
            let back = old.withUnsafeBytes { old in
                new.withUnsafeBytes { new in
                    PayloadDifference.patch(to: old.bindMemory(to: UInt8.self), from: new.bindMemory(to: UInt8.self))
                }
            }
            // Taking bytes twice is for the one who applies a patch to refuse.
            let thereAndBack = patch.followed(by: back)
            guard thereAndBack.extent.kept <= old.count else { continue }
            var same = PayloadPieces(old)
            try same.apply(thereAndBack, length: old.count)
            #expect(same.joined == old)
        }
    }

    @Test func piecesOfPieces() throws {
        var pieces = PayloadPieces(Data(0..<200))
        var plain = Data(0..<200)
        for round in 0..<6_000 {
            let place = Int.random(in: 0...plain.count - 10)
            var patch = PayloadPatch()
            patch.append(kept: 0..<place)
            withUnsafeBytes(of: round) { patch.append(new: $0.bindMemory(to: UInt8.self)) }
            patch.append(kept: place + 8..<plain.count)
            try pieces.apply(patch, length: plain.count)
            plain = plain.prefix(place) + withUnsafeBytes(of: round) { Data($0) } + plain.dropFirst(place + 8)
        }
        #expect(pieces.joined == plain)
    }

    // MARK: Types

    private struct Plain: Codable {
        var name: String
        var children: [Plain]
        var when: Date?
    }

    private enum Choice: Codable {
        case none, number(Int), many([Choice]), pair(UUID, Data)
    }

    private struct Held: Codable {
        var ledger: Ledger
    }

    private enum Hidden: Codable {
        case ledger([Ledger])
    }

    @Test func valuesThatTheirBitsDecide() {
        let identity = ValueIdentity()
        func isDecided(_ type: Any.Type) -> Bool { identity.isDecided(by: type) }
        #expect(isDecided([Int].self) && isDecided([String: [Double?]].self) && isDecided(Set<Character>.self))
        #expect(isDecided(Plain.self) && isDecided([Choice].self) && isDecided((Int, name: [Plain]).self))
        #expect(isDecided(Range<Int>.self) && isDecided(Duration.self) && isDecided(ArraySlice<Data>.self))
        #expect(!isDecided(Ledger.self) && !isDecided([Ledger].self) && !isDecided(Held.self))
        #expect(!isDecided([Int: Held?].self) && !isDecided(Hidden.self) && !isDecided((Int, Hidden).self))
        #expect(!isDecided((any Error).self) && !isDecided((() -> Void).self) && !isDecided(UnsafePointer<Int>.self))
        #expect(!isDecided(Unmanaged<Ledger>.self) && !isDecided([any Codable].self) && !isDecided(Any.Type.self))
    }
}
