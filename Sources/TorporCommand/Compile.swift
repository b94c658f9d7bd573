import ArgumentParser
import Foundation
import TorporCompiler

/// `torpor compile`: reads sources, compiles their durable functions, and writes what was generated.
struct Compile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compiles the durable functions of a module.",
        discussion: """
            Writes one file for each source and one that lists the module's coroutines; add them to the module. \
            Directories are searched for Swift files, without hidden directories and the output directory.

            Files that would not change are left alone, files that an earlier run wrote and that are no longer needed \
            are removed, and a file that torpor did not write is never overwritten. Use one output directory for each \
            module.

            Examples:

              torpor compile Sources/App --output Generated
              torpor compile Sources/App --output Generated --depends-on Sources/Billing
              torpor compile Sources/App --output Generated --fix
              torpor compile Sources/App --emit graph
            """
    )

    /// What the command produces.
    enum Emission: String, CaseIterable, ExpressibleByArgument {
        case swift
        case graph
    }

    @Argument(help: ArgumentHelp("A Swift file, or a directory of Swift files.", valueName: "path"))
    var paths: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the generated files.", valueName: "directory"))
    var output: String?

    @Option(help: "The module's name. (default: the name of the directory)")
    var module: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The sources of a module that this one imports and whose durable functions it calls. (write NAME=PATH where "
                + "the module is not named after the directory; goes after the paths)",
            valueName: "directory"
        )
    )
    var dependsOn: [String] = []

    @Option(
        help: ArgumentHelp(
            "The directory that the names of generated files are relative to. (default: each directory given, and for "
                + "a file given the directory it is in)",
            valueName: "directory"
        )
    )
    var root: String?

    @Option(help: "What to produce: 'swift' writes files, 'graph' prints control-flow graphs, as text and as Mermaid.")
    var emit: Emission = .swift

    @Flag(
        help: ArgumentHelp(
            "Change the sources as the fix-its of errors and warnings propose, say what was changed, and compile the result. "
                + "(only the sources of the module itself; of several fix-its the first)"
        )
    )
    var fix = false

    @Flag(name: .shortAndLong, help: "Say which files were written, left alone and removed.")
    var verbose = false

    func validate() throws {
        if emit == .swift, output == nil {
            throw ValidationError("say where to write the generated files: --output DIRECTORY")
        }
        if let module, ModuleName.isValid(module) == false {
            throw ValidationError("'\(module)' is not a module name: use letters, digits and underscores")
        }
        _ = try dependsOn.map(Dependency.init)
    }

    func run() throws {
        let console = Console()
        let problems = try DeepStack.run { try compile(reportingTo: console) }
        guard problems.isEmpty else {
            console.show(problems)
            throw ExitCode.failure
        }
    }

    /// Reads, compiles and writes.
    ///
    /// - Returns: what went wrong with files.
    /// - Throws: `ExitCode` after errors in the sources, which have been shown; `ValidationError` where the module needs a
    ///   name.
    private func compile(reportingTo console: Console) throws -> [Problem] {
        var search = SourceSearch(output: output)
        let sources = search.sources(at: paths, root: root)
        let dependencies = try search.modules(dependsOn.map(Dependency.init))
        guard search.problems.isEmpty else { return search.problems }

        let module = try module ?? defaultModule()
        let names = NameCheck(module: module, sources: sources)
        guard names.problems.isEmpty else { return names.problems }

        let compiler = Compiler(module: module)
        var fixing = Fixing(sources)
        let compilation =
            fix
            ? fixing.run { compiler.compile($0, dependencies: dependencies, printsGraphs: emit == .graph) }
            : compiler.compile(sources, dependencies: dependencies, printsGraphs: emit == .graph)
        // The process ends here: it need not take everything apart first.
        _ = Unmanaged.passRetained(compilation.intermediates)
        fixing.changes.forEach { print($0) }
        guard fixing.problems.isEmpty else { return fixing.problems }
        console.show(compilation.diagnostics, sources: fixing.sources + dependencies.flatMap(\.sources))
        guard compilation.hasErrors == false else { throw ExitCode.failure }

        switch emit {
        case .graph:
            for graph in compilation.graphs { print(GraphListing(graph)) }
            return []
        case .swift:
            var directory = OutputDirectory(path: output ?? ".")
            directory.update(with: compilation.files)
            if verbose { directory.events.forEach { print($0) } }
            return directory.problems
        }
    }

    /// The name of the directory that the sources are in.
    private func defaultModule() throws -> String {
        let directories = root.map { [$0] } ?? paths.map(SourceSearch.directory(of:))
        let names = Set(directories.map(ModuleName.named(afterDirectory:)))
        guard let name = names.first, names.count == 1 else {
            throw ValidationError("the paths are in several directories: say which module this is with --module NAME")
        }
        return name
    }
}
