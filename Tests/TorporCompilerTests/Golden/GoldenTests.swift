import Foundation
import TestSupport
import Testing
import TorporCompiler

/// Inputs beside what is generated for them: small, one subject each, to be read as documentation of the lowering.
///
/// `TORPOR_RECORD=1 swift test --filter GoldenTests` rewrites what is expected; read the changes before you commit them.
struct GoldenTests {
    static let folder = "Fixtures/Golden"
    static let names = Repository.names(in: folder)

    @Test(arguments: names)
    func outputIsAsRecorded(name: String) throws {
        let compilation = Compiler(module: "Golden").compile([try input(name)])
        try #require(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")
        try compare(try #require(compilation.text(of: "Input+Durable.swift")), with: "\(name)/Expected.swift")

        for (file, text) in [
            "Expected.catalog.swift": compilation.text(of: "GoldenCoroutines.swift") ?? "",
            "Expected.graph.txt": compilation.graphs.map(\.text).joined(separator: "\n"),
        ] where FileManager.default.fileExists(atPath: url("\(name)/\(file)").path) {
            try compare(text, with: "\(name)/\(file)")
        }
    }

    /// All in one module, with a catalog of all, as one run of the Swift compiler is quicker than many.
    @Test func outputsCompileWithoutWarnings() async throws {
        let inputs = try Self.names.map { SourceFile("\($0).swift", try input($0).text) }
        let generated = Compiler(module: "Golden").compile(inputs).sources
        try #require(generated.count == inputs.count + 1)
        let outputs = try Self.names.map { name in
            SourceFile("\(name)+Durable.swift", try Repository.text(of: "\(Self.folder)/\(name)/Expected.swift"))
        }
        let check = try await SwiftCompiler.typeCheck(
            inputs + outputs + generated.suffix(1),
            module: "Golden",
            extra: ["-warnings-as-errors"]
        )
        #expect(check.status == 0 && check.errors.isEmpty, "\(check.errors)")
    }

    @Test func recordingIsRefusedInCI() throws {
        #expect(throws: Recording.Refusal.self) { try Recording.isOn(in: ["TORPOR_RECORD": "1", "CI": "true"]) }
        #expect(try Recording.isOn(in: ["TORPOR_RECORD": "1"]))
        #expect(try Recording.isOn(in: ["CI": "true"]) == false)
        #expect(try Recording.isOn(in: [:]) == false)
    }

    @Test func differencesAreReadable() {
        let old = (1...9).map { "line \($0)" }.joined(separator: "\n")
        let new = old.replacing("line 5", with: "another")
        #expect(
            lineDifference(from: old, to: new, context: 1) == """
                @@ line 4 @@
                  line 4
                - line 5
                + another
                  line 6
                """
        )
        #expect(lineDifference(from: old, to: old).isEmpty)
    }

    // MARK: - Files

    private func input(_ name: String) throws -> SourceFile {
        SourceFile("Input.swift", try Repository.text(of: "\(Self.folder)/\(name)/Input.swift"))
    }

    private func url(_ path: String) -> URL {
        Repository.root.appending(path: "\(Self.folder)/\(path)")
    }

    /// Compares a text with the file that holds what is expected, or writes it there.
    private func compare(_ actual: String, with path: String) throws {
        if try Recording.isOn() {
            try actual.write(to: url(path), atomically: true, encoding: .utf8)
            return
        }
        let expected = (try? String(contentsOf: url(path), encoding: .utf8)) ?? ""
        guard actual != expected else { return }
        Issue.record(
            """
            \(Self.folder)/\(path) differs (- expected, + generated); TORPOR_RECORD=1 rewrites it
            \(lineDifference(from: expected, to: actual))
            """
        )
    }
}
