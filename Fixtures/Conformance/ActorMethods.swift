import Torpor

// Methods of an actor that is a handle: they run on it, from suspension to suspension.

/// A generic one.
actor Stockroom<Item: Codable & Sendable>: Hibernatable {
    struct Empty: Error, Codable {}

    nonisolated let items: [Item]
    var taken = 0
    var rest: Int { items.count }
    var late: Int { get async { await Task.yield(); return items.count } }

    init(_ items: [Item]) { self.items = items }

    nonisolated func hibernate() -> [Item] { items }

    static func revive(from items: [Item], in _: Void) -> Stockroom<Item> { Stockroom<Item>(items) }

    func item(at index: Int) throws -> Item {
        guard index < items.count else { throw Empty() }
        return items[index]
    }

    @Durable
    func list() async throws -> Int {
        var sent = 0
        defer { note("left \(sent) of \(rest)") }
        do {
            while true {
                let item = try item(at: sent)
                note("\(item)")
                try await Durable.sleep(for: .zero)
                sent += 1
                let pair = (self.rest, await self.late)
                note("\(pair) \(await late + rest)")
            }
        } catch {
            note("caught \(error is Empty)")
        }
        return sent + rest
    }
}

extension Stockroom {
    /// Asks again and again.
    @Durable
    func ask<T: Codable & Sendable>(_ first: T) async throws -> [T] {
        var all: [T] = []
        func add(_ value: T) { all.append(value) }
        while all.count < 5, let count = Optional(try await several("z", all.count).count % 4), count > 0 {
            for _ in 0..<count { add(first) }
            switch (count, await late) {
            case (let n, let l) where n < l: note("less \(n) \(l) \(rest)")
            default: note("not less")
            }
            preconditionIsolated()
        }
        return all
    }

    @Durable
    func both() async throws -> [String] {
        let first = try await self.several("a", 1)
        let second = try await several("b", try await several("c", rest).count)
        if try await several("d", 1).isEmpty || rest > 5 { return [] }
        return first + second + (try await optional(rest)?.description).map { [$0] }!
    }

    @Durable(checkpoints: .onSuspend)
    func several(_ text: String, _ count: Int) async throws -> [String] {
        let own = await words(text, item(of: count))
        try await Durable.sleep(for: .zero)
        return own + Array(repeating: text, count: count + item(of: count))
    }

    func words(_ text: String, _ count: Int) async -> [String] { [text, "\(count)"] }
    func item(of count: Int) -> Int { count + rest }
    func optional(_ count: Int) async throws -> Int? { count }
}

@Durable
func stockrooms() async throws -> [String] {
    let stockroom = Stockroom([3, 4])
    let listed = try await stockroom.list()
    let more = try await stockroom.both()
    let stockrooms: [Stockroom<Int>?] = [stockroom, nil]
    var sum = 0
    for stockroom in stockrooms { sum += try await stockroom?.several("x", 1).count ?? 100 }
    return ["\(listed)", "\(more)", "\(sum)"]
}

@Durable
func asksStockroom() async throws -> [String] {
    try await Stockroom([true]).ask("x")
}

// MARK: - Cases

let actorMethodsCases: [any AnyCase] = [
    Case("stockrooms", plain: { try await stockrooms() }, durable: { Stockrooms() }),
    Case("asksStockroom", plain: { try await asksStockroom() }, durable: { AsksStockroom() }),
]
