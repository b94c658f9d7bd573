/// A handle to something that is no value: a connection, an open file, a token, an actor.
///
/// It can live in a durable function like any other value: in locals, parameters and results, in arrays and tuples, in
/// fields of other types, be it twice. In a snapshot stands its description, from which another process revives it: once,
/// however many places refer to the same object.
///
/// A conforming type says what describes it, and how to get it back:
///
/// ```swift
/// actor Connection: Hibernatable {
///     let host: String
///
///     nonisolated func hibernate() -> String { host }
///
///     static func revive(from host: String, in app: App) async throws -> Connection {
///         try await app.connect(to: host)
///     }
/// }
///
/// let execution = try await Execution<Onboard>(contentsOf: file, environment: app)
/// ```
///
/// An implementation must not declare `encode(to:)` or `init(from:)`: those that it gets are what makes it a handle. In an
/// actor, ``hibernate()`` is `nonisolated`, and so describes what does not change.
public protocol Hibernatable: Codable {
    /// What is stored of a handle.
    associatedtype Description: Codable

    /// What is needed to revive a handle: a value of this type is looked for in what the execution is given as its
    /// environment. It can be a protocol. `Void` where nothing is needed.
    associatedtype Environment = Void

    /// Describes the handle, for a snapshot. The handle stays as it is: the execution may go on with it.
    ///
    /// - Returns: the description.
    /// - Throws: whatever keeps it from being saved now. There is no snapshot then.
    func hibernate() throws -> Description

    /// Makes the handle that a description stands for, before the execution goes on.
    ///
    /// - Parameters:
    ///   - description: the description.
    ///   - environment: what the execution was given.
    /// - Returns: the handle.
    /// - Throws: whatever keeps it from being revived now. The snapshot stays as it is, and can be tried again.
    nonisolated(nonsending) static func revive(
        from description: Description,
        in environment: Environment
    ) async throws -> Self
}

extension Hibernatable {
    /// Writes the description.
    ///
    /// - Parameter encoder: where to.
    /// - Throws: ``HandleError/hibernation(handle:path:reason:)``.
    public func encode(to encoder: any Encoder) throws {
        let description: Description
        do {
            description = try hibernate()
        } catch {
            throw HandleError.hibernation(
                handle: String(reflecting: Self.self),
                path: SnapshotError.text(encoder.codingPath),
                reason: error
            )
        }
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Takes the handle that was revived from the description.
    ///
    /// - Parameter decoder: where the description is.
    /// - Throws: ``SnapshotError/unrevived(handle:)`` where handles cannot be revived.
    public init(from decoder: any Decoder) throws {
        guard let revival = HandleRevival.current else {
            throw SnapshotError.unrevived(handle: String(reflecting: Self.self))
        }
        self = try revival.handle(from: decoder)
    }
}
