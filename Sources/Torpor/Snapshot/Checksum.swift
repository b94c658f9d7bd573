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

// MARK: Of parts

extension Checksum {
    /// x to the power of 8, 16, 32 and so on, modulo the polynomial: what to multiply a checksum with so that one byte, two
    /// bytes, four bytes more lie behind what it is of.
    private static let shifts: [UInt32] = {
        var shifts: [UInt32] = [0x0080_0000]
        while shifts.count < UInt.bitWidth { shifts.append(product(shifts.last!, shifts.last!)) }
        return shifts
    }()

    /// The product of two polynomials of which the bits are the coefficients, those of the highest powers last.
    private static func product(_ one: UInt32, _ two: UInt32) -> UInt32 {
        var (rest, power, product) = (one, two, UInt32(0))
        while rest != 0 {
            if rest & 0x8000_0000 != 0 { product ^= power }
            rest <<= 1
            power = power & 1 == 1 ? power >> 1 ^ 0x82F6_3B78 : power >> 1
        }
        return product
    }

    private static func shifted(_ checksum: UInt32, by count: Int) -> UInt32 {
        var (shifted, rest, index) = (checksum, UInt(bitPattern: count), 0)
        while rest != 0 {
            if rest & 1 == 1 { shifted = product(shifts[index], shifted) }
            rest >>= 1
            index += 1
        }
        return shifted
    }

    /// The checksum of two parts, one behind the other.
    ///
    /// - Parameters:
    ///   - first: the checksum of the first part.
    ///   - second: that of the second.
    ///   - count: the length of the second, in bytes.
    static func joined(_ first: UInt32, _ second: UInt32, count: Int) -> UInt32 {
        shifted(first, by: count) ^ second
    }

    /// The checksum of the second of two parts.
    ///
    /// - Parameters:
    ///   - whole: the checksum of both.
    ///   - first: that of the first part.
    ///   - count: the length of the second, in bytes.
    static func second(of whole: UInt32, behind first: UInt32, count: Int) -> UInt32 {
        shifted(first, by: count) ^ whole
    }
}
