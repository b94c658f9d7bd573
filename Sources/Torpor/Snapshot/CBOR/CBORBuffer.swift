import Foundation

/// Bytes on their way out, and how single items become bytes: always in the shortest form, as RFC 8949, section 4.2.1,
/// has it.
struct CBORBuffer: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 128) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit {
        base.deallocate()
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    // MARK: Bytes

    /// Makes room.
    @inline(__always)
    mutating func reserve(_ extra: Int) {
        if count + extra > capacity { grow(extra) }
    }

    @inline(never)
    private mutating func grow(_ extra: Int) {
        let larger = max(capacity * 2, count + extra)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    mutating func append(_ bytes: UnsafePointer<UInt8>, count extra: Int) {
        reserve(extra)
        (base + count).update(from: bytes, count: extra)
        count += extra
    }

    /// Makes a gap before what is at an offset.
    mutating func insert(_ extra: Int, at offset: Int) {
        reserve(extra)
        memmove(base + offset + extra, base + offset, count - offset)
        count += extra
    }

    /// Takes bytes that were written behind the last into account.
    @inline(__always)
    mutating func advance(_ extra: Int) {
        count += extra
    }

    /// Forgets what is behind an offset.
    mutating func truncate(to offset: Int) {
        count = offset
    }

    // MARK: Items

    /// Writes an item's initial byte and argument.
    @inline(__always)
    mutating func append(_ major: CBORMajor, _ argument: UInt64) {
        reserve(9)
        count += Self.write(major, argument, to: base + count)
    }

    /// Writes an initial byte and argument.
    ///
    /// - Returns: how many bytes it took.
    @inline(__always)
    static func write(_ major: CBORMajor, _ argument: UInt64, to place: UnsafeMutablePointer<UInt8>) -> Int {
        let type = major.rawValue << 5
        if argument < 24 {
            place[0] = type | UInt8(truncatingIfNeeded: argument)
            return 1
        }
        let size = headLength(argument) - 1
        place[0] = type | (size == 1 ? 24 : size == 2 ? 25 : size == 4 ? 26 : 27)
        write(argument, size: size, to: place + 1)
        return size + 1
    }

    /// How many bytes an initial byte and its argument take.
    @inline(__always)
    static func headLength(_ argument: UInt64) -> Int {
        argument < 24 ? 1 : argument < 0x100 ? 2 : argument < 0x1_0000 ? 3 : argument < 0x1_0000_0000 ? 5 : 9
    }

    @inline(__always)
    private static func write(_ number: UInt64, size: Int, to place: UnsafeMutablePointer<UInt8>) {
        let raw = UnsafeMutableRawPointer(place)
        switch size {
        case 1: place[0] = UInt8(truncatingIfNeeded: number)
        case 2: raw.storeBytes(of: UInt16(truncatingIfNeeded: number).bigEndian, as: UInt16.self)
        case 4: raw.storeBytes(of: UInt32(truncatingIfNeeded: number).bigEndian, as: UInt32.self)
        default: raw.storeBytes(of: number.bigEndian, as: UInt64.self)
        }
    }

    @inline(__always)
    mutating func append<Number: FixedWidthInteger>(integer: Number) {
        if integer >= 0 {
            append(.unsigned, UInt64(integer))
        } else {
            append(.negative, UInt64(~integer))
        }
    }

    /// Writes a number that may go beyond 64 bits.
    mutating func append(negative: Bool, magnitude: UInt128) {
        guard magnitude > UInt128(UInt64.max) else {
            return append(negative ? .negative : .unsigned, UInt64(magnitude))
        }
        append(.tag, negative ? CBORTag.negativeBignum : CBORTag.unsignedBignum)
        let size = 16 - magnitude.leadingZeroBitCount / 8
        append(.bytes, UInt64(size))
        for index in (0..<size).reversed() { append(UInt8(truncatingIfNeeded: magnitude >> UInt128(8 * index))) }
    }

    mutating func append(double: Double) {
        let bits = double.bitPattern
        // What single precision has no place for is not there in few numbers.
        guard bits & 0x1FFF_FFFF == 0 else { return append(CBORByte.double, bits, size: 8) }
        // Half precision has eleven bits, and powers of two from -14 to 15; above and below it takes more than this.
        let power = bits >> 52 & 0x7FF
        if bits & 0x3FF_FFFF_FFFF == 0, 1009...1038 ~= power {
            let half = bits >> 48 & 0x8000 | (power - 1008) << 10 | bits >> 42 & 0x3FF
            return append(CBORByte.half, half, size: 2)
        }
        guard let single = BinaryFloat.double.narrowed(bits, to: .single) else {
            return append(CBORByte.double, bits, size: 8)
        }
        append(single: single)
    }

    mutating func append(float: Float) {
        append(single: UInt64(float.bitPattern))
    }

    private mutating func append(single: UInt64) {
        if let half = BinaryFloat.single.narrowed(single, to: .half) {
            append(CBORByte.half, half, size: 2)
        } else {
            append(CBORByte.single, single, size: 4)
        }
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8, _ number: UInt64, size: Int) {
        reserve(1 + size)
        base[count] = byte
        count += 1
        Self.write(number, size: size, to: base + count)
        count += size
    }

    @inline(__always)
    mutating func append(bool: Bool) {
        append(bool ? CBORByte.true : CBORByte.false)
    }

    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(text: $0) }
    }

    mutating func append(text bytes: UnsafeBufferPointer<UInt8>) {
        append(.text, UInt64(bytes.count))
        if let start = bytes.baseAddress { append(start, count: bytes.count) }
    }

    /// Writes a text that is most often short.
    @inline(__always)
    mutating func append(key: String) {
        guard let bytes = ShortText(key) else { return append(text: key) }
        append(bytes)
    }

    @inline(__always)
    mutating func append(_ bytes: ShortText) {
        reserve(17)
        let place = UnsafeMutableRawPointer(base + count)
        place.storeBytes(of: CBORMajor.text.rawValue << 5 | UInt8(truncatingIfNeeded: bytes.count), as: UInt8.self)
        place.storeBytes(of: bytes.first, toByteOffset: 1, as: UInt64.self)
        place.storeBytes(of: bytes.second, toByteOffset: 9, as: UInt64.self)
        count += 1 + bytes.count
    }

    mutating func append(data: Data) {
        append(.bytes, UInt64(data.count))
        for region in data.regions {
            region.withUnsafeBytes { bytes in
                if let start = bytes.bindMemory(to: UInt8.self).baseAddress { append(start, count: bytes.count) }
            }
        }
    }
}
