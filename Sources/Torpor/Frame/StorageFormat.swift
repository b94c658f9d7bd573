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
/// No type is both, so that it never matters which is asked for first.
public protocol FrameStorable {
    /// How it is stored.
    associatedtype FrameFormat: StorageFormat<Self>
}
