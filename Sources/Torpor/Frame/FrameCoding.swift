/// What is done with one frame: it is written, or read, or the callee is restored that it waits for.
///
/// It knows nothing of the types of frames, so that what does can be compiled for each of them, and finds here what need
/// not be. Where the coder is our own, nothing is between it and the frame.
public final class FrameCoding {
    @usableFromInline
    enum Purpose {
        case writing, reading, restoring
    }

    @usableFromInline let purpose: Purpose
    /// The types of the errors that are stored as they are.
    @exclusivity(unchecked) @usableFromInline var errors: [any (Error & Codable).Type] = []
    private let output: CBORKeyedEncodingContainer<FrameKey>?
    private let input: CBORKeyedDecodingContainer<FrameKey>?
    private let foreignOutput: Foreign<KeyedEncodingContainer<FrameKey>>?
    private let foreignInput: Foreign<KeyedDecodingContainer<FrameKey>>?
    @exclusivity(unchecked) private var restoration: CalleeRestoration?
    /// The callee that the state waits for, once it is restored.
    @exclusivity(unchecked) @usableFromInline private(set) var callee: AnyActivation?

    /// Begins to write a frame.
    @usableFromInline
    init(_ encoder: any Encoder) {
        purpose = .writing
        output = CBORValueEncoder.own(encoder)?.keyedContainer(FrameKey.self)
        foreignOutput = output == nil ? Foreign(encoder.container(keyedBy: FrameKey.self)) : nil
        (input, foreignInput) = (nil, nil)
    }

    /// Begins to read a frame.
    @usableFromInline
    init(_ decoder: any Decoder) throws {
        purpose = .reading
        input = try CBORItemDecoder.own(decoder)?.keyedContainer(FrameKey.self)
        foreignInput = input == nil ? Foreign(try decoder.container(keyedBy: FrameKey.self)) : nil
        (output, foreignOutput) = (nil, nil)
    }

    /// Begins to restore a callee.
    @usableFromInline
    init(_ restoration: CalleeRestoration) {
        purpose = .restoring
        self.restoration = restoration
        (output, foreignOutput, input, foreignInput) = (nil, nil, nil, nil)
    }

    // MARK: The state

    /// The name of the state in the frame, which no local has.
    @usableFromInline static let stateName = "@"

    @usableFromInline
    func encode(state: String, _ source: SourceMap?) throws {
        try encode(source?.place(of: state) ?? state, Self.stateName)
    }

    @usableFromInline
    func encode(place: String) throws {
        try encode(place, Self.stateName)
    }

    @usableFromInline
    func stateText() throws -> String {
        SourceMap.state(of: try decode(String.self, Self.stateName))
    }

    func state<State: RawRepresentable<String>>() throws -> State {
        let name = try stateText()
        guard let state = State(rawValue: name) else {
            throw SnapshotError.incompatible("there is no suspension point '\(name)'")
        }
        return state
    }

    // MARK: Values

    @usableFromInline
    func encode<Value: Encodable>(_ value: Value, _ name: String) throws {
        if let output { return try output.encode(value, forKey: FrameKey(name)) }
        try foreignOutput!.value.encode(value, forKey: FrameKey(name))
    }

    @usableFromInline
    func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        if let input { return try input.decode(type, forKey: FrameKey(name)) }
        return try foreignInput!.value.decode(type, forKey: FrameKey(name))
    }

    /// Writes a value by its parts, whether or not it is `Codable` as a whole.
    @usableFromInline
    func encode<Value>(parts value: Value, _ name: String) throws {
        try ErrorCatalog.$current.withValue(errors) { try encode(StoredValue(value), name) }
    }

    /// Reads a value by its parts.
    @usableFromInline
    func decode<Value>(parts type: Value.Type, _ name: String) throws -> Value {
        try ErrorCatalog.$current.withValue(errors) { try decode(StoredValue<Value>.self, name).value }
    }

    // MARK: Callees

    @usableFromInline
    func restore<C: Coroutine>(_ type: C.Type) throws {
        callee = try restoration!.callee(type)
    }

    func restore<Input, Output>(_ function: DurableFunction<Input, Output>) throws {
        callee = try restoration!.callee(function)
    }
}
