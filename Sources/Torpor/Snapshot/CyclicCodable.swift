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
