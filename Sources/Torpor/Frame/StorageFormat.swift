/// How values of a type that is not itself `Codable` are stored: as values of one that is.
public protocol StorageFormat<Value> {
    /// What is in memory.
    associatedtype Value
    /// What is stored.
    associatedtype Stored: Codable

    /// The stored form of a value.
    static func stored(_ value: Value) throws -> Stored

    /// The value of a stored form.
    static func value(_ stored: Stored) throws -> Value
}

/// A type that is not `Codable` and can be stored all the same, alone and in tuples, optionals and collections.
///
/// No type is both, so that exactly one overload of what stores a value fits.
public protocol FrameStorable {
    /// How it is stored.
    associatedtype FrameFormat: StorageFormat<Self>
}

/// Stores a `Codable` value as itself.
public enum PlainFormat<Value: Codable>: StorageFormat {
    /// The value.
    public static func stored(_ value: Value) -> Value {
        value
    }

    /// The value.
    public static func value(_ stored: Value) -> Value {
        stored
    }
}

/// Stores `Void` as an empty list.
public enum VoidFormat: StorageFormat {
    /// Nothing.
    public static func stored(_ value: Void) -> [Int] {
        []
    }

    /// Nothing.
    public static func value(_ stored: [Int]) {}
}

/// Stores an optional as a list, which tells `nil` from an optional that holds one.
public enum OptionalFormat<Wrapped: StorageFormat>: StorageFormat {
    /// A list of none or one.
    public static func stored(_ value: Wrapped.Value?) throws -> [Wrapped.Stored] {
        try value.map { [try Wrapped.stored($0)] } ?? []
    }

    /// What is in the list, if anything.
    public static func value(_ stored: [Wrapped.Stored]) throws -> Wrapped.Value? {
        guard stored.count < 2 else { throw SnapshotError.incompatible("an optional holds \(stored.count) values") }
        return try stored.first.map(Wrapped.value)
    }
}

/// Stores a result as a pair of optionals.
public enum ResultFormat<Success: StorageFormat, Failure: StorageFormat>: StorageFormat where Failure.Value: Error {
    /// The success or the failure.
    public static func stored(
        _ value: Result<Success.Value, Failure.Value>
    ) throws -> StoredTuple<[Success.Stored], [Failure.Stored]> {
        switch value {
        case .success(let success): StoredTuple(([try Success.stored(success)], []))
        case .failure(let failure): StoredTuple(([], [try Failure.stored(failure)]))
        }
    }

    /// The success or the failure.
    public static func value(
        _ stored: StoredTuple<[Success.Stored], [Failure.Stored]>
    ) throws -> Result<Success.Value, Failure.Value> {
        if let success = stored.parts.0.first { return .success(try Success.value(success)) }
        if let failure = stored.parts.1.first { return .failure(try Failure.value(failure)) }
        throw SnapshotError.incompatible("a result is neither success nor failure")
    }
}
