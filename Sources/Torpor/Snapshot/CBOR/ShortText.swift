/// The bytes of a text of up to fifteen, as a string has them in itself. Nearly all names of properties are as short, and to
/// take them from there is a fraction of what the standard library does to show them.
///
/// How strings are laid out is asked once, by trying: where it is another way, no text is short.
struct ShortText: Equatable {
    /// The first eight bytes, and the others, in the order of memory; zeros behind the last.
    let first, second: UInt64
    let count: Int

    @inline(__always)
    init(first: UInt64, second: UInt64, count: Int) {
        (self.first, self.second, self.count) = (first, second, count)
    }

    @inline(__always)
    init?(_ text: String) {
        guard Self.isKnown else { return nil }
        self.init(taking: text)
    }

    @inline(__always)
    private init?(taking text: String) {
        let words = unsafeBitCast(text, to: (UInt64, UInt64).self)
        guard words.1 >> 61 & 1 == 1, words.1 >> 63 == 1 else { return nil }
        first = words.0
        second = words.1 & 0xFF_FFFF_FFFF_FFFF
        count = Int(truncatingIfNeeded: words.1 >> 56 & 0xF)
    }

    /// Whether strings are laid out as they are taken to be.
    private static let isKnown: Bool = {
        guard MemoryLayout<String>.size == 16, MemoryLayout<Int>.size == 8, UInt32(1).littleEndian == 1 else {
            return false
        }
        let letters = "0aé∞z€9öß~Ä1x"
        for long in [String(repeating: "x", count: 16), String(repeating: "é", count: 40)] {
            if ShortText(taking: long) != nil || ShortText(taking: long + letters) != nil { return false }
        }
        for count in 0...letters.count {
            let text = String(letters.prefix(count))
            guard let short = ShortText(taking: text) else {
                if text.utf8.count <= 15 { return false }
                continue
            }
            let bytes = withUnsafeBytes(of: (short.first, short.second)) { Array($0.prefix(short.count)) }
            guard bytes == Array(text.utf8) else { return false }
        }
        return ShortText(taking: String("fifteen letters")) != nil
    }()
}
