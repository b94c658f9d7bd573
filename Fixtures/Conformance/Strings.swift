import Torpor

// Text: loops over it, interpolation with suspensions, and literals of every form.

@Durable
func stringCharacters(yield: Yield<String>) async throws {
    for character in "añ👩‍👧" {
        try await yield(String(character))
    }
}

@Durable
func stringCharactersOutliveYield(yield: Yield<String>) async throws {
    var counts = 0
    for character in "aba" {
        try await yield("?")
        if character == "a" { counts += 1 }
        note("\(character)")
    }
    try await yield("\(counts)")
}

@Durable
func stringRanges(yield: Yield<String>) async throws {
    let text = "hello, world"
    for word in text.split(separator: ", ").map(String.init) {
        let end = word.index(word.startIndex, offsetBy: 2)
        try await yield(String(word[word.startIndex..<end]))
        try await yield(String(word[word.index(before: word.endIndex)...]))
    }
}

@Durable
func stringViews(yield: Yield<Int>) async throws {
    for byte in "é".utf8 {
        try await yield(Int(byte))
    }
    for scalar in "ab".unicodeScalars.map(\.value) {
        try await yield(Int(scalar))
    }
}

@Durable
func stringReversedAndEnumerated(yield: Yield<String>) async throws {
    for (index, character) in "abc".reversed().enumerated() where index != 1 {
        try await yield("\(index)\(character)")
    }
}

@Durable
func stringInterpolationNested() async throws -> String {
    "a\("b\(try await later(1))c\(op("inner", 2))")d\(try await laterText("e\(op("deep", 3))"))f"
}

@Durable
func stringInterpolationWithFormat() async throws -> String {
    "\(describing: try await later(255)) and \(describing: op("native", 7), width: try await later(4))"
}

extension String.StringInterpolation {
    mutating func appendInterpolation(describing number: Int, width: Int = 0) {
        let text = String(number, radix: 16)
        appendLiteral(String(repeating: "0", count: max(0, width - text.count)) + text)
    }
}

@Durable
func stringMultiline() async throws -> String {
    let name = try await laterText("name")
    return """
        first \(name)
          indented \(try await later(2)) \
        joined
        "quoted" \u{41}
        """
}

@Durable
func stringRaw() async throws -> String {
    let path = #"C:\dir "x" \#(try await later(1))"#
    try await Durable.sleep(for: .milliseconds(1))
    return path + ##"#"raw"#\n"##
}

@Durable
func stringBuiltAcrossSuspensions(yield: Yield<String>) async throws -> String {
    var text = ""
    for (index, word) in ["x", "y", "z"].enumerated() {
        if index > 0 { text += ", " }
        text.append(word)
        try await yield(text)
    }
    text.removeLast()
    return text.uppercased()
}

@Durable
func stringEscapesSurvive(yield: Yield<String>) async throws -> String {
    let strange = "tab\t newline\n null\0 quote\" backslash\\ emoji \u{1F9CA} combining e\u{301}"
    try await yield(strange)
    return strange + "\(strange.count)"
}

@Durable
func stringConcatenationOrder() async throws -> String {
    try await op("a", "1") + laterText("2") + op("c", "3") + laterText("4")
}

@Durable
func stringIndicesOutliveYield(yield: Yield<String>) async throws {
    let text = "key=value"
    let split = text.firstIndex(of: "=") ?? text.endIndex
    let key = text[..<split]
    try await yield(String(key))
    note("\(key.count) \(text[split])")
    for index in text.indices where text[index] == "e" {
        try await yield(String(text[text.index(after: index)...]))
        note("\(text.distance(from: text.startIndex, to: index))")
    }
}

@Durable
func stringPiecesOutliveYield(yield: Yield<Int>) async throws {
    for piece in "a,bb,ccc".split(separator: ",") {
        try await yield(piece.count)
        note(piece.uppercased())
    }
}

// MARK: - Cases

let stringsCases: [any AnyCase] = [
    Case("stringCharacters", yields: { try await stringCharacters(yield: $0) }, durable: { StringCharacters() }),
    Case(
        "stringCharactersOutliveYield",
        yields: { try await stringCharactersOutliveYield(yield: $0) },
        durable: { StringCharactersOutliveYield() }
    ),
    Case("stringRanges", yields: { try await stringRanges(yield: $0) }, durable: { StringRanges() }),
    Case("stringViews", yields: { try await stringViews(yield: $0) }, durable: { StringViews() }),
    Case(
        "stringReversedAndEnumerated",
        yields: { try await stringReversedAndEnumerated(yield: $0) },
        durable: { StringReversedAndEnumerated() }
    ),
    Case(
        "stringInterpolationNested",
        plain: { try await stringInterpolationNested() },
        durable: { StringInterpolationNested() }
    ),
    Case(
        "stringInterpolationWithFormat",
        plain: { try await stringInterpolationWithFormat() },
        durable: { StringInterpolationWithFormat() }
    ),
    Case("stringMultiline", plain: { try await stringMultiline() }, durable: { StringMultiline() }),
    Case("stringRaw", plain: { try await stringRaw() }, durable: { StringRaw() }),
    Case(
        "stringBuiltAcrossSuspensions",
        yields: { try await stringBuiltAcrossSuspensions(yield: $0) },
        durable: { StringBuiltAcrossSuspensions() }
    ),
    Case(
        "stringEscapesSurvive",
        yields: { try await stringEscapesSurvive(yield: $0) },
        durable: { StringEscapesSurvive() }
    ),
    Case(
        "stringConcatenationOrder",
        plain: { try await stringConcatenationOrder() },
        durable: { StringConcatenationOrder() }
    ),
    Case(
        "stringIndicesOutliveYield",
        yields: { try await stringIndicesOutliveYield(yield: $0) },
        durable: { StringIndicesOutliveYield() }
    ),
    Case(
        "stringPiecesOutliveYield",
        yields: { try await stringPiecesOutliveYield(yield: $0) },
        durable: { StringPiecesOutliveYield() }
    ),
]
