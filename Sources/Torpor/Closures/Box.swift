/// Shares a variable of a durable function with the closures that it has given to a call, while the call runs.
///
/// It is stored as an object, so that all who share the variable share it again after a restore.
public final class Box<Value>: Codable {
    /// The value of the variable.
    public var value: Value

    /// Shares a value.
    ///
    /// - Parameter value: the value.
    public init(_ value: Value) {
        self.value = value
    }

    /// Reads the value.
    public init(from decoder: any Decoder) throws {
        value = try StoredValue<Value>(from: decoder).value
    }

    /// Writes the value.
    public func encode(to encoder: any Encoder) throws {
        try StoredValue(value).encode(to: encoder)
    }
}

extension Local {
    /// An empty place for a box around what this place is for.
    public var boxed: Local<Box<Value>> { Local<Box<Value>>() }
}
