// Questions about texts that are asked very often. Most texts are ASCII, where bytes tell as much as characters do, and
// telling characters apart takes many times as long.

extension StringProtocol {
    /// Whether a text is somewhere in this one, byte for byte.
    func holds(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { holds($0) }
    }

    private func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        utf8.withContiguousStorageIfAvailable { $0.holds(text) }
            ?? Array(utf8).withUnsafeBufferPointer { $0.holds(text) }
    }

    /// Whether all characters are of ASCII.
    var isASCII: Bool {
        utf8.withContiguousStorageIfAvailable { bytes in bytes.allSatisfy { $0 < 0x80 } }
            ?? utf8.allSatisfy { $0 < 0x80 }
    }

    /// How many columns it takes: one for each character.
    var width: Int { isPlainASCII ? utf8.count : count }

    /// Whether all characters are single bytes: the two of a line's end may be one character.
    private var isPlainASCII: Bool {
        utf8.withContiguousStorageIfAvailable { bytes in bytes.allSatisfy { $0 < 0x80 && $0 != 0x0D } } ?? false
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        guard count >= text.count else { return false }
        for offset in 0...count - text.count where self[offset] == first {
            var length = 1
            while length < text.count, self[offset + length] == text[length] { length += 1 }
            if length == text.count { return true }
        }
        return false
    }
}

// MARK: Words

extension String {
    /// The words of a piece of Swift.
    var identifiers: [String] {
        if isASCII { return utf8.split { !$0.isWordByte }.map { String(Substring($0)) } }
        return split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    /// Whether there are only letters, digits, underscores, and some other characters of ASCII in it.
    func consistsOfWords(and others: StaticString = "") -> Bool {
        if isASCII {
            return others.withUTF8Buffer { others in utf8.allSatisfy { $0.isWordByte || others.contains($0) } }
        }
        return allSatisfy { character in
            character.isLetter || character.isNumber || character == "_" || "\(others)".contains(character)
        }
    }

    /// Whether a word is one of the words of a piece of Swift.
    func holdsWord(_ word: String) -> Bool { holds(word) && identifiers.contains(word) }

    /// A piece of Swift with other words in it.
    ///
    /// - Parameter replacement: what stands for a word, given what the character in front of it is; nil for the word itself.
    func replacingWords(_ replacement: (_ word: String, _ previous: Character?) -> String?) -> String {
        guard isASCII else { return replacingWordsOfCharacters(replacement) }
        var result = ""
        result.reserveCapacity(utf8.count + 16)
        var start = utf8.startIndex
        var previous: Character?
        while start < utf8.endIndex {
            if utf8[start].isWordByte {
                let end = utf8[start...].firstIndex { !$0.isWordByte } ?? utf8.endIndex
                let word = self[start..<end]
                result += replacement(String(word), previous) ?? String(word)
                start = end
            } else {
                let end = utf8[start...].firstIndex(where: \.isWordByte) ?? utf8.endIndex
                result += self[start..<end]
                previous = Character(Unicode.Scalar(utf8[utf8.index(before: end)]))
                start = end
            }
        }
        return result
    }

    private func replacingWordsOfCharacters(_ replacement: (String, Character?) -> String?) -> String {
        var result = ""
        var word = ""
        var previous: Character?
        for character in self {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
                continue
            }
            if !word.isEmpty { result += replacement(word, previous) ?? word }
            word = ""
            result.append(character)
            previous = character
        }
        return word.isEmpty ? result : result + (replacement(word, previous) ?? word)
    }

    /// Replaces a word.
    func replacingIdentifier(_ word: String, with other: String) -> String {
        guard holds(word) else { return self }
        return replacingWords { found, _ in found == word ? other : nil }
    }
}

extension UInt8 {
    /// Whether the byte, of ASCII, is one of a word.
    fileprivate var isWordByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
