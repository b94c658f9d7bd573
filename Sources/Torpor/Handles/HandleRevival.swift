/// Revives the handles of a snapshot while it is decoded.
///
/// Decoding cannot wait, and reviving may have to. So decoding fails at the first handle that has not been revived yet, and
/// begins again once it has: handles are told apart by their order, which is the same each time.
final class HandleRevival: @unchecked Sendable {
    // Only the task that it is bound to touches it.

    @TaskLocal static var current: HandleRevival?

    /// Each handle costs a decoding of the whole: a forged snapshot must not be able to keep a program busy.
    private static let limit = 4_096

    /// By their place in the order.
    private var revived: [Int: Any] = [:]
    private var next = 0
    private var missing: (any MissingHandle)?

    private init() {}

    /// Decodes what may hold handles.
    ///
    /// - Parameters:
    ///   - environment: the values to revive them in.
    ///   - isolation: the caller's actor.
    ///   - decode: decodes; called again for each handle.
    /// - Returns: what was decoded.
    /// - Throws: what decoding throws; ``HandleError``.
    static func decode<Value>(
        in environment: [Any],
        isolation: isolated (any Actor)? = #isolation,
        _ decode: () throws -> Value
    ) async throws -> Value {
        let revival = HandleRevival()
        while true {
            revival.next = 0
            revival.missing = nil
            let result = Result { try $current.withValue(revival, operation: decode) }
            // Whatever decoding has made of the failure.
            guard let missing = revival.missing else { return try result.get() }
            guard missing.index < limit else {
                throw SnapshotError.incompatible("it holds more than \(limit) handles")
            }
            revival.revived[missing.index] = try await missing.revive(in: environment)
        }
    }

    /// Gives the handle whose turn it is.
    ///
    /// - Parameter decoder: where its description is.
    /// - Returns: the handle.
    /// - Throws: an error that ends the decoding, where it has not been revived yet.
    func handle<Handle: Hibernatable>(from decoder: any Decoder) throws -> Handle {
        let index = next
        next += 1
        // Read each time: handles in it have their turns too.
        let description = try decoder.singleValueContainer().decode(Handle.Description.self)
        let name = String(reflecting: Handle.self)
        if let handle = revived[index] {
            guard let handle = handle as? Handle else {
                throw SnapshotError.incompatible("a handle of type \(name) was of another type at first")
            }
            return handle
        }
        if missing == nil {
            let path = SnapshotError.text(decoder.codingPath)
            missing = Missing<Handle>(index: index, description: description, path: path)
        }
        throw SnapshotError.unrevived(handle: name)
    }
}

/// A handle that is to be revived.
private protocol MissingHandle {
    var index: Int { get }

    nonisolated(nonsending) func revive(in environment: [Any]) async throws -> Any
}

private struct Missing<Handle: Hibernatable>: MissingHandle {
    let index: Int
    let description: Handle.Description
    let path: String

    nonisolated(nonsending) func revive(in environment: [Any]) async throws -> Any {
        let name = String(reflecting: Handle.self)
        let needed = (environment + [()]).lazy.compactMap { $0 as? Handle.Environment }.first
        guard let needed else {
            let type = String(reflecting: Handle.Environment.self)
            throw HandleError.noEnvironment(handle: name, path: path, environment: type)
        }
        do {
            return try await Handle.revive(from: description, in: needed)
        } catch {
            throw HandleError.revival(handle: name, path: path, reason: error)
        }
    }
}
