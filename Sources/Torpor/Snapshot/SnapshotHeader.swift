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
    static let version = 1
    static let length = 24
    private static let checksumOffset = 20

    /// A snapshot's bytes.
    static func seal(_ payload: Data, codec: UInt8) -> Data {
        // Put together as a list: each change of a `Data` takes longer than all of this.
        var header: [UInt8] = []
        header.reserveCapacity(length)
        header += magic
        header.append(bigEndian: UInt16(version))
        header += [codec, 0]
        header.append(bigEndian: UInt64(payload.count))
        header.append(bigEndian: checksum(header: header, payload: payload))
        var data = Data(capacity: length + payload.count)
        data.append(contentsOf: header)
        data.append(payload)
        return data
    }

    /// Checks a snapshot's bytes.
    ///
    /// - Parameter data: the bytes.
    /// - Returns: the payload.
    /// - Throws: ``SnapshotError``, but for the errors that need the payload to be decoded.
    static func open(_ data: Data) throws(SnapshotError) -> Data {
        guard !data.isEmpty else { throw .truncated }
        guard data.withUnsafeBytes({ zip($0, magic).allSatisfy { $0 == $1 } }) else { throw .foreign }
        guard data.count >= length else { throw .truncated }
        let payload = data.dropFirst(length)
        let expected = data.bigEndian(UInt64.self, at: 12)
        guard payload.count >= expected else { throw .truncated }
        guard
            payload.count == expected,
            checksum(header: data.prefix(checksumOffset), payload: payload)
                == data.bigEndian(UInt32.self, at: checksumOffset)
        else { throw .damaged }
        let found = Int(data.bigEndian(UInt16.self, at: 8))
        guard found <= version else { throw .newer(version: found) }
        guard found == version, data[data.startIndex + 11] == 0 else { throw .damaged }
        guard data[data.startIndex + 10] == CBORSnapshotCodec.identifier else {
            throw .incompatible("its codec \(data[data.startIndex + 10]) is not known")
        }
        return payload
    }

    private static func checksum(header: some ContiguousBytes, payload: Data) -> UInt32 {
        var checksum = Checksum()
        checksum.update(header)
        checksum.update(payload)
        return checksum.value
    }
}

extension [UInt8] {
    fileprivate mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}

extension Data {
    fileprivate func bigEndian<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
        withUnsafeBytes { Number(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }
}
