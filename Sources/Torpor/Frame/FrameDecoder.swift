/// Reads a frame.
public struct FrameDecoder {
    private let coding: FrameCoding
    var errors: [any (Error & Codable).Type]

    /// Opens a frame.
    ///
    /// - Parameters:
    ///   - decoder: where it is read from.
    ///   - errors: the types of the errors that are stored as they are.
    public init(_ decoder: any Decoder, errors: [any (Error & Codable).Type] = []) throws {
        coding = try FrameCoding(decoder)
        self.errors = errors
    }

    /// The state of the frame.
    ///
    /// - Parameter type: the states of the coroutine.
    /// - Returns: the state.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if the coroutine has no such state.
    public func state<State: RawRepresentable<String>>(_ type: State.Type) throws -> State {
        try coding.state()
    }

    // MARK: Values

    /// Reads a local.
    ///
    /// - Parameters:
    ///   - name: its name in the frame.
    ///   - like: never called: says the type.
    /// - Returns: its value.
    public func decode<Value: Codable>(_ name: String, like: @autoclosure () -> Value) throws -> Value {
        try coding.decode(Value.self, name)
    }

    /// Reads a local whose type is at hand.
    func decode<Value: Codable>(_ type: Value.Type, _ name: String) throws -> Value {
        try coding.decode(type, name)
    }

    /// Reads a local of a type whose parts have ways of their own to be stored, as ``FrameParts`` has made sure.
    ///
    /// - Parameters:
    ///   - name: its name in the frame.
    ///   - like: never called: says the type.
    /// - Returns: its value.
    @_disfavoredOverload
    public func decode<Value>(_ name: String, like: @autoclosure () -> Value) throws -> Value {
        coding.errors = errors
        return try coding.decode(parts: Value.self, name)
    }

    /// Reads an optional of an optional, which would lose its depth as a `Codable` value.
    public func decode<Value: Codable>(_ name: String, like: @autoclosure () -> Value??) throws -> Value?? {
        try coding.decode(StoredValue<Value??>.self, name).value
    }
}
