import ConformanceFixtures
import Foundation

// One process of a conformance run: `ConformanceRunner step CASE FILE` takes one step of a case, prints what happened in
// it, and saves the execution. Exit code 0: it is suspended; 3: it has finished; 1: the harness failed; 64: usage.

let usage = """
    usage: ConformanceRunner step CASE FILE          take one step from FILE, or from the start if there is none
           ConformanceRunner plain|memory|snapshots|deltas CASE   run a case in this process
           ConformanceRunner crash CASE FILE WAY EVENT   go on to the end, or be killed at an event
           ConformanceRunner list                    print the names of the cases

    """

func stop(_ message: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data(message.utf8))
    exit(code)
}

func find(_ name: String) -> any AnyCase {
    guard let found = allCases.first(where: { $0.name == name }) else { stop("no case named \(name)\n", code: 64) }
    return found
}

func show(_ lines: [String]) {
    FileHandle.standardOutput.write(Data(lines.map { $0 + "\n" }.joined().utf8))
}

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, Array(arguments.dropFirst())) {
case ("step", let rest) where rest.count == 2:
    do {
        let step = try await find(rest[0]).runStep(savingTo: URL(fileURLWithPath: rest[1]))
        show(step.lines)
        exit(step.isFinished ? 3 : 0)
    } catch {
        stop("\(String(reflecting: error))\n", code: 1)
    }
case ("crash", let rest) where rest.count == 4:
    guard let way = CrashWay(rawValue: rest[2]), let event = Int(rest[3]) else { stop(usage, code: 64) }
    do {
        try await find(rest[0]).runCrashing(savingTo: URL(fileURLWithPath: rest[1]), at: event, way)
        exit(3)
    } catch {
        stop("\(String(reflecting: error))\n", code: 1)
    }
case ("plain", let rest) where rest.count == 1:
    show(await find(rest[0]).runPlain())
case ("memory", let rest) where rest.count == 1:
    show(await find(rest[0]).runInMemory())
case ("snapshots", let rest) where rest.count == 1:
    show(await find(rest[0]).runThroughSnapshots())
case ("deltas", let rest) where rest.count == 1:
    show(await find(rest[0]).runThroughDeltas())
case ("list", []):
    show(allCases.map(\.name))
default:
    stop(usage, code: 64)
}
