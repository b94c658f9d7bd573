import Testing

@testable import Torpor

/// A lazy sequence is stored as its source and counts, and its closures are called as those of the plain one.
@Suite struct LazyIterationTests {
    @Test(arguments: 0...6) func closuresAreCalledForEachElementAtItsTurn(stop: Int) throws {
        var calls: [String] = []
        func odd(_ number: Int) -> Bool {
            calls.append("odd \(number)")
            return number % 2 == 1
        }
        func double(_ number: Int) -> Int {
            calls.append("double \(number)")
            return number * 2
        }
        var plain: [Int] = []
        for number in (0...).lazy.filter(odd).map(double).drop(while: { $0 < 5 }).prefix(while: { $0 < 20 }) {
            plain.append(number)
        }
        let expected = calls
        calls = []
        var iterator = LazyIterator(DurableIteration.iterator(over: 0...), counts: [0, 0, 0, 0])
        var found: [Int] = []
        while let number = iterator.next({
            $0.filter(odd).map(double).drop(while: { $0 < 5 }).prefix(while: { $0 < 20 })
        }) {
            found.append(number)
            guard found.count == stop else { continue }
            let here = iterator
            iterator = try stored { try $0.encode(here, "it") }.decode("it", like: here)
        }
        #expect(found == plain)
        #expect(calls == expected)
    }

    @Test func whatUnfolds() throws {
        var iterator = LazyIterator(UnfoldedElement(3), counts: [2, 0])
        var found: [String] = []
        while let (index, number) = iterator.next({ $0 > 0 ? $0 - 1 : nil }, { $0.prefix().enumerated() }) {
            found.append("\(index) \(number)")
            let here = iterator
            iterator = try stored { try $0.encode(here, "it") }.decode("it", like: here)
        }
        #expect(found == ["0 3", "1 2"])
        #expect(iterator.next({ $0 - 1 }, { $0.dropFirst() }) == 1)
    }

    @Test func anOpaqueSequenceOfClosuresIsRefused() throws {
        func numbers() -> some Sequence<Int> { [1, 2].lazy.map { $0 + 1 } }
        var iterator = DurableIteration.iterator(overOpaque: numbers())
        #expect(iterator.next() == 2)
        let here = iterator
        #expect(throws: SnapshotError.self) { try stored { try $0.encode(here, "it") } }
        #expect(iterator.next() == 3 && iterator.next() == nil)
    }
}
