import Foundation

/// CRC-32C (Castagnoli), as in iSCSI and ext4.
struct Checksum {
    /// For each of eight bytes in a row, what each value of it comes to once the others are behind it.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = []
        for byte in UInt32(0)..<256 {
            var value = byte
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
            tables.append(value)
        }
        for index in 256..<8 * 256 {
            let value = tables[index - 256]
            tables.append(tables[Int(UInt8(truncatingIfNeeded: value))] ^ value >> 8)
        }
        return tables
    }()

    private var state: UInt32 = 0xFFFF_FFFF

    /// The checksum of all bytes so far.
    var value: UInt32 { ~state }

    /// Takes bytes into account.
    mutating func update(_ bytes: some ContiguousBytes) {
        state = bytes.withUnsafeBytes { bytes in
            Self.tables.withUnsafeBufferPointer { Self.checksum(of: bytes, after: state, $0) }
        }
    }

    private static func checksum(
        of bytes: UnsafeRawBufferPointer,
        after start: UInt32,
        _ tables: UnsafeBufferPointer<UInt32>
    ) -> UInt32 {
        var state = start
        var offset = 0
        func entry(_ table: Int, _ word: UInt64, _ byte: UInt64) -> UInt32 {
            tables[table << 8 | Int(word >> (8 * byte) & 0xFF)]
        }
        while bytes.count - offset >= 8 {
            let word =
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ UInt64(state)
            state = entry(7, word, 0) ^ entry(6, word, 1) ^ entry(5, word, 2) ^ entry(4, word, 3)
            state ^= entry(3, word, 4) ^ entry(2, word, 5) ^ entry(1, word, 6) ^ entry(0, word, 7)
            offset += 8
        }
        while offset < bytes.count {
            state = tables[Int(UInt8(truncatingIfNeeded: state) ^ bytes[offset])] ^ state >> 8
            offset += 1
        }
        return state
    }
}
