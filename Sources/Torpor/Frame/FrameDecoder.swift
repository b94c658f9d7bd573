/// Reads a frame.
///
public struct FrameDecoder {
    private let state: String
    private let locals: KeyedInput<FrameKey>
    var errors: [any (Error & Codable).Type]

    /// Opens a frame.
    ///
    /// - Parameters:
    ///   - decoder: where it is read from.
    ///   - errors: the types of the errors that are stored as they are.
    public init(_ decoder: any Decoder, errors: [any (Error & Codable).Type] = []) throws {
        locals = try KeyedInput(decoder)
        state = SourceMap.parts(of: try locals.decode(String.self, forKey: .state)).state
        self.errors = errors
    }

    /// The state of the frame.
    ///
    /// - Parameter type: the states of the coroutine.
    /// - Returns: the state.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if the coroutine has no such state.
    public func state<State: RawRepresentable<String>>(_ type: State.Type) throws -> State {
        guard let state = State(rawValue: state) else {
            throw SnapshotError.incompatible("there is no suspension point '\(self.state)'")
        }
        return state
    }

    // MARK: Values

    /// Reads a local.
    ///
    /// - Parameters:
    ///   - name: its name in the frame.
    ///   - like: never called: says the type.
    /// - Returns: its value.
    public func decode<Value: Codable>(_ name: String, like: @autoclosure () -> Value) throws -> Value {
        try locals.decode(Value.self, forKey: FrameKey(name))
    }

    /// Reads a local whose type is at hand.
    func decode<Value: Codable>(_ type: Value.Type, _ name: String) throws -> Value {
        try locals.decode(type, forKey: FrameKey(name))
    }

    /// Reads a local of a type whose parts have ways of their own to be stored, as ``FrameParts`` has made sure.
    ///
    /// - Parameters:
    ///   - name: its name in the frame.
    ///   - like: never called: says the type.
    /// - Returns: its value.
    @_disfavoredOverload
    public func decode<Value>(_ name: String, like: @autoclosure () -> Value) throws -> Value {
        try decode(parts: name, like: like())
    }

    /// Reads a local by its parts, whether or not it is `Codable` as a whole.
    func decode<Value>(parts name: String, like: @autoclosure () -> Value) throws -> Value {
        try ErrorCatalog.$current.withValue(errors) {
            try locals.decode(StoredValue<Value>.self, forKey: FrameKey(name)).value
        }
    }

    /// Reads an optional of an optional, which would lose its depth as a `Codable` value.
    public func decode<Value: Codable>(_ name: String, like: @autoclosure () -> Value??) throws -> Value?? {
        try locals.decode(StoredValue<Value??>.self, forKey: FrameKey(name)).value
    }
}
