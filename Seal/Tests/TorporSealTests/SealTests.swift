import Crypto
import Foundation
import Testing
import Torpor
import TorporSeal

/// Only who has the key can open a sealed snapshot or make one.
@Suite struct SealTests {
    private let key = SymmetricKey(size: .bits256)

    @Test func whatIsSealedIsOpened() throws {
        let snapshot = try Execution(Idle()).snapshot()
        let sealed = try snapshot.seal(key: key, context: Data("17".utf8))
        #expect(sealed.count == snapshot.data.count + 33)
        #expect(try Snapshot.open(sealed, key: key, context: Data("17".utf8)) == snapshot)
        // Nothing of it can be seen, and no two are alike.
        #expect(sealed.range(of: Data("idle".utf8)) == nil)
        #expect(try snapshot.seal(key: key) != (try snapshot.seal(key: key)))
    }

    @Test func whatIsChangedIsNot() throws {
        let sealed = try Execution(Idle()).snapshot().seal(key: key)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: index < 5 ? SealError.foreign : .notAuthentic) { try Snapshot.open(changed, key: key) }
        }
        for count in 0..<sealed.count {
            #expect(throws: SealError.self) { try Snapshot.open(sealed.prefix(count), key: key) }
        }
        #expect(throws: SealError.notAuthentic) { try Snapshot.open(sealed + [0], key: key) }
    }

    @Test func anotherKeyOrContextOpensNothing() throws {
        let snapshot = try Execution(Idle()).snapshot()
        let sealed = try snapshot.seal(key: key)
        #expect(throws: SealError.notAuthentic) { try Snapshot.open(sealed, key: SymmetricKey(size: .bits256)) }
        #expect(throws: SealError.notAuthentic) { try Snapshot.open(sealed, key: key, context: Data([1])) }
        #expect(throws: SealError.foreign) { try Snapshot.open(snapshot.data, key: key) }
        #expect(throws: (any Error).self) { try snapshot.seal(key: SymmetricKey(data: Data([1, 2, 3]))) }
    }
}

private struct Idle: SynchronousCoroutine {
    static let identifier = "Tests.idle()"
    enum State: String { case start }

    mutating func resume(_ activation: Activation<Self>) -> Transition { activation.finish() }

    init() {}

    init(from decoder: any Decoder) throws {
        _ = try FrameDecoder(decoder).state(State.self)
    }

    func encode(to encoder: any Encoder) throws {
        _ = try FrameEncoder(encoder, state: State.start)
    }
}
