import Testing
import TorporCompiler

/// Sources that the compiler refuses, with markers at the places where it says so.
struct DiagnosticFixtureTests {
    static let folder = "Fixtures/Diagnostics"
    static let names = Repository.names(in: folder).filter { $0.hasSuffix(".swift") }

    @Test(arguments: names)
    func messagesAreWhereTheMarkersAre(name: String) throws {
        let source = SourceFile(name, try Repository.text(of: "\(Self.folder)/\(name)"))
        let compilation = Compiler(module: "Fixtures").compile([source])
        let expected = Marker.markers(in: source.text)
        try #require(expected.isEmpty == false)
        let wrong = difference(expected: expected, actual: compilation.diagnostics.map(Marker.init))
        #expect(wrong.isEmpty, "\(name) (- expected, + reported):\n\(wrong)")
        let isRefused = expected.contains { !$0.isWarning }
        #expect(
            compilation.files.isEmpty == isRefused,
            "files are generated in spite of errors, or none in spite of none"
        )
    }

    @Test func everyIdentifierHasAFixture() throws {
        let tested = try Self.names.flatMap { name in
            Marker.markers(in: try Repository.text(of: "\(Self.folder)/\(name)")).compactMap(\.identifier)
        }
        let missing = try reportedIdentifiers().symmetricDifference(tested)
        #expect(missing.isEmpty, "identifiers without a fixture, or fixtures without an identifier")
    }

    @Test func fixtureIsNamedAfterItsIdentifier() throws {
        let several = ["SeveralErrors.swift"]
        for name in Self.names where !several.contains(name) {
            let identifiers = Set(
                Marker.markers(in: try Repository.text(of: "\(Self.folder)/\(name)")).compactMap(\.identifier)
            )
            #expect(identifiers.map { "\($0).swift" } == [name])
        }
    }

    @Test func errorsOfAllFilesAreReportedInOneRun() throws {
        let names = ["NotAsync.swift", "SeveralErrors.swift", "SyntaxError.swift"]
        let sources = try names.map { SourceFile($0, try Repository.text(of: "\(Self.folder)/\($0)")) }
        let compilation = Compiler(module: "Fixtures").compile(sources)
        for source in sources {
            let reported = compilation.diagnostics.filter { $0.location.path == source.path }.map(Marker.init)
            let wrong = difference(expected: Marker.markers(in: source.text), actual: reported)
            #expect(wrong.isEmpty, "\(source.name) (- expected, + reported):\n\(wrong)")
        }
        #expect(compilation.diagnostics.map(\.location) == compilation.diagnostics.map(\.location).sorted())
    }

    @Test func messagesAreInTheStyleOfCompilers() throws {
        for name in Self.names {
            let source = SourceFile(name, try Repository.text(of: "\(Self.folder)/\(name)"))
            for diagnostic in Compiler(module: "Fixtures").compile([source]).diagnostics {
                let message = diagnostic.message
                let first = try #require(message.first)
                #expect(first.isLowercase || first == "'", "\(message)")
                #expect(message.hasSuffix(".") == false, "\(message)")
                #expect(diagnostic.identifier == "SyntaxError" || message.contains(/[:;] |has no body/), "\(message)")
            }
        }
    }
}

extension Marker {
    init(_ diagnostic: Diagnostic) {
        self.init(
            line: diagnostic.location.line,
            column: diagnostic.location.column,
            identifier: diagnostic.identifier.rawValue,
            text: diagnostic.message,
            isWarning: diagnostic.severity == .warning
        )
    }
}

/// The identifiers that the stages of the compiler declare and report.
func reportedIdentifiers() throws -> Set<String> {
    let folder = "Sources/TorporCompiler"
    let texts = try Repository.swiftFiles(below: folder).map { try Repository.text(of: "\(folder)/\($0)") }
    let declaration = #/^ *static let (\w+): Self = "([A-Z]\w+)"$/#.anchorsMatchLineEndings()
    let found = try texts.flatMap { $0.matches(of: declaration) }.filter { match in
        let use = try Regex("\\.\(match.output.1)\\b")
        return texts.contains { $0.contains(use) }
    }
    return Set(found.map { String($0.output.2) })
}
