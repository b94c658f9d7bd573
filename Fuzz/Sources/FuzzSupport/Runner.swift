import Foundation

/// The main program of a batch.
public enum Runner {
    /// Runs what the command line asks for: `all [FROM]` runs the cases in three ways and prints a line for each;
    /// `lines CASE WAY` prints what happens; `step CASE FILE WORLD` takes one step in this process.
    ///
    /// - Parameter cases: the cases of the batch.
    /// - Throws: if a file cannot be read or written.
    public static func run(_ cases: [Case]) async throws {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "all":
            let first = arguments.count > 2 ? Int(arguments[2])! : 0
            for (index, one) in cases.enumerated().dropFirst(first) {
                show("begin \(index) \(one.name)")
                await compare(one, index)
            }
        case "lines":
            let one = cases.first { $0.name == arguments[2] }!
            Journal.begin()
            switch arguments[3] {
            case "plain": await one.plain()
            case "memory": await one.memory()
            default: _ = await one.snapshots()
            }
            for line in Journal.lines { show(line) }
        case "step":
            let one = cases.first { $0.name == arguments[2] }!
            let world = URL(fileURLWithPath: arguments[4])
            if let data = try? Data(contentsOf: world) {
                Journal.begin(try JSONDecoder().decode(Journal.World.self, from: data))
            } else {
                Journal.begin()
            }
            let isFinished = try await one.step(URL(fileURLWithPath: arguments[3]))
            for line in Journal.lines { show(line) }
            try JSONEncoder().encode(Journal.world).write(to: world)
            exit(isFinished ? 3 : 0)
        default:
            exit(64)
        }
    }

    /// Prints a line at once: the program may stop at any time.
    private static func show(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private static func compare(_ one: Case, _ index: Int) async {
        Journal.begin()
        await one.plain()
        let plain = Journal.lines
        Journal.begin()
        await one.memory()
        let memory = Journal.lines
        Journal.begin()
        let steps = await one.snapshots()
        let snapshots = Journal.lines
        var verdict = "same"
        if memory != plain {
            verdict = "memory differs"
        } else if snapshots != plain {
            verdict = "snapshots differ"
        }
        show("end \(index) \(steps) \(plain.count) \(verdict)")
    }
}
