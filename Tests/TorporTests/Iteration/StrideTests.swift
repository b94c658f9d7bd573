import Foundation
import Testing

@testable import Torpor

/// Strides are stored as what they are, not as their elements, and give the same numbers after.
@Suite struct StrideTests {
    @Test func integers() throws {
        for step in [-3, 2, 5] {
            let to = stride(from: 1, to: step < 0 ? -9 : 9, by: step)
            try expectSame(DurableIteration.iterator(over: to), Array(to)) {
                try $0.encode($1, "it")
            } _: {
                try $0.decode("it", like: $1)
            }
            let through = stride(from: 1, through: step < 0 ? -8 : 11, by: step)
            try expectSame(DurableIteration.iterator(over: through), Array(through)) {
                try $0.encode($1, "it")
            } _: {
                try $0.decode("it", like: $1)
            }
        }
        let none = stride(from: 1, to: 1, by: 1)
        try expectSame(DurableIteration.iterator(over: none), []) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func integersAtTheirLimits() throws {
        let signed = stride(from: Int8.min, through: Int8.max, by: 50)
        try expectSame(DurableIteration.iterator(over: signed), Array(signed)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let unsigned = stride(from: 9 as UInt, through: 0, by: -3)
        try expectSame(DurableIteration.iterator(over: unsigned), Array(unsigned)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func longStridesAreShortInStorage() throws {
        var iterator = DurableIteration.iterator(over: stride(from: 0, to: Int.max, by: 3))
        for _ in 0..<1000 { _ = iterator.next() }
        let here = iterator
        let data = try SnapshotCodec.current.encode(here)
        #expect(data.count < 100)
        var back = try SnapshotCodec.current.decode(type(of: here), from: data)
        #expect(back.next() == 3000 && iterator.next() == 3000)
    }

    @Test func floatingPoint() throws {
        let up = stride(from: 0.0, to: 2, by: 0.1)
        try expectSame(DurableIteration.iterator(over: up), Array(up)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
        let down = stride(from: 1 as Float, through: -1, by: -0.3)
        try expectSame(DurableIteration.iterator(over: down), Array(down)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }

    @Test func dates() throws {
        let start = Date(timeIntervalSinceReferenceDate: 0)
        let days = stride(from: start, to: start + 3, by: 1)
        try expectSame(DurableIteration.iterator(over: days), Array(days)) {
            try $0.encode($1, "it")
        } _: {
            try $0.decode("it", like: $1)
        }
    }
}
