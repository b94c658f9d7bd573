import Foundation
import Testing

@testable import Torpor

/// What goes through a frame comes out as it was, whatever kind of value it is.
@Suite struct FrameCodingTests {
    @Test func codableValues() throws {
        let point = Point(x: 1, y: -2)
        let names: [String: Int?] = ["a": 1, "b": nil]
        let nothing: Int? = nil
        let frame = try stored {
            try $0.encode(point, "point")
            try $0.encode([1, 2], "array")
            try $0.encode(names, "names")
            try $0.encode(nothing, "nothing")
            try $0.encode("e\u{301}\0\u{2028}\\\"", "text")
            try $0.encode((), "void")
        }
        #expect(try frame.decode("point", like: point) == point)
        #expect(try frame.decode("array", like: [1]) == [1, 2])
        #expect(try frame.decode("names", like: names) == names)
        #expect(try frame.decode("nothing", like: nothing) == nil)
        #expect(try frame.decode("text", like: "").utf8.elementsEqual("e\u{301}\0\u{2028}\\\"".utf8))
        let void: Void = try frame.decode("void", like: ())
        #expect(void == ())
    }

    @Test func neverIsAType() throws {
        let none: Never? = nil
        let frame = try stored { try $0.encode(none, "none") }
        let back: Never? = try frame.decode("none", like: none)
        #expect(back == nil)
    }

    @Test func optionalsOfOptionalsKeepTheirDepth() throws {
        let deep: [Int??] = [.none, .some(.none), .some(.some(3))]
        let frame = try stored {
            try $0.encode(deep[0], "0")
            try $0.encode(deep[1], "1")
            try $0.encode(deep[2], "2")
        }
        #expect(try frame.decode("0", like: deep[0]) == deep[0])
        #expect(try frame.decode("1", like: deep[0]) == deep[1])
        #expect(try frame.decode("2", like: deep[0]) == deep[2])
    }

    @Test func tuplesOfTwoToSix() throws {
        let two = (name: "a", age: 1)
        let three = (1, "b", c: true)
        let four = (1, 2.5, "c", [3])
        let five = (1, 2, 3, 4, "d")
        let six = (1, 2, 3, 4, 5, Point(x: 1, y: 2))
        let frame = try stored {
            try $0.encode(two, "two")
            try $0.encode(three, "three")
            try $0.encode(four, "four")
            try $0.encode(five, "five")
            try $0.encode(six, "six")
        }
        var named = two
        named = try frame.decode("two", like: named)
        #expect(named.name == "a" && named.age == 1)
        #expect(try frame.decode("three", like: three) == three)
        #expect(try frame.decode("four", like: four) == four)
        #expect(try frame.decode("five", like: five) == five)
        #expect(try frame.decode("six", like: six) == six)
    }

    @Test func tuplesOfWhatIsNotCodable() throws {
        let key = (key: "k" as Character, value: 3)
        let both = ("a" as Character, "bc" as Substring)
        let three = (1, "x" as Character, "y" as Character?)
        let inner = (1, (a: "s", b: 2.0))
        let outer = ((1, 2), 3)
        let frame = try stored {
            try $0.encode(key, "key")
            try $0.encode(both, "both")
            try $0.encode(three, "three")
            try $0.encode(inner, "inner")
            try $0.encode(outer, "outer")
        }
        #expect(try frame.decode("key", like: key) == key)
        #expect(try frame.decode("both", like: both) == both)
        #expect(try frame.decode("three", like: three) == three)
        let back = try frame.decode("inner", like: inner)
        #expect(back.0 == 1 && back.1 == inner.1)
        let outerBack = try frame.decode("outer", like: outer)
        #expect(outerBack.0 == (1, 2) && outerBack.1 == 3)
    }

    @Test func tuplesInOptionalsAndCollections() throws {
        let best: (name: String, score: Int)? = ("a", 1)
        let none: (Int, Int, Int)? = nil
        let people = [(name: "a", age: 1), (name: "b", age: 2)]
        let pairs = [(1, 2)]
        let triples = [(1, 2, 3)]
        let fours = [(1, 2, 3, "d")]
        let letters = [("a" as Character, 1)]
        let counts = ["a": (count: 1, last: 2.5)]
        let nested = [(offset: 0, element: (1, 2))]
        let frame = try stored {
            try $0.encode(best, "best")
            try $0.encode(none, "none")
            try $0.encode(people, "people")
            try $0.encode(triples, "triples")
            try $0.encode(fours, "fours")
            try $0.encode(letters, "letters")
            try $0.encode(counts, "counts")
            try $0.encode(nested, "nested")
            try $0.encode(pairs[0...], "rest")
        }
        #expect(try frame.decode("best", like: best)! == best!)
        #expect(try frame.decode("none", like: none) == nil)
        var places = Local<[(name: String, age: Int)]>()
        places.put(try frame.decode("people", like: places.value))
        #expect(places.value.map(\.name) == ["a", "b"] && places.value.map(\.age) == [1, 2])
        #expect(try frame.decode("triples", like: triples)[0] == (1, 2, 3))
        #expect(try frame.decode("fours", like: fours)[0] == (1, 2, 3, "d"))
        #expect(try frame.decode("letters", like: letters)[0] == ("a", 1))
        #expect(try frame.decode("counts", like: counts)["a"]! == (1, 2.5))
        #expect(try frame.decode("nested", like: nested)[0].1 == (1, 2))
        #expect(try frame.decode("rest", like: pairs[0...])[0] == (1, 2))
    }

    @Test func charactersAndParts() throws {
        let family: Character = "👨‍👩‍👧"
        let scalar: Unicode.Scalar = "é"
        let part = "hello world".dropFirst(6)
        let set: Set<Character> = ["a", "b"]
        let counts: [Character: Int] = ["a": 1, "b": 2]
        let initials: [String: Character] = ["anna": "a"]
        let groups: [Character: [Substring]] = ["x": ["xy", "xz"]]
        let table: [[Character]] = [["a"], []]
        let some: Character?? = .some(.none)
        let scalars: [Unicode.Scalar] = ["a", "b"]
        let frame = try stored {
            try $0.encode(family, "family")
            try $0.encode(scalar, "scalar")
            try $0.encode(part, "part")
            try $0.encode(set, "set")
            try $0.encode(counts, "counts")
            try $0.encode(initials, "initials")
            try $0.encode(groups, "groups")
            try $0.encode(table, "table")
            try $0.encode(some, "some")
            try $0.encode(scalars, "scalars")
        }
        #expect(try frame.decode("family", like: family) == family)
        #expect(try frame.decode("scalar", like: scalar) == scalar)
        #expect(try frame.decode("part", like: part) == part)
        #expect(try frame.decode("set", like: set) == set)
        #expect(try frame.decode("counts", like: counts) == counts)
        #expect(try frame.decode("initials", like: initials) == initials)
        #expect(try frame.decode("groups", like: groups) == groups)
        #expect(try frame.decode("table", like: table) == table)
        #expect(try frame.decode("some", like: some) == some)
        #expect(try frame.decode("scalars", like: scalars) == scalars)
    }

    @Test func positionsInStrings() throws {
        let text = "añ👨‍👩‍👧z"
        let range = text.range(of: "👨‍👩‍👧")!
        let index = range.lowerBound
        let frame = try stored {
            try $0.encode(index, "index")
            try $0.encode(range, "range")
            try $0.encode(text.endIndex as String.Index?, "end")
        }
        #expect(try frame.decode("index", like: index) == index)
        #expect(text[try frame.decode("index", like: index)] == "👨‍👩‍👧")
        #expect(String(text[try frame.decode("range", like: range)]) == "👨‍👩‍👧")
        #expect(try frame.decode("end", like: index as String.Index?) == text.endIndex)
    }

    @Test func slicesKeepTheirIndices() throws {
        let slice = [1, 2, 3, 4][2...]
        let empty = [1, 2][1..<1]
        let letters = Array("abc")[1...]
        let reversed = [1, 2, 3].reversed() as ReversedCollection<[Int]>
        let frame = try stored {
            try $0.encode(slice, "slice")
            try $0.encode(empty, "empty")
            try $0.encode(letters, "letters")
            try $0.encode(reversed, "reversed")
        }
        let back = try frame.decode("slice", like: slice)
        #expect(back == slice && back.indices == slice.indices)
        #expect(try frame.decode("empty", like: empty).isEmpty)
        #expect(try frame.decode("letters", like: letters) == letters)
        #expect(Array(try frame.decode("reversed", like: reversed)) == [3, 2, 1])
    }

    @Test func iteratorsOfTheUsersOwn() throws {
        var numbers = [1, 2, 3].makeIterator()
        var letters = "abc".makeIterator()
        _ = (numbers.next(), letters.next())
        let (numbersThen, lettersThen) = (numbers, letters)
        let frame = try stored {
            try $0.encode(numbersThen, "numbers")
            try $0.encode(lettersThen, "letters")
        }
        #expect(Array(IteratorSequence(try frame.decode("numbers", like: numbers))) == [2, 3])
        #expect(String(IteratorSequence(try frame.decode("letters", like: letters))) == "bc")
    }

    @Test func damagedFormatsAreErrors() throws {
        let frame = try stored {
            try $0.encode("ab", "character")
            try $0.encode(0xD800, "scalar")
            try $0.encode(-1, "index")
            try $0.encode([[1, 2], [3, 4]], "optional")
            try $0.encode((Int.max, [1]), "slice")
        }
        #expect(throws: SnapshotError.self) { try frame.decode("character", like: "a" as Character) }
        #expect(throws: SnapshotError.self) { try frame.decode("scalar", like: "a" as Unicode.Scalar) }
        #expect(throws: SnapshotError.self) { try frame.decode("index", like: "a".startIndex) }
        #expect(throws: SnapshotError.self) { try frame.decode("optional", like: (1, 2) as (Int, Int)?) }
        #expect(throws: SnapshotError.self) { try frame.decode("slice", like: [1][...]) }
        #expect(throws: DecodingError.self) { try frame.decode("absent", like: 1) }
    }
}
