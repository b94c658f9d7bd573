import Foundation
import Testing

@testable import Torpor

/// The examples of RFC 8949, appendix A.
@Suite struct AppendixATests {
    /// Encoded form and diagnostic notation. Where the RFC escapes what is not ASCII, it is spelled out here.
    static let examples: [(String, String)] = [
        ("00", "0"), ("01", "1"), ("0a", "10"), ("17", "23"), ("1818", "24"), ("1819", "25"), ("1864", "100"),
        ("1903e8", "1000"), ("1a000f4240", "1000000"), ("1b000000e8d4a51000", "1000000000000"),
        ("1bffffffffffffffff", "18446744073709551615"), ("c249010000000000000000", "18446744073709551616"),
        ("3bffffffffffffffff", "-18446744073709551616"), ("c349010000000000000000", "-18446744073709551617"),
        ("20", "-1"), ("29", "-10"), ("3863", "-100"), ("3903e7", "-1000"), ("f90000", "0.0"), ("f98000", "-0.0"),
        ("f93c00", "1.0"), ("fb3ff199999999999a", "1.1"), ("f93e00", "1.5"), ("f97bff", "65504.0"),
        ("fa47c35000", "100000.0"), ("fa7f7fffff", "3.4028234663852886e+38"), ("fb7e37e43c8800759c", "1.0e+300"),
        ("f90001", "5.960464477539063e-8"), ("f90400", "6.103515625e-5"), ("f9c400", "-4.0"),
        ("fbc010666666666666", "-4.1"), ("f97c00", "Infinity"), ("f97e00", "NaN"), ("f9fc00", "-Infinity"),
        ("fa7f800000", "Infinity"), ("fa7fc00000", "NaN"), ("faff800000", "-Infinity"),
        ("fb7ff0000000000000", "Infinity"), ("fb7ff8000000000000", "NaN"), ("fbfff0000000000000", "-Infinity"),
        ("f4", "false"), ("f5", "true"), ("f6", "null"), ("f7", "undefined"), ("f0", "simple(16)"),
        ("f8ff", "simple(255)"), ("c074323031332d30332d32315432303a30343a30305a", "0(\"2013-03-21T20:04:00Z\")"),
        ("c11a514b67b0", "1(1363896240)"), ("c1fb41d452d9ec200000", "1(1363896240.5)"),
        ("d74401020304", "23(h'01020304')"),
        ("d818456449455446", "24(h'6449455446')"),
        (
            "d82076687474703a2f2f7777772e6578616d706c652e636f6d", "32(\"http://www.example.com\")"
        ),
        ("40", "h''"), ("4401020304", "h'01020304'"), ("60", "\"\""), ("6161", "\"a\""), ("6449455446", "\"IETF\""),
        ("62225c", "\"\\\"\\\\\""), ("62c3bc", "\"\u{fc}\""), ("63e6b0b4", "\"\u{6c34}\""),
        ("64f0908591", "\"\u{10151}\""),
        ("80", "[]"), ("83010203", "[1, 2, 3]"), ("8301820203820405", "[1, [2, 3], [4, 5]]"),
        (
            "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
            "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]"
        ),
        ("a0", "{}"), ("a201020304", "{1: 2, 3: 4}"), ("a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}"),
        ("826161a161626163", "[\"a\", {\"b\": \"c\"}]"),
        (
            "a56161614161626142616361436164614461656145",
            "{\"a\": \"A\", \"b\": \"B\", \"c\": \"C\", \"d\": \"D\", \"e\": \"E\"}"
        ),
        ("5f42010243030405ff", "(_ h'0102', h'030405')"), ("7f657374726561646d696e67ff", "(_ \"strea\", \"ming\")"),
        ("9fff", "[_ ]"), ("9f018202039f0405ffff", "[_ 1, [2, 3], [_ 4, 5]]"),
        ("9f01820203820405ff", "[_ 1, [2, 3], [4, 5]]"),
        ("83018202039f0405ff", "[1, [2, 3], [_ 4, 5]]"), ("83019f0203ff820405", "[1, [_ 2, 3], [4, 5]]"),
        (
            "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
            "[_ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]"
        ),
        ("bf61610161629f0203ffff", "{_ \"a\": 1, \"b\": [_ 2, 3]}"),
        ("826161bf61626163ff", "[\"a\", {_ \"b\": \"c\"}]"),
        ("bf6346756ef563416d7421ff", "{_ \"Fun\": true, \"Amt\": -2}"),
    ]

    @Test(arguments: examples)
    func isRead(_ digits: String, _ notation: String) throws {
        let document = try CBORDocument(data(digits), userInfo: [:])
        #expect(CBORPrinter.text(of: CBORDocument.start, in: document, style: .diagnostic) == notation)
    }

    @Test(arguments: examples)
    func isNothingWithoutItsEnd(_ digits: String, _ notation: String) {
        for length in 0..<digits.count / 2 {
            #expect(throws: DecodingError.self) { try CBORDocument(data(digits).prefix(length), userInfo: [:]) }
        }
    }

    @Test func isWritten() throws {
        #expect(
            try hexadecimal([0, 1, 10, 23, 24, 25, 100, 1000, 1_000_000]) == "890001" + "0a17181818191864"
                + "1903e81a000f4240"
        )
        #expect(try hexadecimal(1_000_000_000_000) == "1b000000e8d4a51000")
        #expect(try hexadecimal(UInt64.max) == "1bffffffffffffffff")
        #expect(try hexadecimal(UInt128(UInt64.max) + 1) == "c249010000000000000000")
        #expect(try hexadecimal(-Int128(UInt64.max) - 1) == "3bffffffffffffffff")
        #expect(try hexadecimal(-Int128(UInt64.max) - 2) == "c349010000000000000000")
        #expect(try hexadecimal([-1, -10, -100, -1000]) == "842029" + "38633903e7")
        let numbers: [(Double, String)] = [
            (0, "f90000"), (-0.0, "f98000"), (1, "f93c00"), (1.1, "fb3ff199999999999a"), (1.5, "f93e00"),
            (65504, "f97bff"), (100_000, "fa47c35000"), (3.4028234663852886e+38, "fa7f7fffff"),
            (1.0e+300, "fb7e37e43c8800759c"), (5.960464477539063e-8, "f90001"), (0.00006103515625, "f90400"),
            (-4, "f9c400"), (-4.1, "fbc010666666666666"), (.infinity, "f97c00"), (.nan, "f97e00"),
            (-.infinity, "f9fc00"),
        ]
        for (number, digits) in numbers { #expect(try hexadecimal(number) == digits) }
        #expect(try hexadecimal([false, true]) == "82f4f5")
        #expect(try hexadecimal(Int?.none) == "f6")
        #expect(try hexadecimal(Date(timeIntervalSince1970: 1_363_896_240)) == "c11a514b67b0")
        #expect(try hexadecimal(Date(timeIntervalSince1970: 1_363_896_240.5)) == "c1fb41d452d9ec200000")
        #expect(
            try hexadecimal(URL(string: "http://www.example.com")!)
                == "d82076687474703a2f2f7777772e6578616d706c652e636f6d"
        )
        #expect(try hexadecimal([Data(), Data([1, 2, 3, 4])]) == "82404401020304")
        #expect(
            try hexadecimal(["", "a", "IETF", "\"\\", "\u{fc}", "\u{6c34}", "\u{10151}"])
                == "87606161644945544662225c62c3bc63e6b0b464f0908591"
        )
        #expect(try hexadecimal([Int]()) == "80")
        #expect(try hexadecimal(["a": [1], "b": [2, 3]]) == "a2616181016162820203")
        #expect(
            try hexadecimal(["e": "E", "d": "D", "c": "C", "b": "B", "a": "A"])
                == "a56161614161626142616361436164614461656145"
        )
    }

    /// Appendix F: none of these is well-formed.
    @Test func isRefused() {
        let bad = """
            18 19 1a 1b 1901 1a0102 1b01020304050607 38 58 78 98 9a01ff00 b8 d8 f8 f900 fa0000 fb000000 41 61
            5affffffff00 5bffffffffffffffff010203 7affffffff00 7b7fffffffffffffff010203 81 818181818181818181 8200 a1
            a20102 a100 a2000000 c0 5f4100 7f6100 9f 9f0102 bf bf01020102 819f 9f8000 9f9f9f9f9fffffffff
            9f819f819f9fffffff f800 f801 f818 f81f 5f00ff 5f21ff 5f6100ff 5f80ff 5fa0ff 5fc000ff 5fe0ff 7f4100ff
            5f5f4100ffff 7f7f6100ffff ff 81ff 8200ff a1ff a1ff00 a100ff a20000ff 9f81ff 9f829f819f9fffffffff bf00ff
            bf000000ff c0ff 1c 1d 1e 3c 3d 3e 5c 5d 5e 7c 7d 7e 9c 9d 9e bc bd be dc dd de fc fd fe 1f 3f df 0000
            """
        for digits in bad.split(whereSeparator: \.isWhitespace) {
            #expect(throws: DecodingError.self, "\(digits)") { try CBORDocument(data(String(digits)), userInfo: [:]) }
        }
    }
}
