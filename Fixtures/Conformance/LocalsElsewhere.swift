import Torpor

// Locals with accessors, and types of one's own, where other parts of the language meet them.

@Durable
func laterAdding(_ amount: Int, to number: inout Int) async throws {
    number += 1
    try await Durable.sleep(for: .milliseconds(1))
    number += amount
}

/// As `inout` arguments of durable calls: taken once, and given back once.
@Durable
func accessorsAsArguments(yield: Yield<Int>) async throws -> [Int] {
    var observed = 1 { didSet { note("observed \(oldValue) -> \(observed)") } }
    lazy var late = op("late", 10)
    @Clamped(0...50) var clamped = 20
    var stored = 5
    var computed: Int {
        get { op("computed", stored) }
        set { stored = op("stored", newValue) }
    }
    try await laterAdding(2, to: &observed)
    try await yield(observed)
    try await laterAdding(3, to: &late)
    try await laterAdding(100, to: &clamped)
    try await yield(late)
    try await laterAdding(4, to: &computed)
    try await yield(stored)
    return [observed, late, clamped, computed]
}

/// In `defer`, and around errors.
@Durable
func accessorsAndErrors(_ numbers: [Int], yield: Yield<Int>) async throws -> [Int] {
    var log: [Int] = [] { didSet { note("log \(log)") } }
    lazy var table = [1: op("table", 10), 2: 20]
    @Clamped(0...9) var depth = 0
    var last: Int { log.last ?? -1 }
    for number in numbers {
        depth += 1
        defer {
            depth -= 1
            note("leaving at \(depth) after \(last)")
        }
        do {
            try await yield(number)
            guard let value = table[number] else { throw Trouble.big(number) }
            log.append(try await later(value))
            table[number] = nil
        } catch Trouble.big(let missing) where missing > 5 {
            table[missing] = depth
            try await yield(last)
            log.append(missing)
        } catch {
            log.append(-number)
            if number == 4 { break }
        }
    }
    return log + [depth, table.count]
}

/// Accessors that throw or are async.
@Durable
func accessorsWithEffects(_ limit: Int, yield: Yield<Int>) async throws -> Int {
    var count = 0
    var checked: Int {
        get throws {
            count += 1
            if count > limit { throw Trouble.big(count) }
            return count
        }
    }
    var fetched: Int { get async throws { try await fetch(count) * 100 } }
    var glanced: Int { get async { await glance(count) } }
    try await yield(try checked + (await later(10)))
    try await yield(try await fetched)
    let both = try await later(1) + checked + fetched
    try await yield(both)
    try await yield(await glanced + (try await later(1)))
    do {
        try await yield(try checked)
        return try checked
    } catch {
        note("\(error) at \(count)")
        return await glanced
    }
}

/// Values that closures capture by their lists.
@Durable
func accessorsCaptured(yield: Yield<Int>) async throws -> [Int] {
    @Clamped(0...10) var clamped = 7
    lazy var late = op("late", 3)
    var observed = 4 { willSet { note("will \(newValue)") } }
    var computed: Int { op("computed", observed * 2) }
    let kept = { [clamped, late, observed, computed, sum = clamped + late] in
        [clamped, late, observed, computed, sum]
    }
    clamped = 1
    late = 100
    observed = 40
    try await yield(clamped + late)
    note("\(kept())")
    try await yield(computed)
    return kept() + [clamped, late, observed]
}

/// In a generic function, where Swift allows no type but a name for one.
@Durable
func genericLocalTypes<Value: Codable & Comparable, Key>(
    _ values: [Value],
    _ key: Key,
    yield: Yield<Int>
) async throws -> [Value] where Key: Codable & Hashable {
    typealias Entry = (value: Value, key: Key)
    typealias Table = [Key: [Value]]
    var entries: [Entry] = []
    var table = Table()
    lazy var largest = op("largest", values.max())
    for value in values {
        let entry: Entry = (value, key)
        try await yield(entries.count)
        entries.append(entry)
        table[entry.key, default: []].append(value)
        try await yield(table[key]!.count)
    }
    return entries.map(\.value) + [largest!]
}

struct Depot<Element: Codable>: Codable {
    var elements: [Element] = []

    @Durable
    mutating func fill(_ element: Element, times count: Int, yield: Yield<Int>) async throws -> Int {
        typealias Slot = (element: Element, number: Int)
        var slots: [Slot] = []
        lazy var total = op("total", elements.count * 10)
        var size: Int { elements.count + slots.count }
        for number in 0..<count {
            slots.append(Slot(element: element, number: number))
            elements.append(slots[number].element)
            try await yield(size)
        }
        return total + slots.map(\.number).reduce(0, +)
    }
}

@Durable
func fillStore(yield: Yield<Int>) async throws -> [String] {
    var store = Depot<String>(elements: ["zero"])
    try await yield(0)
    let total = try await store.fill("one", times: 2, yield: yield)
    return store.elements + ["\(total)"]
}

/// On a global actor.
@MainActor
@Durable
func accessorsOnMainActor(_ number: Int) async throws -> Int {
    lazy var late = op("late", mainNumber + number)
    var observed = number { didSet { mainNumber += 1 } }
    var computed: Int { mainNumber + late }
    struct Pair: Codable { var left = 1 }
    let pair = Pair()
    note("\(try await later(observed))")
    observed += 1
    note("\(try await later(computed))")
    mainNumber = 0
    return observed + late + pair.left
}

@MainActor var mainNumber: Int {
    get { Journal.current[number: "main"] }
    set { Journal.current[number: "main"] = newValue }
}

// MARK: - Cases

let localsElsewhereCases: [any AnyCase] = [
    Case(
        "accessorsAsArguments",
        yields: { try await accessorsAsArguments(yield: $0) },
        durable: { AccessorsAsArguments() }
    ),
    Case(
        "accessorsAndErrors",
        yields: { try await accessorsAndErrors([1, 7, 3, 2, 4, 1], yield: $0) },
        durable: { AccessorsAndErrors([1, 7, 3, 2, 4, 1]) }
    ),
    Case(
        "accessorsWithEffects",
        yields: { try await accessorsWithEffects(3, yield: $0) },
        durable: { AccessorsWithEffects(3) }
    ),
    Case("accessorsCaptured", yields: { try await accessorsCaptured(yield: $0) }, durable: { AccessorsCaptured() }),
    Case(
        "genericLocalTypes",
        yields: { try await genericLocalTypes(["b", "c", "a"], 4, yield: $0) },
        durable: { GenericLocalTypes(["b", "c", "a"], 4) }
    ),
    Case("fillStore", yields: { try await fillStore(yield: $0) }, durable: { FillStore() }),
    Case(
        "accessorsOnMainActor",
        plain: { try await accessorsOnMainActor(2) },
        durable: { AccessorsOnMainActor(2) }
    ),
]
