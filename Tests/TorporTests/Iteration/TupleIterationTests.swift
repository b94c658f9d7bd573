import Foundation
import Testing

@testable import Torpor

/// Elements that are tuples keep their labels and their parts.
@Suite struct TupleIterationTests {
    @Test func enumerated() throws {
        var iterator = DurableIteration.iterator(over: ["a", "b"].enumerated())
        #expect(iterator.next()?.offset == 0)
        #expect(iterator.next()?.element == "b")
        try expectSame(DurableIteration.iterator(over: ["a", "b"].enumerated()), Array(["a", "b"].enumerated())) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        try expectSame(DurableIteration.iterator(over: "xyz".enumerated()), Array("xyz".enumerated())) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let slice = [1, 2, 3, 4][1...].enumerated()
        try expectSame(DurableIteration.iterator(over: slice), Array(slice)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func zipped() throws {
        let unequal = zip([1, 2, 3], ["a", "b"])
        try expectSame(DurableIteration.iterator(over: unequal), Array(unequal)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let texts = zip("abc", "xyz")
        try expectSame(DurableIteration.iterator(over: texts), Array(texts)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let numbered = zip(1..., "abc")
        try expectSame(DurableIteration.iterator(over: numbered), Array(numbered)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let strides = zip([1, 2], stride(from: 0.0, to: 1, by: 0.25))
        try expectSame(DurableIteration.iterator(over: strides), Array(strides)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func nested() throws {
        let pairs = zip([1, 2], "ab").enumerated()
        try expectSame(DurableIteration.iterator(over: pairs), Array(pairs)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let entries = ["a": 1, "b": 2].enumerated()
        try expectSame(DurableIteration.iterator(over: entries), Array(entries)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let triple = zip(zip([1, 2], [3, 4]), [5, 6])
        try expectSame(DurableIteration.iterator(over: triple), Array(triple)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func arraysOfTuples() throws {
        let people = [(name: "a", age: 1), (name: "b", age: 2)]
        var iterator = DurableIteration.iterator(over: people)
        let start = iterator
        let frame = try stored { try $0.encode(start, "it") }
        iterator = try frame.decode("it", like: iterator)
        #expect(iterator.next()?.name == "a")
        try expectSame(DurableIteration.iterator(over: people), people) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let triples = [(1, "a" as Character, "b" as Substring), (2, "c", "d")]
        try expectSame(DurableIteration.iterator(over: triples), triples) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let fours = [(x: 1, 2, z: 3.0, "w")]
        try expectSame(DurableIteration.iterator(over: fours), fours) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let literal: KeyValuePairs = ["a": 1, "b": 2, "a": 3]
        try expectSame(DurableIteration.iterator(over: literal), literal.map { $0 }) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }
}
