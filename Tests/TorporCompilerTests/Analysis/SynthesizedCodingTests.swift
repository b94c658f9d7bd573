import Testing
import TorporCompiler

/// Of which types generated code says that the Swift compiler writes their coding.
struct SynthesizedCodingTests {
    private static let flow = """
        import Torpor

        @Durable
        func flow(_ value: Value, yield: Yield<Int>) async throws -> Value {
            try await yield(1)
            return value
        }

        """

    /// The types that are named in what is generated for a module, whose types are in a file of their own or not.
    private func types(_ sources: String...) throws -> [String] {
        let apart = try generated([SourceFile("Flow.swift", Self.flow)] + numbered(sources))
        let together = try generated([SourceFile("Flow.swift", Self.flow + sources[0])] + numbered(sources).dropFirst())
        #expect(apart == together)
        return apart
    }

    private func numbered(_ sources: [String]) -> [SourceFile] {
        sources.enumerated().map { SourceFile("Value\($0.offset).swift", $0.element) }
    }

    private func generated(_ sources: [SourceFile]) throws -> [String] {
        let compilation = Compiler(module: "App").compile(sources)
        try #require(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")
        let lines = compilation.files.map(\.text).joined(separator: "\n").split(separator: "\n")
        return lines.filter { $0.contains("SynthesizedCoding") }.map { line in
            String(line.dropFirst("extension ".count).prefix { $0 != ":" })
        }
    }

    @Test func typesThatAreStoredAreFound() throws {
        #expect(
            try types(
                """
                struct Value: Codable {
                    var parts: [String: Part?]
                    let kind: Kind
                    private var count = 0 { didSet { print(count) } }
                    static let shared = 1
                    var doubled: Int { count * 2 }
                    init(from other: Part, kind: Kind) { fatalError() }
                    func encode() {}
                    enum Kind: String, Codable { case one, two }
                }
                """,
                "indirect enum Part: Hashable, Encodable, Decodable { case leaf, node(Part, label: Pair<Int>?) }",
                "struct Pair<T>: Codable where T: Codable & Hashable { var one: T, two: T }\nextension Pair: Hashable {}",
                "struct Other: Codable { var a: Int }"
            ) == ["Pair", "Part", "Value", "Value.Kind"]
        )
        #expect(try types("struct Value {\n var a: Int }\nextension Value: Codable {}") == ["Value"])
    }

    @Test(arguments: [
        "struct Value: Codable { var a = 1; init(from decoder: any Decoder) throws {} }",
        "struct Value: Codable { var a = 1; func encode(to encoder: any Encoder) throws {} }",
        "struct Value: Codable { var a = 1 }\nextension Value { func encode(to encoder: any Encoder) throws {} }",
        "struct Value: Codable { let a = 1 }",
        "struct Value: Codable { lazy var a = 1 }",
        "struct Value: Codable { var a: Int! }",
        "struct Value: Codable { @Clamped var a: Int }",
        "struct Value: Codable { var a = 1; enum CodingKeys: String, CodingKey { case a = \"b\" } }",
        "struct Value: Codable { var a = 1\n#if DEBUG\n var b = 2\n#endif\n}",
        "struct Value: Codable { var a = 1\n#more\n}",
        "@Extended struct Value: Codable { var a = 1 }",
        "enum Value: Codable { case a(Int = 1) }",
        "enum Value: Codable { case a(x: Int); enum ACodingKeys: String, CodingKey { case x = \"y\" } }",
        "enum Value: String, Codable { case a; var rawValue: String { \"\" } }",
        "struct Value: Codable, RawRepresentable { var rawValue: Int }",
        "struct Value: Codable, OptionSet { let rawValue: Int }",
        "struct Value: Codable, Elsewhere { var a = 1 }",
        "struct Value: Codable, Own { var a = 1 }\nprotocol Own {}\nextension Own { func encode(to e: any Encoder) {} }",
        "struct Value: Codable, Own { var a = 1 }\nprotocol Own: Codable {}\nextension Own { init(from d: any Decoder) {} }",
        "final class Value: Codable { var a = 1 }",
    ]) func typesWithMoreAreLeftOut(_ source: String) throws {
        #expect(try types(source) == [])
    }

    @Test func extensionsElsewhereCount() throws {
        let value = "struct Value: Codable { var a = 1 }"
        let coding = "{ func encode(to encoder: any Encoder) throws {} }"
        #expect(try types(value, "extension Value \(coding)") == [])
        #expect(try types(value, "typealias Alias = Value\nextension Alias \(coding)") == [])
        #expect(try types(value, "extension Encodable \(coding)") == [])
        #expect(try types(value, "extension App.Value { enum CodingKeys: CodingKey {} }") == [])
        #expect(try types(value, "extension Another \(coding)") == ["Value"])
    }
}
