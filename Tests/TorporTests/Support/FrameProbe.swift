import Foundation
import Testing

@testable import Torpor

enum ProbeState: String {
    case only
}

/// Writes a frame with the locals that a closure writes.
private struct FrameWriter: Encodable {
    let write: (inout FrameEncoder) throws -> Void
    let errors: [any (Error & Codable).Type]

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: ProbeState.only, errors: errors)
        try write(&frame)
    }
}

/// Hands a frame on to whoever decodes it.
private struct FrameReader: Decodable {
    let decoder: any Decoder

    init(from decoder: any Decoder) throws {
        self.decoder = decoder
    }
}

/// Writes a frame as a snapshot would and opens it again.
///
/// - Parameters:
///   - errors: the error types that are stored as they are.
///   - write: writes the locals.
/// - Returns: what reads the locals.
func stored(
    errors: [any (Error & Codable).Type] = [],
    _ write: @escaping (inout FrameEncoder) throws -> Void
) throws -> FrameDecoder {
    let data = try encoded(errors: errors, write)
    return try FrameDecoder(try SnapshotCodec.current.decode(FrameReader.self, from: data).decoder, errors: errors)
}

/// The bytes of a frame with the locals that a closure writes.
func encoded(
    errors: [any (Error & Codable).Type] = [],
    _ write: @escaping (inout FrameEncoder) throws -> Void
) throws -> Data {
    try SnapshotCodec.current.encode(FrameWriter(write: write, errors: errors))
}

/// A value that can be stored.
struct Point: Codable, Hashable {
    var x: Int
    var y: Int
}

/// A value that cannot be stored.
struct Unstorable: Equatable {
    var number: Int
}
