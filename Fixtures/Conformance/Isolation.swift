import Torpor

// Durable functions on global actors, and callees of all kinds of isolation.

@MainActor var mainTotal: Int {
    get { Journal.current[number: "main"] }
    set { Journal.current[number: "main"] = newValue }
}

@MainActor
func mainAdd(_ amount: Int) -> Int {
    MainActor.preconditionIsolated()
    mainTotal += amount
    note("main \(mainTotal)")
    return mainTotal
}

@globalActor
actor Kitchen {
    static let shared = Kitchen()
}

@Kitchen var dishes: Int {
    get { Journal.current[number: "dishes"] }
    set { Journal.current[number: "dishes"] = newValue }
}

@Kitchen
func wash(_ count: Int) -> Int {
    Kitchen.preconditionIsolated()
    dishes += count
    return dishes
}

actor Store {
    static let main = Store()
    private static let names = ["a", "b"]

    func put(_ name: String, _ count: Int) -> Int {
        Journal.current[number: name] += count
        return Journal.current[number: name]
    }

    func reset() { for name in Self.names { Journal.current[number: name] = 0 } }
    var count: Int { Self.names.count { Journal.current[number: $0] > 0 } }
    subscript(name: String) -> Int { Journal.current[number: name] }
    nonisolated var label: String { "store" }
}

@MainActor
@Durable
func onMain(_ count: Int) async throws -> Int {
    mainTotal = 0
    var sum = 0
    for index in 0..<count {
        MainActor.assertIsolated()
        sum += mainAdd(index)
        try await Durable.sleep(for: .zero)
        let next = mainAdd(1)
        sum += try await fetch(next)
    }
    return sum
}

@Durable
@MainActor
func onMainClosures(_ start: Int) async throws -> Int {
    mainTotal = start
    let double = { @MainActor (value: Int) in mainAdd(value) }
    let kept = double(1)
    try await Durable.sleep(for: .zero)
    mainTotal += double(2) + kept
    let again = try await onMain(1)
    return again + mainTotal
}

@Kitchen
@Durable
func inKitchen(_ count: Int) async throws -> [Int] {
    dishes = 0
    var all = [wash(count)]
    try await Durable.sleep(for: .zero)
    all.append(wash(1))
    all.append(await mainAdd(0) * 0)
    all.append(try await onMain(2))
    Kitchen.preconditionIsolated()
    return all
}

@Durable
func fromNowhere() async throws -> [Int] {
    let first = try await onMain(2)
    let second = try await inKitchen(3)
    let third = await wash(1)
    let fourth = await mainAdd(5)
    let fifth = await MainActor.run { mainTotal }
    return [first, second.count, third, fourth, fifth]
}

@MainActor
struct Screen: Codable, Sendable {
    var title = "title"
    var width = 3

    func area() -> Int {
        MainActor.preconditionIsolated()
        return width * width
    }

    @Durable
    func draw(_ times: Int) async throws -> [Int] {
        var all: [Int] = []
        for _ in 0..<times {
            all.append(area() + mainAdd(0) * 0)
            try await Durable.sleep(for: .zero)
        }
        return all
    }

    @Durable
    mutating func widen() async throws -> Int {
        width += 1
        try await Durable.sleep(for: .zero)
        let drawn = try await draw(1)
        width += drawn.count
        return area()
    }

    @Durable
    nonisolated func title(_ times: Int) async throws -> String {
        let text = String(repeating: title, count: times)
        try await Durable.sleep(for: .zero)
        return text + " \(await area())"
    }

    @Durable
    static func make(_ width: Int) async throws -> Screen {
        try await Durable.sleep(for: .zero)
        return Screen(width: mainAdd(width) * 0 + width)
    }
}

extension Screen {
    @Durable
    func extended() async throws -> Int {
        let before = area()
        try await Durable.sleep(for: .zero)
        return before + area()
    }
}

struct Mixed: Codable, Sendable {
    var value = 1

    @MainActor
    @Durable
    mutating func bumpOnMain() async throws -> Int {
        value += mainAdd(1) * 0 + 1
        try await Durable.sleep(for: .zero)
        return mainAdd(0) * 0 + value
    }

    @Kitchen
    @Durable
    func generic<T: Codable & Sendable>(_ other: T) async throws -> (T, Int) {
        let count = wash(0) * 0
        try await Durable.sleep(for: .zero)
        return (other, count + value)
    }

    @Durable
    mutating func both() async throws -> [Int] {
        let first = try await bumpOnMain()
        let (second, third) = try await generic(first)
        return [first, second, third, value]
    }
}

@Durable
func usesActors() async throws -> [String] {
    await Store.main.reset()
    let first = await Store.main.put("a", 2)
    let second = await Store.main.put("a", first) + Store.main.put("b", first)
    let count = await Store.main.count
    let item = await Store.main["a"]
    if await Store.main.count > 1 { note("many") }
    while await Store.main["b"] < 4 { _ = await Store.main.put("b", 1) }
    let last = try await later(Store.main["b"])
    return ["\(first) \(second) \(count) \(item) \(last) \(Store.main.label)"]
}

@Durable
func usesScreens() async throws -> [String] {
    var screen = try await Screen.make(2)
    let drawn = try await screen.draw(2)
    let widened = try await screen.widen()
    let titled = try await screen.title(2)
    let extended = try await screen.extended()
    return ["\(drawn) \(widened) \(titled) \(extended) \(screen.width)"]
}

func repeating<T>(_ count: Int, _ body: (Int) throws -> T) rethrows -> [T] {
    try (0..<count).map(body)
}

func repeatingLater<T: Sendable>(_ count: Int, _ body: (Int) async throws -> T) async rethrows -> [T] {
    var all: [T] = []
    for index in 0..<count { all.append(try await body(index)) }
    return all
}

@Durable
func rethrowing(_ limit: Int) async throws -> [String] {
    let plain = repeating(2) { $0 * 2 }
    let number = try await later(limit)
    var log = ["\(plain)"]
    do {
        let all = try repeating(3) { index in
            if index == number { throw Trouble.big(index) }
            return index
        }
        try await Durable.sleep(for: .zero)
        log.append("\(all)")
    } catch {
        try await Durable.sleep(for: .zero)
        log.append("\(error)")
    }
    log.append("\(await repeatingLater(2) { await glance($0) })")
    log.append("\(try await repeatingLater(2) { try await fetch($0 + number) })")
    return log
}

@available(macOS 15, *)
@discardableResult
@Durable
func attributed(_ values: consuming [Int], _ other: borrowing Int) async throws -> Int {
    values.append(1)
    let copy = copy other
    try await Durable.sleep(for: .zero)
    values.append(copy)
    if #available(macOS 99, *) { values.append(4) }
    return values.reduce(0, +)
}

// MARK: - Cases

let isolationCases: [any AnyCase] = [
    Case("onMain", plain: { try await onMain(3) }, durable: { OnMain(3) }),
    Case("onMainClosures", plain: { try await onMainClosures(1) }, durable: { OnMainClosures(1) }),
    Case("inKitchen", plain: { try await inKitchen(3) }, durable: { InKitchen(3) }),
    Case("fromNowhere", plain: { try await fromNowhere() }, durable: { FromNowhere() }),
    Case(
        "Mixed.both",
        plain: {
            var m = Mixed(); return try await m.both()
        },
        durable: { Mixed.Both(on: Mixed()) }
    ),
    Case(
        "Mixed.bumpOnMain",
        plain: {
            var m = Mixed(); return try await m.bumpOnMain()
        },
        durable: { Mixed.BumpOnMain(on: Mixed()) }
    ),
    Case("Mixed.generic", plain: { try await Mixed().generic("a") }, durable: { Mixed.Generic(on: Mixed(), "a") }),
    Case("usesActors", plain: { try await usesActors() }, durable: { UsesActors() }),
    Case("usesScreens", plain: { try await usesScreens() }, durable: { UsesScreens() }),
    Case("rethrowing 1", plain: { try await rethrowing(1) }, durable: { Rethrowing(1) }),
    Case("rethrowing 5", plain: { try await rethrowing(5) }, durable: { Rethrowing(5) }),
    Case("attributed", plain: { try await attributed([1], 2) }, durable: { Attributed([1], 2) }),
]
