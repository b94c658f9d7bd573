import TestSupport
import Testing
import TorporCompiler

/// Documentation/Diagnostics.md: what each identifier means, with an example and a remedy.
struct DiagnosticListTests {
    private func sections() throws -> [Markdown.Section] {
        try Markdown(Repository.text(of: "Documentation/Diagnostics.md")).sections.filter {
            $0.heading.contains(" ") == false && $0.blocks.isEmpty == false
        }
    }

    private func compile(_ block: Markdown.Block) -> Compilation {
        Compiler(module: "Examples").compile([SourceFile("Example.swift", "import Torpor\n\n" + block.text)])
    }

    @Test func everyIdentifierIsListedInOrder() throws {
        let listed = try sections().map(\.heading)
        let reported = try reportedIdentifiers().sorted()
        #expect(listed == reported)
    }

    @Test func firstExampleIsRefusedAndSecondIsNot() throws {
        for section in try sections() {
            try #require(section.blocks.count == 2, "\(section.heading)")
            let refused = compile(section.blocks[0]).diagnostics
            #expect(Set(refused.map(\.identifier.rawValue)) == [section.heading], "\(refused)")
            let accepted = compile(section.blocks[1]).diagnostics
            #expect(accepted.isEmpty, "\(section.heading): \(accepted)")
        }
    }

    @Test func secondExamplesCompileWithoutWarnings() async throws {
        let sources = try sections().map { section in
            SourceFile("\(section.heading).swift", "import Torpor\n\n" + section.blocks[1].text)
        }
        let compilation = Compiler(module: "Remedies").compile(sources)
        let check = try await SwiftCompiler.typeCheck(
            sources + compilation.sources,
            module: "Remedies",
            extra: ["-warnings-as-errors"]
        )
        #expect(check.status == 0 && check.errors.isEmpty, "\(check.errors)")
    }
}
