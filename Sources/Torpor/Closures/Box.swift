/// Shares a variable of a durable function with the closures that it has given to a call, while the call runs, and with
/// those that are kept.
///
/// It is stored as an object, so that all who share the variable share it again after a restore. A closure in the variable
/// may be one that shares the variable, as recursive closures do: functions are read when the box is there.
public final class Box<Value>: CyclicCodable {
    /// Nothing while the box has been read and what is in it has not.
    private var contents: Value?

    /// The value of the variable.
    public var value: Value {
        get { contents! }
        _modify { yield &contents! }
    }

    /// Shares a value.
    ///
    /// - Parameter value: the value.
    public init(_ value: Value) {
        contents = value
    }

    /// Reads the value, if it has no functions in it.
    public init(from decoder: any Decoder) throws {
        if !Self.mayBeCyclic { contents = try StoredValue<Value>(from: decoder).value }
    }

    /// Writes the value, if it has no functions in it.
    public func encode(to encoder: any Encoder) throws {
        if Self.mayBeCyclic {
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        } else {
            try StoredValue(value).encode(to: encoder)
        }
    }

    /// Writes the value, if it has functions in it.
    public func encodeReferences(to encoder: any Encoder) throws {
        try StoredValue(value).encode(to: encoder)
    }

    /// Reads the value, if it has functions in it.
    public func decodeReferences(from decoder: any Decoder) throws {
        contents = try StoredValue<Value>(from: decoder).value
    }
}

extension Box where Value: UnwrappedValue {
    /// The value of a variable that is unwrapped where it is used.
    public var unwrapped: Value.Wrapped! {
        get { value.optional }
        _modify { yield &value.optional }
    }
}

/// What optionals are, for constraints to say.
public protocol UnwrappedValue {
    /// What there may be.
    associatedtype Wrapped

    /// The optional itself.
    var optional: Wrapped? { get set }
}

extension Optional: UnwrappedValue {
    /// The optional itself.
    public var optional: Wrapped? {
        get { self }
        _modify { yield &self }
    }
}

extension Box: PossiblyCyclic {
    static var mayBeCyclic: Bool { StoredValue<Value>.holdsFunctions }
}

/// A class of which some instances only have their references apart, which the type tells.
protocol PossiblyCyclic: CyclicCodable {
    static var mayBeCyclic: Bool { get }
}

extension Local {
    /// An empty place for a box around what this place is for.
    public var boxed: Local<Box<Value>> { Local<Box<Value>>() }
}
