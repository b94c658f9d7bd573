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
            #expect(text.contains(#""App.Station": Torpor.ClassCoding(["n": "next", "back": "previous"]),"#))
        }
    }

    /// What is private can be set later too, as can what has observers, and what has no written type or one under another
    /// name.
    @Test func settablePropertiesAreListed() throws {
        let source = """
            typealias Nodes = [Node]
            final class Node: Codable {
                private(set) weak var parent: Node?
                private var kids = [Node]()
                var all: Nodes = [] { didSet { count += 1 } }
                var count = 0
                let other: Node? = nil
                unowned var owner: Node?
            }

            """
        let text = try generated([SourceFile("Flow.swift", Self.flow + Self.station), SourceFile("Node.swift", source)])
        let list = #"["parent": "parent", "kids": "kids", "all": "all"]"#
        #expect(text.contains("\"App.Node\": Torpor.ClassCoding(\(list)),"))
    }

    /// Generic subclasses have no name in Swift without their arguments.
    @Test func genericSubclassesAreNamed() throws {
        let source = """
            class Base<Value: Codable>: Codable { var value: Value }
            final class Part<Key: Codable>: Base<Int> { var keys: [Key] = [] }

            """
        let text = try generated([SourceFile("Flow.swift", Self.flow + Self.station), SourceFile("Base.swift", source)])
        #expect(text.contains("extension Base: Torpor.StoredClass {"))
        #expect(text.contains(#""App.Part": Torpor.ClassCoding(isPartial: true),"#))
    }
}
