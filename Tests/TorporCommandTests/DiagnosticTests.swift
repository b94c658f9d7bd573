import Foundation
import TestSupport
import Testing

/// Diagnostics about sources, as a program and as a person get them.
struct DiagnosticTests {
    let workspace = Workspace()
    var scratch: Scratch { workspace.scratch }

    @Test func allErrorsOfARunAreToldInOrder() async throws {
        try scratch.write(Workspace.faulty, to: "Sources/App/B.swift")
        try scratch.write(Workspace.faulty, to: "Sources/App/A.swift")
        let run = try await workspace.torpor("compile Sources/App --output G")
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        let errors = run.errors.split(separator: "\n").filter { $0.contains(": error: ") }
        #expect(
            errors.map { $0.prefix { $0 != " " } } == [
                "Sources/App/A.swift:4:6:", "Sources/App/A.swift:7:6:",
                "Sources/App/B.swift:4:6:", "Sources/App/B.swift:7:6:",
            ]
        )
        for error in errors {
            #expect(error.wholeMatch(of: #/[^ ]+:\d+:\d+: error: [a-z'].+ \[#[A-Z]\w+\]/#) != nil, "\(error)")
        }
        #expect(scratch.exists("G") == false)
    }

    @Test func excerptsAreForTerminals() async throws {
        try scratch.write(Workspace.faulty, to: "App/Order.swift")
        let plain = try await workspace.torpor("compile App --output G").errors
        let bare = try await terminalOutput(environment: ["NO_COLOR": "1", "TERM": "xterm"])
        let coloured = try await terminalOutput(environment: ["NO_COLOR": nil, "TERM": "xterm"])

        #expect(plain.contains("\u{1B}") == false && plain.contains("^") == false)
        #expect(bare.contains("\u{1B}") == false)
        #expect(bare.contains(" 4 | func first() throws {}\n   |      ^~~~~\n"))
        #expect(bare.contains(" 7 | func second() throws {}\n   |      ^~~~~~\n"))
        #expect(coloured.contains("\u{1B}[1;31merror:\u{1B}[0m"))
        #expect(coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == bare)
    }

    @Test func emptyNoColorCountsAsUnset() async throws {
        try scratch.write(Workspace.faulty, to: "App/Order.swift")
        #expect(try await terminalOutput(environment: ["NO_COLOR": "", "TERM": "xterm"]).contains("\u{1B}"))
        #expect(try await terminalOutput(environment: ["NO_COLOR": nil, "TERM": "dumb"]).contains("\u{1B}") == false)
    }

    @Test func sourceCannotCommandTheTerminal() async throws {
        try scratch.write(
            "import Torpor\n@Durable\n/* \u{1B}]0;owned\u{07} */ func first() throws {}\n",
            to: "App/Order.swift"
        )
        let output = try await terminalOutput(environment: ["NO_COLOR": "1", "TERM": "xterm"])
        #expect(output.contains("owned"))
        #expect(output.contains("\u{1B}") == false)
    }

    /// What a person sees, with the line ends of a file rather than of a terminal.
    private func terminalOutput(environment: [String: String?]) async throws -> String {
        let terminal = try PseudoTerminal()
        _ = try await workspace.torpor("compile App --output G", environment: environment, terminal: terminal.inside)
        return try terminal.close().replacing("\r\n", with: "\n")
    }
}
