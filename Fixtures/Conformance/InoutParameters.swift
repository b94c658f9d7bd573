import Torpor

// Parameters that a durable function changes for its caller.

@Durable
func grow(_ value: inout Int, by amount: Int = 1) async throws -> Int {
    value += amount
    try await Durable.sleep(for: .zero)
    if value > 4000 { throw Trouble.big(value) }
    value *= 2
    return value
}

@Durable
func trade<Value: Codable>(_ left: inout Value, with right: inout Value) async throws {
    let kept = left
    left = right
    try await Durable.sleep(for: .zero)
    right = kept
}

@Durable
func append(_ values: Int..., to list: inout [Int], named name: inout String?) async throws -> Int {
    for value in values {
        list.append(value)
        try await Durable.sleep(for: .zero)
        name = (name ?? "") + "\(value)"
    }
    return list.count
}

@Durable
func growTwice(_ value: inout Int) async throws -> [Int] {
    let first = try await grow(&value)
    increment(&value)
    let second = try await grow(&value, by: first)
    return [first, second, value]
}

func increment(_ value: inout Int) { value += 1 }

@Durable
func growInClosures(_ value: inout Int, _ list: inout [Int]) async throws -> Int {
    list.forEach { value += $0 }
    try await Durable.sleep(for: .zero)
    func add(_ number: Int) { value += number }
    add(3)
    try await Durable.sleep(for: .zero)
    add(4)
    list = list.map { $0 + value }
    return list.reduce(0, +)
}

@Durable
func growWithDefer(_ value: inout Int, _ way: Int) async throws -> Int {
    defer { value += 100 }
    if way == 0 { return value }
    try await Durable.sleep(for: .zero)
    for index in 0..<3 {
        defer { value += 1000 }
        if index == way { break }
        try await Durable.sleep(for: .zero)
        if way == 3 { throw Trouble.small }
    }
    return value
}

@Durable
func growRecursive(_ value: inout [Int], depth: Int) async throws {
    guard depth > 0 else { return }
    value.append(depth)
    try await growRecursive(&value, depth: depth - 1)
    value.append(-depth)
}

@Durable
func onlyAssigned(_ value: inout Int, _ text: inout String) async throws {
    value = 3
    try await Durable.sleep(for: .zero)
    text = "new"
}

@Durable
func untouched(_ value: inout Int) async throws -> Int {
    try await Durable.sleep(for: .zero)
    return value
}

@Durable
func growYielding(_ value: inout Int, yield: Yield<Int>) async throws {
    while value < 4 {
        value += 1
        try await yield(value)
    }
}

struct Dial: Codable, Equatable, Sendable {
    var position = 1
    var positions = [1, 2, 3]
    var log: [String] = []
    var watched = 1 {
        willSet { log.append("will \(newValue)") }
        didSet { log.append("did \(oldValue) \(watched)") }
    }
    var half: Int {
        get { position / 2 }
        set { position = newValue * 2 }
    }
    subscript(offset: Int) -> Int {
        get { positions[offset] }
        set { positions[offset] = newValue }
    }
    static var shared: Int {
        get { tally }
        set { tally = newValue }
    }

    @Durable
    mutating func turn() async throws -> [Int] {
        var results: [Int] = []
        results.append(try await grow(&position))
        results.append(try await grow(&self.position))
        results.append(try await grow(&positions[op("index", 1)]))
        results.append(try await grow(&half))
        results.append(try await grow(&self[0]))
        results.append(try await grow(&watched))
        Self.shared = 5
        results.append(try await grow(&Self.shared))
        results.append(try await grow(&Dial.shared))
        results.append(Self.shared)
        return results
    }

    @Durable
    func read(into list: inout [Int]) async throws -> Int {
        list += positions
        try await Durable.sleep(for: .zero)
        list.append(position)
        return list.count
    }

    @Durable
    mutating func trade(with other: inout Dial) async throws {
        (self, other) = (other, self)
        try await Durable.sleep(for: .zero)
        position += 10
        other.position += 100
    }
}

@Durable
func inoutOfEverything() async throws -> [String] {
    var log: [String] = []
    var number = 1
    log.append("\(try await grow(&number)) \(number)")
    log.append("\(try await grow(&number, by: number)) \(number)")
    log.append("\(try await growTwice(&number)) \(number)")
    do {
        number = 10000
        _ = try await grow(&number)
    } catch {
        log.append("\(error) \(number)")
    }
    log.append("\(String(describing: try? await grow(&number))) \(number)")
    var left = "left"
    var right = "right"
    try await trade(&left, with: &right)
    log.append("\(left) \(right)")
    var list = [1, 2, 3]
    try await trade(&list[0], with: &number)
    log.append("\(list) \(number)")
    var name: String?
    log.append("\(try await append(4, 5, to: &list, named: &name)) \(list) \(name ?? "nil")")
    log.append("\(try await append(to: &list, named: &name)) \(list) \(name ?? "nil")")
    number = 1
    log.append("\(try await growInClosures(&number, &list)) \(number) \(list)")
    for way in 0...2 { log.append("\(try await growWithDefer(&number, way)) \(number)") }
    do {
        _ = try await growWithDefer(&number, 3)
    } catch {
        log.append("\(error) \(number)")
    }
    var empty: [Int] = []
    try await growRecursive(&empty, depth: 3)
    log.append("\(empty)")
    try await onlyAssigned(&number, &left)
    log.append("\(number) \(left) \(try await untouched(&number))")
    return log
}

@Durable
func inoutPlaces() async throws -> [String] {
    var log: [String] = []
    var dial = Dial()
    log.append("\(try await dial.turn()) \(dial)")
    var other = Dial(position: 7)
    try await dial.trade(with: &other)
    log.append("\(dial.position) \(other.position)")
    var list = [9]
    log.append("\(try await dial.read(into: &list)) \(list)")
    log.append("\(try await dial.read(into: &other.positions)) \(other)")
    var grid = [[1, 2], [3, 4]]
    log.append("\(try await grow(&grid[op("row", 1)][op("column", 0)], by: op("by", 2))) \(grid)")
    var counts = ["a": 1]
    log.append("\(try await grow(&counts["a"]!)) \(try await grow(&counts["b", default: 5])) \(counts["b"]!)")
    var tuple = (1, label: 2)
    log.append("\(try await grow(&tuple.0)) \(try await grow(&tuple.label)) \(tuple)")
    var optional: Int? = 3
    log.append("\(try await grow(&optional!)) \(optional!)")
    var slice = [1, 2, 3, 4]
    try await growRecursive(&slice[1..<3].asArray, depth: 1)
    log.append("\(slice)")
    tally = 2
    log.append("\(try await grow(&tally)) \(tally)")
    var a = 1
    var b = 2
    log.append("\(try await grow(&a, by: grow(&b, by: later(2)))) \(a) \(b)")
    log.append("\(try await grow(&a) + grow(&b) + a + b)")
    log.append("\([a, try await grow(&a), a, try await untouched(&a)])")
    a += try await grow(&a)
    log.append("\(try await grow(&a, by: next(&a))) \(try await grow(&a, by: later(next(&a))))")
    log.append("\(try await grow(&dial[op("offset", 0)], by: op("by", 1))) \(try await grow(&b, by: a + next(&b)))")
    log.append("\(a)")
    if try await grow(&b) > b - 1, b > 0 { log.append("yes \(b)") }
    var index = 0
    list = [1, 2, 3]
    log.append("\(try await grow(&list[next(&index)], by: list[index])) \(list) \(index)")
    return log
}

func next(_ index: inout Int) -> Int {
    index += 1
    return index
}

extension ArraySlice where Element == Int {
    var asArray: [Int] {
        get { Array(self) }
        set { self = newValue[...] }
    }
}

@Durable
func inoutYields(yield: Yield<Int>) async throws -> Int {
    var value = 1
    try await growYielding(&value, yield: yield)
    try await yield(value * 100)
    return value
}

// MARK: - Cases

let inoutParametersCases: [any AnyCase] = [
    Case(
        "grow",
        plain: {
            var n = 1; return try await grow(&n)
        },
        durable: { Grow(1) }
    ),
    Case(
        "growTwice",
        plain: {
            var n = 1; return try await growTwice(&n)
        },
        durable: { GrowTwice(1) }
    ),
    Case(
        "growInClosures",
        plain: {
            var n = 1; var l = [1, 2]; return try await growInClosures(&n, &l)
        },
        durable: { GrowInClosures(1, [1, 2]) }
    ),
    Case(
        "growWithDefer",
        plain: {
            var n = 1; return try await growWithDefer(&n, 2)
        },
        durable: { GrowWithDefer(1, 2) }
    ),
    Case(
        "growWithDefer throws",
        plain: {
            var n = 1; return try await growWithDefer(&n, 3)
        },
        durable: { GrowWithDefer(1, 3) }
    ),
    Case(
        "trade",
        plain: {
            var a = 1; var b = 2; return try await trade(&a, with: &b)
        },
        durable: { Trade(1, with: 2) }
    ),
    Case(
        "Dial.turn",
        plain: {
            var d = Dial(); return try await d.turn()
        },
        durable: { Dial.Turn(on: Dial()) }
    ),
    Case(
        "Dial.read",
        plain: {
            var l = [1]; return try await Dial().read(into: &l)
        },
        durable: { Dial.Read(on: Dial(), into: [1]) }
    ),
    Case(
        "growYielding",
        yields: {
            var n = 1; return try await growYielding(&n, yield: $0)
        },
        durable: { GrowYielding(1) }
    ),
    Case("inoutYields", yields: { try await inoutYields(yield: $0) }, durable: { InoutYields() }),
    Case("inoutOfEverything", plain: { try await inoutOfEverything() }, durable: { InoutOfEverything() }),
    Case("inoutPlaces", plain: { try await inoutPlaces() }, durable: { InoutPlaces() }),
]
