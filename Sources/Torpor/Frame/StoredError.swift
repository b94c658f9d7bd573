public import Foundation

/// An error that stands for one whose type cannot be stored: it is not `Codable`, or cannot be found by its name, as private
/// types cannot.
///
/// It takes the other's place as soon as that enters a frame, so that what a `catch` body sees does not depend on
/// whether the coroutine has left memory.
public struct OpaqueError: LocalizedError, Codable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The full name of the original's type.
    public let typeName: String
    /// The original's description.
    public let description: String
    /// The original's description for debugging.
    public let debugDescription: String
    /// The original's description for users.
    public let errorDescription: String?

    /// Stands for an error.
    ///
    /// - Parameter error: the original.
    public init(_ error: any Error) {
        typeName = String(reflecting: type(of: error))
        description = String(describing: error)
        debugDescription = String(reflecting: error)
        errorDescription = error.localizedDescription
    }
}

/// The form of an error that outlives the process: itself where its type is `Codable`, and in the catalog or found by its
/// name; else an ``OpaqueError``.
///
/// - Parameters:
///   - error: an error that is about to live across a suspension.
///   - errors: the types of the errors that are stored as they are.
/// - Returns: the error to go on with.
public func storable(_ error: any Error, errors: [any (Error & Codable).Type] = []) -> any Error {
    if error is CancellationError || error is OpaqueError { return error }
    let type = type(of: error)
    let isFound = errors.contains { $0 == type } || (error is any Codable && TypeName.name(of: type) != nil)
    return isFound ? error : OpaqueError(error)
}

/// The form of an optional error that outlives the process.
///
/// - Parameters:
///   - error: an error, or none, that is about to live across a suspension.
///   - errors: the types of the errors that are stored as they are.
/// - Returns: the error to go on with, if there is one.
public func storable(_ error: (any Error)?, errors: [any (Error & Codable).Type] = []) -> (any Error)? {
    error.map { storable($0, errors: errors) as any Error }
}

/// The form of errors that outlives the process.
///
/// - Parameters:
///   - list: errors that are about to live across a suspension.
///   - errors: the types of the errors that are stored as they are.
/// - Returns: the errors to go on with.
public func storable(_ list: [any Error], errors: [any (Error & Codable).Type] = []) -> [any Error] {
    list.map { storable($0, errors: errors) as any Error }
}

/// The form of a result that outlives the process.
///
/// - Parameters:
///   - result: a result that is about to live across a suspension.
///   - errors: the types of the errors that are stored as they are.
/// - Returns: the result to go on with.
public func storable<Success>(
    _ result: Result<Success, any Error>,
    errors: [any (Error & Codable).Type] = []
) -> Result<Success, any Error> {
    result.mapError { storable($0, errors: errors) as any Error }
}

/// A value that is no error of any type, nor holds one: it outlives the process as it is.
///
/// - Parameters:
///   - value: the value.
///   - errors: not needed.
/// - Returns: the value.
@_disfavoredOverload
public func storable<Value>(_ value: Value, errors: [any (Error & Codable).Type] = []) -> Value {
    value
}

/// The error types that can be decoded although no name finds them, while a frame is being encoded or decoded.
enum ErrorCatalog {
    @TaskLocal static var current: [any (Error & Codable).Type] = []
}

/// Stores an error by the name of its type, and what is in it.
public enum ErrorFormat: StorageFormat {
    /// The error, storable.
    public static func stored(_ value: any Error) -> StoredError {
        StoredError(error: storable(value, errors: ErrorCatalog.current))
    }

    /// The error.
    public static func value(_ stored: StoredError) -> any Error {
        stored.error
    }
}

/// The stored form of an error.
public struct StoredError: Codable {
    let error: any Error

    private enum Key: String, CodingKey {
        case type
        case value
    }

    private static let cancellation = "Swift.CancellationError"

    init(error: any Error) {
        self.error = error
    }

    /// Reads the name of the type, and by it the error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let name = try container.decode(String.self, forKey: .type)
        if name == Self.cancellation {
            error = CancellationError()
            return
        }
        let types = ErrorCatalog.current + [OpaqueError.self]
        let listed = types.first { String(reflecting: $0) == name }
        guard let type = listed ?? TypeName.type(named: name) as? any (Error & Codable).Type else {
            throw SnapshotError.incompatible("there is no error type \(name)")
        }
        error = try container.decode(type, forKey: .value)
    }

    /// Writes the name of the type and the error.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        guard let value = error as? any (Error & Codable) else {
            try container.encode(Self.cancellation, forKey: .type)
            return
        }
        try container.encode(String(reflecting: type(of: value)), forKey: .type)
        try container.encode(value, forKey: .value)
    }
}
