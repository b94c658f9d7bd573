import Foundation
import TorporCompiler

/// Standard error: plain lines for programs, excerpts and colours for a person at a terminal.
struct Console {
    private let isTerminal: Bool
    private let colour: Bool

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        isTerminal = isatty(STDERR_FILENO) != 0
        // https://no-color.org: set to anything but nothing, it counts.
        colour = isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    func show(_ problems: [Problem]) {
        problems.forEach { write($0.description) }
    }

    func show(_ diagnostics: [Diagnostic], sources: [SourceFile]) {
        guard isTerminal else { return diagnostics.forEach { write($0.description) } }
        let texts = Dictionary(sources.map { ($0.path, $0.text) }) { first, _ in first }
        let renderer = ExcerptRenderer(texts: texts, colour: colour)
        diagnostics.forEach { write(renderer.render($0)) }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
    }
}
