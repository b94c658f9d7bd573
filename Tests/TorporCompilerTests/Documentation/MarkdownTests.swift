import Testing

/// What tests read out of Markdown.
struct MarkdownTests {
    @Test func blocksAreFoundByHeadingAndLanguage() {
        let markdown = Markdown(
            """
            # Title
            ## First
            ```swift
            # not a heading
            ```
            ```console
            $ ls
            ```
            ## Second
            """
        )
        #expect(markdown.sections.map(\.heading) == ["Title", "First", "Second"])
        #expect(markdown.sections[1].blocks.map(\.text) == ["# not a heading\n", "$ ls\n"])
        #expect(markdown.sections[1].blocks.map(\.language) == ["swift", "console"])
    }
}

/// A Markdown text, by its headings.
struct Markdown {
    /// A block of code.
    struct Block {
        var language: String
        var text: String
    }

    /// A heading and the blocks of code below it.
    struct Section {
        var heading: String
        var blocks: [Block] = []
    }

    /// The sections, in order.
    private(set) var sections: [Section] = []

    init(_ text: String) {
        var block: Block?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = block {
                if line == "```" {
                    if !sections.isEmpty { sections[sections.count - 1].blocks.append(open) }
                    block = nil
                } else {
                    block?.text += line + "\n"
                }
            } else if line.hasPrefix("```") {
                block = Block(language: String(line.dropFirst(3)), text: "")
            } else if let heading = line.wholeMatch(of: /#+ (.+)/) {
                sections.append(Section(heading: String(heading.output.1)))
            }
        }
    }

    /// All blocks of a language, in order.
    func blocks(in language: String) -> [String] {
        sections.flatMap(\.blocks).filter { $0.language == language }.map(\.text)
    }
}
