public import Torpor

// The vocabulary of generated functions: ordinary functions whose side effects show in the journal.

/// Records that something happened.
public func note(_ text: String) { Journal.record(text) }

/// Records the value of a variable.
public func show<Value>(_ name: String, _ value: Value) { Journal.record("\(name) is \(describe(value))") }

/// An operand whose evaluation leaves a trace.
public func op<Value>(_ label: Int, _ value: Value) -> Value {
    Journal.record("op \(label) \(describe(value))")
    return value
}

/// Counts in the outside world: another result each time.
public func tick() -> Int {
    let count = Journal.tick()
    Journal.record("tick \(count)")
    return count
}

/// Whether loops and calls may go on.
public func alive() -> Bool { Journal.world.events < Journal.limit }

/// Fails for some numbers.
public func risky(_ number: Int) throws -> Int {
    Journal.record("risky \(number)")
    switch number % 7 {
    case 0: throw Trouble.small
    case 3, -3: throw Trouble.big(number % 100)
    case 5: throw Mishap(reason: "five")
    default: return number
    }
}

/// Gives nothing for odd numbers.
public func maybe(_ number: Int) -> Int? {
    Journal.record("maybe \(number)")
    return number % 2 == 0 ? number : nil
}

/// Gives nothing for odd numbers.
public func maybePoint(_ number: Int) -> Point? {
    Journal.record("maybePoint \(number)")
    return number % 2 == 0 ? Point(x: number, y: 1) : nil
}

/// An ordinary awaited call.
public func fetch<Value: Sendable>(_ value: Value) async throws -> Value {
    Journal.record("fetch \(describe(value))")
    await Task.yield()
    return value
}

/// An ordinary awaited call that cannot fail.
public func glance<Value: Sendable>(_ value: Value) async -> Value {
    Journal.record("glance \(describe(value))")
    await Task.yield()
    return value
}

/// An ordinary awaited call that fails for some numbers.
public func fetchRisky(_ number: Int) async throws -> Int {
    await Task.yield()
    return try risky(number)
}

/// Adds up.
public func total(_ numbers: Int...) -> Int { numbers.reduce(0, { $0 &+ $1 }) }

/// Has a default argument.
public func scaled(_ number: Int, by scale: Int = 3) -> Int { number &* scale }

/// Evaluates its second argument only if it is to.
public func lazily(_ isNeeded: Bool, _ number: @autoclosure () -> Int) -> Int { isNeeded ? number() : 0 }

/// Could fail, and never does.
public func steady(_ number: Int) throws -> Int { number }

/// Hides the type of a number; that of an odd one is another.
public func anything(_ number: Int) -> Any { number % 2 == 0 ? number : "odd" }

/// Changes its argument.
@discardableResult
public func bump(_ number: inout Int, by amount: Int) -> Int {
    Journal.record("bump \(number) by \(amount)")
    number = number &+ amount
    return number
}

/// Changes its argument.
public func push(_ numbers: inout [Int], _ number: Int) {
    Journal.record("push \(number)")
    numbers.append(number)
}

/// Bounds the length of a text, so that doubling in loops does not exhaust memory.
public func clipString(_ text: String) -> String { String(text.prefix(24)) }

/// Bounds the length of an array.
public func clipInts(_ numbers: [Int]) -> [Int] { Array(numbers.prefix(8)) }

/// Bounds the size of a dictionary.
public func clipTable(_ table: [String: Int]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: table.sorted { $0.key < $1.key }.prefix(6).map { ($0.key, $0.value) })
}

/// Writes a dictionary in the order of its keys.
public func sortedText(_ table: [String: Int]) -> String {
    table.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
}

/// Describes a value, dictionaries in the order of their keys.
func describe<Value>(_ value: Value) -> String {
    if let table = value as? [String: Int] { return sortedText(table) }
    return String(describing: value)
}

extension Array where Element == Int {
    /// An element, whatever the index; zero of an empty array.
    public subscript(at index: Int) -> Int {
        get { isEmpty ? 0 : self[Int(index.magnitude % UInt(count))] }
        set {
            guard !isEmpty else { return }
            self[Int(index.magnitude % UInt(count))] = newValue
        }
    }
}

/// A small value type.
public struct Point: Codable, Equatable, Sendable {
    /// A field.
    public var x: Int
    /// Another.
    public var y: Int
    /// An optional one.
    public var tag: String?

    /// Makes a point.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    /// A number from both fields.
    public var sum: Int { x &+ y }

    /// Changes both fields.
    public mutating func shift(by amount: Int) {
        Journal.record("shift by \(amount)")
        x = x &+ amount
        y = y &- amount
    }

    /// Another point.
    public func moved(by amount: Int) -> Point {
        Journal.record("moved by \(amount)")
        return Point(x: x &+ amount, y: y)
    }
}

/// A small enumeration.
public enum Shape: Codable, Equatable, Sendable {
    case dot
    case line(Int)
    case box(Int, h: Int)
    case text(String)
}

/// The errors that are thrown.
public enum Trouble: Error, Codable, Equatable {
    case small
    case big(Int)
    case named(String, code: Int)
}

/// A second type of errors.
public struct Mishap: Error, Codable, Equatable {
    /// What happened.
    public var reason: String

    /// Makes an error.
    public init(reason: String) {
        self.reason = reason
    }
}

/// A handle to something outside, which its number describes.
public final class Beacon: Hibernatable, Sendable {
    /// The number.
    public let number: Int

    /// Makes a handle.
    ///
    /// - Parameter number: its number.
    public init(_ number: Int) {
        self.number = number
    }

    /// The number.
    public func hibernate() -> Int { number }

    /// Finds what has the number.
    public static func revive(from number: Int, in environment: Void) -> Beacon { Beacon(number) }
}
