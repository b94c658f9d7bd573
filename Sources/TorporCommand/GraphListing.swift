import TorporCompiler

/// A control-flow graph as Markdown: its text, and a diagram of it.
struct GraphListing: CustomStringConvertible {
    private let graph: MachineGraph

    init(_ graph: MachineGraph) {
        self.graph = graph
    }

    var description: String {
        """
        ## \(graph.name)

        \(block(of: graph.text, language: "text"))

        \(block(of: graph.mermaid, language: "mermaid"))

        """
    }

    private func block(of text: String, language: String) -> String {
        "```\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")```"
    }
}
