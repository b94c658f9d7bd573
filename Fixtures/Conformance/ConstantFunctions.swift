import Torpor

// Constants that are functions, types or key paths: they have no state, and no snapshot could hold them.

func tripled(_ number: Int) -> Int {
    note("tripled \(number)")
    return number * 3
}

func described(_ number: Int) -> String { "number \(number)" }
func described(_ flag: Bool) -> String { "flag \(flag)" }

/// Free functions, overloaded ones, initialisers, operators, functions of the standard library.
@Durable
func functionConstants(_ numbers: [Int], yield: Yield<String>) async throws -> [String] {
    let triple = tripled
    let describe: (Int) -> String = described
    let describeFlag = described as (Bool) -> String
    let make = Point.init(x:y:)
    let text: (Int) -> String = String.init
    let add: (Int, Int) -> Int = (+)
    let larger: (Int, Int) -> Int = max
    let isEven = { (number: Int) in number % 2 == 0 } as @Sendable (Int) -> Bool
    let magnitude: (Int) -> Int = Swift.abs
    func local(_ number: Int) -> Int { number + numbers.count }
    let again = local
    var results: [String] = []
    for number in numbers {
        try await yield(text(triple(number)))
        results.append(describe(again(number)) + describeFlag(isEven(number)))
        try await yield("\(make(number, try await later(1)).moved(by: magnitude(-2)))")
    }
    try await yield(results.joined())
    return [text(numbers.reduce(0, add)), text(numbers.reduce(0, larger)), numbers.map(triple).map(describe).joined()]
}

/// Types as values.
@Durable
func typeConstants(yield: Yield<String>) async throws -> Int {
    struct Local: Codable { var number = 4 }
    let number = Int.self
    let list: Any.Type = [String].self
    let optional = Int?.self
    let own = Local.self
    let keyed = Dictionary<String, Int>.self
    try await yield("\(number) \(list)")
    try await yield("\(optional) \(own) \(keyed)")
    let made = own.init(number: number.init("12") ?? 0)
    try await yield("\(made.number)")
    return Int(number.max == Int.max ? made.number : 0)
}

/// Key paths.
@Durable
func keyPathConstants(_ start: Int, yield: Yield<Int>) async throws -> [Int] {
    let x = \Point.x
    let count: KeyPath<[Point], Int> = \.count
    var point = Point(x: start, y: start + 1)
    try await yield(point[keyPath: x])
    point[keyPath: x] += 10
    try await yield([point, point][keyPath: count])
    let points = [point, Point(x: try await later(3))]
    return points.map { $0[keyPath: x] } + points.map(\.y)
}

/// Methods of constants, static methods, methods without their receiver.
@Durable
func methodConstants(_ start: Int, yield: Yield<Int>) async throws -> Int {
    let point = Point(x: start, y: 1)
    let move = point.moved
    let moveAny = Point.moved(by:)
    let zero = Origin.shifted
    let parcel = Parcel.Content(weights: [start, 2])
    let weigh = parcel.weighed(adding:)
    try await yield(move(5).x)
    try await yield(try await later(moveAny(point)(7).y))
    try await yield(zero(4).x + weigh(100))
    return weigh(1)
}

enum Origin {
    static func shifted(by amount: Int) -> Point { Point().moved(by: amount) }
}

// MARK: - Cases

let constantFunctionsCases: [any AnyCase] = [
    Case(
        "functionConstants",
        yields: { try await functionConstants([4, 7], yield: $0) },
        durable: { FunctionConstants([4, 7]) }
    ),
    Case("typeConstants", yields: { try await typeConstants(yield: $0) }, durable: { TypeConstants() }),
    Case("keyPathConstants", yields: { try await keyPathConstants(2, yield: $0) }, durable: { KeyPathConstants(2) }),
    Case("methodConstants", yields: { try await methodConstants(3, yield: $0) }, durable: { MethodConstants(3) }),
]
