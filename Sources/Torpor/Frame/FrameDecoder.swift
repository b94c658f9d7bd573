/// Reads a frame.
///
/// It has the overloads of ``FrameEncoder``, and last one that no other value gets past: that error is how the compiler
/// of the user's module says what the Torpor compiler, without types, cannot.
public struct FrameDecoder {
    private let state: String
    private let locals: KeyedDecodingContainer<FrameKey>
    var errors: [any (Error & Codable).Type]

    /// Opens a frame.
    ///
    /// - Parameters:
    ///   - decoder: where it is read from.
    ///   - errors: the types of the errors that are stored as they are.
    public init(_ decoder: any Decoder, errors: [any (Error & Codable).Type] = []) throws {
        let container = try decoder.container(keyedBy: FrameKey.self)
        state = try container.decode(String.self, forKey: .state)
        locals = try container.nestedContainer(keyedBy: FrameKey.self, forKey: .locals)
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

    /// Refuses, at compile time, a local that cannot be stored.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "this value lives across a suspension and is not Codable: make its type Codable, or let it end before"
    )
    public func decode<Value>(_ name: String, like: @autoclosure () -> Value) throws -> Value {
        unreachable()
    }

    func get<Format: StorageFormat>(_ name: String, _ format: Format.Type) throws -> Format.Value {
        try ErrorCatalog.$current.withValue(errors) {
            try Format.value(try locals.decode(Format.Stored.self, forKey: FrameKey(name)))
        }
    }

    // MARK: Iterators

    /// Reads the iterator of a `for` statement that is `Codable` itself.
    ///
    /// - Parameters:
    ///   - name: its name in the frame.
    ///   - like: never called: says the type.
    ///   - element: never called: the identity, which says the type of the elements without labels.
    /// - Returns: the iterator.
    public func decode<Iterator: IteratorProtocol & Codable>(
        iterator name: String,
        like: @autoclosure () -> Iterator,
        _ element: (Iterator.Element) -> Iterator.Element
    ) throws -> Iterator {
        try locals.decode(Iterator.self, forKey: FrameKey(name))
    }

    /// Refuses, at compile time, a sequence of which nothing can be stored.
    @available(
        *,
        unavailable,
        message: "this sequence lives across a suspension and cannot be stored: iterate over Array(…) of it"
    )
    public func decode<Elements>(
        iterator name: String,
        like: @autoclosure () -> LiveIterator<Elements>,
        _ element: (Elements.Element) -> Elements.Element
    ) throws -> LiveIterator<Elements> {
        unreachable()
    }

    /// Refuses, at compile time, a sequence whose elements cannot be stored.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "the elements of this sequence live across a suspension and are not Codable: make their type Codable"
    )
    public func decode<Iterator: IteratorProtocol>(
        iterator name: String,
        like: @autoclosure () -> Iterator,
        _ element: (Iterator.Element) -> Iterator.Element
    ) throws -> Iterator {
        unreachable()
    }

    func get<Elements, Format: StorageFormat>(
        _ name: String,
        _ format: Format.Type
    ) throws -> RemainingIterator<Elements> {
        let elements = try get(name, ArrayFormat<Format>.self)
        // The cast puts labels back on tuples, and changes nothing else.
        return RemainingIterator(stored: elements.map { $0 as! Elements.Element })
    }
}
