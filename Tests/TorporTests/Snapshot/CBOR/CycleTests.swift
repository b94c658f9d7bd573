import Foundation
import Testing

@testable import Torpor

/// Objects that refer back to one another.
@Suite struct CycleTests {
    @Test func throughPropertiesThatCanBeSetLater() throws {
        let (one, two) = (Link(1), Link(2))
        (one.next, two.next) = (two, one)
        let found = try reread(["list": [two, one]])["list"]!
        #expect(found[0].next === found[1] && found[1].next === found[0])
        #expect(found.map(\.value) == [2, 1])
        let own = Link(3)
        own.next = own
        let alone = try reread(own)
        #expect(alone.next === alone)
        for link in [one, own, found[0], alone] { link.next = nil }
    }

    @Test func throughWeakReferences() throws {
        let root = Branch("root")
        for name in ["a", "b", "c"] { _ = Branch("leaf", of: Branch(name, of: root)) }
        let found = try reread(root)
        #expect(found.branches.map(\.name) == ["a", "b", "c"])
        #expect(found.branches.allSatisfy { $0.parent === found && $0.branches[0].parent === $0 })
        // Met from below, and above.
        let list = try reread([root.branches[1].branches[0], root])
        #expect(list[0].parent?.parent === list[1] && list[1].branches[1].branches[0] === list[0])
    }

    @Test func throughUnownedReferences() throws {
        struct Both: Codable {
            var card: Card
            var holder: CardHolder
        }
        let holder = CardHolder()
        let card = Card(holder)
        holder.card = card
        let found = try reread(Both(card: card, holder: holder))
        #expect(found.card.holder === found.holder && found.holder.card === found.card)
        #expect(try reread([holder])[0].card?.number == 5)
    }

    /// Whoever is not a part of a cycle never sees an object that is not complete.
    @Test func othersSeeWholeObjects() throws {
        struct Counted: Codable {
            let root: Branch
            let count: Int
            init(_ root: Branch) { (self.root, count) = (root, 0) }
            init(from decoder: any Decoder) throws {
                let root = try decoder.singleValueContainer().decode(Branch.self)
                self.root = root
                count = root.branches.filter { $0.parent === root }.count
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(root)
            }
        }
        let root = Branch("root")
        for name in ["a", "b", "c"] { _ = Branch(name, of: root) }
        #expect(try reread(["x": Counted(root)])["x"]?.count == 3)
    }

    @Test func inTwoSteps() throws {
        let (a, b, c) = (Station("a"), Station("b"), Station("c"))
        (a.lines, b.lines, c.lines) = ([b, c, a], [a], [b])
        let found = try reread(["k": [c, a]])["k"]!
        let (second, first) = (found[0], found[1])
        #expect(first.lines.map(\.name) == ["b", "c", "a"])
        #expect(second === first.lines[1] && first === first.lines[2] && second.lines[0] === first.lines[0])
        for station in [a, b, c] + first.lines { station.lines = [] }
    }

    @Test func inTwoStepsThereIsNoLimitToLength() throws {
        let first = Station("0")
        var last = first
        for number in 1..<30_000 {
            let next = Station("\(number)")
            last.lines.append(next)
            next.lines.append(last)
            last = next
        }
        var station = try reread(first)
        var count = 1
        while let next = station.lines.last, next.name == "\(count)" {
            station.lines = []
            (station, count) = (next, count + 1)
        }
        #expect(count == 30_000)
        while let previous = last.lines.first, previous !== first {
            last.lines = []
            last = previous
        }
        last.lines = []
        first.lines = []
    }

    @Test func longLists() throws {
        var link = Link(0)
        for value in 1..<10_000 { link = Link(value, next: link) }
        var found = try reread(link)
        var count = 1
        while let next = found.next {
            found.next = nil
            (found, count) = (next, count + 1)
        }
        #expect(count == 10_000)
        while let next = link.next {
            link.next = nil
            link = next
        }
    }

    @Test func placesOfReferencesAreNamed() throws {
        let station = Station("a")
        station.lines = [Station("b")]
        station.lines[0].fellow = Node(1)
        station.lines[0].fellow?.next = station.lines[0].fellow
        let error = #expect(throws: SnapshotError.self) { try CBOREncoder().encode(["s": station]) }
        guard case .unstorable(let path, _) = error else { fatalError() }
        #expect(path == "s.lines.0.fellow.next")
        station.lines[0].fellow?.next = nil
    }
}

/// What generated code says of its properties is said here.
private final class Link: Codable, StoredClass {
    let value: Int
    var next: Link?

    init(_ value: Int, next: Link? = nil) { (self.value, self.next) = (value, next) }

    static var torporClasses: [String: ClassCoding] {
        [String(reflecting: Link.self): ClassCoding(["next": "next"])]
    }
}

private final class Branch: Codable, StoredClass {
    let name: String
    var branches: [Branch] = []
    weak var parent: Branch?

    init(_ name: String, of parent: Branch? = nil) {
        (self.name, self.parent) = (name, parent)
        parent?.branches.append(self)
    }

    static var torporClasses: [String: ClassCoding] {
        [String(reflecting: Branch.self): ClassCoding(["parent": "parent"])]
    }
}

private final class CardHolder: Codable, StoredClass {
    var card: Card?

    static var torporClasses: [String: ClassCoding] {
        [String(reflecting: CardHolder.self): ClassCoding(["card": "card"])]
    }
}

private final class Card: Codable {
    unowned let holder: CardHolder
    var number = 5

    init(_ holder: CardHolder) { self.holder = holder }
}

private final class Station: CyclicCodable {
    let name: String
    var lines: [Station] = []
    var fellow: Node?

    init(_ name: String) { self.name = name }

    enum CodingKeys: CodingKey { case name }
    enum ReferenceKeys: CodingKey { case lines, fellow }

    func encodeReferences(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ReferenceKeys.self)
        try container.encode(lines, forKey: .lines)
        try container.encodeIfPresent(fellow, forKey: .fellow)
    }

    func decodeReferences(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ReferenceKeys.self)
        lines = try container.decode([Station].self, forKey: .lines)
        fellow = try container.decodeIfPresent(Node.self, forKey: .fellow)
    }
}
