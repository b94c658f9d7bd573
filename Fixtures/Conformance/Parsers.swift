import Foundation
import Torpor

// Texts taken apart and put together.

enum Token: Codable, Equatable, CustomStringConvertible {
    case number(Double)
    case symbol(String)
    case name(String)

    var description: String {
        switch self {
        case .number(let value): "\(value)"
        case .symbol(let symbol): symbol
        case .name(let name): "`\(name)`"
        }
    }
}

@Durable
func tokenize(yield: Yield<String>) async throws -> [Token] {
    let text = "3.5+foo*(12 - x1) "
    var tokens: [Token] = []
    var rest = text[...]
    scanning: while let first = rest.first {
        switch first {
        case " ", "\t":
            rest.removeFirst()
            continue scanning
        case "0"..."9":
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count)
            try await yield("digits \(digits)")
            guard let value = Double(digits) else { break scanning }
            tokens.append(.number(value))
        case let letter where letter.isLetter:
            var name = ""
            while let next = rest.first, next.isLetter || next.isNumber {
                name.append(next)
                rest = rest.dropFirst()
                try await Durable.sleep(for: .milliseconds(1))
            }
            tokens.append(.name(name))
            fallthrough
        case "_":
            note("after a name: \(rest)")
        case "(", ")", "+", "-", "*", "/":
            tokens.append(.symbol(String(rest.removeFirst())))
            try await yield("symbol \(tokens[tokens.endIndex - 1])")
        default:
            throw Trouble.named(String(first), code: rest.count)
        }
    }
    return tokens
}

@Durable
func parseSum(_ text: String, from position: Int) async throws -> (value: Int, end: Int) {
    var (value, end) = try await parseProduct(text, from: position)
    while end < text.count {
        let symbol = text[text.index(text.startIndex, offsetBy: end)]
        guard symbol == "+" || symbol == "-" else { break }
        let right = try await parseProduct(text, from: end + 1)
        value = symbol == "+" ? value + right.value : value - right.value
        end = right.end
    }
    return (value, end)
}

@Durable
func parseProduct(_ text: String, from position: Int) async throws -> (value: Int, end: Int) {
    let characters = Array(text)
    var end = position
    var value = 0
    if characters[end] == "(" {
        (value, end) = try await parseSum(text, from: end + 1)
        end += 1
    } else {
        while end < characters.count, let digit = characters[end].wholeNumberValue {
            value = value * 10 + digit
            end += 1
        }
    }
    try await Durable.sleep(for: .milliseconds(1))
    if end < characters.count, characters[end] == "*" {
        let (factor, next) = try await parseProduct(text, from: end + 1)
        return (value * factor, next)
    }
    return (value, end)
}

@Durable
func parsing(yield: Yield<Int>) async throws -> Int {
    var total = 0
    for text in ["1+2*3", "(1+2)*3-4", "2*(3+4)*5"] {
        let value = try await parseSum(text, from: 0).value
        try await yield(value)
        total += try await parseSum(text, from: 0).end
    }
    return total
}

indirect enum JSON: Codable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    case null
    case number(Int)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(value) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
    init(nilLiteral: ()) { self = .null }
}

@Durable
func pretty(_ value: JSON, indent: Int = 0, yield: Yield<String>) async throws {
    let pad = String(repeating: " ", count: indent)
    switch value {
    case .null: try await yield("\(pad)null")
    case .number(let number) where number < 0: try await yield("\(pad)(\(number))")
    case .number(let number): try await yield(pad + String(number))
    case .string(let text): try await yield(#"\#(pad)"\#(text)""#)
    case .array(let items):
        try await yield(pad + "[")
        for item in items { try await pretty(item, indent: indent + 2, yield: yield) }
        try await yield(pad + "]")
    case .object(let members):
        try await yield(pad + "{")
        for (key, member) in members.sorted(by: { $0.key < $1.key }) {
            try await yield("\(pad)  \(key):")
            try await pretty(member, indent: indent + 4, yield: yield)
        }
        try await yield(pad + "}")
    }
}

@Durable
func prettyPrinted(yield: Yield<String>) async throws {
    try await pretty(["b": [1, -2, nil, "x"], "a": ["c": []]], yield: yield)
    let built: JSON = ["n": .number(try await later(3)), "l": [.string(try await laterText("t")), nil, 4]]
    try await pretty(built, yield: yield)
}

@Durable
func stringsOfAllKinds() async throws -> [String] {
    let name = try await laterText("torpor")
    let multi = """
        Dear \(name),
          you owe \(try await later(3) * 2) \
        and "\(try await laterText("that"))" is
        it.\tBye
        """
    let raw = #"raw \(name) \#(try await later(4)) "quoted" \n"#
    let rawMulti = ##"""
        a \##(name) \#(name) """
        """##
    let formatted = String(format: "%05.2f|%3d|%@", 3.14159, try await later(7), name)
    let nested = "outer \("inner \(try await later(1)) \(["a": try await later(2)]["a"] ?? 0)")"
    let padded = "\(name.padding(toLength: try await later(8), withPad: ".", startingAt: 0))!"
    let unicode = "e\u{301}\(try await laterText("👩‍👩‍👧"))".count
    return [multi, raw, rawMulti, formatted, nested, padded, "\(unicode)"]
}

@Durable
func textWrapping(yield: Yield<String>) async throws -> Int {
    let text = "The quick  brown fox jumps over the lazy dog, née Zoë 👩‍👩‍👧 end"
    var line = ""
    var lines = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) where !word.isEmpty {
        if line.count + word.count + 1 > 12, !line.isEmpty {
            try await yield(line)
            lines += 1
            line = String(word)
        } else {
            line += (line.isEmpty ? "" : " ") + word
        }
        try await Durable.sleep(for: .zero)
    }
    try await yield(line)
    return lines
}

@Durable
func csv(yield: Yield<[String]>) async throws -> [[String: String]] {
    let text = "name,age\n\"Doe, \"\"J\"\"\",42\nAnn,\n"
    var rows: [[String]] = [], field = "", row: [String] = [], quoted = false
    var iterator = text.makeIterator()
    var pending: Character? = nil
    while let c = pending ?? iterator.next() {
        pending = nil
        switch (c, quoted) {
        case ("\"", true):
            if let next = iterator.next() {
                if next == "\"" {
                    field.append("\""); try await Durable.sleep(for: .zero)
                } else {
                    quoted = false; pending = next
                }
            }
        case ("\"", false): quoted = true
        case (",", false), ("\n", false):
            row.append(field)
            field = ""
            guard c.isNewline else { continue }
            try await yield(row)
            rows.append(row)
            row.removeAll()
        case (let other, _): field.append(other)
        }
    }
    let header = rows.removeFirst()
    return rows.map { Dictionary(uniqueKeysWithValues: zip(header, $0)).filter { $0.key == "age" } }
}

@Durable
func runLengths(yield: Yield<String>) async throws -> String {
    var runs: [(character: Character, count: Int)] = []
    for character in "aaabccd" {
        if let last = runs.last, last.character == character {
            runs[runs.count - 1].count += 1
        } else {
            runs.append((character, 1))
            try await yield("new \(character)")
        }
    }
    var encoded = ""
    for (character, count) in runs {
        encoded.append(character)
        if count > 1 { encoded += try await laterText("\(count)") }
    }
    var decoded = "", index = encoded.startIndex
    while index < encoded.endIndex {
        let character = encoded[index]
        encoded.formIndex(after: &index)
        let digits = encoded[index...].prefix(while: \.isNumber)
        try await yield("\(character) \(digits)")
        index = digits.endIndex
        decoded += String(repeating: character, count: Int(digits) ?? 1)
    }
    return encoded + " " + decoded
}

// MARK: - Cases

let parsersCases: [any AnyCase] = [
    Case("runLengths", yields: { try await runLengths(yield: $0) }, durable: { RunLengths() }),
    Case("tokenize", yields: { try await tokenize(yield: $0) }, durable: { Tokenize() }),
    Case("parsing", yields: { try await parsing(yield: $0) }, durable: { Parsing() }),
    Case("prettyPrinted", yields: { try await prettyPrinted(yield: $0) }, durable: { PrettyPrinted() }),
    Case("stringsOfAllKinds", plain: { try await stringsOfAllKinds() }, durable: { StringsOfAllKinds() }),
    Case("textWrapping", yields: { try await textWrapping(yield: $0) }, durable: { TextWrapping() }),
    Case("csv", yields: { try await csv(yield: $0) }, durable: { Csv() }),
]
