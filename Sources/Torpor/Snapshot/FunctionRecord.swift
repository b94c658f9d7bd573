import Foundation

/// A function of which there are activations, on its way into a snapshot: a list of its identifier and, where these are
/// known, the fingerprint of its schema and the name of its file.
struct FunctionRecord {
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
}

/// A function of which there are activations, on its way out of a snapshot. The file is not asked for.
struct StoredFunction {
    private let document: CBORDocument
    private let name: CBORDocument.Position
    private let schema: UInt32?

    /// Reads what is known of a function.
    ///
    /// - Parameters:
    ///   - document: where it is.
    ///   - position: where in that.
    ///   - path: how it got there.
    init(_ document: CBORDocument, at position: CBORDocument.Position, _ path: @autoclosure () -> CBORPath) throws {
        guard document.head(position).major == .array, case let (first, count) = document.contents(position), count > 0
        else { throw document.mismatch([Any].self, at: position, path()) }
        self.document = document
        name = first
        guard document.plainText(first).flatMap(CBORDocument.text) != nil else {
            throw document.mismatch(String.self, at: first, path().node()[0])
        }
        schema =
            count > 1 ? try document.integer(UInt32.self, at: document.next(first), path().node()[1]) : nil
    }

    /// The name of the function. Making a text of it takes longer than comparing it.
    var identifier: String { document.text(name) ?? "" }

    /// Whether it is the function with a name.
    func isNamed(_ identifier: String) -> Bool {
        guard let text = document.plainText(name) else { return false }
        var identifier = identifier
        return identifier.withUTF8 { name in
            name.count == text.count && (name.isEmpty || memcmp(name.baseAddress!, text.baseAddress!, name.count) == 0)
        }
    }

    /// Says of what does not fit a coroutine that its function is another than it was, if that is so.
    func explain<C: Coroutine>(_ error: any Error, _ type: C.Type) -> any Error {
        guard let schema, let now = C.source?.schema, schema != now,
            case .incompatible(let reason) = SnapshotError(reading: error)
        else { return error }
        return SnapshotError.changed(function: identifier, reason: reason)
    }
}
