import Foundation
import TestSupport
import Testing
import TorporCompiler

/// Sources beside what they are after their fix-its: each fixture has one subject.
///
/// `TORPOR_RECORD=1 swift test --filter FixItTests` rewrites what is expected; read the changes before you commit them.
struct FixItTests {
    static let folder = "Fixtures/FixIts"
    static let names = Repository.names(in: folder)

    @Test(arguments: names)
    func correctionIsAsRecorded(name: String) throws {
        let input = try source(name, "Input.swift")
        let fixed = fixed([input])[0].text
        #expect(fixed != input.text)
        let path = "\(Self.folder)/\(name)/Expected.swift"
        if try Recording.isOn() {
            try fixed.write(to: Repository.root.appending(path: path), atomically: true, encoding: .utf8)
            return
        }
        let expected = try Repository.text(of: path)
        #expect(fixed == expected, "\(path) (- expected, + fixed):\n\(lineDifference(from: expected, to: fixed))")
    }

    /// What a fix-it proposes is Swift, and resolves what it is said to: errors that are left have none.
    @Test(arguments: names)
    func correctionResolves(name: String) async throws {
        let fixed = try source(name, "Expected.swift")
        let left = Compiler(module: "Fixed").compile([fixed])
        let fixable = left.diagnostics.filter { !$0.fixIts.isEmpty }
        #expect(fixable.isEmpty)
        guard !left.hasErrors else { return }
        let check = try await SwiftCompiler.typeCheck([fixed] + left.sources, module: "Fixed")
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test func declarationInAnotherFileIsEdited() throws {
        let type = SourceFile("Model.swift", "struct Ticket {\r\n    var number: Int\r\n}\r\n")
        let flow = SourceFile(
            "Flow.swift",
            """
            import Torpor

            @Durable
            func ride(_ ticket: Ticket) async throws -> Int {
                try await Durable.sleep(for: .seconds(1))
                return ticket.number
            }
            """
        )
        #expect(fixed([flow, type])[1].text == "struct Ticket: Codable {\r\n    var number: Int\r\n}\r\n")
    }

    /// Applies fix-its until there are no more.
    private func fixed(_ sources: [SourceFile]) -> [SourceFile] {
        var sources = sources
        for _ in 1...10 {
            let diagnostics = Compiler(module: "Fixtures").compile(sources).diagnostics
            let correction = Correction(of: sources, by: diagnostics)
            for source in correction.sources {
                guard let position = sources.firstIndex(where: { $0.path == source.path }) else { continue }
                sources[position] = source
            }
        }
        return sources
    }

    private func source(_ name: String, _ file: String) throws -> SourceFile {
        SourceFile("\(name).swift", try Repository.text(of: "\(Self.folder)/\(name)/\(file)"))
    }
}
