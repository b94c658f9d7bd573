/// Writes diagnostics for people: each line of a diagnostic with the line of source that it is about, and carets.
///
/// ```text
/// Sources/App/Flow.swift:3:9: error: 'defer' … [#Defer]
///   3 |         defer { print("done") }
///     |         ^~~~~~~~~~~~~~~~~~~~~~~
/// ```
public struct ExcerptRenderer: Sendable {
    private let texts: [String: String]
    private let colour: Bool

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - texts: the sources' texts by path, as the locations name them. A diagnostic about a file that is not among them
    ///     has no excerpt.
    ///   - colour: whether to write ANSI colour codes.
    public init(texts: [String: String], colour: Bool) {
        self.texts = texts
        self.colour = colour
    }

    /// A diagnostic with its excerpts.
    ///
    /// - Parameter diagnostic: the diagnostic.
    /// - Returns: the lines, without a line end after the last.
    public func render(_ diagnostic: Diagnostic) -> String {
        diagnostic.lines.flatMap(render(_:)).joined(separator: "\n")
    }

    private func render(_ line: Diagnostic.Line) -> [String] {
        let location = line.location
        let heading =
            styled("\(location):", .bold) + " " + styled("\(line.severity.rawValue):", Style(line.severity)) + " "
            + styled(printable(line.message), .bold)
        guard let source = sourceLine(at: location) else { return [heading] }

        let number = String(location.line)
        let gutter = styled(String(repeating: " ", count: number.count + 2) + "|", .faint)
        var result = [heading, styled(" \(number) |", .faint) + " \(printable(source.text))"]
        result.append("\(gutter) \(source.padding)\(styled(source.carets, .caret))")
        if let replacement = line.replacement, replacement.contains(where: \.isNewline) == false {
            result.append("\(gutter) \(source.padding)\(styled(printable(replacement), .replacement))")
        }
        return result
    }

    /// A line of source, and what stands under it.
    private struct SourceLine {
        var text: String
        var padding: String
        var carets: String
    }

    private func sourceLine(at location: Location) -> SourceLine? {
        guard let text = texts[location.path] else { return nil }
        // The line ends of Swift; a "\r\n" is one Character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        guard lines.indices.contains(location.line - 1) else { return nil }

        let bytes = Array(lines[location.line - 1].utf8)
        let start = min(max(location.column - 1, 0), bytes.count)
        let end = min(start + max(location.length, 0), bytes.count)
        let covered = width(of: String(decoding: bytes[start..<end], as: UTF8.self))
        return SourceLine(
            text: String(decoding: bytes, as: UTF8.self),
            padding: String(decoding: bytes[..<start], as: UTF8.self)
                .map { $0 == "\t" ? "\t" : String(repeating: " ", count: width(of: $0)) }
                .joined(),
            carets: "^" + String(repeating: "~", count: max(covered - 1, 0))
        )
    }

    // MARK: - Terminals

    private enum Style: String {
        case bold = "1"
        case faint = "2"
        case error = "1;31"
        case warning = "1;35"
        case note = "1;36"
        case caret = "1;32"
        case replacement = "32"

        init(_ severity: Diagnostic.Severity) {
            switch severity {
            case .error: self = .error
            case .warning: self = .warning
            case .note: self = .note
            }
        }
    }

    private func styled(_ text: String, _ style: Style) -> String {
        colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A text without the characters by which a source could command the terminal.
    private func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control && scalar != "\t" ? "\u{FFFD}" : scalar
                }
            )
        )
    }

    private func width(of text: String) -> Int {
        text.reduce(0) { $0 + width(of: $1) }
    }

    /// How many columns of a terminal a character takes: two for East Asian wide characters and emoji.
    private func width(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        if character.unicodeScalars.contains(where: \.properties.isEmojiPresentation) { return 2 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x20000...0x3FFFD:
            return 2
        default:
            return 1
        }
    }
}
