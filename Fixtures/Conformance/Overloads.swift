import Torpor

// Durable functions of one name: which is meant, types, labels and constraints tell.

@Durable(name: "ShownNumber")
func shown(_ value: Int) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "number \(value)"
}

@Durable(name: "ShownText")
func shown(_ value: String) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "text \(value)"
}

@Durable(name: "ShownOptional")
func shown(_ value: Int?) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "optional \(value.map { "\($0)" } ?? "none")"
}

@Durable(name: "ShownList")
func shown<T: Codable>(_ values: [T]) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "list \(values)"
}

@Durable(name: "ShownAny")
func shown<T: Codable>(_ value: T) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "any \(value)"
}

@Durable(name: "ShownComparable")
func shown<T: Codable & Comparable & FloatingPoint>(_ value: T) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "floating \(value)"
}

@Durable(name: "ShownLabelled")
func shown(number value: Int) async throws -> Int {
    try await Durable.sleep(for: .zero)
    return value
}

@Durable(name: "ShownTwice")
func shown(_ value: Int, _ other: Int = 5) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "two \(value) \(other)"
}

@Durable(name: "ShownMany")
func shown(all values: Int..., last: Bool = false) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "many \(values) \(last)"
}

@Durable(name: "ShownManyTexts")
func shown(all values: String..., last: Bool = true) async throws -> String {
    try await Durable.sleep(for: .zero)
    return "texts \(values) \(last)"
}

@Durable(name: "ReadNumber")
func read() async throws -> Int {
    try await Durable.sleep(for: .zero)
    return 4
}

@Durable(name: "ReadText")
func read() async throws -> String {
    try await Durable.sleep(for: .zero)
    return "four"
}

@Durable(name: "ReadList")
func read() async throws -> [Int] {
    try await Durable.sleep(for: .zero)
    return [4]
}

@Durable(name: "AlterNumber")
func alter(_ value: inout Int) async throws {
    value += 1
    try await Durable.sleep(for: .zero)
}

@Durable(name: "AlterText")
func alter(_ value: inout String) async throws {
    value += "+"
    try await Durable.sleep(for: .zero)
}

struct Plate: Codable, Sendable {
    var size = 2

    @Durable
    func render() async throws -> String {
        try await Durable.sleep(for: .zero)
        return "plate \(size)"
    }

    @Durable(name: "AddNumber")
    mutating func add(_ value: Int) async throws -> Int {
        size += value
        try await Durable.sleep(for: .zero)
        return size
    }

    @Durable(name: "AddText")
    mutating func add(_ value: String) async throws -> Int {
        size += value.count * 100
        try await Durable.sleep(for: .zero)
        return size
    }

    @Durable(name: "AddBoth")
    mutating func add(both value: Int) async throws -> [Int] {
        let first = try await add(value)
        let second = try await self.add("\(value)")
        return [first, second, try await add(op("late", value))]
    }

    @Durable
    static func make(_ size: Int) async throws -> Plate {
        try await Durable.sleep(for: .zero)
        return Plate(size: size)
    }

    @Durable(name: "MakeNamed")
    static func make(_ name: String) async throws -> Plate {
        try await Durable.sleep(for: .zero)
        return try await make(name.count)
    }
}

struct Dish: Codable, Sendable {
    var plate = Plate()
    var plates: [Plate] = [Plate(), Plate(size: 9)]

    @Durable
    func render() async throws -> String {
        let inner = try await plate.render()
        return "dish with \(inner)"
    }

    @Durable
    mutating func add(_ value: Int) async throws -> Int {
        try await plate.add(value) + plates[1].add("a")
    }
}

func any(_ condition: Bool) -> some Sequence<Int> { condition ? [1, 2] : [3] }

@Durable
func overloadedFree() async throws -> [String] {
    let number = op("number", 4)
    let missing: Int? = nil
    var log = [
        try await shown(1), try await shown("a"), try await shown(missing), try await shown([1]), try await shown(true),
        try await shown(1.5), "\(try await shown(number: 3))", try await shown(1, 2), try await shown(all: 1, 2),
        try await shown(all: "a", last: false), try await shown(all: 1), try await shown(number),
        try await shown([] as [String]),
    ]
    log.append(try await shown(shown(number: 2)))
    log.append(try await shown(shown("in")))
    log.append(try await shown(number > 3 ? shown("yes") : "no"))
    log.append(try await shown(shown(shown(number: 1))))
    let kept = try await shown(2.5)
    return log + [kept]
}

@Durable
func overloadedByResult() async throws -> String {
    let number: Int = try await read()
    let text = try await read() as String
    let list: [Int] = try await read()
    let sum = try await read() + 1
    let joined = try await read() + "!"
    var total = 0
    total += try await read()
    for element in try await read() as [Int] { total += element }
    return "\(number) \(text) \(list) \(sum) \(joined) \(total)"
}

@Durable
func overloadedInout() async throws -> String {
    var number = 1
    var text = "a"
    var pair = (2, "b")
    try await alter(&number)
    try await alter(&text)
    try await alter(&pair.0)
    try await alter(&pair.1)
    return "\(number) \(text) \(pair)"
}

@Durable
func overloadedMembers() async throws -> [String] {
    var plate = Plate()
    var dish = Dish()
    var log: [String] = []
    log.append("\(try await plate.add(1)) \(try await plate.add("ab")) \(plate)")
    log.append("\(try await plate.add(both: 3)) \(plate)")
    log.append("\(try await dish.add(2)) \(dish)")
    log.append("\(try await plate.render()) \(try await dish.render()) \(try await dish.plate.render())")
    log.append("\(try await dish.plates[op("i", 0)].add(5)) \(dish.plates[0])")
    let made = (try await Plate.make(3), other: try await Plate.make("four"))
    log.append("\(made.0) \(made.other) \(try await made.0.render()) \(try await made.other.render())")
    for item in dish.plates { log.append(try await item.render()) }
    let dishes = [dish, Dish()]
    for item in dishes { log.append(try await item.render()) }
    log.append(try await dishes.map(\.plate)[0].render())
    log.append(try await dishes.first?.plates.last?.render() ?? "none")
    if let last = dishes.last { log.append(try await last.render()) }
    let closure = { Plate(size: 50) }
    log.append(try await closure().render())
    return log
}

@Durable
func overloadedInContext(yield: Yield<String>) async throws {
    for number in Array(any(true)) { try await yield(shown(number)) }
    let texts: [String] = [try await read(), try await shown("x")]
    try await yield(texts.joined())
    if try await read() == 4 { try await yield("four") }
    switch try await shown(3) {
    case "number 3": try await yield(shown("right"))
    default: try await yield(shown(false))
    }
    guard let first = try await Optional(shown("opt")) else { return }
    try await yield(first)
    try await yield(try await read() ? "flag" : shown("no flag"))
}

@Durable(name: "ReadFlag")
func read() async throws -> Bool {
    try await Durable.sleep(for: .zero)
    return false
}

infix operator <+> : AdditionPrecedence

func <+> (left: Int, right: Int) async throws -> Int {
    note("\(left) <+> \(right)")
    await Task.yield()
    return left + right
}

prefix operator ^^

prefix func ^^ (value: Int) -> Int {
    note("^^\(value)")
    return value * value
}

struct Vector2: Codable, Equatable {
    var x = 0
    var y = 0

    static func + (left: Vector2, right: Vector2) -> Vector2 { Vector2(x: left.x + right.x, y: left.y + right.y) }
    static func += (left: inout Vector2, right: Vector2) { left = left + right }
    subscript(axis: Character) -> Int {
        get { axis == "x" ? x : y }
        set { if axis == "x" { x = newValue } else { y = newValue } }
    }
    static subscript(zero: Int) -> Vector2 { Vector2(x: zero, y: zero) }

    @Durable
    func scaled(_ factor: Int) async throws -> Vector2 {
        try await Durable.sleep(for: .zero)
        return Vector2(x: x * factor, y: y * factor)
    }
}

@Durable
func operatorsAsCallees() async throws -> [String] {
    let sum = try await 1 <+> later(2) <+> ^^later(3)
    var vector = try await Vector2(x: 1, y: 2) + Vector2[3].scaled(2)
    vector += try await vector.scaled(later(2))
    vector["x"] += try await later(100)
    vector["y"] = try await vector["x"] <+> vector["y"]
    let reduced = try await [later(2), later(3)].reduce(1, *) + later(4)
    return ["\(sum) \(vector) \(reduced)"]
}

// Overloads of which only some are durable: an `await` of its own tells them apart.

func gaugedHere(_ number: Int) -> Int { number * 100 }

@Durable
func gaugedHere(_ text: String) async throws -> Int {
    try await Durable.sleep(for: .zero)
    return text.count
}

@Durable
func gaugedInBothWays() async throws -> [Int] {
    let first = gaugedHere(2)
    let second = try await gaugedHere("four")
    let third = try await gaugedHere("\(first)")
    return [first, second, third, gaugedHere(first)]
}

// MARK: - Cases

let overloadsCases: [any AnyCase] = [
    Case("gaugedInBothWays", plain: { try await gaugedInBothWays() }, durable: { GaugedInBothWays() }),
    Case("shown number", plain: { try await shown(3 as Int) }, durable: { ShownNumber(3) }),
    Case("shown optional", plain: { try await shown(Int?.none) }, durable: { ShownOptional(nil) }),
    Case("shown list", plain: { try await shown(["a"]) }, durable: { ShownList(["a"]) }),
    Case(
        "shown many",
        plain: { try await shown(all: 1, 2, last: true) },
        durable: { ShownMany(all: 1, 2, last: true) }
    ),
    Case("read number", plain: { try await read() as Int }, durable: { ReadNumber() }),
    Case("read text", plain: { try await read() as String }, durable: { ReadText() }),
    Case(
        "Plate.add both",
        plain: {
            var p = Plate(); return try await p.add(both: 2)
        },
        durable: { Plate.AddBoth(on: Plate(), both: 2) }
    ),
    Case("Plate.make named", plain: { try await Plate.make("ab").size }, durable: { PlateSize("ab") }),
    Case("Dish.render", plain: { try await Dish().render() }, durable: { Dish.Render(on: Dish()) }),
    Case("overloadedFree", plain: { try await overloadedFree() }, durable: { OverloadedFree() }),
    Case("overloadedByResult", plain: { try await overloadedByResult() }, durable: { OverloadedByResult() }),
    Case("overloadedInout", plain: { try await overloadedInout() }, durable: { OverloadedInout() }),
    Case("overloadedMembers", plain: { try await overloadedMembers() }, durable: { OverloadedMembers() }),
    Case(
        "overloadedInContext",
        yields: { try await overloadedInContext(yield: $0) },
        durable: { OverloadedInContext() }
    ),
    Case("operatorsAsCallees", plain: { try await operatorsAsCallees() }, durable: { OperatorsAsCallees() }),
]

@Durable
func plateSize(_ name: String) async throws -> Int {
    try await Plate.make(name).size
}
