import Torpor

// `#function`, `#line` and `#fileID` name the user's code, also through default arguments. And names inside types.

func place(_ function: String = #function, _ line: Int = #line, _ file: String = #fileID) -> String {
    "\(function) \(line) \(file)"
}

func placeLater(_ number: Int, function: String = #function, line: UInt = #line) async throws -> String {
    await Task.yield()
    return "\(number) \(function) \(line)"
}

@Durable
func placesSpelledOut(yield: Yield<String>) async throws {
    try await yield("\(#function) \(#line)")
    let function = #function
    let line = #line
    try await yield(#fileID)
    note("\(function) \(line)")
    if line > 0 {
        try await yield(#function)
        note("\(#line)")
    }
}

@Durable
func placesByDefaultArguments(upTo end: Int, yield: Yield<String>) async throws {
    for _ in 1...end {
        try await yield(place())
        note(place())
    }
    note(
        place()
    )
}

@Durable
func placesBesideSuspensions() async throws -> [String] {
    [
        "\(place()) \(try await later(1)) \(place())",
        try await placeLater(later(2)),
        try await placeLater(
            later(3)
        ),
    ]
}

@Durable
func placesInConditionsAndClosures(yield: Yield<String>) async throws -> String {
    if place().count > 3, try await laterFlag(true) {
        try await yield(place())
    }
    switch place() {
    case let text where try await laterFlag(!text.isEmpty): try await yield("\(text) \(#line)")
    default: break
    }
    let places = [1].map { _ in place() }
    return try await laterText(places[0])
}

enum Places {
    @Durable
    static func inside(_ number: Int) async throws -> String {
        let before = "\(#function) \(#line)"
        try await Durable.sleep(for: .milliseconds(1))
        return "\(before) \(place()) \(number)"
    }
}

/// A type whose members have the names that a coroutine might want.
struct Machine: Codable, Equatable {
    enum State: String, Codable { case idle, busy }

    struct Output: Codable, Equatable {
        var state: State
        var reply: Reply
    }

    struct Local: Codable, Equatable {
        var text = "local"
    }

    typealias Reply = Int
    typealias Yielded = String

    enum Coroutine: String, Codable { case own }
    enum Activation: String, Codable { case own }
    struct Transition: Codable, Equatable { var from = State.idle }

    static let state = State.idle

    static func encode(_ text: String) -> String { op("Machine.encode", text.uppercased()) }

    static func resume() -> Reply { op("Machine.resume", 5) }

    @Durable
    static func turn(_ first: Reply, yield: Yield<Yielded>) async throws -> Output {
        var current = state
        let local = Local()
        try await yield(encode("\(current) \(local.text)"))
        current = .busy
        let reply = try await later(first) + resume()
        let kinds = [Coroutine.own.rawValue, Activation.own.rawValue, "\(Transition().from)"]
        try await yield(kinds.joined())
        return Output(state: current, reply: reply)
    }
}

/// A type that hides names of the standard library.
enum Hiding {
    struct Optional: Codable { var number: Int }
    struct Encoder: Codable { var number: Int }
    struct Task: Codable, Equatable { var title = "a task" }
    struct Error: Swift.Error, Codable, Equatable { var reason = "own" }
    enum CodingKeys: String, Codable { case number }
    typealias Int = Swift.Int16
    typealias Void = Bool

    @Durable
    static func hidden(yield: Yield<Int>) async throws -> Task {
        let number: Int = .max
        let maybe: Swift.Int? = 4
        let own = Optional(number: 3)
        let encoder = Encoder(number: 5)
        try await yield(number)
        note("\(type(of: number)) \(maybe ?? 0) \(own.number) \(encoder.number) \(CodingKeys.number)")
        try await yield(number &+ 1)
        if maybe == 5 { throw Error() }
        return Task()
    }
}

@Durable
func called(_ number: Int, by caller: String = #function, at line: Int = #line) async throws -> String {
    try await Durable.sleep(for: .milliseconds(1))
    return "\(number) by \(caller) at \(line), in \(#function)"
}

@Durable
func placesOfDurableCallee() async throws -> [String] {
    [
        try await called(1),
        try await called(later(2)),
        try await called(3, by: "me"),
    ]
}

// MARK: - Cases

let namesOfPlacesCases: [any AnyCase] = [
    Case("placesSpelledOut", yields: { try await placesSpelledOut(yield: $0) }, durable: { PlacesSpelledOut() }),
    Case(
        "placesByDefaultArguments",
        yields: { try await placesByDefaultArguments(upTo: 2, yield: $0) },
        durable: { PlacesByDefaultArguments(upTo: 2) }
    ),
    Case(
        "placesBesideSuspensions",
        plain: { try await placesBesideSuspensions() },
        durable: { PlacesBesideSuspensions() }
    ),
    Case(
        "placesInConditionsAndClosures",
        yields: { try await placesInConditionsAndClosures(yield: $0) },
        durable: { PlacesInConditionsAndClosures() }
    ),
    Case("Places.inside", plain: { try await Places.inside(5) }, durable: { Places.Inside(5) }),
    Case("Machine.turn", yields: { try await Machine.turn(3, yield: $0) }, durable: { Machine.Turn(3) }),
    Case("Hiding.hidden", yields: { try await Hiding.hidden(yield: $0) }, durable: { Hiding.Hidden() }),
    Case(
        "called",
        plain: { try await called(1, by: "the harness", at: 2) },
        durable: { Called(1, by: "the harness", at: 2) }
    ),
    Case("placesOfDurableCallee", plain: { try await placesOfDurableCallee() }, durable: { PlacesOfDurableCallee() }),
]
