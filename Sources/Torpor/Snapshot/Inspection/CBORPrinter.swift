import Foundation

/// Prints an item as text, however deeply it is nested, without recursing.
struct CBORPrinter {
    /// What the text is for.
    enum Style {
        /// For people who know CBOR: the diagnostic notation of RFC 8949, section 8.
        case diagnostic
        /// For people who know the program.
        case readable
        /// For programs: JSON.
        case json
    }

    private struct Open {
        let closing: String
        let isMap: Bool
        let count: Int
        /// What comes behind it.
        let next: CBORDocument.Position
        var isTag = false
        /// How many of its items have been begun.
        var index = 0
    }

    private let document: CBORDocument
    private let style: Style
    /// How many bytes the text may have, roughly.
    private let limit: Int
    private var text = ""
    private var open: [Open] = []

    private init(_ document: CBORDocument, style: Style, limit: Int) {
        self.document = document
        self.style = style
        self.limit = limit
    }

    /// Prints the item at a position.
    static func text(
        of position: CBORDocument.Position,
        in document: CBORDocument,
        style: Style,
        limit: Int = .max
    ) -> String {
        var printer = CBORPrinter(document, style: style, limit: limit)
        printer.print(position)
        return printer.text
    }

    private mutating func print(_ start: CBORDocument.Position) {
        var position = start
        repeat {
            position = printItem(position)
            while let last = open.last, last.index == last.count {
                text += last.closing
                position = last.next
                open.removeLast()
            }
            if text.utf8.count > limit {
                text += "…"
                return
            }
            separate()
        } while !open.isEmpty
    }

    /// Prints what stands before the next item of the last container.
    private mutating func separate() {
        guard let last = open.last else { return }
        open[open.count - 1].index += 1
        if last.isTag || last.index == 0 { return }
        text +=
            last.isMap && !last.index.isMultiple(of: 2) ? (style == .json ? ":" : ": ") : (style == .json ? "," : ", ")
    }

    /// Prints an item, or the beginning of one that has others in it.
    ///
    /// - Returns: what comes next.
    private mutating func printItem(_ position: CBORDocument.Position) -> CBORDocument.Position {
        let head = document.head(position)
        let isKey = style == .json && open.last.map { $0.isMap && !$0.index.isMultiple(of: 2) } == true
        if isKey, head.major != .text {
            let key = Self.text(of: position, in: document, style: .readable)
            text += Self.quoted(key)
            return document.next(position)
        }
        switch head.major {
        case .unsigned: text += String(head.argument)
        case .negative: text += "-\(UInt128(head.argument) + 1)"
        case .bytes: text += bytes(head)
        case .text: text += string(head)
        case .simple: text += Self.simple(head, style)
        case .array, .map:
            return beginContainer(head, position)
        case .tag:
            if let known = knownTag(head, position) {
                text += known
            } else {
                return beginTag(head, position)
            }
        }
        return document.next(position)
    }

    private mutating func beginContainer(_ head: CBORHead, _ position: CBORDocument.Position) -> CBORDocument.Position {
        let (first, count) = document.contents(position)
        let isMap = head.major == .map
        text += isMap ? "{" : "["
        if head.isIndefinite, style == .diagnostic { text += "_ " }
        let next = document.next(position)
        open.append(Open(closing: isMap ? "}" : "]", isMap: isMap, count: isMap ? count * 2 : count, next: next))
        return first
    }

    // MARK: Tags

    private mutating func beginTag(_ head: CBORHead, _ position: CBORDocument.Position) -> CBORDocument.Position {
        var closing = ""
        switch style {
        case .diagnostic:
            text += "\(head.argument)("
            closing = ")"
        case .readable where head.argument == CBORTag.shared:
            text += "#\(number(of: position)) "
        case .readable, .json: break
        }
        let next = document.next(position)
        open.append(Open(closing: closing, isMap: false, count: 1, next: next, isTag: true))
        return document.content(position)
    }

    /// The number of an item that is marked as shared.
    private func number(of position: CBORDocument.Position) -> Int {
        let content = document.content(position).offset
        let shared = document.layout.shared
        var (low, high) = (0, shared.count)
        while low < high {
            let middle = (low + high) / 2
            if shared[middle].offset < content { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The text of an item whose tag says what it is.
    private func knownTag(_ head: CBORHead, _ position: CBORDocument.Position) -> String? {
        if let (negative, magnitude) = document.integer(position), magnitude < .max {
            return negative ? "-\(magnitude + 1)" : "\(magnitude)"
        }
        guard style != .diagnostic else { return nil }
        func text(_ value: String) -> String { style == .json ? Self.quoted(value) : value }
        if head.argument == CBORTag.reference, let number = document.integer(document.content(position)) {
            return text("#\(number.magnitude)")
        }
        if let date = document.date(position) { return text(Self.text(of: date)) }
        if let uuid = document.uuid(position) { return text(uuid.uuidString) }
        if head.argument == CBORTag.uri, let url = document.text(document.content(position)) { return text(url) }
        if let decimal = document.decimal(position) { return "\(decimal)" }
        return nil
    }

    /// An instant, in UTC.
    static func text(of date: Date) -> String {
        guard date.timeIntervalSince1970.magnitude < 1e11 else { return "\(date.timeIntervalSince1970) s since 1970" }
        let isWhole = date.timeIntervalSince1970.rounded() == date.timeIntervalSince1970
        return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: !isWhole))
    }

    // MARK: Leaves

    private func bytes(_ head: CBORHead) -> String {
        func hexadecimal(_ bytes: [UInt8]) -> String {
            "h'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
        }
        switch style {
        case .diagnostic where head.isIndefinite:
            return "(_ " + document.parts(head).map(hexadecimal).joined(separator: ", ") + ")"
        case .diagnostic: return hexadecimal(document.string(head))
        case .readable:
            let bytes = document.string(head)
            return bytes.count <= 32
                ? hexadecimal(bytes) : "\(hexadecimal(Array(bytes.prefix(32))))… (\(bytes.count) bytes)"
        case .json: return Self.quoted(Data(document.string(head)).base64EncodedString())
        }
    }

    private func string(_ head: CBORHead) -> String {
        // Text that is not UTF-8 is not valid, though well-formed: there is no better way to show it.
        func quoted(_ bytes: [UInt8]) -> String { Self.quoted(String(decoding: bytes, as: UTF8.self)) }
        guard head.isIndefinite, style == .diagnostic else { return quoted(document.string(head)) }
        return "(_ " + document.parts(head).map(quoted).joined(separator: ", ") + ")"
    }

    /// A string as JSON has it.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case ..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func simple(_ head: CBORHead, _ style: Style) -> String {
        if (25...27).contains(head.information) { return float(head, style) }
        switch head.argument {
        case 20: return "false"
        case 21: return "true"
        case 22: return style == .readable ? "nil" : "null"
        case 23 where style == .diagnostic: return "undefined"
        case 23: return style == .readable ? "nil" : "null"
        default: return style == .json ? "\"simple(\(head.argument))\"" : "simple(\(head.argument))"
        }
    }

    private static func float(_ head: CBORHead, _ style: Style) -> String {
        let format: BinaryFloat = head.information == 25 ? .half : head.information == 26 ? .single : .double
        let bits = head.information == 27 ? head.argument : format.widened(head.argument, to: .double)
        let number = Double(bitPattern: bits)
        if number.isNaN, style == .diagnostic, bits != Double.nan.bitPattern {
            return "float'\(String(head.argument, radix: 16))'"
        }
        guard number.isFinite else {
            let name = number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
            return style == .json ? "\"\(name)\"" : name
        }
        let parts = "\(number)".split(separator: "e")
        guard parts.count == 2 else { return "\(number)" }
        // The exponent as JSON and the notation have it: 1.0e+300 and 5.0e-8 for Swift's 1e+300 and 5e-08.
        let digits = parts[1].dropFirst().drop { $0 == "0" }
        return parts[0] + (parts[0].contains(".") ? "" : ".0") + "e" + parts[1].prefix(1) + digits
    }
}
