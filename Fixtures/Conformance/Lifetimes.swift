import Torpor

// How long objects live, which shows where others refer to them weakly: to the end of the scope of what holds them.

class Watched: Codable {
    let name: String
    weak var peer: Watched?
    var kids: [Watched] = []
    init(_ name: String) { self.name = name }
    var seen: String { peer?.name ?? "gone" }
}

/// A cell that refers to a watched object by itself.
struct Watcher: Codable {
    weak var target: Watched?
    init(_ target: Watched?) { self.target = target }
    var seen: String { target?.name ?? "gone" }
}

enum WatchedPair: Codable { case one(Watched), two(Watched, Watched), none }

func lookUp(_ name: String) -> Watched? { name.isEmpty ? nil : Watched(name) }

@Durable
func objectsInScope(_ flag: Bool, yield: Yield<String>) async throws -> [String] {
    var seen: [String] = []
    let first = Watched("first")
    let watcher = Watched("watcher")
    watcher.peer = first
    if flag {
        try await yield(watcher.seen)
        note(first.name)
    }
    seen.append(watcher.seen)
    if flag { try await yield(watcher.seen) }
    seen.append(watcher.seen)
    do {
        let inner = Watched("inner")
        watcher.peer = inner
        try await yield(watcher.seen)
        seen.append(watcher.seen)
    }
    seen.append(watcher.seen)
    do {
        let inner = Watched("inner2")
        watcher.peer = inner
        try await yield(watcher.seen)
        seen.append(inner.name)
    }
    seen.append(watcher.seen)
    return seen + [first.name]
}

@Durable
func objectsReassigned(yield: Yield<String>) async throws -> [String] {
    var holder: Watched? = Watched("a")
    let watcher = Watched("w")
    watcher.peer = holder
    try await yield(watcher.seen)
    holder = Watched("b")
    try await yield(watcher.seen)
    watcher.peer = holder
    try await yield(watcher.seen)
    holder = nil
    try await yield(watcher.seen)
    var many = [Watched("x"), Watched("y")]
    watcher.peer = many[1]
    try await yield(watcher.seen)
    many.removeLast()
    try await yield(watcher.seen)
    watcher.peer = many[0]
    many = []
    return [watcher.seen]
}

@Durable
func objectsInLoops(yield: Yield<String>) async throws -> [String] {
    var seen: [String] = []
    var last: [Watched] = []
    for index in 0..<3 {
        let owner = Watched("o\(index)")
        let watcher = Watched("w\(index)")
        watcher.peer = owner
        last.append(watcher)
        try await yield(watcher.seen)
        seen.append(watcher.seen)
        if index == 1 { continue }
        try await yield(last.map(\.seen).joined(separator: ","))
    }
    let owner = Watched("endless")
    last[0].peer = owner
    var count = 0
    while true {
        try await yield(last[0].seen)
        count += 1
        if count == 3 { break }
    }
    return seen + last.map(\.seen)
}

@Durable
func objectsBound(yield: Yield<String>) async throws -> [String] {
    var seen: [String] = []
    let watcher = Watched("w")
    if let found = lookUp("found") {
        watcher.peer = found
        try await yield(watcher.seen)
        seen.append(watcher.seen)
    }
    seen.append(watcher.seen)
    guard let guarded = lookUp("guarded") else { return [] }
    watcher.peer = guarded
    try await yield(watcher.seen)
    seen.append(watcher.seen)
    let pair = WatchedPair.two(Watched("l"), Watched("r"))
    switch pair {
    case .two(let left, _):
        watcher.peer = left
        try await yield(watcher.seen)
    default: break
    }
    seen.append(watcher.seen)
    var name: String? = "q"
    while let text = name, let made = lookUp(text) {
        watcher.peer = made
        try await yield(watcher.seen)
        seen.append(watcher.seen)
        name = nil
    }
    seen.append(watcher.seen)
    return seen
}

@Durable
func objectsHandedOn(_ owner: Watched, _ watcher: Watcher, yield: Yield<String>) async throws -> String {
    try await yield(watcher.seen)
    let child = Watched("child")
    owner.kids.append(child)
    let second = Watcher(child)
    try await yield(second.seen)
    return second.seen
}

@Durable
func objectsOfCallers(yield: Yield<String>) async throws -> [String] {
    let owner = Watched("owner")
    let first = try await objectsHandedOn(owner, Watcher(owner), yield: yield)
    let other = Watched("other")
    let second = Watcher(other)
    var seen = [first]
    do {
        seen.append(try await objectsHandedOn(Watched("temporary"), second, yield: yield))
        try await failingLate(second)
    } catch {
        seen.append(second.seen)
        try await yield(second.seen)
    }
    seen.append(second.seen)
    return seen
}

@Durable
func failingLate(_ watcher: Watcher) async throws {
    let local = Watched("late")
    let mine = Watcher(local)
    try await Durable.sleep(for: .milliseconds(1))
    note("\(mine.seen) \(watcher.seen)")
    throw Trouble.small
}

@Durable
func objectsWithClosures(yield: Yield<String>) async throws -> [String] {
    var seen: [String] = []
    let owner = Watched("owner")
    let watcher = Watched("w")
    watcher.peer = owner
    let look = { seen.append(watcher.seen) }
    try await yield("1")
    look()
    try await yield("2")
    var holder = Watched("h")
    let change = { holder = Watched("h2") }
    watcher.peer = holder
    try await yield(watcher.seen)
    change()
    try await yield(watcher.seen)
    watcher.peer = holder
    try await yield(watcher.seen)
    try await twiceWithin { number in
        let inside = Watched("i\(number)")
        watcher.peer = inside
        try await Durable.sleep(for: .milliseconds(1))
        seen.append(watcher.seen)
    }
    return seen + [watcher.seen]
}

@Durable
func twiceWithin(_ body: (Int) async throws -> Void) async throws {
    for number in 1...2 { try await body(number) }
}

@Durable
func objectsDeferred(_ flag: Bool, yield: Yield<String>) async throws -> [String] {
    let owner: Watched
    let watcher = Watched("w")
    if flag {
        owner = Watched("yes")
        watcher.peer = owner
        try await yield(watcher.seen)
    } else {
        owner = Watched("no")
        watcher.peer = owner
    }
    defer { note("deferred \(watcher.seen)") }
    try await yield(watcher.seen)
    defer { note("later \(watcher.seen)") }
    return [watcher.seen]
}

@Durable
func objectsGiven(_ boss: Watched, yield: Yield<Int>) async throws -> String {
    let child = Watched("c")
    child.peer = boss
    try await yield(1)
    do {
        let other = Watched("o")
        child.peer = other
        try await yield(2)
    }
    let first = child.peer?.name ?? "gone"
    child.peer = boss
    try await yield(3)
    return first + (child.peer?.name ?? "lost")
}

@Durable
func objectsOfIterations(yield: Yield<Int>) async throws -> [String] {
    var out: [String] = []
    out.append(try await objectsGiven(Watched("given"), yield: yield))
    for i in 0..<2 {
        let boss = Watched("b\(i)")
        let child = Watched("c\(i)")
        child.peer = boss
        try await yield(i)
        out.append(child.peer?.name ?? "lost")
    }
    var reassigned: Watched? = Watched("r")
    let last = Watched("l")
    last.peer = reassigned
    try await yield(9)
    out.append(last.peer?.name ?? "lost")
    reassigned = nil
    out.append(last.peer?.name ?? "gone")
    return out
}

// MARK: - Cases

let lifetimesCases: [any AnyCase] = [
    Case(
        "objectsInScope",
        yields: { try await objectsInScope(true, yield: $0) },
        durable: { ObjectsInScope(true) }
    ),
    Case(
        "objectsInScope false",
        yields: { try await objectsInScope(false, yield: $0) },
        durable: { ObjectsInScope(false) }
    ),
    Case(
        "objectsReassigned",
        yields: { try await objectsReassigned(yield: $0) },
        durable: { ObjectsReassigned() }
    ),
    Case(
        "objectsInLoops",
        yields: { try await objectsInLoops(yield: $0) },
        durable: { ObjectsInLoops() }
    ),
    Case(
        "objectsBound",
        yields: { try await objectsBound(yield: $0) },
        durable: { ObjectsBound() }
    ),
    Case(
        "objectsOfCallers",
        yields: { try await objectsOfCallers(yield: $0) },
        durable: { ObjectsOfCallers() }
    ),
    Case(
        "objectsWithClosures",
        yields: { try await objectsWithClosures(yield: $0) },
        durable: { ObjectsWithClosures() }
    ),
    Case(
        "objectsDeferred",
        yields: { try await objectsDeferred(true, yield: $0) },
        durable: { ObjectsDeferred(true) }
    ),
    Case(
        "objectsDeferred false",
        yields: { try await objectsDeferred(false, yield: $0) },
        durable: { ObjectsDeferred(false) }
    ),
    Case(
        "objectsOfIterations",
        yields: { try await objectsOfIterations(yield: $0) },
        durable: { ObjectsOfIterations() }
    ),
]
