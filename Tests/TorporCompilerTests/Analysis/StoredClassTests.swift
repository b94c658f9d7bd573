import Testing
import TorporCompiler

/// What is generated of classes, so that cycles through their properties can be closed when a snapshot is read.
struct StoredClassTests {
    private static let station = """
        final class Station: Codable {
            var next: Station?
            var previous: Station?
            let name: String
            enum CodingKeys: String, CodingKey { case next = "n", name, back }
            init(name: String) { self.name = name }
            init(from decoder: any Decoder) throws {
                let values = try decoder.container(keyedBy: CodingKeys.self)
                name = try values.decode(String.self, forKey: .name)
                if values.contains(.next) {
                    next = try values.decodeIfPresent(Station.self, forKey: .next)
                }
                previous = try values.decodeIfPresent(Station.self, forKey: .back)
            }
            func encode(to encoder: any Encoder) throws { print(next!, previous!) }
        }

        """

    private static let flow = """
        import Torpor

        @Durable
        func flow(_ station: Station) async throws -> String {
            try await Durable.sleep(for: .seconds(1))
            return station.name
        }

        """

    private func generated(_ sources: [SourceFile]) throws -> String {
        let compilation = Compiler(module: "App").compile(sources)
        try #require(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")
        return compilation.files.map(\.text).joined()
    }

    /// Files without a durable function are read only in part.
    @Test func initializersAreReadInEveryFile() throws {
        let apart = try generated([SourceFile("Flow.swift", Self.flow), SourceFile("Station.swift", Self.station)])
        let together = try generated([SourceFile("Flow.swift", Self.flow + Self.station)])
        for text in [apart, together] {
            #expect(text.contains("extension Station: Torpor.StoredClass {"))
            #expect(text.contains("case \"n\": return Torpor.ReferenceProperty(\\Station.next)"))
            #expect(text.contains("case \"back\": return Torpor.ReferenceProperty(\\Station.previous)"))
        }
    }
}
