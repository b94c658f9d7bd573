import Foundation
import Testing

@testable import Torpor

/// The codec gives back exactly what it was given.
@Suite struct CodecTests {
    @Test func checksumIsCastagnolis() {
        var checksum = Checksum()
        checksum.update(Array("123456789".utf8))
        #expect(checksum.value == 0xE306_9283)
        // In however many pieces.
        let bytes = Array((0..<100).map { UInt8($0) })
        var whole = Checksum()
        whole.update(bytes)
        for split in 0...100 {
            var parts = Checksum()
            parts.update(Array(bytes[..<split]))
            parts.update(Array(bytes[split...]))
            #expect(parts.value == whole.value)
        }
    }

    @Test func floatingPointNumbers() throws {
        let numbers: [Double] = [
            0, -0.0, 0.1, 1 / 3, .pi, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
            .leastNormalMagnitude, .ulpOfOne, 1e22, 1e23, -123456789.123456789, 9_007_199_254_740_992, 1e300,
        ]
        #expect(try reread(numbers).map(\.bitPattern) == numbers.map(\.bitPattern))
        #expect(try reread([Double.nan])[0].isNaN)
        let singles: [Float] = [
            0, -0.0, 0.1, 1 / 3, .pi, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
            16_777_216,
        ]
        #expect(try reread(singles).map(\.bitPattern) == singles.map(\.bitPattern))
        #expect(try reread([Float.nan])[0].isNaN)
        var generator = SystemRandomNumberGenerator()
        let random = (0..<2000).map { _ in Double(bitPattern: generator.next()) }.filter { !$0.isNaN }
        #expect(try reread(random).map(\.bitPattern) == random.map(\.bitPattern))
        let randomSingles = (0..<2000).map { _ in Float(bitPattern: generator.next()) }.filter { !$0.isNaN }
        #expect(try reread(randomSingles).map(\.bitPattern) == randomSingles.map(\.bitPattern))
    }

    @Test func integers() throws {
        let signed = [Int64.min, -1, 0, 1, 9_007_199_254_740_993, Int64.max]
        #expect(try reread(signed) == signed)
        let unsigned = [UInt64.max, UInt64.max - 1, 1 << 63, 0]
        #expect(try reread(unsigned) == unsigned)
        let small = [Int8.min, Int8.max]
        #expect(try reread(small) == small)
    }

    @Test func datesAndData() throws {
        let dates = [Date(), .distantPast, .distantFuture, Date(timeIntervalSinceReferenceDate: 0.1)]
        #expect(try reread(dates) == dates)
        let data = [Data(), Data((0...255).map { UInt8($0) })]
        #expect(try reread(data) == data)
    }

    @Test func otherValues() throws {
        #expect(
            try reread(["", "\0\u{1}\u{7F}\"\\/", "\u{2028}😀", "e\u{301}"]) == [
                "", "\0\u{1}\u{7F}\"\\/", "\u{2028}😀", "e\u{301}",
            ]
        )
        #expect(try reread([1: "a", -2: "b"]) == [1: "a", -2: "b"])
        #expect(try reread([Point(x: 1, y: 2): [true]]) == [Point(x: 1, y: 2): [true]])
        #expect(
            try reread([Duration.seconds(1) + .nanoseconds(1), .seconds(-5)]) == [
                .seconds(1) + .nanoseconds(1), .seconds(-5),
            ]
        )
        #expect(try reread([Decimal(string: "0.1")!]) == [Decimal(string: "0.1")!])
        let url = [URL(string: "https://example.com/a?b=c#d")!]
        #expect(try reread(url) == url)
        let id = [UUID()]
        #expect(try reread(id) == id)
    }
}
