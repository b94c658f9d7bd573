import Foundation

/// What a snapshot begins with. All numbers are big-endian:
///
///     0   8  89 'T' 'O' 'R' 'P' 'O' 'R' 0A
///     8   2  format version
///     10  1  codec of the payload
///     11  1  zero
///     12  8  length of the payload
///     20  4  CRC-32C of everything else, header fields included
///     24     payload
///
/// Later formats keep the fields where they are, so that any version can tell a newer snapshot from a damaged one.
struct SnapshotHeader {
    static let magic: [UInt8] = [0x89] + Array("TORPOR".utf8) + [0x0A]
    /// What the change from one snapshot to the next begins with instead; the rest of its header is the same.
    static let deltaMagic: [UInt8] = [0x89] + Array("TORDEL".utf8) + [0x0A]
    static let version = 1
    static let length = 24
    private static let checksumOffset = 20

    /// A snapshot's bytes.
    static func seal(_ payload: Data, codec: UInt8, magic: [UInt8] = magic) -> Data {
        payload.withUnsafeBytes { seal($0, codec: codec, magic: magic) }
    }

    /// A snapshot's bytes.
    static func seal(_ payload: UnsafeRawBufferPointer, codec: UInt8, magic: [UInt8] = magic) -> Data {
        var header = fields(length: payload.count, codec: codec, magic: magic)
        var checksum = Checksum()
        header.withUnsafeBytes { checksum.update($0) }
        checksum.update(payload)
        header.append(bigEndian: checksum.value)
        guard let bytes = malloc(length + payload.count) else { preconditionFailure("there is no memory") }
        header.withUnsafeBytes { bytes.copyMemory(from: $0.baseAddress!, byteCount: length) }
        if let base = payload.baseAddress { (bytes + length).copyMemory(from: base, byteCount: payload.count) }
        return Data(bytesNoCopy: bytes, count: length + payload.count, deallocator: .free)
    }

    /// The checksum of a snapshot, of which that of the payload is known.
    static func checksum(payload: UInt32, length: Int, codec: UInt8) -> UInt32 {
        var checksum = Checksum()
        checksum.update(fields(length: length, codec: codec, magic: magic))
        return Checksum.joined(checksum.value, payload, count: length)
    }

    /// All that is before the checksum, put together as a list: each change of a `Data` takes longer than all of this.
    private static func fields(length: Int, codec: UInt8, magic: [UInt8]) -> [UInt8] {
        var header: [UInt8] = []
        header.reserveCapacity(Self.length)
        header += magic
        header.append(bigEndian: UInt16(version))
        header += [codec, 0]
        header.append(bigEndian: UInt64(length))
        return header
    }

    /// The length that the header of data gives for the payload, and the checksum; nil if the data is too short, or the
    /// length is none.
    static func claims(of data: Data) -> (length: Int, checksum: UInt32)? {
        guard data.count >= length, let claimed = Int(exactly: data.bigEndian(UInt64.self, at: 12)) else { return nil }
        return (claimed, data.bigEndian(UInt32.self, at: checksumOffset))
    }

    /// Checks a snapshot's bytes.
    ///
    /// - Parameters:
    ///   - data: the bytes.
    ///   - magic: what they have to begin with.
    /// - Returns: the payload.
    /// - Throws: ``SnapshotError``, but for the errors that need the payload to be decoded.
    static func open(_ data: Data, magic: [UInt8] = magic) throws(SnapshotError) -> Data {
        if let error = data.withUnsafeBytes({ defect(in: $0, magic: magic) }) { throw error }
        return data.dropFirst(length)
    }

    private static func defect(in data: UnsafeRawBufferPointer, magic: [UInt8]) -> SnapshotError? {
        guard !data.isEmpty else { return .truncated }
        for (byte, expected) in zip(data, magic) where byte != expected { return .foreign }
        guard data.count >= length else { return .truncated }
        let payload = UnsafeRawBufferPointer(rebasing: data[length...])
        let expected = data.bigEndian(UInt64.self, at: 12)
        guard payload.count >= expected else { return .truncated }
        var checksum = Checksum()
        checksum.update(UnsafeRawBufferPointer(rebasing: data[..<checksumOffset]))
        checksum.update(payload)
        guard payload.count == expected, checksum.value == data.bigEndian(UInt32.self, at: checksumOffset) else {
            return .damaged
        }
        let found = Int(data.bigEndian(UInt16.self, at: 8))
        guard found <= version else { return .newer(version: found) }
        guard found == version, data[11] == 0 else { return .damaged }
        guard data[10] == CBORSnapshotCodec.identifier else {
            return .incompatible("its codec \(data[10]) is not known")
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}

extension Data {
    fileprivate func bigEndian<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
        withUnsafeBytes { $0.bigEndian(type, at: offset) }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func bigEndian<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}
