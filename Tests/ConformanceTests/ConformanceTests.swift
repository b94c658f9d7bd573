import ConformanceFixtures
import Foundation
import Testing

/// A durable function does exactly what the plain function does, wherever it is suspended and whatever happens to the
/// process in between. One test per way, over all cases: a failure names the case and shows what differs.
@Suite("Conformance")
struct ConformanceTests {
    @Test("the plain function is an oracle: it says the same twice", arguments: caseNames)
    func plainIsDeterministic(name: String) async throws {
        let first = try await find(name).runPlain()
        let second = try await find(name).runPlain()
        expect(second, equals: first, in: name)
    }

    @Test("in memory", arguments: caseNames)
    func inMemory(name: String) async throws {
        let expected = try await find(name).runPlain()
        let actual = try await find(name).runInMemory()
        expect(actual, equals: expected, in: name)
    }

    @Test("with a snapshot and a new execution at every suspension", arguments: caseNames)
    func throughSnapshots(name: String) async throws {
        let expected = try await find(name).runPlain()
        let actual = try await find(name).runThroughSnapshots()
        expect(actual, equals: expected, in: name)
    }

    @Test("with a delta at every suspension that leads to the snapshot there", arguments: caseNames)
    func throughDeltas(name: String) async throws {
        let expected = try await find(name).runPlain()
        let actual = try await find(name).runThroughDeltas()
        expect(actual, equals: expected, in: name)
    }

    @Test("in a new process for every step", arguments: caseNames)
    func inNewProcesses(name: String) async throws {
        let expected = try await find(name).runPlain()
        let actual = try await RunnerProcess.run(name)
        expect(actual, equals: expected, in: name)
    }

    @Test("no two cases share a name")
    func namesAreUnique() {
        #expect(Set(caseNames).count == caseNames.count)
    }

    @Test("every durable function of the fixtures is run")
    func nothingIsForgotten() throws {
        let declaration = /@Durable(?:\([^)]*\))?\s+(?:public |package |internal )?(?:static )?func `?(\w+)/
        // A case is named after its function, with the type before it and the arguments after it.
        let functions = (caseNames + callees).map { name in
            name.prefix { $0 != " " }.split(separator: ".").last.map(String.init)
        }
        let known = Set(functions.compactMap { $0 })
        var count = 0
        for file in try fixtureFiles() {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: declaration) {
                count += 1
                let name = String(match.output.1)
                let isKnown = known.contains(name)
                #expect(isKnown, "\(name) in \(file.lastPathComponent) has no case")
            }
        }
        #expect(count >= 120, "only \(count) durable functions found")
    }

    private func fixtureFiles() throws -> [URL] {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = package.appendingPathComponent("Fixtures/Conformance")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }
}

let caseNames = allCases.map(\.name)

private func find(_ name: String) throws -> any AnyCase {
    try #require(allCases.first { $0.name == name })
}

private func expect(
    _ actual: [String],
    equals expected: [String],
    in name: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard actual != expected else { return }
    let text = """
        \(name) differs from the plain function (- plain, + durable):
        \(difference(from: expected, to: actual))
        """
    Issue.record(Comment(rawValue: text), sourceLocation: sourceLocation)
}

/// What differs between two transcripts, line by line, with the lines that agree.
private func difference(from expected: [String], to actual: [String]) -> String {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in actual.difference(from: expected) {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
    }
    var lines: [String] = []
    var (old, new) = (0, 0)
    while old < expected.count || new < actual.count {
        if removed.contains(old) {
            lines.append("- \(expected[old])")
            old += 1
        } else if inserted.contains(new) {
            lines.append("+ \(actual[new])")
            new += 1
        } else {
            lines.append("  \(expected[old])")
            old += 1
            new += 1
        }
    }
    return lines.joined(separator: "\n")
}
