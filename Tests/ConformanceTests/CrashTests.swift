import ConformanceFixtures
import Foundation
import Testing

/// Executions whose process is killed, at each side effect and each save in turn, and which go on from the file in another
/// process: all is done, what had ended when the execution was saved is not done again, and the result is the same.
///
/// The order in which results come in, once observed, is a part of the result of each program. `TORPOR_CRASHES=all` kills
/// at each event in every way; otherwise two of the ways are content with every third.
@Suite("Crashes")
struct CrashTests {
    @Test("killed at every event", arguments: crashCaseNames)
    func savingWhenThereIsNews(name: String) async throws {
        try await check(name, .run, every: 1)
    }

    @Test("killed while a log is kept", arguments: crashCaseNames)
    func savingToLog(name: String) async throws {
        try await check(name, .log, every: 3)
    }

    @Test("killed between steps and saves", arguments: crashCaseNames)
    func savingStepByStep(name: String) async throws {
        try await check(name, .steps, every: 3)
    }

    @Test("killed again and again", arguments: crashCaseNames)
    func severalTimes(name: String) async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let whole = try await uninterrupted(name, .run)
        // Each process comes a little further than the one before.
        var event = 3
        while try await !RunnerProcess.crash(name, folder.file, at: event, .run) { event += 2 }
        let lines = try CrashLog.events(of: folder.file).compactMap(\.line)
        #expect(lines.last == whole.last)
        #expect(Set(lines) == Set(whole))
        #expect(event > 3, "it was never killed")
    }

    private func check(_ name: String, _ way: CrashWay, every stride: Int) async throws {
        let stride = ProcessInfo.processInfo.environment["TORPOR_CRASHES"] == "all" ? 1 : stride
        let whole = try await uninterrupted(name, way)
        var event = 1
        while try await !crash(name, way, at: event, whole) { event += stride }
        #expect(event > 2 * stride, "there were no events to be killed at")
    }

    private func uninterrupted(_ name: String, _ way: CrashWay) async throws -> [String] {
        let folder = try Folder()
        defer { folder.remove() }
        let isFinished = try await RunnerProcess.crash(name, folder.file, at: 0, way)
        try #require(isFinished)
        return try CrashLog.events(of: folder.file).compactMap(\.line)
    }

    /// Kills a process, and lets another go on to the end.
    ///
    /// - Returns: whether the first came to the end before it was killed.
    private func crash(_ name: String, _ way: CrashWay, at event: Int, _ whole: [String]) async throws -> Bool {
        let folder = try Folder()
        defer { folder.remove() }
        if try await RunnerProcess.crash(name, folder.file, at: event, way) { return true }
        let before = try CrashLog.events(of: folder.file)
        let isFinished = try await RunnerProcess.crash(name, folder.file, at: 0, way)
        let after = try CrashLog.events(of: folder.file).dropFirst(before.count).compactMap(\.line)
        let run = KilledRun(before: before, after: after)
        let troubles = run.troubles(against: whole, isOneTask: crashesOfOneTask.contains(name))
        if !isFinished || !troubles.isEmpty {
            let text = """
                \(name), killed at event \(event), saved by \(way): \(troubles.joined(separator: "; "))
                before: \(before.map { $0.line ?? "(saved)" }.joined(separator: ", "))
                after: \(after.joined(separator: ", "))
                """
            Issue.record(Comment(rawValue: text))
        }
        return false
    }
}

/// What a process did that was killed, and what the one did that went on.
private struct KilledRun {
    var before: [CrashLog.Event]
    var after: [String]

    /// What the snapshot knows of.
    private var saved: [String] {
        let end = before.lastIndex { $0.line == nil } ?? before.startIndex
        return before[..<end].compactMap(\.line)
    }

    /// What is not as it has to be.
    func troubles(against whole: [String], isOneTask: Bool) -> [String] {
        var found: [String] = []
        let saved = saved
        let all = before.compactMap(\.line) + after
        if after.last != whole.last { found.append("ended in \(after.last ?? "nothing"), not in \(whole.last ?? "")") }
        found += Set(whole).subtracting(all).sorted().map { "\($0) was left out" }
        found += Set(all).subtracting(whole).sorted().map { "\($0) is new" }
        found += repeated(saved, whole).map { "\($0) was done again" }
        if isOneTask, saved.last != whole.last, saved + after != whole { found.append("it went on elsewhere") }
        return found
    }

    /// What was done again though the snapshot knew of it; a call that had not ended may be.
    private func repeated(_ saved: [String], _ whole: [String]) -> [String] {
        func count(_ line: String, in lines: [String]) -> Int { lines.count { $0 == line } }
        return Set(saved).sorted().filter { line in
            // The driver says what was returned, each time that it finds it.
            if line == whole.last { return false }
            guard let call = line.wholeMatch(of: /begin (.*)/)?.output.1 else {
                return count(line, in: saved) + count(line, in: after) > count(line, in: whole)
            }
            let end = "end \(call)"
            return count(end, in: saved) == count(end, in: whole) && after.contains(line)
        }
    }
}

private struct Folder {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    var file: URL { url.appendingPathComponent("execution") }

    func remove() { try? FileManager.default.removeItem(at: url) }
}
