/// A function of which there are activations, on its way into a snapshot: a list of its identifier and, where these are
/// known, the fingerprint of its schema and the name of its file.
struct FunctionRecord: Encodable {
    let identifier: String
    private let source: SourceMap?

    init<C: Coroutine>(_ type: C.Type) {
        identifier = C.identifier
        source = C.source
    }

    /// Writes the list directly.
    func write(to buffer: inout CBORBuffer) {
        buffer.append(.array, source == nil ? 1 : 3)
        buffer.append(text: identifier)
        guard let source else { return }
        buffer.append(integer: source.schema)
        buffer.append(text: source.file)
    }

    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(identifier)
        guard let source else { return }
        try list.encode(source.schema)
        try list.encode(source.file)
    }
}

/// A function of which there are activations, on its way out of a snapshot. The file is not asked for.
struct StoredFunction {
    let identifier: String
    private let schema: UInt32?

    init(_ identifier: String, schema: UInt32?) {
        self.identifier = identifier
        self.schema = schema
    }

    init(_ list: ListInput) throws {
        var list = list
        identifier = try list.decode(String.self)
        schema = list.isAtEnd ? nil : try list.decode(UInt32.self)
    }

    /// Says of what does not fit a coroutine that its function is another than it was, if that is so.
    func explain<C: Coroutine>(_ error: any Error, _ type: C.Type) -> any Error {
        guard let schema, let now = C.source?.schema, schema != now,
            case .incompatible(let reason) = SnapshotError(reading: error)
        else { return error }
        return SnapshotError.changed(function: identifier, reason: reason)
    }
}
