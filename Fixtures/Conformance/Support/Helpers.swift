import Torpor

// The vocabulary of the cases: ordinary functions whose side effects show in the transcript, and a few durable callees.

/// Records that something happened.
func note(_ text: String) {
    Journal.current.record(text)
}

/// An operand whose evaluation leaves a trace.
func op<Value>(_ label: String, _ value: Value) -> Value {
    note("\(label) = \(value)")
    return value
}

/// An operand that fails to be evaluated.
func failing<Value>(_ trouble: Trouble, as type: Value.Type = Value.self) throws -> Value {
    note("failing with \(trouble)")
    throw trouble
}

/// A number in the outside world: a global variable to the functions that use it.
var tally: Int {
    get { Journal.current[number: "tally"] }
    set { Journal.current[number: "tally"] = newValue }
}

/// Changes the global variable and says by how much.
func bump(by amount: Int) -> Int {
    tally += amount
    note("bump by \(amount) to \(tally)")
    return amount
}

/// An ordinary awaited call that gives back what it is given.
func fetch<Value: Sendable>(_ value: Value) async throws -> Value {
    note("fetch \(value)")
    await Task.yield()
    return value
}

/// An ordinary awaited call that cannot fail.
func glance<Value: Sendable>(_ value: Value) async -> Value {
    note("glance \(value)")
    await Task.yield()
    return value
}

/// An ordinary awaited call that fails.
func refuse<Value>(_ trouble: Trouble, as type: Value.Type = Value.self) async throws -> Value {
    note("refuse \(trouble)")
    await Task.yield()
    throw trouble
}

/// An ordinary awaited call that changes the global variable.
func fetchBumping(by amount: Int) async throws -> Int {
    await Task.yield()
    return bump(by: amount)
}

/// The errors that cases throw.
enum Trouble: Error, Codable, Equatable {
    case small
    case big(Int)
    case named(String, code: Int)
}

/// A second type of errors, for catch clauses that tell types apart.
struct Mishap: Error, Codable, Equatable {
    var reason: String
}

/// A success or a failure that can be encoded, as the standard library's `Result` cannot.
enum Attempt: Codable {
    case success(Int)
    case failure(Trouble)
}

/// A value type that cases change in place.
struct Point: Codable, Equatable, Sendable {
    var x = 0
    var y = 0

    mutating func shift(by amount: Int) {
        x += amount
        y += amount
    }

    func moved(by amount: Int) -> Point { Point(x: x + amount, y: y + amount) }
}

/// Something with optional parts.
struct Parcel: Codable, Equatable, Sendable {
    var label: String?
    var content: Content?

    struct Content: Codable, Equatable, Sendable {
        var weights: [Int] = []
        var note: String?

        func weighed(adding extra: Int) -> Int {
            ConformanceFixtures.note("weighed adding \(extra)")
            return weights.reduce(0, +) + extra
        }

        mutating func add(_ weight: Int) {
            ConformanceFixtures.note("add \(weight)")
            weights.append(weight)
        }
    }
}

/// Gives its argument back after a sleep.
@Durable
func later(_ number: Int) async throws -> Int {
    note("later \(number)")
    try await Durable.sleep(for: .milliseconds(1))
    return number
}

/// Gives its argument back after a sleep.
@Durable
func laterFlag(_ flag: Bool) async throws -> Bool {
    note("laterFlag \(flag)")
    try await Durable.sleep(for: .milliseconds(1))
    return flag
}

/// Gives its argument back after a sleep.
@Durable
func laterText(_ text: String) async throws -> String {
    note("laterText \(text)")
    try await Durable.sleep(for: .milliseconds(1))
    return text
}

/// Gives a positive number back after a sleep, nil otherwise.
@Durable
func laterPositive(_ number: Int) async throws -> Int? {
    note("laterPositive \(number)")
    try await Durable.sleep(for: .milliseconds(1))
    return number > 0 ? number : nil
}

/// Changes the global variable after a sleep.
@Durable
func laterBump(by amount: Int) async throws -> Int {
    try await Durable.sleep(for: .milliseconds(1))
    return bump(by: amount)
}

/// Fails after a sleep.
@Durable
func laterFailing(_ trouble: Trouble) async throws -> Int {
    note("laterFailing \(trouble)")
    try await Durable.sleep(for: .milliseconds(1))
    throw trouble
}
