import Foundation
import Testing

@testable import Torpor

/// Whatever bytes there are, reading them ends: with a value or a typed error.
@Suite struct HostileInputTests {
    /// Snapshots and single values, changed at random for some seconds; the same changes every time.
    @Test func changedAtRandom() async throws {
        var mutation = Mutation(seed: 1)
        let end = ContinuousClock.now + .seconds(8)
        var subjects = try await Subject.all()
        var rounds = 0
        while ContinuousClock.now < end, rounds < 400_000 {
            let index = Int(mutation.random.next() % UInt64(subjects.count))
            let changed = mutation.change(subjects[index].data)
            if try subjects[index].read(changed), subjects.count < 400 {
                // What is still read is a beginning for others.
                subjects.append(Subject(data: changed, reads: subjects[index].reads))
            }
            rounds += 1
        }
        #expect(rounds > 1000)
    }

    @Test func memoryIsBounded() throws {
        // Lengths that are not there, and the most that can be there.
        for digits in [
            "9b7fffffffffffffff", "9bffffffffffffffff", "bb7fffffffffffffff", "bbffffffffffffffff",
            "5b7fffffffffffffff",
            "7bffffffffffffffff", "9affffffff", "baffffffff", "5affffffff", "9a00ffffff00",
        ] {
            #expect(throws: DecodingError.self) { try CBORDecoder().decode([Int].self, from: data(digits)) }
            #expect(throws: DecodingError.self) { try CBORDecoder().decode(Data.self, from: data(digits)) }
            #expect(throws: DecodingError.self) { try CBORDecoder().decode([String: Int].self, from: data(digits)) }
        }
    }

    /// A list in a list in a list: going over what is nested again at each level would take for ever.
    /// Whoever takes time in proportion to the square of the size takes hours.
    @Test(.timeLimit(.minutes(10))) func timeIsLinear() throws {
        let count = 200_000
        let forged = data(String(repeating: "9f80", count: count) + String(repeating: "ff", count: count))
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Payload.self, from: forged) }
        let keys =
            "ba" + "00030d40"
            + (0..<200_000).map { "1a" + String($0 + (1 << 28), radix: 16).leftPadded(8) + "00" }.joined()
        #expect(throws: DecodingError.self) { try CBORDecoder().decode([String: Int].self, from: data(keys)) }
    }

    @Test func keysThatAreThereTwiceAreAnError() {
        #expect(throws: DecodingError.self) {
            try CBORDecoder().decode([String: Int].self, from: data("a2616101616102"))
        }
    }

    @Test func textThatIsNoneIsAnError() {
        for digits in ["61ff", "62c328", "63eda080", "64f4908080"] {
            #expect(throws: DecodingError.self) { try CBORDecoder().decode(String.self, from: data(digits)) }
        }
    }
}

extension String {
    fileprivate func leftPadded(_ length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}

/// Something that can be read, and by what.
private struct Subject {
    var data: Data
    var reads: (Data) throws -> Void

    /// Whether the bytes are read; an error that is none of reading's is thrown on.
    func read(_ data: Data) throws -> Bool {
        do {
            try reads(data)
            return true
        } catch is SnapshotError {
        } catch is DecodingError {}
        return false
    }

    static func all() async throws -> [Subject] {
        var subjects: [Subject] = []
        func value<Value: Codable>(_ value: Value) throws {
            subjects.append(
                Subject(data: try CBOREncoder().encode(value)) { data in
                    _ = try CBORDecoder().decode(Value.self, from: data)
                }
            )
        }
        func execution<C: Coroutine>(_ execution: Execution<C>) throws {
            let payload = try execution.snapshot().data.dropFirst(SnapshotHeader.length)
            subjects.append(
                Subject(data: Data(payload)) { data in
                    let sealed = SnapshotHeader.seal(data, codec: CBORSnapshotCodec.identifier)
                    defer { _ = try? SnapshotInspection(sealed).notation }
                    let snapshot = try Snapshot(data: sealed)
                    _ = try snapshot.coroutine
                    _ = try Execution<C>(snapshot: snapshot).snapshot()
                }
            )
        }
        let (rescue, interview) = (Execution(Rescue()), Execution(Interview()))
        _ = try await rescue.next()
        _ = try await interview.next()
        try execution(rescue)
        try execution(interview)
        let (depth, squares) = (Execution(Depth(6)), Execution(Squares(upTo: 9)))
        _ = try await depth.next()
        _ = try await squares.next()
        try execution(depth)
        try execution(squares)
        let shared = Node(1, next: Node(2))
        try value(["a": shared, "b": Node(3, next: shared)])
        try value(JSONLike.samples)
        try value([1: [Date()], 2: [Date(timeIntervalSince1970: 1), .distantPast]])
        try value([UUID(): [URL(string: "https://example.com")!]])
        try value([Decimal(string: "1.5")!: [Int??.some(.none), 7, nil]])
        try value([UInt128.max: Data([1, 2, 3])])
        try value([[1.5, .nan, 1e300]: [Float(2)]])
        try value(Set([Point(x: 1, y: 2), Point(x: 300, y: -70000)]))
        try value([UInt8](0...30))
        return subjects
    }
}

private indirect enum JSONLike: Codable {
    case text(String), number(Double), list([JSONLike]), map([String: JSONLike]), pair(JSONLike?, of: JSONLike)

    static var samples: [JSONLike] {
        [
            .list([.text("a"), .number(0.5)]), .map(["k": .pair(nil, of: .text("")), "l": .list([])]),
            .pair(.pair(.number(1), of: .number(2)), of: .map([:])),
        ]
    }
}

/// Changes bytes at random.
struct Mutation {
    var random: Xorshift

    init(seed: UInt64) {
        random = Xorshift(seed: seed)
    }

    private static let interesting: [UInt8] = [
        0x00, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x20, 0x3B, 0x40, 0x5B, 0x5F, 0x60, 0x7B, 0x7F, 0x80, 0x81, 0x9B, 0x9F,
        0xA0,
        0xA1, 0xBB, 0xBF, 0xC0, 0xC1, 0xC2, 0xC4, 0xD8, 0xD9, 0xDA, 0xF6, 0xF7, 0xF9, 0xFB, 0xFF, 28, 29, 37,
    ]

    private mutating func below(_ bound: Int) -> Int {
        Int(random.next() % UInt64(max(bound, 1)))
    }

    mutating func change(_ data: Data) -> Data {
        var bytes = [UInt8](data)
        for _ in 0...below(4) {
            let place = below(bytes.count)
            switch below(7) {
            case 0 where !bytes.isEmpty: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(below(8))
            case 2 where !bytes.isEmpty: bytes[place] = Self.interesting[below(Self.interesting.count)]
            case 3: bytes.insert(Self.interesting[below(Self.interesting.count)], at: place)
            case 4 where !bytes.isEmpty: bytes.remove(at: place)
            case 5 where !bytes.isEmpty:
                let end = min(bytes.count, place + 1 + below(12))
                bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
            default: bytes.removeSubrange(place..<min(bytes.count, place + below(8)))
            }
        }
        return Data(bytes.prefix(4096))
    }
}
