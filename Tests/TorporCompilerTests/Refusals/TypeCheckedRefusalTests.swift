import Foundation
import TestSupport
import Testing
import TorporCompiler

/// What only the Swift compiler can see, in the generated code, is one error or warning at the user's own line.
struct TypeCheckedRefusalTests {
    static let folder = "Fixtures/Diagnostics/TypeChecked"
    static let names = Repository.names(in: folder)

    @Test(arguments: names)
    func errorIsAtTheUsersLine(name: String) async throws {
        let source = SourceFile(name, try Repository.text(of: "\(Self.folder)/\(name)"))
        let compilation = Compiler(module: "Fixtures").compile([source])
        try #require(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")

        let check = try await SwiftCompiler.typeCheck([source] + compilation.sources, module: "Fixtures")
        let expected = Marker.markers(in: source.text)
        #expect((check.status != 0) == expected.contains { !$0.isWarning }, "\(check.errors)")
        let wrong = difference(expected: expected, actual: reported(check.errors, in: name))
        #expect(wrong.isEmpty, "\(name) (- expected, + reported):\n\(wrong)\n\(check.errors)")
    }

    /// The errors and warnings that the Swift compiler wrote. One in a generated file has line 0: no marker expects it.
    private func reported(_ text: String, in name: String) -> [Marker] {
        let line = #/^(.*?):(\d+):(\d+): (error|warning): (.*)$/#.anchorsMatchLineEndings()
        return text.matches(of: line).map { match in
            let message = String(match.output.5.replacing(#/^'.*' is (unavailable|deprecated): /#, with: ""))
            let isUsers = URL(filePath: String(match.output.1)).lastPathComponent == name
            return Marker(
                line: isUsers ? Int(match.output.2) ?? 0 : 0,
                column: nil,
                identifier: nil,
                text: message,
                isWarning: match.output.4 == "warning"
            )
        }
    }
}
