import Foundation

/// Turns what an execution holds into bytes and back. The header of a snapshot names the codec that made it, so that
/// there can be others.
protocol SnapshotPayloadCodec: Sendable {
    /// The number that stands for the codec in a header.
    static var identifier: UInt8 { get }

    /// Encodes a value. What it encodes has to come back exactly, non-finite and negative zero numbers included.
    func encode<Value: Encodable>(_ value: Value) throws -> Data

    /// Decodes a value. Throws whatever it likes, and never crashes, on bytes that it has not made.
    func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value
}

/// The codecs there are.
enum SnapshotCodec {
    /// The codec of new snapshots.
    static let current = JSONSnapshotCodec()
}

/// Foundation's JSON.
struct JSONSnapshotCodec: SnapshotPayloadCodec {
    static let identifier: UInt8 = 1

    private static let (infinity, negativeInfinity, notANumber) = ("+infinity", "-infinity", "nan")

    func encode<Value: Encodable>(_ value: Value) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .deferredToDate
        encoder.dataEncodingStrategy = .base64
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: Self.infinity,
            negativeInfinity: Self.negativeInfinity,
            nan: Self.notANumber
        )
        return try encoder.encode(value)
    }

    func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .deferredToDate
        decoder.dataDecodingStrategy = .base64
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: Self.infinity,
            negativeInfinity: Self.negativeInfinity,
            nan: Self.notANumber
        )
        return try decoder.decode(type, from: data)
    }
}
