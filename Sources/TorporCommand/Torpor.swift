import ArgumentParser
import TorporCompiler

/// The command line: `torpor`.
@main
struct Torpor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torpor",
        abstract: "Makes durable coroutines of Swift functions.",
        discussion: """
            A function marked '@Durable' stays what it is; beside it, torpor generates a coroutine with the same meaning \
            that can be stopped, written to disk and continued by another process.

            Example, for the module App whose sources are in Sources/App:

              torpor compile Sources/App --output Generated
            """,
        version: Compiler.version,
        subcommands: [Compile.self, Inspect.self]
    )
}
