import Torpor

// Strings: searching, compressing, encoding, comparing.

@Durable
func lzw(_ text: String, yield: Yield<Int>) async throws -> [Int] {
    var dictionary = Dictionary(uniqueKeysWithValues: "abn".enumerated().map { (String($1), $0) })
    try await yield(1)
    var w = ""
    try await yield(2)
    var result: [Int] = []
    try await yield(3)
    for c in text {
        let wc = w + String(c)
        try await yield(4)
        if let _ = dictionary[wc] {
            w = wc
            try await yield(5)
        } else {
            result.append(dictionary[w]!)
            try await yield(6)
            dictionary[wc] = dictionary.count
            try await yield(7)
            w = "\(c)"
            try await yield(8)
        }
        try await yield(9)
    }
    try await yield(10)
    if !w.isEmpty, let code = dictionary[w] {
        result.append(code)
        try await yield(11)
    }
    try await yield(12)
    return result
}

@Durable
func base64(_ text: String, yield: Yield<Int>) async throws -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    try await yield(1)
    var output = ""
    try await yield(2)
    var buffer: UInt32 = 0
    try await yield(3)
    var bits = 0
    try await yield(4)
    for byte in text.utf8 {
        buffer = buffer << 8 | UInt32(byte)
        try await yield(5)
        bits += 8
        try await yield(6)
        while bits >= 6 {
            bits -= 6
            try await yield(7)
            output.append(alphabet[Int(buffer >> UInt32(bits) & 0x3F)])
            try await yield(8)
        }
        try await yield(9)
    }
    try await yield(10)
    if bits > 0 {
        output.append(alphabet[Int(buffer << UInt32(6 - bits) & 0x3F)])
        try await yield(11)
    }
    try await yield(12)
    while !output.count.isMultiple(of: 4) {
        output += "="
        try await yield(13)
    }
    try await yield(14)
    return output
}

@Durable
func caesarAndVigenere(yield: Yield<Int>) async throws -> [String] {
    func shift(_ scalar: Unicode.Scalar, by amount: Int) -> Character {
        switch scalar {
        case "a"..."z": Character(Unicode.Scalar(UInt8((Int(scalar.value) - 97 + amount + 26) % 26 + 97)))
        default: Character(scalar)
        }
    }
    var caesar = ""
    try await yield(1)
    for scalar in "hi, you".unicodeScalars {
        caesar.append(shift(scalar, by: 3))
        try await yield(2)
    }
    try await yield(3)
    let key = Array("key".unicodeScalars)
    try await yield(4)
    var vigenere = [Character]()
    try await yield(5)
    for (i, scalar) in "attack".unicodeScalars.enumerated() {
        let amount = Int(key[i % key.count].value) - 97
        try await yield(6)
        vigenere.append(shift(scalar, by: amount))
        try await yield(7)
    }
    try await yield(8)
    return [caesar, String(vigenere)]
}

@Durable
func palindromes(_ text: String, yield: Yield<Int>) async throws -> String {
    let s = Array(text)
    try await yield(1)
    var best = 0..<0
    try await yield(2)
    for center in s.indices {
        for var (l, r) in [(center, center), (center, center + 1)] {
            while l >= 0, r < s.count, s[l] == s[r] {
                (l, r) = (l - 1, r + 1)
                try await yield(3)
            }
            try await yield(4)
            let range = (l + 1)..<max(r, l + 1)
            try await yield(5)
            if range.count > best.count {
                best = range
                try await yield(6)
            }
            try await yield(7)
        }
        try await yield(8)
    }
    try await yield(9)
    return String(s[best])
}

@Durable
func anagramGroups(yield: Yield<Int>) async throws -> [[String]] {
    var groups: [String: [String]] = [:]
    try await yield(1)
    for word in ["eat", "tea", "tan", "ate", "nat", "bat"] {
        let key = String(word.sorted())
        try await yield(2)
        groups[key, default: []].append(word)
        try await yield(3)
    }
    try await yield(4)
    return groups.values.sorted { $0.count != $1.count ? $0.count > $1.count : $0[0] < $1[0] }
}

@Durable
func wrapping(_ text: String, width: Int, yield: Yield<Int>) async throws -> [String] {
    var lines: [String] = []
    try await yield(1)
    var line = ""
    try await yield(2)
    for word in text.split(whereSeparator: \.isWhitespace) {
        switch (line.isEmpty, line.count + 1 + word.count <= width) {
        case (true, _):
            line = String(word)
            try await yield(3)
        case (false, true):
            line += " " + word
            try await yield(4)
        case (false, false):
            lines.append(line)
            try await yield(5)
            line = String(word)
            try await yield(6)
        }
        try await yield(7)
    }
    try await yield(8)
    if !line.isEmpty {
        lines.append(line)
        try await yield(9)
    }
    try await yield(10)
    return lines.map { $0 + String(repeating: ".", count: max(0, width - $0.count)) }
}

@Durable
func balancedBrackets(_ text: String, yield: Yield<Int>) async throws -> Bool {
    let pairs: [Character: Character] = [")": "(", "]": "[", "}": "{"]
    try await yield(1)
    var stack = [Character]()
    try await yield(2)
    for character in text {
        switch character {
        case "(", "[", "{":
            stack.append(character)
            try await yield(3)
        case let closing where pairs[closing] != nil:
            guard stack.popLast() == pairs[closing] else { return false }
            try await yield(4)
        default:
            continue
        }
        try await yield(5)
    }
    try await yield(6)
    return stack.isEmpty
}

@Durable
func romanNumerals(_ number: Int, yield: Yield<Int>) async throws -> (String, Int) {
    let table: [(value: Int, digits: String)] = [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]
    try await yield(1)
    var (rest, roman) = (number, "")
    try await yield(2)
    for (value, digits) in table {
        while rest >= value {
            roman += digits
            try await yield(3)
            rest -= value
            try await yield(4)
        }
        try await yield(5)
        if rest == 0 { break }
        try await yield(6)
    }
    try await yield(7)
    let values: [Character: Int] = ["I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000]
    try await yield(8)
    var total = 0
    try await yield(9)
    var previous = 0
    try await yield(10)
    for digit in roman.reversed() {
        let value = values[digit]!
        try await yield(11)
        total += value < previous ? -value : value
        try await yield(12)
        previous = value
        try await yield(13)
    }
    try await yield(14)
    return (roman, total)
}

// MARK: - Cases

let realWorldEncodingsCases: [any AnyCase] = [
    Case("lzw", yields: { try await lzw("banana", yield: $0) }, durable: { Lzw("banana") }),
    Case("base64", yields: { try await base64("Hé!!", yield: $0) }, durable: { Base64("Hé!!") }),
    Case("caesarAndVigenere", yields: { try await caesarAndVigenere(yield: $0) }, durable: { CaesarAndVigenere() }),
    Case("palindromes", yields: { try await palindromes("babadd", yield: $0) }, durable: { Palindromes("babadd") }),
    Case("anagramGroups", yields: { try await anagramGroups(yield: $0) }, durable: { AnagramGroups() }),
    Case(
        "wrapping",
        yields: { try await wrapping("the quick brown fox", width: 9, yield: $0) },
        durable: { Wrapping("the quick brown fox", width: 9) }
    ),
    Case(
        "balancedBrackets",
        yields: { try await balancedBrackets("a[{(b)}]]", yield: $0) },
        durable: { BalancedBrackets("a[{(b)}]]") }
    ),
    Case("romanNumerals", yields: { try await romanNumerals(1994, yield: $0) }, durable: { RomanNumerals(1994) }),
]
