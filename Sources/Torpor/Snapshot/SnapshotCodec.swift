import Foundation

/// Turns what an execution holds into bytes and back. The header of a snapshot names the codec that made it, so that
/// there can be others.
protocol SnapshotPayloadCodec: Sendable {
    /// The number that stands for the codec in a header.
    static var identifier: UInt8 { get }

    /// Encodes a value. What it encodes has to come back exactly, and equal values have to become equal bytes.
    func encode<Value: Encodable>(_ value: Value) throws -> Data

    /// Decodes a value. Throws whatever it likes, and never crashes, on bytes that it has not made.
    func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value
}

/// The codecs there are.
enum SnapshotCodec {
    /// The codec of new snapshots.
    static let current = CBORSnapshotCodec()
}

/// CBOR, as `Documentation/SnapshotFormat.md` describes it.
struct CBORSnapshotCodec: SnapshotPayloadCodec {
    // 1 was JSON, before the first release.
    static let identifier: UInt8 = 2

    func encode<Value: Encodable>(_ value: Value) throws -> Data {
        try CBOREncoder().encode(value)
    }

    func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        try CBORDecoder().decode(type, from: data)
    }
}
