import Foundation
import Testing

@testable import Torpor

/// Keys are written and found by the bytes that short strings have in themselves.
@Suite struct ShortTextTests {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// A value at each of some keys.
    private struct Fields: Codable {
        static let names = CodingUserInfoKey(rawValue: "names")!
        var values: [String: Int]

        init(_ values: [String: Int]) { self.values = values }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Name.self)
            let names = decoder.userInfo[Self.names] as! [String]
            values = try Dictionary(
                uniqueKeysWithValues: names.map { ($0, try container.decode(Int.self, forKey: Name(stringValue: $0))) }
            )
            for name in names where !names.contains(name + "x") {
                #expect(!container.contains(Name(stringValue: name + "x")))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Name.self)
            for (name, value) in values { try container.encode(value, forKey: Name(stringValue: name)) }
        }
    }

    private static let lists = [
        ["a"], ["é", "ß", "z"], ["", "a", "aa", "ab", "b"], (0...20).map { String(repeating: "k", count: $0) },
    ]

    @Test(arguments: lists)
    func keysOfAnyLength(_ names: [String]) throws {
        for suffix in ["", "0", "é", "🦔", "1234567", "12345678", "123456789012345", "a longer one than fits"] {
            let names = names.map { $0 + suffix }
            let values = Dictionary(uniqueKeysWithValues: zip(names, 0...))
            let data = try CBOREncoder().encode(Fields(values))
            #expect(try data == CBOREncoder().encode(values))
            let found = try CBORDecoder(userInfo: [Fields.names: names]).decode(Fields.self, from: data)
            #expect(found.values == values)
        }
    }

    @Test func whatIsTakenForShort() {
        #expect(ShortText("")?.count == 0)
        #expect(ShortText("fifteen letters")?.count == 15)
        #expect(ShortText("sixteen  letters") == nil)
        #expect(ShortText("abc") == ShortText(first: 0x63_6261, second: 0, count: 3))
    }

    /// Whatever half precision has is written so.
    @Test func everyHalf() throws {
        for bits in UInt64(0)..<0x1_0000 {
            let double = Double(bitPattern: BinaryFloat.half.widened(bits, to: .double))
            var buffer = CBORBuffer()
            buffer.append(double: double)
            #expect(Array(buffer.bytes) == [0xF9, UInt8(bits >> 8), UInt8(bits & 0xFF)], "\(bits)")
            var next = CBORBuffer()
            next.append(double: Double(bitPattern: double.bitPattern | 1 << 41))
            #expect(next.bytes[0] != 0xF9 || double.bitPattern >> 41 & 1 == 1, "\(bits)")
        }
    }
}
