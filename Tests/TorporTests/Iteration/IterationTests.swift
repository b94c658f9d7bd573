import Foundation
import Testing

@testable import Torpor

/// Checks that an iterator gives what a plain loop gives, wherever it is stored in between.
///
/// - Parameters:
///   - start: the iterator at its beginning.
///   - plain: the elements of a plain loop.
///   - write: writes an iterator.
///   - read: reads an iterator like another.
func expectSame<Iterator: IteratorProtocol>(
    _ start: Iterator,
    _ plain: [Iterator.Element],
    _ write: @escaping (inout FrameEncoder, Iterator) throws -> Void,
    _ read: (FrameDecoder, Iterator) throws -> Iterator,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let expected = plain.map { String(reflecting: $0) }
    for stop in 0...expected.count {
        var iterator = start
        var found: [String] = []
        for _ in 0..<stop {
            guard let element = iterator.next() else { break }
            found.append(String(reflecting: element))
        }
        let here = iterator
        let once = try read(try stored { try write(&$0, here) }, here)
        var twice = try read(try stored { try write(&$0, once) }, here)
        found += IteratorSequence(once).map { String(reflecting: $0) }
        #expect(found == expected, "stored after \(stop)", sourceLocation: sourceLocation)
        #expect(IteratorSequence(here).map { String(reflecting: $0) } == Array(expected[stop...]))
        var every = Array(expected[..<stop])
        while let element = twice.next() {
            every.append(String(reflecting: element))
            let here = twice
            twice = try read(try stored { try write(&$0, here) }, here)
        }
        #expect(every == expected, "stored after \(stop) and then always", sourceLocation: sourceLocation)
    }
}

/// A durable iterator gives the elements of the plain one, and goes on with them when it has been stored.
@Suite struct IterationTests {
    @Test func arrays() throws {
        try expectSame(DurableIteration.iterator(over: [3, 1, 2]), [3, 1, 2]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let empty: [String] = []
        try expectSame(DurableIteration.iterator(over: empty), []) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let optionals: [Int?] = [1, nil, 3]
        try expectSame(DurableIteration.iterator(over: optionals), optionals) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func slicesAndViewsOfArrays() throws {
        let numbers = [5, 6, 7, 8]
        try expectSame(DurableIteration.iterator(over: numbers[1...]), [6, 7, 8]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let reversed: ReversedCollection<[Int]> = numbers.reversed()
        try expectSame(DurableIteration.iterator(over: reversed), [8, 7, 6, 5]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: numbers.indices), [0, 1, 2, 3]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: ContiguousArray(numbers)), numbers) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: [[1, 2], [], [3]].joined()), [1, 2, 3]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let slices = [1, 0, 2, 3].split(separator: 0)
        try expectSame(DurableIteration.iterator(over: slices), slices) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: repeatElement("x", count: 3)), ["x", "x", "x"]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func ranges() throws {
        try expectSame(DurableIteration.iterator(over: 2..<5), [2, 3, 4]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: 2...5), [2, 3, 4, 5]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: (Int.max - 1)...Int.max), [Int.max - 1, Int.max]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: (0 as UInt8)...255), Array(0...255)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let down: ReversedCollection<Range<Int>> = (0..<3).reversed()
        try expectSame(DurableIteration.iterator(over: down), [2, 1, 0]) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func rangesWithoutAnEnd() throws {
        var iterator = DurableIteration.iterator(over: 5...)
        #expect(iterator.next() == 5)
        let here = iterator
        let frame = try stored { try $0.encode(here, "it") }
        iterator = try frame.decode("it", like: iterator)
        #expect(iterator.next() == 6 && iterator.next() == 7)
    }

    @Test func text() throws {
        let text = "a\r\ne\u{301}🇩🇪🇫🇷👨‍👩‍👧ñ"
        try expectSame(DurableIteration.iterator(over: text), Array(text)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: text.dropFirst(2)), Array(text.dropFirst(2))) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: text.unicodeScalars), Array(text.unicodeScalars)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: text.utf8), Array(text.utf8)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let parts: [Substring] = "a,b,,c".split(separator: ",")
        try expectSame(DurableIteration.iterator(over: parts), parts) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: Array(text)), Array(text)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func indicesOfText() throws {
        let text = "añ🇩🇪z"
        var iterator = DurableIteration.iterator(over: text.indices)
        var seen = ""
        while let index = iterator.next() {
            seen.append(text[index])
            let here = iterator
            let frame = try stored { try $0.encode(here, "it") }
            iterator = try frame.decode("it", like: iterator)
        }
        #expect(seen == text)
    }

    @Test func setsAndDictionariesKeepTheirOrder() throws {
        let set = Set((0..<50).map { "element \($0)" })
        var inOrder: [String] = []
        for element in set { inOrder.append(element) }
        try expectSame(DurableIteration.iterator(over: set), inOrder) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let ages = ["a": 1, "b": 2, "c": 3, "d": 4]
        try expectSame(DurableIteration.iterator(over: ages), ages.map { $0 }) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let counts: [Character: Int] = ["a": 1, "b": 2, "c": 3]
        try expectSame(DurableIteration.iterator(over: counts), counts.map { $0 }) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: ages.keys), Array(ages.keys)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: ages.values), Array(ages.values)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }
}
