public import Foundation

extension Execution {
    /// Makes an execution that goes on where another was captured, and revives the handles that it holds.
    ///
    /// - Parameters:
    ///   - snapshot: the other, at rest.
    ///   - environment: what handles are revived in.
    ///   - others: more of that: each handle takes the first value of the type that it asks for.
    ///   - isolation: the caller's actor.
    /// - Throws: ``SnapshotError``; ``HandleError`` if a handle cannot be revived.
    public convenience init(
        snapshot: Snapshot,
        environment: Any,
        _ others: Any...,
        isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await self.init(snapshot, revivingIn: [environment] + others)
    }

    package convenience init(
        _ snapshot: Snapshot,
        revivingIn environment: [Any],
        isolation: isolated (any Actor)? = #isolation
    ) async throws {
        let parts = try await HandleRevival.decode(in: environment) { try Self.decode(snapshot) }
        self.init(parts)
    }

    /// Makes an execution that goes on where another was saved, and revives the handles that it holds.
    ///
    /// - Parameters:
    ///   - url: the file. It stays as it is.
    ///   - environment: what handles are revived in.
    ///   - others: more of that: each handle takes the first value of the type that it asks for.
    ///   - isolation: the caller's actor.
    /// - Throws: ``SnapshotError``; ``SnapshotFileError``; ``HandleError`` if a handle cannot be revived.
    public convenience init(
        contentsOf url: URL,
        environment: Any,
        _ others: Any...,
        isolation: isolated (any Actor)? = #isolation
    ) async throws {
        try await self.init(try Snapshot(contentsOf: url), revivingIn: [environment] + others)
    }
}
