import Foundation

@testable import Torpor

/// A value of no type in particular, written as JSON in tests and encoded as a snapshot is.
indirect enum Payload: Codable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([Payload])
    case map([String: Payload])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([Payload].self) {
            self = .list(value)
        } else {
            self = .map(try container.decode([String: Payload].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .map(let value): try container.encode(value)
        }
    }
}

/// A snapshot with a payload.
///
/// - Parameter json: the payload, as JSON.
func snapshotData(_ json: String) throws -> Data {
    let payload = try JSONDecoder().decode(Payload.self, from: Data(json.utf8))
    return SnapshotHeader.seal(try SnapshotCodec.current.encode(payload), codec: CBORSnapshotCodec.identifier)
}

/// The value after it has been encoded and decoded.
func reread<Value: Codable>(_ value: Value) throws -> Value {
    try CBORDecoder().decode(Value.self, from: try CBOREncoder().encode(value))
}

/// The bytes that a value is encoded as, in hexadecimal digits.
func hexadecimal(_ value: some Encodable) throws -> String {
    hexadecimal(try CBOREncoder().encode(value))
}

func hexadecimal(_ data: Data) -> String {
    data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes of hexadecimal digits.
func data(_ digits: String) -> Data {
    let digits = Array(digits.utf8)
    return Data(
        stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)!
        }
    )
}
