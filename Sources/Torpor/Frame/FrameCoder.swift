/// The key of a local, or of a frame's own parts.
struct FrameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) {
        stringValue = name
    }

    init?(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }

    static let state = FrameKey("state")
    static let locals = FrameKey("locals")
}

/// Writes a frame: the name of its state, and the locals that are live there.
public struct FrameEncoder {
    var locals: KeyedEncodingContainer<FrameKey>

    /// Begins a frame.
    ///
    /// - Parameters:
    ///   - encoder: where it is written.
    ///   - state: its state.
    public init(_ encoder: any Encoder, state: some RawRepresentable<String>) throws {
        var container = encoder.container(keyedBy: FrameKey.self)
        try container.encode(state.rawValue, forKey: .state)
        locals = container.nestedContainer(keyedBy: FrameKey.self, forKey: .locals)
    }

    /// Writes a local.
    ///
    /// - Parameters:
    ///   - value: its value.
    ///   - name: its name in the frame.
    public mutating func encode<Value: Codable>(_ value: Value, _ name: String) throws {
        try locals.encode(value, forKey: FrameKey(name))
    }

    /// Refuses, at compile time, a local that cannot be written.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "this value lives across a suspension and is not Codable: make its type Codable, or let it end before"
    )
    public mutating func encode<Value>(_ value: Value, _ name: String) throws {
        unreachable()
    }
}

/// Reads a frame.
public struct FrameDecoder {
    private let state: String
    let locals: KeyedDecodingContainer<FrameKey>

    /// Opens a frame.
    ///
    /// - Parameter decoder: where it is read from.
    public init(_ decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: FrameKey.self)
        state = try container.decode(String.self, forKey: .state)
        locals = try container.nestedContainer(keyedBy: FrameKey.self, forKey: .locals)
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

    /// Reads a local.
    ///
    /// - Parameters:
    ///   - name: its name in the frame.
    ///   - like: never called: says the type.
    /// - Returns: its value.
    public func decode<Value: Codable>(_ name: String, like: @autoclosure () -> Value) throws -> Value {
        try locals.decode(Value.self, forKey: FrameKey(name))
    }

    /// Has no use but to leave the one error about a local that cannot be stored to ``FrameEncoder``.
    @_disfavoredOverload
    public func decode<Value>(_ name: String, like: @autoclosure () -> Value) throws -> Value {
        throw SnapshotError.incompatible("the local '\(name)' cannot be stored")
    }
}
