import ConformanceFixtures
import Foundation
import Synchronization

/// Drives a case with a new process for every step.
enum RunnerProcess {
    /// As many at a time as keep the machine busy; more would only wait for each other.
    private static let gate = Gate(width: 3)
    private static let stepLimit = 1_000
    private static let secondsPerStep = 60.0

    /// Runs a case to its end.
    ///
    /// - Parameter name: the name of the case.
    /// - Returns: the transcripts of all steps, joined.
    /// - Throws: if a process cannot be started, or ends in a way that no transcript can tell.
    static func run(_ name: String) async throws -> [String] {
        let runner = try executable()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("conformance-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("execution")
        var lines: [String] = []
        for _ in 0..<stepLimit {
            await gate.enter()
            let step: (status: Int32, output: String, errors: String)
            do {
                step = try await launch(runner, ["step", name, file.path], in: folder)
            } catch {
                await gate.leave()
                throw error
            }
            await gate.leave()
            lines += step.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            switch step.status {
            case 0: continue
            case 3: return lines
            default: return lines + ["the process ended with \(step.status): \(step.errors)"]
            }
        }
        return lines + ["gave up"]
    }

    /// Runs a case that saves itself, and is killed at an event.
    ///
    /// - Parameters:
    ///   - name: the name of the case.
    ///   - file: where the execution is saved.
    ///   - event: the event; there is no event 0.
    /// - Returns: whether it came to its end.
    /// - Throws: if the process cannot be started, or ends in any other way.
    static func crash(_ name: String, _ file: URL, at event: Int, _ way: CrashWay) async throws -> Bool {
        let runner = try executable()
        let folder = file.deletingLastPathComponent()
        await gate.enter()
        let end: (status: Int32, output: String, errors: String)
        do {
            end = try await launch(runner, ["crash", name, file.path, way.rawValue, "\(event)"], in: folder)
        } catch {
            await gate.leave()
            throw error
        }
        await gate.leave()
        switch end.status {
        case 3: return true
        case SIGKILL: return false
        default: throw UnexpectedEnd(status: end.status, errors: end.errors)
        }
    }

    /// Starts a process and waits for its end. What it prints goes through files: a pipe that another child inherited
    /// would stay open for as long as that child lives.
    private static func launch(
        _ executable: URL,
        _ arguments: [String],
        in folder: URL
    ) async throws -> (status: Int32, output: String, errors: String) {
        let output = folder.appendingPathComponent("output")
        let errors = folder.appendingPathComponent("errors")
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let handles = try [output, errors].map { try FileHandle(forWritingTo: $0) }
        // Thousands of processes are started in a minute: what they hold open is given back at once, and the watchdog
        // holds no more than a number.
        defer { for handle in handles { try? handle.close() } }
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        let status = try await withCheckedThrowingContinuation { continuation in
            let watchdog = Watchdog()
            process.terminationHandler = {
                watchdog.callOff()
                continuation.resume(returning: $0.terminationStatus)
            }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                return continuation.resume(throwing: error)
            }
            watchdog.watch(process.processIdentifier, seconds: secondsPerStep)
        }
        return try (status, String(contentsOf: output, encoding: .utf8), String(contentsOf: errors, encoding: .utf8))
    }

    /// The runner, which the build puts beside the tests.
    private static func executable() throws -> URL {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["TORPOR_CONFORMANCE_RUNNER"] { return URL(fileURLWithPath: path) }
        let places = [Bundle.main.executablePath].compactMap { $0 } + CommandLine.arguments
        for place in places where place.contains("/") {
            var folder = URL(fileURLWithPath: place)
            while folder.path != "/" {
                folder.deleteLastPathComponent()
                let candidate = folder.appendingPathComponent("ConformanceRunner")
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
                if exists, !isFolder.boolValue { return candidate }
            }
        }
        throw RunnerNotFound(places: places)
    }
}

/// Kills a process that does not end in time.
private final class Watchdog: Sendable {
    private let isOver = Mutex(false)

    func watch(_ identifier: Int32, seconds: Double) {
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
            self.isOver.withLock { isOver in
                if !isOver { _ = kill(identifier, SIGKILL) }
            }
        }
    }

    func callOff() {
        isOver.withLock { $0 = true }
    }
}

struct UnexpectedEnd: Error {
    var status: Int32
    var errors: String
}

struct RunnerNotFound: Error {
    var places: [String]
}

/// Lets a bounded number of tasks through at a time.
private actor Gate {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(width: Int) {
        free = width
    }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
