import Foundation
import Testing

@testable import Torpor

/// Equal values are equal bytes, in the canonical form of RFC 8949, section 4.2.
@Suite struct DeterminismTests {
    @Test func keysAreSorted() throws {
        #expect(try hexadecimal(["bb": 1, "a": 2, "ab": 3, "": 4]) == "a46004616102626162" + "0362626201")
    }

    @Test func collectionsWithoutOrderAreSorted() throws {
        let numbers = (0..<500).map { $0 * 7919 % 1009 }
        let (one, two) = (Set(numbers), grown(numbers.reversed()))
        #expect(Array(one) != Array(two), "two sets that list their elements alike prove nothing")
        #expect(try CBOREncoder().encode(one) == (try CBOREncoder().encode(two)))
        #expect(try hexadecimal(Set([300, 1, 24, 2])) == "84010218181" + "9012c")
        var (first, second) = ([Point: Int](), [Point: Int](minimumCapacity: 5000))
        for number in numbers { first[Point(x: number, y: 0)] = number }
        for number in numbers.reversed() { second[Point(x: number, y: 0)] = number }
        #expect(try CBOREncoder().encode(first) == (try CBOREncoder().encode(second)))
        #expect(try CBOREncoder().encode([[one]]) == (try CBOREncoder().encode([[two]])))
        #expect(try reread(first) == first)
    }

    /// Instances are numbered in the order in which they are written, not in that in which they were met.
    @Test func collectionsOfObjectsAreSorted() throws {
        let shared = Node(-1)
        let nodes = (0..<300).map { Node($0, next: $0.isMultiple(of: 3) ? shared : nil) }
        let one = Dictionary(uniqueKeysWithValues: nodes.map { ("\($0.value)", $0) })
        var two = [String: Node](minimumCapacity: 4000)
        for node in nodes.reversed() { two["\(node.value)"] = node }
        #expect(try CBOREncoder().encode(one) == (try CBOREncoder().encode(two)))
        let found = try reread(one)
        #expect(found["3"]?.next != nil && found["3"]?.next === found["297"]?.next)
        var three = Set<Tagged>(minimumCapacity: 4000)
        for node in nodes.reversed() { three.insert(Tagged(number: node.value, node: node)) }
        let four = Set(nodes.map { Tagged(number: $0.value, node: $0) })
        #expect(try CBOREncoder().encode(three) == (try CBOREncoder().encode(four)))
        let tagged = try reread(four)
        #expect(Set(tagged.compactMap { $0.node.next.map(ObjectIdentifier.init) }).count == 1)
    }

    @Test func storedCollectionsAreSorted() throws {
        let characters = (0..<400).map { Character(Unicode.Scalar(UInt32(0x4E00 + $0))!) }
        let (one, two) = (Set(characters), grown(characters.reversed()))
        #expect(try encoded { try $0.encode(one, "a") } == (try encoded { try $0.encode(two, "a") }))
    }

    private func grown<Element>(_ elements: some Sequence<Element>) -> Set<Element> {
        var set = Set<Element>(minimumCapacity: 5000)
        for element in elements { set.insert(element) }
        return set
    }
}

/// A value with an identity.
final class Node: Codable {
    var value: Int
    var next: Node?

    init(_ value: Int, next: Node? = nil) {
        self.value = value
        self.next = next
    }
}

private struct Tagged: Codable, Hashable {
    let number: Int
    let node: Node

    static func == (one: Tagged, two: Tagged) -> Bool { one.number == two.number }
    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
