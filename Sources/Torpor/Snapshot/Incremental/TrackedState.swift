import Foundation

/// What is remembered of the state that was encoded last: where everything is in its payload, and copies of the values
/// that are worth it.
final class TrackedState {
    var fingerprint = SnapshotFingerprint(length: 0, checksum: 0)
    /// Where in the payload the first activation begins.
    var listStart = 0
    var activations: [TrackedActivation] = []
    /// The activations that mention objects.
    var withObjects: [Int] = []
    var functions = FunctionTable()
    /// What comes behind the activations.
    var tail = KeptBytes(offset: 0, bytes: [])

    /// Where an activation begins, or the last one ends.
    func start(of index: Int) -> Int {
        listStart + (index == 0 ? 0 : activations[index - 1].end)
    }
}

/// An activation in an encoded state.
struct TrackedActivation {
    /// Where it ends, counted from where the first begins.
    var end: Int
    /// The checksum of all activations up to its end.
    var checksum: UInt32
    let functionCount: Int
    /// What is kept of its values, by where it is in the activation.
    let chunks: [KeptChunk]
    /// What is in it beside these.
    let rest: [KeptBytes]
}

/// Bytes of a payload that may be much the same the next time.
struct KeptBytes {
    let offset: Int
    let bytes: [UInt8]

    /// Shorter ones are not worth it.
    static let threshold = 64
}

/// The length of a snapshot's payload and the snapshot's checksum: what tells one snapshot from another.
struct SnapshotFingerprint: Hashable, Codable {
    let length: Int
    let checksum: UInt32

    init(length: Int, checksum: UInt32) {
        self.length = length
        self.checksum = checksum
    }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        (length, checksum) = (try container.decode(Int.self), try container.decode(UInt32.self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(length)
        try container.encode(checksum)
    }
}
