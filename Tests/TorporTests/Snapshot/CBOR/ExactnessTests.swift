import Foundation
import Testing

@testable import Torpor

/// Single values come back bit by bit, in the shortest form there is.
@Suite struct ExactnessTests {
    @Test func notNumbersKeepTheirPayload() throws {
        let doubles: [UInt64] = [
            0x7FF8_0000_0000_0000, 0x7FF0_0000_0000_0001, 0x7FF4_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
            0x7FF8_0000_2000_0000, 0x7FFA_AAAA_AAAA_AAAA, 0x7FF8_0400_0000_0000,
        ]
        #expect(try reread(doubles.map { Double(bitPattern: $0) }).map(\.bitPattern) == doubles)
        let floats: [UInt32] = [0x7FC0_0000, 0x7F80_0001, 0xFFFF_FFFF, 0x7FC0_2000, 0x7FA0_0000]
        #expect(try reread(floats.map { Float(bitPattern: $0) }).map(\.bitPattern) == floats)
    }

    /// Every half, and what lies around it as single and double.
    @Test func floatingPointNumbersOfAllSizes() throws {
        for bits in UInt64(0)...0xFFFF {
            let single = BinaryFloat.half.widened(bits, to: .single)
            let double = BinaryFloat.half.widened(bits, to: .double)
            guard BinaryFloat.single.narrowed(single, to: .half) == bits,
                BinaryFloat.double.narrowed(double, to: .single) == single,
                BinaryFloat.single.widened(single, to: .double) == double
            else {
                Issue.record("half \(bits)")
                continue
            }
            let isNumber = bits & 0x7C00 != 0x7C00
            guard isNumber else { continue }
            #if !(os(macOS) && arch(x86_64))
            guard Double(bitPattern: double) == Double(Float16(bitPattern: UInt16(bits))) else {
                Issue.record("half \(bits) is another number")
                continue
            }
            #endif
            let near = Double(bitPattern: double + 1)
            if BinaryFloat.double.narrowed(near.bitPattern, to: .half) != nil { Issue.record("half \(bits) and more") }
        }
        var random = Xorshift(seed: 7)
        for _ in 0..<20_000 {
            let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
            let bits = BinaryFloat.single.widened(UInt64(float.bitPattern), to: .double)
            if !float.isNaN, Double(bitPattern: bits) != Double(float) { Issue.record("\(float)") }
            let narrow = BinaryFloat.double.narrowed(bits, to: .single)
            if narrow != UInt64(float.bitPattern) { Issue.record("\(float)") }
        }
    }

    @Test func integersOfAllSizes() throws {
        let powers: [Int128] = (0..<127).map { 1 << $0 }
        let numbers: [Int128] = powers + powers.map { $0 - 1 } + powers.map { -$0 } + powers.map { -$0 - 1 }
        #expect(try reread(numbers + [.min, .max]) == numbers + [.min, .max])
        #expect(try reread([UInt128.max, 0]) == [.max, 0])
        #expect(try reread(Int64.min) == .min)
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Int8.self, from: CBOREncoder().encode(128)) }
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(UInt.self, from: CBOREncoder().encode(-1)) }
        #expect(throws: DecodingError.self) {
            try CBORDecoder().decode(Int.self, from: CBOREncoder().encode(UInt64.max))
        }
    }

    @Test func numbersOfOtherTypesIfTheyAreTheSame() throws {
        #expect(try CBORDecoder().decode(Double.self, from: CBOREncoder().encode(5)) == 5)
        #expect(try CBORDecoder().decode(Double.self, from: CBOREncoder().encode(Float(0.1))) == Double(Float(0.1)))
        #expect(try CBORDecoder().decode(Float.self, from: CBOREncoder().encode(0.5)) == 0.5)
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Float.self, from: CBOREncoder().encode(0.1)) }
        // A value that tries types in turn would come back as another.
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Int.self, from: CBOREncoder().encode(1.0)) }
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Bool.self, from: CBOREncoder().encode(1)) }
        #expect(throws: DecodingError.self) {
            try CBORDecoder().decode(Double.self, from: CBOREncoder().encode(UInt64.max))
        }
    }

    @Test func instants() throws {
        var random = Xorshift(seed: 3)
        var seconds: [Double] = [
            0, -0.0, 0.1, 1, -978_307_200, -978_307_199.75, 1e-300, .infinity, -1e18, 63_113_904_000,
        ]
        for _ in 0..<2000 {
            seconds.append(Double(Int64(truncatingIfNeeded: random.next() >> 20)) / 8192 - 1e9)
            seconds.append(
                790_000_000 + Double(random.next() % 100_000_000) + Double(random.next() % 1_000_000_000) / 1e9
            )
            seconds.append(Double(bitPattern: random.next()))
        }
        let dates = seconds.filter { !$0.isNaN }.map { Date(timeIntervalSinceReferenceDate: $0) }
        let found = try reread(dates)
        for (date, other) in zip(dates, found) {
            let (one, two) = (date.timeIntervalSinceReferenceDate, other.timeIntervalSinceReferenceDate)
            if one.bitPattern != two.bitPattern { Issue.record("\(one) became \(two)") }
        }
        #expect(try CBOREncoder().encode(Date(timeIntervalSince1970: 1_732_147_200)).count == 6)
        // By itself, an instant is the number that it holds.
        struct Instant: Codable, Equatable {
            var date: Date
            init(_ date: Date) { self.date = date }
            init(from decoder: any Decoder) throws { date = try Date(from: decoder) }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(date)
            }
        }
        for date in dates.prefix(200) { #expect(try reread(Instant(date)) == Instant(date)) }
    }

    @Test func decimalNumbers() throws {
        let texts = [
            "0", "1", "-1", "0.1", "-0.1", "1.50", "123456789.987654321", "1e127", "1e-128", "-7e100",
            "340282366920938463463374607431768211455", "-340282366920938463463374607431768211455e-38",
        ]
        let numbers = texts.map { Decimal(string: $0)! }
        #expect(try reread(numbers) == numbers)
        #expect(try reread(numbers).map(\.description) == numbers.map(\.description))
        #expect(try reread([Decimal.nan])[0].isNaN)
        #expect(try reread(Decimal.greatestFiniteMagnitude) == .greatestFiniteMagnitude)
        #expect(try reread(Decimal.leastFiniteMagnitude) == .leastFiniteMagnitude)
        #expect(try hexadecimal(Decimal(string: "273.15")!) == "c48221196ab3")
        #expect(try CBORDecoder().decode(Decimal.self, from: CBOREncoder().encode(-3)) == -3)
    }

    @Test func identifiersAndAddresses() throws {
        let uuid = UUID(uuidString: "C2D36D2C-15F6-4D68-9C33-2BFA8DE9B1D8")!
        #expect(try hexadecimal(uuid) == "d82550c2d36d2c15f64d689c332bfa8de9b1d8")
        #expect(try reread([uuid: 1]) == [uuid: 1])
        let base = URL(string: "https://example.com/a/")!
        for url in [base, URL(string: "b?c=d#e", relativeTo: base)!, URL(fileURLWithPath: "/tmp/x y")] {
            let found = try reread([url])[0]
            #expect(found == url && found.baseURL == url.baseURL && found.relativeString == url.relativeString)
        }
    }
}

/// A generator with a seed, the same everywhere.
struct Xorshift: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
