import Foundation

/// What a snapshot begins with. All numbers are big-endian:
///
///     0   4  89 'T' 'O' 'R'
///     4   1  format version
///     5   1  codec of the payload
///     6   6  length of the payload
///     12  4  CRC-32C of everything else, header fields included
///     16     payload
///
/// Later formats keep the fields where they are, so that any version can tell a newer snapshot from a damaged one.
struct SnapshotHeader {
    static let magic = Array("\u{89}TOR".unicodeScalars.map { UInt8($0.value) })
    /// What the change from one snapshot to the next begins with instead; the rest of its header is the same.
    static let deltaMagic = Array("\u{89}TOD".unicodeScalars.map { UInt8($0.value) })
    static let version = 1
    static let length = 16
    private static let checksumOffset = 12

    /// A snapshot's bytes.
    static func seal(_ payload: Data, codec: UInt8, magic: [UInt8] = magic) -> Data {
        payload.withUnsafeBytes { seal($0, codec: codec, magic: magic) }
    }

    /// A snapshot's bytes.
    static func seal(_ payload: UnsafeRawBufferPointer, codec: UInt8, magic: [UInt8] = magic) -> Data {
        let count = length + payload.count
        guard let bytes = malloc(count) else { preconditionFailure("there is no memory") }
        writeFields(to: bytes, length: payload.count, codec: codec, magic: magic)
        if let base = payload.baseAddress { (bytes + length).copyMemory(from: base, byteCount: payload.count) }
        var checksum = Checksum()
        checksum.update(UnsafeRawBufferPointer(start: bytes, count: checksumOffset))
        checksum.update(payload)
        bytes.storeBytes(of: checksum.value.bigEndian, toByteOffset: checksumOffset, as: UInt32.self)
        return Data(bytesNoCopy: bytes, count: count, deallocator: .free)
    }

    /// The checksum of a snapshot, of which that of the payload is known.
    static func checksum(payload: UInt32, length: Int, codec: UInt8) -> UInt32 {
        withUnsafeTemporaryAllocation(byteCount: checksumOffset, alignment: 8) { fields in
            writeFields(to: fields.baseAddress!, length: length, codec: codec, magic: magic)
            var checksum = Checksum()
            checksum.update(UnsafeRawBufferPointer(fields))
            return Checksum.joined(checksum.value, payload, count: length)
        }
    }

    /// Writes all that is before the checksum.
    private static func writeFields(to bytes: UnsafeMutableRawPointer, length: Int, codec: UInt8, magic: [UInt8]) {
        precondition(length >> 48 == 0, "a snapshot is longer than 256 TiB")
        for index in 0..<4 { bytes.storeBytes(of: magic[index], toByteOffset: index, as: UInt8.self) }
        let rest = UInt64(version) << 56 | UInt64(codec) << 48 | UInt64(length)
        bytes.storeBytes(of: rest.bigEndian, toByteOffset: 4, as: UInt64.self)
    }

    /// The length that the header of data gives for the payload, and the checksum; nil if the data is too short, or the
    /// length is none.
    static func claims(of data: Data) -> (length: Int, checksum: UInt32)? {
        guard data.count >= length else { return nil }
        return data.withUnsafeBytes { (claimedLength($0), $0.bigEndian(UInt32.self, at: checksumOffset)) }
    }

    private static func claimedLength(_ bytes: UnsafeRawBufferPointer) -> Int {
        Int(bytes.bigEndian(UInt64.self, at: 4) & (1 << 48 - 1))
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
        return data[(data.startIndex + length)...]
    }

    private static func defect(in data: UnsafeRawBufferPointer, magic: [UInt8]) -> SnapshotError? {
        guard !data.isEmpty else { return .truncated }
        for index in 0..<min(data.count, magic.count) where data[index] != magic[index] { return .foreign }
        guard data.count >= length else { return .truncated }
        let payload = UnsafeRawBufferPointer(rebasing: data[length...])
        let expected = claimedLength(data)
        guard payload.count >= expected else { return .truncated }
        var checksum = Checksum()
        checksum.update(UnsafeRawBufferPointer(rebasing: data[..<checksumOffset]))
        checksum.update(payload)
        guard payload.count == expected, checksum.value == data.bigEndian(UInt32.self, at: checksumOffset) else {
            return .damaged
        }
        let found = Int(data[4])
        guard found <= version else { return .newer(version: found) }
        guard found == version else { return .damaged }
        guard data[5] == CBORSnapshotCodec.identifier else {
            return .incompatible("its codec \(data[5]) is not known")
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func bigEndian<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}
