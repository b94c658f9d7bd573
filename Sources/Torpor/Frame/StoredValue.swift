/// A value as it is stored, of whatever type: the type is looked at while the program runs.
///
/// ``FrameParts`` has made sure, when the generated code was compiled, that there is a way.
struct StoredValue<Value>: Codable {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }

    init(from decoder: any Decoder) throws {
        value =
            switch StorageKind(Value.self) {
            case .codable(let type): try Self.decode(type, from: decoder)
            case .formatted(let type): try Self.decode(formatted: type, from: decoder)
            case .container(let type): try Self.decode(container: type, from: decoder)
            case .tuple(let layout): try layout.decode(Value.self, from: decoder)
            case .error: try StoredError(from: decoder).error as! Value
            case .existential: try StoredExistential<Value>(from: decoder).value
            case .function: try FunctionValue.decode(Value.self, from: decoder)
            case .record(let layout): try layout.decode(Value.self, from: decoder)
            case .choice(let type): try Self.decode(choice: type, from: decoder)
            case nil: throw SnapshotError.incompatible("a value of type \(Value.self) cannot be stored")
            }
    }

    func encode(to encoder: any Encoder) throws {
        switch StorageKind(Value.self) {
        case .codable(let type): try encode(type, to: encoder)
        case .formatted(let type): try encode(formatted: type, to: encoder)
        case .container(let type): try encode(container: type, to: encoder)
        case .tuple(let layout): try layout.encode(value, to: encoder)
        case .error: try ErrorFormat.stored(value as! any Error).encode(to: encoder)
        case .existential: try StoredExistential(value).encode(to: encoder)
        case .function: try FunctionValue.encode(value, to: encoder)
        case .record(let layout): try layout.encode(value, to: encoder)
        case .choice: try encodeChoice(to: encoder)
        case nil: throw SnapshotError.incompatible("a value of type \(Value.self) cannot be stored")
        }
    }

    /// Whether there is a way for the type and for all of its parts.
    static var isStorable: Bool {
        func contents<Container: FrameContainer>(_ type: Container.Type) -> Bool {
            StoredValue<Container.FrameContents>.isStorable
        }
        return switch StorageKind(Value.self) {
        case .codable, .formatted, .error, .existential, .function: true
        case .container(let type): contents(type)
        case .tuple(let layout): layout.isStorable
        case .record(let layout): layout.isStorable
        case .choice(let type): type.isStorable
        case nil: false
        }
    }

    /// Whether values of the type are functions, or have some in them; what objects hold is not in a value.
    static var holdsFunctions: Bool {
        func contents<Container: FrameContainer>(_ type: Container.Type) -> Bool {
            StoredValue<Container.FrameContents>.holdsFunctions
        }
        return switch StorageKind(Value.self) {
        case .codable, .formatted, .error, .existential, nil: false
        case .function: true
        case .container(let type): contents(type)
        case .tuple(let layout): layout.holdsFunctions
        case .record(let layout): layout.holdsFunctions
        case .choice(let type): type.holdsFunctions
        }
    }

    // MARK: With the type at hand

    // `Same` is `Value`, and the casts change nothing.

    private func encode<Same: Codable>(_ type: Same.Type, to encoder: any Encoder) throws {
        // Through a container, where coders treat some types specially.
        var container = encoder.singleValueContainer()
        try container.encode(value as! Same)
    }

    private func encode<Same: FrameStorable>(formatted type: Same.Type, to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(try Same.FrameFormat.stored(value as! Same))
    }

    private func encode<Same: FrameContainer>(container type: Same.Type, to encoder: any Encoder) throws {
        try Same.torporEncode(value as! Same, to: encoder)
    }

    private func encodeChoice(to encoder: any Encoder) throws {
        var writer = ChoiceWriter(encoder)
        try (value as! any FrameChoice)._write(to: &writer)
    }

    private static func decode<Same: FrameChoice>(choice type: Same.Type, from decoder: any Decoder) throws -> Value {
        var reader = try ChoiceReader(decoder)
        return try Same._read(from: &reader) as! Value
    }

    private static func decode<Same: Codable>(_ type: Same.Type, from decoder: any Decoder) throws -> Value {
        try decoder.singleValueContainer().decode(type) as! Value
    }

    private static func decode<Same: FrameStorable>(
        formatted type: Same.Type,
        from decoder: any Decoder
    ) throws -> Value {
        try Same.FrameFormat.value(try decoder.singleValueContainer().decode(Same.FrameFormat.Stored.self)) as! Value
    }

    private static func decode<Same: FrameContainer>(
        container type: Same.Type,
        from decoder: any Decoder
    ) throws -> Value {
        try Same.torporDecode(from: decoder) as! Value
    }
}

// A set or dictionary that is stored as a list of its elements or pairs.
extension StoredValue: UnorderedValue {
    static var itemsInGroup: Int {
        guard Value.self is any UnorderedValue.Type, case .container = StorageKind(Value.self) else { return 0 }
        return 1
    }
}

/// How values of a type are stored.
enum StorageKind {
    case codable(any Codable.Type)
    case formatted(any FrameStorable.Type)
    case container(any FrameContainer.Type)
    case tuple(TupleLayout)
    case error
    case existential
    case function
    case record(RecordLayout)
    case choice(any FrameChoice.Type)

    /// Nil for types that cannot be stored, whatever their values.
    init?<Value>(_ type: Value.Type) {
        // An optional of an optional is `Codable` and loses its depth: it comes before.
        if let optional = type as? any OptionalOfOptional.Type, optional.isNested,
            let container = type as? any FrameContainer.Type
        {
            self = .container(container)
        } else if let type = type as? any Codable.Type {
            self = .codable(type)
        } else if let type = type as? any FrameStorable.Type {
            self = .formatted(type)
        } else if let type = type as? any FrameContainer.Type {
            self = .container(type)
        } else if let layout = TupleLayout(type) {
            self = .tuple(layout)
        } else if type == (any Error).self {
            self = .error
        } else if isExistential(type) {
            self = .existential
        } else if FunctionValue.isFunction(type) {
            self = .function
        } else if let layout = RecordLayout(type) {
            self = .record(layout)
        } else if let type = type as? any FrameChoice.Type {
            self = .choice(type)
        } else {
            return nil
        }
    }
}

private protocol OptionalOfOptional {
    static var isNested: Bool { get }
}

extension Optional: OptionalOfOptional {
    static var isNested: Bool { Wrapped.self is any OptionalOfOptional.Type }
}
