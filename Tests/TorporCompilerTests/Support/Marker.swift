/// A comment in a fixture that says which message is expected at the line before it.
///
/// ```swift
/// func work() throws {}
/// //   ^ error [#NotAsync] durable function 'work' has to be 'async'
/// ```
///
/// A warning's marker says `warning`. The caret stands under the column. `[#Identifier]` is left out, and the caret too,
/// where the Swift compiler gives the message. The text is the beginning of the message.
struct Marker: Equatable, CustomStringConvertible {
    var line: Int
    var column: Int?
    var identifier: String?
    var text: String
    var isWarning = false

    var description: String {
        let place = [line, column].compactMap { $0.map(String.init) }.joined(separator: ":")
        return "\(place): \(isWarning ? "warning" : "error"): \(text)\(identifier.map { " [#\($0)]" } ?? "")"
    }

    /// The markers of a fixture, in order. Several below each other are about the same line.
    static func markers(in source: String) -> [Marker] {
        var result: [Marker] = []
        var subject = 0
        for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let match = line.wholeMatch(of: #/\s*// *(\^ )?(error|warning) (?:\[#(\w+)\] )?(.+)/#) else {
                subject = index + 1
                continue
            }
            let caret = line.utf8.firstIndex(of: UInt8(ascii: "^")).map {
                line.utf8.distance(from: line.startIndex, to: $0) + 1
            }
            result.append(
                Marker(
                    line: subject,
                    column: match.output.1 == nil ? nil : caret,
                    identifier: match.output.3.map(String.init),
                    text: String(match.output.4),
                    isWarning: match.output.2 == "warning"
                )
            )
        }
        return result
    }

    /// Whether a message is the expected one.
    func expects(_ other: Marker) -> Bool {
        line == other.line && (column == nil || column == other.column) && identifier == other.identifier
            && isWarning == other.isWarning && other.text.hasPrefix(text)
    }
}

/// The difference between the messages that are expected and those there are, empty where all are as expected.
func difference(expected: [Marker], actual: [Marker]) -> String {
    var missing = expected
    var surplus: [Marker] = []
    for marker in actual {
        if let index = missing.firstIndex(where: { $0.expects(marker) }) {
            missing.remove(at: index)
        } else {
            surplus.append(marker)
        }
    }
    return (missing.map { "- \($0)" } + surplus.map { "+ \($0)" }).joined(separator: "\n")
}
