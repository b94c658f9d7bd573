import Torpor

// Objects that are shared, that refer back to one another, and that are of other types than their variables.

final class Folder: Codable {
    let name: String
    var folders: [Folder] = []
    weak var parent: Folder?

    init(_ name: String, in parent: Folder? = nil) {
        self.name = name
        self.parent = parent
        parent?.folders.append(self)
    }

    var path: String { (parent.map { $0.path + "/" } ?? "") + name }
    var all: [Folder] { [self] + folders.flatMap(\.all) }
}

@Durable
func walkFolders(yield: Yield<String>) async throws -> String {
    let root = Folder("root")
    let docs = Folder("docs", in: root)
    _ = Folder("old", in: docs)
    var current = docs.folders[0]
    try await yield(current.path)
    while let parent = current.parent {
        current = parent
        try await yield(current.path)
    }
    _ = Folder("new", in: docs)
    try await yield("\(current === root) \(docs.parent === root)")
    return root.all.map(\.path).joined(separator: " ")
}

final class RingNode: Codable {
    var value: Int
    var next: RingNode?

    init(_ value: Int) { self.value = value }
}

@Durable
func josephus(_ count: Int, every step: Int, yield: Yield<Int>) async throws -> Int {
    let first = RingNode(1)
    var last = first
    for value in 2...count {
        let node = RingNode(value)
        last.next = node
        last = node
    }
    last.next = first
    var current = last
    while current.next !== current {
        for _ in 1..<step { current = current.next! }
        try await yield(current.next!.value)
        current.next = current.next?.next
    }
    defer { current.next = nil }
    return current.value
}

final class Client: Codable {
    let name: String
    var account: Purse?
    init(_ name: String) { self.name = name }
}

final class Purse: Codable {
    unowned let owner: Client
    var amount = 0
    init(_ owner: Client) { self.owner = owner }
}

@Durable
func pay(_ account: Purse, yield: Yield<String>) async throws -> Int {
    account.amount += 1
    try await yield("\(account.owner.name) \(account.owner.account === account)")
    account.amount += 1
    return account.amount
}

@Durable
func unownedOwner(yield: Yield<String>) async throws -> String {
    let client = Client("Ada")
    let account = Purse(client)
    client.account = account
    let amount = try await pay(account, yield: yield)
    try await yield("\(amount)")
    return "\(client.account!.amount) \(client.account === account) \(account.owner === client)"
}

/// A graph in which everything may refer to everything.
final class Vertex: CyclicCodable {
    let name: String
    var edges: [Vertex] = []
    var twin: Vertex?

    init(_ name: String) { self.name = name }

    enum CodingKeys: CodingKey { case name }
    enum ReferenceKeys: CodingKey { case edges, twin }

    func encodeReferences(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ReferenceKeys.self)
        try container.encode(edges, forKey: .edges)
        try container.encodeIfPresent(twin, forKey: .twin)
    }

    func decodeReferences(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ReferenceKeys.self)
        edges = try container.decode([Vertex].self, forKey: .edges)
        twin = try container.decodeIfPresent(Vertex.self, forKey: .twin)
    }
}

@Durable
func wander(yield: Yield<String>) async throws -> [String] {
    let vertices = ["a", "b", "c", "d"].map { Vertex($0) }
    for (index, vertex) in vertices.enumerated() {
        vertex.edges = [vertices[(index + 1) % 4], vertices[(index * 3) % 4], vertex]
        vertex.twin = vertices[3 - index]
    }
    var visited: [Vertex] = []
    var pending = [vertices[0]]
    while let next = pending.popLast() {
        if visited.contains(where: { $0 === next }) { continue }
        visited.append(next)
        try await yield("\(next.name) \(next.twin!.twin === next) \(next.edges[2] === next)")
        pending += next.edges
    }
    defer { for vertex in vertices { (vertex.edges, vertex.twin) = ([], nil) } }
    return visited.map(\.name)
}

class Creature: Codable {
    var name: String

    init(_ name: String) { self.name = name }

    private enum CodingKeys: CodingKey { case name }

    required init(from decoder: any Decoder) throws {
        name = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .name)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
    }

    func sound() -> String { "\(name) is silent" }
}

/// Stores what it adds apart from what its superclass stores.
final class Hound: Creature {
    var tricks: [String] = []
    var friend: Creature?

    override init(_ name: String) { super.init(name) }

    private enum CodingKeys: CodingKey { case tricks, friend }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        tricks = try container.decode([String].self, forKey: .tricks)
        friend = try container.decodeIfPresent(Creature.self, forKey: .friend)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tricks, forKey: .tricks)
        try container.encodeIfPresent(friend, forKey: .friend)
        try super.encode(to: container.superEncoder())
    }

    override func sound() -> String { "\(name) barks and \(tricks.joined(separator: ", "))" }
}

/// Adds nothing that would have to be stored.
final class Cow: Creature {
    override func sound() -> String { "\(name) moos" }
}

struct Farm: Codable {
    var animals: [String: Creature]
    var oldest: Creature
}

@Durable
func soundsOfTheFarm(yield: Yield<String>) async throws -> String {
    let dog = Hound("Rex")
    let animal: Creature = Bool.random() ? dog : dog
    let animals = [animal, Cow("Elsa"), Creature("Worm")]
    dog.friend = animals[1]
    var farm = Farm(animals: ["guard": dog, "milk": animals[1]], oldest: dog)
    for animal in animals {
        try await yield(animal.sound())
        dog.tricks.append("sits")
    }
    farm.oldest = farm.animals["milk"]!
    try await yield("\(farm.oldest === dog.friend) \(farm.animals["guard"] === dog) \(animal === dog)")
    return "\(animal.sound()); \(farm.oldest.sound()); \(dog.friend is Cow)"
}

protocol Drawing: Codable {
    var area: Int { get }
    mutating func grow()
}

struct Tile: Drawing {
    var side = 1
    var area: Int { side * side }
    mutating func grow() { side += 1 }
}

final class Sketch: Drawing {
    var area = 0
    func grow() { area += 10 }
}

enum Banner<Text: Codable & Sendable>: Drawing {
    case empty
    case text(Text, Int)

    var area: Int { if case .text(_, let size) = self { size } else { 0 } }
    mutating func grow() { if case .text(let text, let size) = self { self = .text(text, size * 2) } }
}

@Durable
func enlarged(_ drawing: any Drawing) async throws -> any Drawing {
    var drawing = drawing
    drawing.grow()
    try await Durable.sleep(for: .zero)
    drawing.grow()
    return drawing
}

@Durable
func drawings(yield: Yield<Int>) async throws -> [String] {
    let sketch = Sketch()
    var list: [any Drawing] = [Tile(), sketch, Banner.text("hello", 3), Banner<Int>.empty]
    var named: [String: any Drawing] = ["sketch": sketch]
    var last: (any Drawing)? = nil
    for index in list.indices {
        try await yield(list[index].area)
        list[index].grow()
        last = try await enlarged(list[index])
        named["\(index)"] = last
    }
    try await yield(sketch.area)
    let same = named["sketch"] as? Sketch === sketch && list[1] as? Sketch === sketch
    return named.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.area)" } + ["\(same) \(type(of: last!))"]
}

/// A list that is longer than the native stack is deep.
@Durable
func longList(_ count: Int, yield: Yield<Int>) async throws -> Int {
    var head: RingNode?
    for value in 1...count {
        let node = RingNode(value)
        node.next = head
        head = node
    }
    try await yield(head!.value)
    var sum = 0
    var reads = 0
    while let node = head {
        sum += node.value
        head = node.next
        node.next = nil
        reads += 1
        if reads == count / 2 { try await yield(sum) }
    }
    return sum
}

let objectsCases: [any AnyCase] = [
    Case("walkFolders tree with parents", yields: { try await walkFolders(yield: $0) }, durable: { WalkFolders() }),
    Case("josephus ring", yields: { try await josephus(7, every: 3, yield: $0) }, durable: { Josephus(7, every: 3) }),
    Case("unownedOwner unowned owner", yields: { try await unownedOwner(yield: $0) }, durable: { UnownedOwner() }),
    Case("wander graph", yields: { try await wander(yield: $0) }, durable: { Wander() }),
    Case(
        "soundsOfTheFarm subclasses",
        yields: { try await soundsOfTheFarm(yield: $0) },
        durable: { SoundsOfTheFarm() }
    ),
    Case("drawings any of a protocol", yields: { try await drawings(yield: $0) }, durable: { Drawings() }),
    Case("longList long list", yields: { try await longList(5_000, yield: $0) }, durable: { LongList(5_000) }),
]
