import Testing
import TorporCompiler

/// The lines of source and the carets that a person sees under a diagnostic.
struct ExcerptRendererTests {
    private func diagnostic(line: Int, column: Int, length: Int = 0) -> Diagnostic {
        Diagnostic(
            .error("Subject", "'x' is wrong"),
            at: Location(path: "App/Flow.swift", line: line, column: column, length: length)
        )
    }

    private func render(_ diagnostic: Diagnostic, _ text: String, colour: Bool = false) -> String {
        ExcerptRenderer(texts: ["App/Flow.swift": text], colour: colour).render(diagnostic)
    }

    @Test func caretsCoverThePlace() {
        #expect(
            render(diagnostic(line: 2, column: 5, length: 3), "let a = 1\nlet abc = 2\n") == """
                App/Flow.swift:2:5: error: 'x' is wrong [#Subject]
                 2 | let abc = 2
                   |     ^~~
                """
        )
    }

    @Test func gutterIsAsWideAsTheNumber() {
        let text = String(repeating: "\n", count: 99) + "let abc = 2\n"
        #expect(
            render(diagnostic(line: 100, column: 1), text) == """
                App/Flow.swift:100:1: error: 'x' is wrong [#Subject]
                 100 | let abc = 2
                     | ^
                """
        )
    }

    @Test func placeOfSeveralLinesIsMarkedToTheEndOfTheFirst() {
        #expect(render(diagnostic(line: 1, column: 4, length: 30), "if a {\n    b()\n}\n").hasSuffix("\n   |    ^~~"))
    }

    @Test func columnsAreBytesAndCaretsAreNot() {
        // Two bytes and one column; three bytes and two columns.
        #expect(render(diagnostic(line: 1, column: 4, length: 1), "é x").hasSuffix(" |   ^"))
        #expect(render(diagnostic(line: 1, column: 5, length: 1), "漢 x").hasSuffix(" |    ^"))
        #expect(render(diagnostic(line: 1, column: 1, length: 6), "漢字").hasSuffix(" | ^~~~"))
    }

    @Test func tabsStay() {
        #expect(render(diagnostic(line: 1, column: 3, length: 1), "\t\tx").hasSuffix(" | \t\t^"))
    }

    @Test(arguments: ["a\r\nb", "a\rb", "a\nb"])
    func allLineEndsOfSwiftCount(text: String) {
        #expect(render(diagnostic(line: 2, column: 1), text).contains(" 2 | b\n"))
    }

    @Test(arguments: [(0, 1), (9, 1)])
    func placeThatIsNotThereHasNoExcerpt(line: Int, column: Int) {
        #expect(render(diagnostic(line: line, column: column), "a\nb\n").contains("\n") == false)
    }

    @Test func columnThatIsNotThereIsMarkedAtTheEnd() {
        #expect(render(diagnostic(line: 1, column: 50, length: 5), "abc").hasSuffix(" |    ^"))
    }

    @Test func fileWithoutTextHasNoExcerpt() {
        let renderer = ExcerptRenderer(texts: [:], colour: false)
        #expect(
            renderer.render(diagnostic(line: 1, column: 1)) == "App/Flow.swift:1:1: error: 'x' is wrong [#Subject]"
        )
    }

    @Test func notesAndFixItsHaveExcerptsOfTheirOwn() {
        var subject = diagnostic(line: 1, column: 1, length: 1)
        subject.notes = [.init("declared here", at: Location(path: "App/Flow.swift", line: 2, column: 1, length: 1))]
        subject.fixIts = [
            .init(
                "add 'await'",
                replacing: Location(path: "App/Flow.swift", line: 1, column: 1),
                with: "await "
            )
        ]
        #expect(
            render(subject, "a\nb\n") == """
                App/Flow.swift:1:1: error: 'x' is wrong [#Subject]
                 1 | a
                   | ^
                App/Flow.swift:2:1: note: declared here
                 2 | b
                   | ^
                App/Flow.swift:1:1: note: fix-it: add 'await'
                 1 | a
                   | ^
                   | await\u{20}
                """
        )
    }

    @Test func withoutTerminalADiagnosticIsItsLines() {
        var subject = diagnostic(line: 1, column: 1)
        subject.notes = [.init("declared here", at: Location(path: "App/Flow.swift", line: 2, column: 7))]
        #expect(
            subject.description == """
                App/Flow.swift:1:1: error: 'x' is wrong [#Subject]
                App/Flow.swift:2:7: note: declared here
                """
        )
    }

    @Test func controlCharactersOfTheSourceAreReplaced() {
        #expect(render(diagnostic(line: 1, column: 1), "a\u{1B}[2Jb").contains(" 1 | a\u{FFFD}[2Jb\n"))
    }
}
