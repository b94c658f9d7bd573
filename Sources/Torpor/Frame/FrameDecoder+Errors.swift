extension FrameDecoder {
    /// Reads an error.
    public func decode(_ name: String, like: @autoclosure () -> any Error) throws -> any Error {
        try get(name, ErrorFormat.self)
    }

    /// Reads an optional error.
    public func decode(_ name: String, like: @autoclosure () -> (any Error)?) throws -> (any Error)? {
        try get(name, OptionalFormat<ErrorFormat>.self)
    }

    /// Reads an array of errors.
    public func decode(_ name: String, like: @autoclosure () -> [any Error]) throws -> [any Error] {
        try get(name, ArrayFormat<ErrorFormat>.self)
    }

    /// Reads a result.
    public func decode<Success: Codable>(
        _ name: String,
        like: @autoclosure () -> Result<Success, any Error>
    ) throws -> Result<Success, any Error> {
        try get(name, ResultFormat<PlainFormat<Success>, ErrorFormat>.self)
    }
}
