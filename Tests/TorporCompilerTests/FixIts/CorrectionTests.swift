import Testing
import TorporCompiler

/// How edits are put into sources: all that can be together, each whole, and nothing else changes.
struct CorrectionTests {
    private func edit(
        _ line: Int,
        _ column: Int,
        length: Int = 0,
        _ text: String,
        in path: String = "A.swift"
    ) -> Diagnostic.Edit {
        Diagnostic.Edit(Location(path: path, line: line, column: column, length: length), text)
    }

    private func diagnostic(
        _ edits: [Diagnostic.Edit]...,
        identifier: DiagnosticIdentifier = "Subject"
    ) -> Diagnostic {
        Diagnostic(
            .error(identifier, "wrong"),
            at: Location(path: "A.swift", line: 1, column: 1),
            fixIts: edits.map { .init("right", $0) }
        )
    }

    private func apply(_ diagnostics: Diagnostic..., to text: String) -> String {
        Correction(of: [SourceFile("A.swift", text)], by: diagnostics).sources.first?.text ?? text
    }

    @Test func editsOfAllDiagnosticsAreApplied() {
        #expect(
            apply(
                diagnostic([edit(1, 1, length: 1, "x")]),
                diagnostic([edit(2, 2, "y"), edit(1, 3, length: 1, "")]),
                to: "abc\ndef\n"
            )
                == "xb\ndyef\n"
        )
    }

    @Test func firstFixItCounts() {
        #expect(apply(diagnostic([edit(1, 1, "1")], [edit(1, 2, "2")]), to: "abc") == "1abc")
    }

    @Test func sameEditIsMadeOnce() {
        let correction = Correction(
            of: [SourceFile("A.swift", "abc")],
            by: [diagnostic([edit(1, 1, "x")]), diagnostic([edit(1, 1, "x")], identifier: "Other")]
        )
        #expect(correction.sources.map(\.text) == ["xabc"])
        #expect(correction.changes.map(\.description) == ["A.swift:1:1: fixed: right [#Subject]"])
    }

    @Test(arguments: [[(1, 2, 2)], [(1, 3, 0)], [(1, 1, 5)], [(1, 2, 0)], [(2, 1, 1), (1, 3, 1)]])
    func editThatMeetsAnotherIsLeftOutWhole(places: [(Int, Int, Int)]) {
        let second = diagnostic(places.map { edit($0.0, $0.1, length: $0.2, "no") })
        #expect(apply(diagnostic([edit(1, 2, length: 3, "yes")]), second, to: "abcdef\nghi") == "ayesef\nghi")
    }

    @Test func neighboursDoNotMeet() {
        #expect(
            apply(diagnostic([edit(1, 1, length: 2, "x")]), diagnostic([edit(1, 3, length: 1, "y")]), to: "abcd")
                == "xyd"
        )
    }

    @Test(arguments: [(0, 1, 0), (3, 1, 0), (1, 5, 0), (1, 0, 0), (1, 1, 9), (2, 1, -1)])
    func placeThatIsNotThereIsLeftOut(line: Int, column: Int, length: Int) {
        #expect(apply(diagnostic([edit(line, column, length: length, "no")]), to: "abc\nde") == "abc\nde")
    }

    @Test func fileThatIsNoSourceIsLeftOut() {
        #expect(apply(diagnostic([edit(1, 1, "no", in: "B.swift"), edit(1, 1, "no")]), to: "abc") == "abc")
    }

    @Test func fileWithSyntaxErrorIsLeftOut() {
        let error = diagnostic(identifier: "SyntaxError")
        #expect(apply(error, diagnostic([edit(1, 1, "no")]), to: "abc") == "abc")
    }

    @Test(arguments: ["\u{FEFF}ä\r\nb\rc\n\n", "ä\nb\nc", "ä\r\nb\r\nc\r\n\t"])
    func allElseStaysByteByByte(text: String) {
        let changed = apply(diagnostic([edit(3, 1, length: 1, "é")]), to: text)
        #expect(Array(changed.utf8) == Array(text.replacing("c", with: "é").utf8))
    }
}
