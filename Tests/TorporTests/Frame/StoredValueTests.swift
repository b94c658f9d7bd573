import Foundation
import Testing

@testable import Torpor

/// How a value is stored is found from its type while running.
@Suite struct StoredValueTests {
    /// Counts the values of it that are alive.
    private final class Counted: Codable, @unchecked Sendable {
        nonisolated(unsafe) static var alive = 0

        let isGood: Bool

        init(isGood: Bool) {
            self.isGood = isGood
            Self.alive += 1
        }

        init(from decoder: any Decoder) throws {
            isGood = try decoder.singleValueContainer().decode(Bool.self)
            // All of it is there from here on: an instance that then fails is deinitialised like any other.
            Self.alive += 1
            guard isGood else { throw CocoaError(.coderReadCorrupt) }
        }

        deinit { Self.alive -= 1 }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(isGood)
        }
    }

    private func roundTrip<Value>(_ value: Value) throws -> Value {
        let data = try SnapshotCodec.current.encode(StoredValue(value))
        return try SnapshotCodec.current.decode(StoredValue<Value>.self, from: data).value
    }

    @Test func tuplesOfAnyShape() throws {
        let value = (1, (a: "x" as Character, b: [(2, [3: (y: 4.5, z: nil as Int??)])]), (), Optional((5, ())))
        let back = try roundTrip(value)
        #expect(String(reflecting: back) == String(reflecting: value))
        #expect(back.1.b[0].1[3]?.y == 4.5)
    }

    @Test func paddingBetweenElements() throws {
        let value = (1 as UInt8, 2 as UInt64, true, 3 as Int32, "four", 5 as Int8)
        #expect(try roundTrip(value) == value)
    }

    @Test func sequencesAndIterators() throws {
        #expect(Array(try roundTrip(zip([1, 2], "ab"))).map(\.1) == ["a", "b"])
        #expect(Array(try roundTrip([1, 2].reversed() as ReversedCollection<[Int]>)) == [2, 1])
        #expect(Array(try roundTrip(stride(from: 0, through: 1, by: 0.5))) == [0, 0.5, 1])
        var iterator = (3...5).makeIterator()
        _ = iterator.next()
        #expect(Array(IteratorSequence(try roundTrip(iterator))) == [4, 5])
        let result: Result<(Int, Character), any Error> = .success((1, "a"))
        #expect(try roundTrip(result).get() == (1, "a"))
    }

    @Test func iteratorsAreWhereTheyWere() throws {
        try expectPlacesKept([1, 2, 3].enumerated().makeIterator())
        try expectPlacesKept(zip(1..., ["x", "y"]).makeIterator())
        try expectPlacesKept(zip([1, 2, 3], "a").makeIterator())
        try expectPlacesKept("añb".reversed().makeIterator())
        try expectPlacesKept([[1, 2], [], [3]].joined().makeIterator())
        try expectPlacesKept(stride(from: 1, to: 9, by: 3).makeIterator())
        try expectPlacesKept(stride(from: 1, to: 0.2, by: -0.1).makeIterator())
        try expectPlacesKept(stride(from: 0, through: 0.6, by: 0.1).makeIterator())
        try expectPlacesKept(stride(from: 0, through: UInt8.max, by: 100).makeIterator())
        try expectPlacesKept(["a": 1].makeIterator())
        try expectPlacesKept(Set([1]).makeIterator())
    }

    private func expectPlacesKept<Iterator: IteratorProtocol>(_ iterator: Iterator) throws {
        var iterator = iterator
        var isOver = false
        repeat {
            let (left, kept) = (IteratorSequence(iterator), IteratorSequence(try roundTrip(iterator)))
            #expect(Array(kept).map { String(reflecting: $0) } == Array(left).map { String(reflecting: $0) })
            isOver = iterator.next() == nil
        } while !isOver
        var kept = try roundTrip(iterator)
        #expect(kept.next() == nil)
    }

    @Test func iteratorsThatAreNowhereAreRefused() throws {
        func refuse<Iterator, Stored>(_ type: Iterator.Type, _ stored: Stored) throws {
            let data = try SnapshotCodec.current.encode(StoredValue(stored))
            #expect(throws: (any Error).self) {
                try SnapshotCodec.current.decode(StoredValue<Iterator>.self, from: data)
            }
        }
        try refuse(EnumeratedSequence<[Int]>.Iterator.self, ([1].makeIterator(), -1))
        try refuse(EnumeratedSequence<[Int]>.Iterator.self, ([1].makeIterator(), Int.max))
        try refuse(ReversedCollection<[Int]>.Iterator.self, ([1], 2))
        try refuse(ReversedCollection<[Int]>.Iterator.self, ([1], -1))
        try refuse(StrideToIterator<Int>.self, (1, 2, 0, (nil as Int?, 1)))
        try refuse(StrideThroughIterator<Double>.self, (1.0, 2.0, 1.0, (Int.max as Int?, 1.0), false))
        try refuse(Set<Int>.Iterator.self, [1, 1])
        try refuse([Int: Int].Iterator.self, [(1, 1), (1, 2)])
    }

    @Test func elementsThatWereReadAreGivenUpWhenALaterOneCannotBe() throws {
        let data = try SnapshotCodec.current.encode(
            StoredValue((Counted(isGood: true), 1, Counted(isGood: true), Counted(isGood: false)))
        )
        #expect(throws: (any Error).self) {
            try SnapshotCodec.current.decode(StoredValue<(Counted, Int, Counted, Counted)>.self, from: data)
        }
        #expect(Counted.alive == 0)
    }

    @Test func whatCannotBeStoredIsSaid() {
        #expect(!StoredValue<(Int, [Unstorable])>.isStorable)
        #expect(!StoredValue<[String: (Int, Unstorable)]>.isStorable)
        #expect(StoredValue<[String: (Int, [Character])]>.isStorable)
        #expect(throws: SnapshotError.self) { try roundTrip((1, Unstorable(number: 2))) }
    }

    @Test func aLoopOverAnArrayIsStoredFromTheArrayItself() throws {
        let numbers = Array(0..<100_000)
        var iterator = DurableIteration.iterator(over: numbers)
        for _ in 0..<10 { _ = iterator.next() }
        let rest = try #require(RemainingIterator.torporList(iterator) as? ArraySlice<Int>)
        let start = numbers.withUnsafeBufferPointer { $0.baseAddress! + 10 }
        #expect(rest.withUnsafeBufferPointer { $0.baseAddress! } == start)
    }
}
