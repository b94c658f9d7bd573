import ArgumentParser
import Foundation
import Torpor

/// `torpor inspect`: shows a snapshot as a frozen stack trace.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows where a saved execution is and what its variables hold.",
        discussion: """
            The last call comes first, as in a stack trace: each with the suspension point that it waits at and the \
            variables that are live there, and with the file and line of that point in the sources of the program that \
            was saved. Neither the program nor the sources are needed; with the sources, the line is shown as it stands \
            in them now, and whether the function has changed since.

            Examples:

              torpor inspect order-17.torpor
              torpor inspect order-17.torpor --sources Sources/App
              torpor inspect order-17.torpor --json
              torpor inspect order-17.torpor --raw
            """
    )

    @Argument(help: ArgumentHelp("A file that an execution was saved to.", valueName: "file"))
    var file: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The sources of the program, to show the lines where each call is in them. (goes after the file)",
            valueName: "path"
        )
    )
    var sources: [String] = []

    @Flag(help: "Print JSON, for programs.")
    var json = false

    @Flag(help: "Print all that is in the file, in the diagnostic notation of CBOR.")
    var raw = false

    @Flag(help: "Print values whole, however long they are.")
    var full = false

    @Option(help: "How many calls to print, half of them from either end. (default: 64; all with --json)")
    var depth: Int?

    func validate() throws {
        if json, raw { throw ValidationError("--json and --raw are two kinds of output: choose one") }
        if let depth, depth < 1 { throw ValidationError("--depth has to be at least 1") }
    }

    func run() throws {
        let console = Console()
        let inspection: SnapshotInspection
        do {
            inspection = try SnapshotInspection(contentsOf: URL(fileURLWithPath: file))
        } catch {
            console.show([problem(error)])
            throw ExitCode.failure
        }
        if raw { return print(inspection.notation) }

        var places = SourcePlaces()
        if !sources.isEmpty {
            var search = SourceSearch(output: nil)
            let files = search.sources(at: sources, root: nil)
            guard search.problems.isEmpty else {
                console.show(search.problems)
                throw ExitCode.failure
            }
            places = SourcePlaces(files, of: inspection)
        }
        let trace = StackTrace(inspection, places)
        print(json ? trace.json(depth: depth ?? .max) : trace.text(depth: depth ?? 64, limit: full ? .max : 160))
    }

    private func problem(_ error: any Error) -> Problem {
        switch error {
        case let error as SnapshotFileError where error.code == ENOENT:
            Problem(path: file, message: "there is no such file or directory", identifier: .noSuchFile)
        case let error as SnapshotFileError:
            Problem(path: file, message: "this file cannot be read: \(error.reason)", identifier: .unreadableFile)
        default:
            Problem(path: file, message: "\(error)", identifier: .unreadableSnapshot)
        }
    }
}
