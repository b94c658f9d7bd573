// Errors of no known type. The parameters are generic, though nothing but `any Error` is meant, because Swift prefers a
// parameter of type `any Error` for an error of a known type even where there is an exact overload. An error of a known
// type that is not `Codable` gets this far and is refused by `FrameDecoder`.
extension FrameEncoder {
    /// Writes an error.
    public mutating func encode<Failure: Error>(_ value: Failure, _ name: String) throws {
        try put(value, name, ErrorFormat.self)
    }

    /// Writes an error of a known type.
    public mutating func encode<Failure: Error & Codable>(_ value: Failure, _ name: String) throws {
        try put(value, name, PlainFormat<Failure>.self)
    }

    /// Writes an optional error.
    public mutating func encode<Failure: Error>(_ value: Failure?, _ name: String) throws {
        try put(value, name, OptionalFormat<ErrorFormat>.self)
    }

    /// Writes an optional error of a known type.
    public mutating func encode<Failure: Error & Codable>(_ value: Failure?, _ name: String) throws {
        try put(value, name, PlainFormat<Failure?>.self)
    }

    /// Writes an array of errors.
    public mutating func encode<Failure: Error>(_ value: [Failure], _ name: String) throws {
        try put(value, name, ArrayFormat<ErrorFormat>.self)
    }

    /// Writes an array of errors of a known type.
    public mutating func encode<Failure: Error & Codable>(_ value: [Failure], _ name: String) throws {
        try put(value, name, PlainFormat<[Failure]>.self)
    }

    /// Writes a result.
    public mutating func encode<Success: Codable>(_ value: Result<Success, any Error>, _ name: String) throws {
        try put(value, name, ResultFormat<PlainFormat<Success>, ErrorFormat>.self)
    }
}
