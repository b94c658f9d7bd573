/// A class whose instances can be parts of cycles.
///
/// `Decodable` makes an instance and reads what is in it in one step, `init(from:)`, in which there is no instance yet that
/// another could refer to. A class that conforms to this protocol is read in two: its `init(from:)` makes the instance from
/// what cannot lead back to it, and ``decodeReferences(from:)`` reads the references, when the instances exist. `encode(to:)`
/// and ``encodeReferences(to:)`` write these two parts.
///
/// ```swift
/// final class Station: CyclicCodable {
///     let name: String
///     var lines: [Station] = []
///
///     // What is read and written first: `Codable` is synthesized for it.
///     enum CodingKeys: CodingKey { case name }
///     // What may lead back.
///     enum ReferenceKeys: CodingKey { case lines }
///
///     func encodeReferences(to encoder: any Encoder) throws {
///         var container = encoder.container(keyedBy: ReferenceKeys.self)
///         try container.encode(lines, forKey: .lines)
///     }
///
///     func decodeReferences(from decoder: any Decoder) throws {
///         let container = try decoder.container(keyedBy: ReferenceKeys.self)
///         lines = try container.decode([Station].self, forKey: .lines)
///     }
/// }
/// ```
///
/// The references are read when the outermost object that is being read exists. Until then an instance is without them, so
/// that the `init(from:)` of another type must not look into it, only keep it. Since each instance is read for itself, there
/// is no limit to the length of a chain of references.
///
/// Other coders than that of snapshots write and read the first part only.
public protocol CyclicCodable: AnyObject, Codable {
    /// Writes what may lead back to the instance.
    ///
    /// - Parameter encoder: where it is written, apart from what `encode(to:)` writes.
    func encodeReferences(to encoder: any Encoder) throws

    /// Reads what may lead back to the instance.
    ///
    /// - Parameter decoder: what ``encodeReferences(to:)`` wrote.
    func decodeReferences(from decoder: any Decoder) throws
}

/// A class of which generated code says what the coder cannot know.
public protocol StoredClass: AnyObject {
    /// The property that is read from a key, if it can be set after an instance has been made: a cycle that leads through it
    /// is closed by doing so.
    ///
    /// - Parameter key: a key by which the class reads a property, and does nothing else with what it read.
    /// - Returns: nil for other properties.
    static func torporProperty(_ key: String) -> ReferenceProperty?

    /// Whether the class inherits the ways to write and read its instances from one that does not know all that is in them.
    static var torporIsPartial: Bool { get }
}

extension StoredClass {
    /// There is no such property.
    public static func torporProperty(_ key: String) -> ReferenceProperty? { nil }

    /// It writes all that is in it.
    public static var torporIsPartial: Bool { false }
}

/// A property of an instance, to be set once that exists.
public struct ReferenceProperty {
    let type: any Any.Type
    let assign: (AnyObject, Any) -> Void

    /// A property of a class.
    ///
    /// - Parameter path: leads to the property.
    public init<Owner: AnyObject, Value>(_ path: ReferenceWritableKeyPath<Owner, Value>) {
        type = Value.self
        assign = { owner, value in (owner as! Owner)[keyPath: path] = value as! Value }
    }
}
