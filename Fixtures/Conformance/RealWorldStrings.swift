import Torpor

// Strings: searching, compressing, encoding, comparing.

@Durable
func knuthMorrisPratt(_ text: String, _ pattern: String, yield: Yield<Int>) async throws -> [Int] {
    let text = Array(text), pattern = Array(pattern)
    try await yield(1)
    guard !pattern.isEmpty, text.count >= pattern.count else { return [] }
    try await yield(2)
    var failure = [0]
    try await yield(3)
    var length = 0
    try await yield(4)
    for character in pattern[1...] {
        while length > 0, pattern[length] != character {
            length = failure[length - 1]
            try await yield(5)
        }
        try await yield(6)
        if pattern[length] == character {
            length += 1
            try await yield(7)
        }
        try await yield(8)
        failure.append(length)
        try await yield(9)
    }
    try await yield(10)
    var matches = [Int]()
    try await yield(11)
    var matched = 0
    try await yield(12)
    for (index, character) in text.enumerated() {
        while matched > 0 && character != pattern[matched] {
            matched = failure[matched - 1]
            try await yield(13)
        }
        try await yield(14)
        guard character == pattern[matched] else { continue }
        try await yield(15)
        matched += 1
        try await yield(16)
        if matched == pattern.count {
            matches.append(index + 1 - matched)
            try await yield(17)
            matched = failure[matched - 1]
            try await yield(18)
        }
        try await yield(19)
    }
    try await yield(20)
    return matches
}

@Durable
func boyerMoore(_ text: String, _ pattern: String, yield: Yield<Int>) async throws -> String.Index? {
    let patternLength = pattern.count
    try await yield(1)
    guard patternLength > 0, patternLength <= text.count else { return nil }
    try await yield(2)
    var skipTable = [Character: Int]()
    try await yield(3)
    for (i, c) in pattern.enumerated() {
        skipTable[c] = patternLength - i - 1
        try await yield(4)
    }
    try await yield(5)
    let p = pattern.index(before: pattern.endIndex)
    try await yield(6)
    let lastChar = pattern[p]
    try await yield(7)
    var i = text.index(text.startIndex, offsetBy: patternLength - 1)
    try await yield(8)
    func backwards() -> String.Index? {
        var q = p
        var j = i
        while q > pattern.startIndex {
            j = text.index(before: j)
            q = pattern.index(before: q)
            if text[j] != pattern[q] { return nil }
        }
        return j
    }
    while i < text.endIndex {
        let c = text[i]
        try await yield(9)
        if c == lastChar {
            if let k = backwards() { return k }
            try await yield(10)
            i = text.index(after: i)
            try await yield(11)
        } else {
            i = text.index(i, offsetBy: skipTable[c] ?? patternLength, limitedBy: text.endIndex) ?? text.endIndex
            try await yield(12)
        }
        try await yield(13)
    }
    try await yield(14)
    return nil
}

@Durable
func boyerMooreFound(yield: Yield<Int>) async throws -> Int? {
    let text = "Hello, Wörld!"
    try await yield(1)
    return try await boyerMoore(text, "Wör", yield: yield).map { text.distance(from: text.startIndex, to: $0) }
}

@Durable
func rabinKarp(_ text: String, _ pattern: String, yield: Yield<Int>) async throws -> Int {
    let modulus = 101, base = 256
    try await yield(1)
    let t = text.unicodeScalars.map { Int($0.value) }
    try await yield(2)
    let p = pattern.unicodeScalars.map { Int($0.value) }
    try await yield(3)
    var (hashP, hashT, high) = (0, 0, 1)
    try await yield(4)
    for _ in 0..<p.count - 1 {
        high = high * base % modulus
        try await yield(5)
    }
    try await yield(6)
    for i in p.indices {
        hashP = (base * hashP + p[i]) % modulus
        try await yield(7)
        hashT = (base * hashT + t[i]) % modulus
        try await yield(8)
    }
    try await yield(9)
    search: for start in 0...(t.count - p.count) {
        if hashP == hashT {
            for offset in p.indices where t[start + offset] != p[offset] {
                continue search
            }
            try await yield(10)
            return start
        }
        try await yield(11)
        if start < t.count - p.count {
            hashT = (base * (hashT - t[start] * high) + t[start + p.count]) % modulus
            try await yield(12)
            if hashT < 0 {
                hashT += modulus
                try await yield(13)
            }
            try await yield(14)
        }
        try await yield(15)
    }
    try await yield(16)
    return -1
}

struct PrefixTree: Codable, Sendable {
    private indirect enum Node: Codable, Sendable {
        case node(children: [String: Node], isEnd: Bool)
        static var empty: Node { .node(children: [:], isEnd: false) }
        func inserting(_ rest: Substring) -> Node {
            guard case .node(var children, let isEnd) = self else { return self }
            guard let first = rest.first else { return .node(children: children, isEnd: true) }
            children[String(first)] = (children[String(first)] ?? .empty).inserting(rest.dropFirst())
            return .node(children: children, isEnd: isEnd)
        }
        func words(_ prefix: String) -> [String] {
            guard case let .node(children, isEnd) = self else { return [] }
            return (isEnd ? [prefix] : [])
                + children.sorted { $0.key < $1.key }.flatMap { $0.value.words(prefix + $0.key) }
        }
    }
    private var root = Node.empty
    mutating func insert(_ word: String) { root = root.inserting(word[...]) }
    var words: [String] { root.words("") }
}

@Durable
func tries(yield: Yield<Int>) async throws -> [String] {
    var tree = PrefixTree()
    try await yield(1)
    for word in "to tea ten i in inn".split(separator: " ") {
        tree.insert(String(word))
        try await yield(2)
    }
    try await yield(3)
    return tree.words
}

@Durable
func suffixArray(_ text: String, yield: Yield<Int>) async throws -> (array: [Int], lcp: [Int]) {
    let characters = Array(text)
    try await yield(1)
    let array = characters.indices.sorted { characters[$0...].lexicographicallyPrecedes(characters[$1...], by: <) }
    try await yield(2)
    var lcp: [Int] = [0]
    try await yield(3)
    for (previous, current) in zip(array, array.dropFirst()) {
        var length = 0
        try await yield(4)
        while max(previous, current) + length < characters.count,
            characters[previous + length] == characters[current + length]
        {
            length += 1
            try await yield(5)
        }
        try await yield(6)
        lcp.append(length)
        try await yield(7)
    }
    try await yield(8)
    return (array, lcp)
}

@Durable
func runLength(_ text: String, yield: Yield<Int>) async throws -> (encoded: String, decoded: String) {
    var encoded = ""
    try await yield(1)
    var iterator = text.makeIterator()
    try await yield(2)
    var current = iterator.next()
    try await yield(3)
    var count = 0
    try await yield(4)
    var rest = Array(text)[...]
    try await yield(5)
    while let character = rest.popFirst() {
        if character == current {
            count += 1
            try await yield(6)
        } else {
            if let current {
                encoded += "\(count)\(current)"
                try await yield(7)
            }
            try await yield(8)
            current = character
            try await yield(9)
            count = 1
            try await yield(10)
        }
        try await yield(11)
    }
    try await yield(12)
    if let current {
        encoded.append("\(count)\(current)")
        try await yield(13)
    }
    try await yield(14)
    var decoded = "", digits = ""
    try await yield(15)
    for character in encoded {
        if character.isNumber {
            digits.append(character)
            try await yield(16)
            continue
        }
        try await yield(17)
        decoded += String(repeating: character, count: Int(digits)!)
        try await yield(18)
        digits = ""
        try await yield(19)
    }
    try await yield(20)
    return (encoded, decoded)
}

indirect enum HuffmanTree: Codable, Sendable {
    case leaf(symbol: String, frequency: Int)
    case node(left: HuffmanTree, right: HuffmanTree)
    var frequency: Int {
        switch self {
        case .leaf(_, let frequency): frequency
        case .node(let left, let right): left.frequency + right.frequency
        }
    }
    var smallest: String {
        switch self {
        case let .leaf(symbol, _): return symbol
        case let .node(left, right): return min(left.smallest, right.smallest)
        }
    }
}

@Durable
func huffman(_ text: String, yield: Yield<Int>) async throws -> [String] {
    let frequencies = text.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    try await yield(1)
    var forest = frequencies.map { HuffmanTree.leaf(symbol: String($0.key), frequency: $0.value) }
    try await yield(2)
    func sort() { forest.sort { ($0.frequency, $0.smallest) > ($1.frequency, $1.smallest) } }
    while forest.count > 1 {
        sort()
        try await yield(3)
        let first = forest.removeLast()
        try await yield(4)
        let second = forest.removeLast()
        try await yield(5)
        forest.append(.node(left: first, right: second))
        try await yield(6)
    }
    try await yield(7)
    var codes: [String: String] = [:]
    try await yield(8)
    var stack = forest.map { ($0, "") }
    try await yield(9)
    while let (tree, code) = stack.popLast() {
        switch tree {
        case .leaf(let symbol, _):
            codes[symbol] = code.isEmpty ? "0" : code
            try await yield(10)
        case .node(left: let left, right: let right):
            stack.append((left, code + "0"))
            try await yield(11)
            stack.append((right, code + "1"))
            try await yield(12)
        }
        try await yield(13)
    }
    try await yield(14)
    let encoded = text.map { codes[String($0)]! }.joined()
    try await yield(15)
    var decoded = ""
    try await yield(16)
    guard case var position? = forest.first else { return [] }
    try await yield(17)
    for bit in encoded {
        if case .node(let left, let right) = position {
            position = bit == "0" ? left : right
            try await yield(18)
        }
        try await yield(19)
        if case let .leaf(symbol, _) = position {
            decoded += symbol
            try await yield(20)
            position = forest[0]
            try await yield(21)
        }
        try await yield(22)
    }
    try await yield(23)
    return codes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + [encoded, decoded]
}

// MARK: - Cases

let realWorldStringsCases: [any AnyCase] = [
    Case(
        "knuthMorrisPratt",
        yields: { try await knuthMorrisPratt("abababca", "aba", yield: $0) },
        durable: { KnuthMorrisPratt("abababca", "aba") }
    ),
    Case("boyerMooreFound", yields: { try await boyerMooreFound(yield: $0) }, durable: { BoyerMooreFound() }),
    Case(
        "rabinKarp",
        yields: { try await rabinKarp("the catch", "cat", yield: $0) },
        durable: { RabinKarp("the catch", "cat") }
    ),
    Case("tries", yields: { try await tries(yield: $0) }, durable: { Tries() }),
    Case("suffixArray", yields: { try await suffixArray("banana", yield: $0) }, durable: { SuffixArray("banana") }),
    Case("runLength", yields: { try await runLength("aaabcc", yield: $0) }, durable: { RunLength("aaabcc") }),
    Case("huffman", yields: { try await huffman("abracad", yield: $0) }, durable: { Huffman("abracad") }),
]
