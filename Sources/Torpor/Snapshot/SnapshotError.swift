/// Why a snapshot cannot be read. Nothing is ever changed by trying: what is on disk stays as it is.
public enum SnapshotError: Error, Equatable, CustomStringConvertible {
    /// The end is missing.
    case truncated
    /// The contents are not those that were written.
    case damaged
    /// It is something else than a snapshot.
    case foreign
    /// It was written by a newer Torpor.
    case newer(version: Int)
    /// It is a snapshot of another durable function.
    case otherCoroutine(expected: String, found: String)
    /// It is the change of another snapshot than that which it is to be applied to.
    case otherBase
    /// It does not fit the durable function as it is now, or holds something that cannot be stored.
    case incompatible(String)
    /// It was written by a function with other suspension points or other locals, and does not fit the function as it is
    /// now.
    case changed(function: String, reason: String)
    /// It holds a handle, which is revived only by opening it with an environment.
    case unrevived(handle: String)
    /// The value at a path, such as `stack.0.node.next`, cannot be saved.
    case unstorable(path: String, reason: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .truncated:
            "the snapshot is cut off: restore it from a copy, or start again from an earlier one"
        case .damaged:
            "the snapshot is damaged, its checksum does not match: restore it from a copy, or start again from an "
                + "earlier one"
        case .foreign:
            "this is not a snapshot of Torpor: check the path"
        case .newer(let version):
            "the snapshot has format \(version), which is newer than this program knows: update the program"
        case .otherCoroutine(let expected, let found):
            "the snapshot is of \(found), not of \(expected): open it as an Execution of that coroutine"
        case .otherBase:
            "the change does not follow on this snapshot: apply the changes in the order in which they were made"
        case .incompatible(let reason):
            "the snapshot does not fit this version of the program: \(reason); continue it with the version that "
                + "wrote it"
        case .changed(let function, let reason):
            "the snapshot does not fit this version of the program: \(function) has changed since it was written, and "
                + "\(reason); continue it with the version that wrote it"
        case .unrevived(let handle):
            "the snapshot holds a \(handle), which has to be revived: open it with "
                + "'try await Execution(snapshot:environment:)' or 'Execution(contentsOf:environment:)'"
        case .unstorable(let path, let reason):
            "'\(path)' cannot be saved: \(reason); keep there something that can, or let it end before the suspension"
        }
    }

    /// What reading a snapshot failed with, as a snapshot error.
    init(reading error: any Error) {
        switch error {
        case let error as SnapshotError: self = error
        case let error as DecodingError: self = .incompatible(Self.reason(of: error))
        default: self = .incompatible(String(describing: error))
        }
    }

    /// A path as it is shown: of a long one, the beginning and the end.
    static func text(_ path: [any CodingKey]) -> String {
        let names = path.map { $0.intValue.map(String.init) ?? $0.stringValue }
        guard names.count > 26 else { return names.joined(separator: ".") }
        return (names.prefix(16) + ["…"] + names.suffix(4)).joined(separator: ".")
    }

    private static func reason(of error: DecodingError) -> String {
        func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            text(context.codingPath + (key.map { [$0] } ?? []))
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "'\(place(context, key))' is missing"
        case .typeMismatch(let type, let context):
            return "'\(place(context))' is not of type \(type)"
        case .valueNotFound(let type, let context):
            return "'\(place(context))' has no value of type \(type)"
        case .dataCorrupted(let context):
            return "'\(place(context))' cannot be read: \(context.debugDescription)"
        @unknown default:
            return String(describing: error)
        }
    }
}

/// A file of a snapshot that cannot be read or written.
public struct SnapshotFileError: Error, Equatable, CustomStringConvertible {
    /// The path of the file.
    public let path: String
    /// What failed, such as `open`.
    public let operation: String
    /// The system's error number.
    public let code: Int32
    /// What the system says.
    public let reason: String

    /// What failed, where, and why.
    public var description: String {
        "cannot \(operation) \(path): \(reason)"
    }
}
