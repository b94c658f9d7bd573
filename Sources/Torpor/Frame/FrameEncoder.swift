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
///
/// `encode(_:_:)` has an overload for every kind of value that can be stored. Any other value is refused by
/// ``FrameDecoder``, where types have to agree exactly; here an argument may be converted on its way.
public struct FrameEncoder {
    private var locals: KeyedEncodingContainer<FrameKey>
    private let errors: [any (Error & Codable).Type]

    /// Begins a frame.
    ///
    /// - Parameters:
    ///   - encoder: where it is written.
    ///   - state: its state.
    ///   - errors: the types of the errors that are stored as they are; others become ``OpaqueError``.
    public init(
        _ encoder: any Encoder,
        state: some RawRepresentable<String>,
        errors: [any (Error & Codable).Type] = []
    ) throws {
        var container = encoder.container(keyedBy: FrameKey.self)
        try container.encode(state.rawValue, forKey: .state)
        locals = container.nestedContainer(keyedBy: FrameKey.self, forKey: .locals)
        self.errors = errors
    }

    // MARK: Values

    /// Writes a local.
    ///
    /// - Parameters:
    ///   - value: its value.
    ///   - name: its name in the frame.
    public mutating func encode<Value: Codable>(_ value: Value, _ name: String) throws {
        try locals.encode(value, forKey: FrameKey(name))
    }

    /// Has no use but to leave the one error about a local that cannot be stored to ``FrameDecoder``.
    @_disfavoredOverload
    public mutating func encode<Value>(_ value: Value, _ name: String) throws {
        unreachable()
    }

    mutating func put<Format: StorageFormat>(_ value: Format.Value, _ name: String, _ format: Format.Type) throws {
        try ErrorCatalog.$current.withValue(errors) {
            try locals.encode(Format.stored(value), forKey: FrameKey(name))
        }
    }

    // MARK: Iterators

    /// Writes the iterator of a `for` statement that is `Codable` itself.
    ///
    /// - Parameters:
    ///   - iterator: the iterator.
    ///   - name: its name in the frame.
    ///   - element: the identity: where the elements are tuples it takes their labels off.
    public mutating func encode<Iterator: IteratorProtocol & Codable>(
        iterator: Iterator,
        _ name: String,
        _ element: (Iterator.Element) -> Iterator.Element
    ) throws {
        try locals.encode(iterator, forKey: FrameKey(name))
    }

    /// Has no use but to leave the one error about an iterator that cannot be stored to ``FrameDecoder``.
    @_disfavoredOverload
    public mutating func encode<Iterator: IteratorProtocol>(
        iterator: Iterator,
        _ name: String,
        _ element: (Iterator.Element) -> Iterator.Element
    ) throws {
        unreachable()
    }

    mutating func put<Elements, Format: StorageFormat>(
        _ iterator: RemainingIterator<Elements>,
        _ name: String,
        _ element: (Elements.Element) -> Format.Value,
        _ format: Format.Type
    ) throws {
        try put(iterator.remaining.map(element), name, ArrayFormat<Format>.self)
    }
}
