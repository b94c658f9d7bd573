/// The key of a local, or of a frame's state.
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
}

/// Writes a frame: the name of its state with the line of the source that it waits at, and the locals that are live there.
///
/// Whether a local can be stored at all is for ``FrameParts`` to say.
public struct FrameEncoder {
    private let coding: FrameCoding

    /// Begins a frame.
    ///
    /// - Parameters:
    ///   - encoder: where it is written.
    ///   - state: its state.
    ///   - source: where in the source its states are, if that is known.
    ///   - errors: the types of the errors that are stored as they are; others become ``OpaqueError``.
    public init(
        _ encoder: any Encoder,
        state: some RawRepresentable<String>,
        source: SourceMap? = nil,
        errors: [any (Error & Codable).Type] = []
    ) throws {
        coding = FrameCoding(encoder)
        coding.errors = errors
        try coding.encode(state: state.rawValue, source)
    }

    // MARK: Values

    /// Writes a local.
    ///
    /// - Parameters:
    ///   - value: its value; in a closure, because Swift would take what is behind `any P` for a value of its own type.
    ///   - name: its name in the frame.
    public mutating func encode<Value: Codable>(_ value: @autoclosure () -> Value, _ name: String) throws {
        try coding.encode(value(), name)
    }

    /// Writes a local of a type whose parts have ways of their own to be stored, as ``FrameParts`` has made sure.
    ///
    /// - Parameters:
    ///   - value: its value; in a closure, because Swift would take an `any Error` for the type of error that it is.
    ///   - name: its name in the frame.
    @_disfavoredOverload
    public mutating func encode<Value>(_ value: @autoclosure () -> Value, _ name: String) throws {
        try coding.encode(parts: value(), name)
    }

    /// Writes an optional of an optional, which would lose its depth as a `Codable` value.
    public mutating func encode<Value: Codable>(_ value: Value??, _ name: String) throws {
        try coding.encode(StoredValue(value), name)
    }
}
