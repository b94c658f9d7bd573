import Torpor

// Classes as programs write them: with private links, observers, collections without a written type, generic subclasses,
// and types within generic types. Their objects refer back to one another.

/// Its links are its own, and it counts what is done to them.
final class Limb: Codable {
    let name: String
    private(set) var branches = [Limb]()
    private(set) weak var parent: Limb?
    private var byName = [String: Limb]()
    var favourite: Limb? {
        didSet { changes += 1 }
    }
    private(set) var changes = 0

    init(_ name: String) { self.name = name }

    func add(_ branch: Limb) {
        branches.append(branch)
        branch.parent = self
        byName[branch.name] = branch
    }

    subscript(name: String) -> Limb? { byName[name] }
    var path: String { (parent.map { $0.path + "/" } ?? "") + name }
}

@Durable
func privateLinks(yield: Yield<String>) async throws -> [String] {
    let root = Limb("root")
    root.add(Limb("left"))
    root.add(Limb("right"))
    root["left"]?.add(Limb("leaf"))
    root.favourite = root["left"]?["leaf"]
    root.favourite?.favourite = root
    try await yield("\(root.changes)")
    let leaf = root["left"]!["leaf"]!
    try await yield("\(leaf.path) \(root.favourite === leaf) \(leaf.favourite === root) \(root.changes)")
    leaf.favourite = leaf
    try await yield("\(leaf.changes) \(root.branches[0].branches[0] === leaf)")
    root.favourite = nil
    leaf.favourite = nil
    return [leaf.path, "\(root.changes) \(leaf.changes)"]
}

typealias Crossings = [Crossing]

/// In a graph in which each is in the lists of the others.
final class Crossing: Codable {
    let number: Int
    var ways: Crossings = []
    var back: Crossings = []
    var signs = Set<Sign>()

    init(_ number: Int) { self.number = number }
}

final class Sign: Codable, Hashable {
    let text: String
    var places = [Crossing]()

    init(_ text: String) { self.text = text }

    static func == (left: Sign, right: Sign) -> Bool { left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

@Durable
func crossingLists(yield: Yield<String>) async throws -> String {
    let crossings = (0..<3).map { Crossing($0) }
    let sign = Sign("stop")
    for crossing in crossings {
        let next = crossings[(crossing.number + 1) % 3]
        crossing.ways = [next, crossing]
        next.back = [crossing]
        crossing.signs = [sign]
        sign.places.append(crossing)
        try await yield("\(next.back[0] === crossing)")
    }
    var way = crossings[0]
    for _ in 0..<4 {
        way = way.ways[0]
        try await yield("\(way.number) \(way.ways[1] === way) \(way.signs.first === sign)")
    }
    let isShared = sign.places.enumerated().allSatisfy { $1 === crossings[$0] }
    defer {
        for crossing in crossings { (crossing.ways, crossing.back, crossing.signs) = ([], [], []) }
    }
    return "\(isShared) \(way.back[0].number)"
}

/// A class of which there are generic subclasses, and one of a generic class.
class Plaque: Codable {
    var name: String
    init(_ name: String) { self.name = name }
    var text: String { name }
}

final class Badged<Badge: Codable>: Plaque {
    var badge: Badge
    var group: [Badged] = []
    private weak var leader: Badged?

    init(_ name: String, _ badge: Badge, led leader: Badged? = nil) {
        (self.badge, self.leader) = (badge, leader)
        super.init(name)
        leader?.group.append(self)
    }

    private enum CodingKeys: CodingKey { case badge, group, leader }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        badge = try container.decode(Badge.self, forKey: .badge)
        group = try container.decode([Badged].self, forKey: .group)
        leader = try container.decodeIfPresent(Badged.self, forKey: .leader)
        try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(badge, forKey: .badge)
        try container.encode(group, forKey: .group)
        try container.encodeIfPresent(leader, forKey: .leader)
        try super.encode(to: encoder)
    }

    override var text: String { "\(name) \(badge) led by \(leader?.name ?? "nobody")" }
}

class Brace<Element: Codable>: Codable {
    var elements: [Element]
    var others: [Brace] = []
    init(_ elements: [Element]) { self.elements = elements }
    var text: String { "\(elements.count)" }
}

final class Numbers: Brace<Int> {
    override var text: String { "\(elements)" }
}

@Durable
func genericFamilies(yield: Yield<String>) async throws -> [String] {
    let leader = Badged("a", 1)
    let plaques: [Plaque] = [leader, Badged("b", 2, led: leader), Badged("c", "third"), Plaque("d")]
    let numbers = Numbers([1, 2])
    let pair: Brace<Int> = numbers
    pair.others = [Brace([3]), numbers]
    for plaque in plaques {
        try await yield(plaque.text)
        plaque.name += "!"
    }
    try await yield("\(leader.group[0] === plaques[1]) \(pair === numbers) \(pair.others[1] === pair)")
    defer { numbers.others = [] }
    return plaques.map(\.text) + pair.others.map(\.text)
}

protocol Stored: Codable {
    var text: String { get }
}

/// Whose types have names with arguments in the middle.
struct Cupboard<Item: Codable & Sendable>: Codable {
    final class Shelf: Codable, Stored {
        var items: [Item] = []
        var next: Shelf?
        weak var previous: Shelf?
        var text: String { "\(items)" }
    }

    struct Drawer<Key: Codable>: Stored {
        var key: Key
        var item: Item
        var text: String { "\(key) \(item)" }
    }

    var shelf = Shelf()
}

@Durable
func typesInGenericTypes(yield: Yield<String>) async throws -> [String] {
    let cupboard = Cupboard<Int>()
    let second = Cupboard<Int>.Shelf()
    (cupboard.shelf.next, second.previous) = (second, cupboard.shelf)
    let all: [any Stored] = [second, Cupboard<String>.Drawer(key: 1, item: "x"), cupboard.shelf]
    for (number, each) in all.enumerated() {
        try await yield("\(each.text) \(second.previous === cupboard.shelf)")
        second.items.append(number)
    }
    return all.map(\.text) + ["\(all[0] as? Cupboard<Int>.Shelf === cupboard.shelf.next)"]
}

let objectFamiliesCases: [any AnyCase] = [
    Case("privateLinks", yields: { try await privateLinks(yield: $0) }, durable: { PrivateLinks() }),
    Case("crossingLists", yields: { try await crossingLists(yield: $0) }, durable: { CrossingLists() }),
    Case("genericFamilies", yields: { try await genericFamilies(yield: $0) }, durable: { GenericFamilies() }),
    Case(
        "typesInGenericTypes",
        yields: { try await typesInGenericTypes(yield: $0) },
        durable: { TypesInGenericTypes() }
    ),
]
