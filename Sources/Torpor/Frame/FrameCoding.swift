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
    private let output: CBORValueEncoder?
    private let input: CBORItemDecoder?
    private let map: CBORMap
    private let foreignOutput: Foreign<KeyedEncodingContainer<FrameKey>>?
    private let foreignInput: Foreign<KeyedDecodingContainer<FrameKey>>?
    @exclusivity(unchecked) private var restoration: CalleeRestoration?
    @exclusivity(unchecked) private var note = CalleeNote.none
    /// The callee that the state waits for, once it is restored.
    @exclusivity(unchecked) @usableFromInline private(set) var callee: AnyActivation?

    /// Begins to write a frame.
    @usableFromInline
    init(_ encoder: any Encoder) {
        purpose = .writing
        output = CBORValueEncoder.own(encoder)
        output?.writer.become(.map, output!.scope)
        foreignOutput = output == nil ? Foreign(encoder.container(keyedBy: FrameKey.self)) : nil
        (input, foreignInput, map) = (nil, nil, CBORMap())
    }

    /// Begins to read a frame.
    @usableFromInline
    init(_ decoder: any Decoder) throws {
        purpose = .reading
        input = CBORItemDecoder.own(decoder)
        map = try input?.map(isReadOnce: true) ?? CBORMap()
        foreignInput = input == nil ? Foreign(try decoder.container(keyedBy: FrameKey.self)) : nil
        (output, foreignOutput) = (nil, nil)
    }

    /// Begins to restore a callee.
    @usableFromInline
    init(_ restoration: CalleeRestoration) {
        purpose = .restoring
        self.restoration = restoration
        (output, foreignOutput, input, foreignInput, map) = (nil, nil, nil, nil, CBORMap())
    }

    // MARK: The state

    /// The name of the state in the frame, which no local has.
    @usableFromInline static let stateName = "@"

    @usableFromInline
    func encode(state: String, _ source: SourceMap?) throws {
        try encode(source?.place(of: state) ?? state, Self.stateName)
    }

    func encode(place: UnsafeBufferPointer<UInt8>) throws {
        guard let output else { return try encode(String(decoding: place, as: UTF8.self), Self.stateName) }
        try output.writer.beginEntry(Self.stateName, output.scope)
        output.writer.buffer.append(text: place)
    }

    /// Takes the name of the state, without its line.
    func withStateText<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result {
        if let input, let position = map.find(Self.stateName, in: input.document),
            let text = input.document.plainText(position)
        {
            return try body(SourceMap.state(of: text))
        }
        var name = try stateText()
        return try name.withUTF8(body)
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
        if let output { return try output.writer.encode(value, FrameKey(name), output.scope) }
        try foreignOutput!.value.encode(value, forKey: FrameKey(name))
    }

    @usableFromInline
    func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        if let input { return try input.document.decode(type, FrameKey(name), map, input.path) }
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

    /// Restores the callee that the state waits for; while the frame is being read, notes its type.
    @usableFromInline
    func callee<C: Coroutine>(_ type: C.Type) throws {
        if purpose == .reading { note = .type(type) } else { callee = try restoration!.callee(type) }
    }

    func callee<Input, Output>(_ function: @autoclosure () -> DurableFunction<Input, Output>) throws {
        // The function that is called may not have been read yet.
        if purpose == .reading { note = .unknown } else { callee = try restoration!.callee(function()) }
    }

    /// Hands on, at the end of a frame, what was noted of its callee.
    @usableFromInline
    func end<C: Coroutine>(_ type: C.Type) {
        input?.document.callee = (ObjectIdentifier(type), note)
    }
}

/// What is known of the callee of the frame that was read last, so that the frame need not be gone through again.
enum CalleeNote {
    /// Nothing.
    case unknown
    /// There is none.
    case none
    case type(any Coroutine.Type)
}

/// Holds a value whose layout only the standard library knows, which makes moving it slow.
private final class Foreign<Value> {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
