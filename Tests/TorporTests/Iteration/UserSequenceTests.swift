import Foundation
import Testing

@testable import Torpor

/// What user code does while it is iterated over.
private nonisolated(unsafe) var log: [String] = []

/// A sequence that is its own iterator and can be stored.
private struct Countdown: Sequence, IteratorProtocol, Codable {
    var count: Int

    mutating func next() -> Int? {
        log.append("next \(count)")
        guard count > 0 else { return nil }
        count -= 1
        return count
    }
}

/// A collection that can be stored, with the iterator that all collections have.
private struct SquareNumbers: Collection, Codable {
    var count: Int
    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(position: Int) -> Int {
        log.append("square \(position)")
        return position * position
    }

    func index(after index: Int) -> Int {
        log.append("after \(index)")
        return index + 1
    }
}

/// A collection that can be stored, with an iterator of its own.
private struct Letters: Collection, Codable {
    struct Iterator: IteratorProtocol {
        var rest: Substring

        mutating func next() -> Character? { rest.popFirst() }
    }

    var text: String
    var startIndex: Int { 0 }
    var endIndex: Int { text.count }

    subscript(position: Int) -> Character { Array(text)[position] }

    func index(after index: Int) -> Int { index + 1 }

    func makeIterator() -> Iterator { Iterator(rest: text[...]) }
}

/// A collection that cannot be stored; its elements can.
private struct Doubles: Collection {
    let base: () -> [Int]
    var startIndex: Int { 0 }
    var endIndex: Int { base().count }

    subscript(position: Int) -> Int { base()[position] * 2 }

    func index(after index: Int) -> Int { index + 1 }
}

/// Sequences of the user's own are asked for their elements as often, and in the order, as by a plain loop.
@Suite(.serialized) struct UserSequenceTests {
    @Test func iteratorsThatCanBeStored() throws {
        log = []
        for _ in Countdown(count: 3) {}
        let plain = log
        log = []
        var iterator = DurableIteration.iterator(over: Countdown(count: 3))
        while iterator.next() != nil {
            let here = iterator
            let frame = try stored { try $0.encode(here, "it") }
            iterator = try frame.decode("it", like: iterator)
        }
        #expect(log == plain)
    }

    @Test func collectionsThatCanBeStored() throws {
        log = []
        for _ in SquareNumbers(count: 3) {}
        let plain = log
        log = []
        var iterator = DurableIteration.iterator(over: SquareNumbers(count: 3))
        while iterator.next() != nil {
            let here = iterator
            let frame = try stored { try $0.encode(here, "it") }
            iterator = try frame.decode("it", like: iterator)
        }
        #expect(log == plain)
    }

    @Test func collectionsWithAnIteratorOfTheirOwn() throws {
        let letters = Letters(text: "abcd")
        try expectSame(DurableIteration.iterator(over: letters), Array("abcd")) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func collectionsWhoseElementsCanBeStored() throws {
        let doubles = Doubles { [1, 2, 3] }
        try expectSame(DurableIteration.iterator(over: doubles), [2, 4, 6]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let numbered = doubles.enumerated()
        try expectSame(DurableIteration.iterator(over: numbered), Array(numbered)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let pairs = zip(doubles, doubles)
        try expectSame(DurableIteration.iterator(over: pairs), Array(pairs)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func foundationCollections() throws {
        let data = Data([1, 2, 3])
        try expectSame(DurableIteration.iterator(over: data), [1, 2, 3]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let indices = IndexSet([1, 5, 6])
        try expectSame(DurableIteration.iterator(over: indices), [1, 5, 6]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func whatCannotBeStoredStillIterates() {
        var lazy = DurableIteration.iterator(over: [1, 2, 3].lazy.map { $0 * 2 }.filter { $0 > 2 })
        #expect(lazy.next() == 4)
        var unfolded = DurableIteration.iterator(over: sequence(first: 1) { $0 * 2 })
        #expect([unfolded.next(), unfolded.next()] == [1, 2])
        var erased = DurableIteration.iterator(over: AnySequence([1]))
        #expect(erased.next() == 1)
        let unknown: any Collection<Int> = [3, 4]
        var existential = DurableIteration.iterator(over: unknown)
        #expect([existential.next(), existential.next(), existential.next()] == [3, 4, nil])
        var elements = DurableIteration.iterator(over: [Unstorable(number: 1)])
        #expect(elements.next() == Unstorable(number: 1))
        var lazyPairs = DurableIteration.iterator(over: zip([1].lazy.map { $0 }, [2].lazy))
        #expect(lazyPairs.next()! == (1, 2))
        var endless = DurableIteration.iterator(over: zip(1..., 2...))
        #expect(endless.next()! == (1, 2))
        #expect(type(of: endless) == LiveIterator<Zip2Sequence<PartialRangeFrom<Int>, PartialRangeFrom<Int>>>.self)
        #expect(type(of: lazy) == LiveIterator<LazyFilterSequence<LazyMapSequence<[Int], Int>>>.self)
    }
}
