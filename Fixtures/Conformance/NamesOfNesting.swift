import Torpor

// Static functions of nested types, and names with several meanings.

func whereAmI(_ number: Int, function: String = #function, line: Int = #line, file: String = #fileID) -> String {
    "\(function) \(line) \(file) \(number)"
}

extension Card {
    @Durable
    static func places(_ count: Int, line: Int = #line) async throws -> [String] {
        let first = "\(#function) \(#line) \(#fileID)"
        let second = whereAmI(try await later(2)); let third = whereAmI(4)
        let fourth = [
            whereAmI(5), whereAmI(try await later(6)),
            "\(#line) \(try await later(1)) \(#line)",
        ]
        let closure = { "\(#function) \(#line)" }()
        try await Durable.sleep(for: .zero)
        return [first, second, third] + fourth + [closure, "\(line)"]
    }
}

@Durable
func placesOfStatics() async throws -> [String] {
    let here = #line
    return try await Card.places(2) + ["\(#line - here)", #fileID, "\(#function)"] + Card.places(3)
}

enum Shell {
    enum Inner {
        struct Deep: Codable {
            var n: Int

            @Durable
            static func sum(_ values: Int..., scale: Int = 2) async throws -> Shell.Inner.Deep {
                var deep = Shell.Inner.Deep(n: 0)
                for value in values { deep.n += try await later(value) * scale }
                return deep
            }

            @Durable
            static func twice(of n: Int) async throws -> Int {
                let deep = try await sum(n, n, scale: 1)
                let other = try await Self.sum(n)
                return try await deep.n + other.n + Shell.Inner.Deep.sum(1).n + Shell.Inner.Deep.sum(2).n
            }
        }
        static let unit = 5
    }
    static var shared: Int { tally }
}

extension Shell.Inner {
    struct Box: Codable, Equatable { var v: Int }

    @Durable
    static func boxed(_ n: Int) async throws -> Box {
        let box = Box(v: try await later(n) + unit)
        try await Durable.sleep(for: .zero)
        return Box(v: box.v + unit + (try await Deep.twice(of: 1)))
    }
}

@Durable
func nestedStatics() async throws -> Int {
    let box = try await Shell.Inner.boxed(3)
    return box.v + Shell.Inner.unit + (try await Shell.Inner.Deep.twice(of: 2))
}

let shade = "module shade"

@Durable
func shadowedGlobals(yield: Yield<String>) async throws {
    try await yield(shade)
    let shade = shade + "!"
    try await yield(shade)
    if let shade = Optional(shade + "?") {
        try await yield(shade)
        let shade = shade.count
        try await yield("\(shade)")
        for shade in 0..<2 {
            let shade = shade * 10
            try await yield("\(shade)")
            do {
                throw Timeout(after: shade)
            } catch let shade as Timeout {
                try await yield("\(shade.after)")
                let closure = { (shade: Int) in shade + 1 }
                note("\(closure(shade.after))")
            }
        }
    }
    switch shade {
    case let shade where shade.hasSuffix("!"):
        let inner = { () -> String in
            let shade = "closure " + shade
            return shade
        }()
        try await yield(inner)
        fallthrough
    default:
        try await yield(shade)
    }
    try await yield(ConformanceFixtures.shade)
}

@Durable
func localsNamedLikeScaffolding() async throws -> String {
    var _frame = try await later(1)
    let _torpor = try await later(2)
    let operand1 = op("o", 3), operand2 = 4
    // swift-format-ignore: AlwaysUseLowerCamelCase
    let Swift = 5, torpor = "6"
    let result = operand1 + (try await later(operand2)) - _frame
    _frame += try await later(_torpor)
    let start = 1, later1 = 2, selfs = 3
    let `self` = 4, `case` = 5, `while` = 6
    let value = try await [start + later(later1), selfs, `case`, `while`]
    let thrown = "t", error = "e", decoder = 1, encoder = 2
    do { _ = try await laterFailing(.small) } catch { note("\(error)") }
    return
        "\(_frame) \(_torpor) \(result) \(value) \(Swift) \(torpor) \(thrown) \(error) \(decoder) \(encoder) \(`self`)"
}

// MARK: - Cases

let namesOfNestingCases: [any AnyCase] = [
    Case("placesOfStatics", plain: { try await placesOfStatics() }, durable: { PlacesOfStatics() }),
    Case("nestedStatics", plain: { try await nestedStatics() }, durable: { NestedStatics() }),
    Case("shadowedGlobals", yields: { try await shadowedGlobals(yield: $0) }, durable: { ShadowedGlobals() }),
    Case(
        "localsNamedLikeScaffolding",
        plain: { try await localsNamedLikeScaffolding() },
        durable: { LocalsNamedLikeScaffolding() }
    ),
]
