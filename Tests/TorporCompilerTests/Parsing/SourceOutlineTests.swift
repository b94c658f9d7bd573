import Testing

@testable import TorporCompiler

/// What is told of a file without parsing it has to be what its tree says.
struct SourceOutlineTests {
    static let fixtures = try! Repository.swiftFiles(below: "Fixtures")

    /// What a file declares, with the bodies of its functions or without.
    private func index(of source: SourceFile, _ outline: SourceOutline?) -> (DeclarationIndex, TypeIndex) {
        let file = ParsedFile(source, outline: outline)
        let index = DeclarationIndex()
        index.addNames(of: file)
        index.add(file, module: "App", isDependency: false)
        let types = TypeIndex(DeclarationSource(), module: "App")
        types.add(file)
        return (index, types)
    }

    @Test(arguments: fixtures)
    func outlineSaysWhatTheTreeSays(_ name: String) throws {
        // Files with durable functions are parsed as a whole.
        let text = try Repository.text(of: "Fixtures/" + name).replacing("@Durable", with: "@Ordinary")
        guard let outline = SourceOutline(text) else { return }
        let source = SourceFile(path: name, name: name, text: text)
        let (whole, types) = index(of: source, nil)
        let (outlined, outlinedTypes) = index(of: source, outline)
        #expect(outline.text.count == text.utf8.count)
        #expect((whole.functions.known == outlined.functions.known) == true)
        #expect((whole.memberTypes.known == outlined.memberTypes.known) == true)
        #expect(types.storableErrors == outlinedTypes.storableErrors)
        #expect(Set(whole.types.known.keys) == Set(outlined.types.known.keys))
        let declared = Set(whole.functions.known.keys).union(whole.types.known.keys.flatMap(\.path))
            .union(whole.memberTypes.known.keys.flatMap(\.path)).filter { !$0.contains("[") && !$0.contains("<") }
        #expect(declared.subtracting(outline.names).filter { $0.first?.isLetter == true } == [])
    }

    @Test func nearlyAllFixturesHaveAnOutline() throws {
        let missing = try Self.fixtures.filter {
            SourceOutline(try Repository.text(of: "Fixtures/" + $0)) == nil
        }
        #expect(missing.count < Self.fixtures.count / 10, "\(missing)")
    }

    @Test(arguments: [
        ("func a() { let b = 1; func c() {} }\nfunc d() {}", ["a", "d"]),
        ("let a = 1, b: [Int] = [2, 3], c = f(4, 5)\nvar d: Int { let e = 1; return e }", ["a", "b", "c", "d"]),
        ("enum A { case get, set(Int, b: Int), willSet\n indirect case c }", ["A", "get", "set", "willSet", "c"]),
        ("class A { class func b() {}\n static var c = 1\n init(d: () -> Void = { let e = 1 }) {} }", ["A", "b", "c"]),
        ("extension A.B: C { func d() {} }\nextension [Int] {}", ["A", "B", "d", "Array", "Dictionary"]),
        ("struct A { static func == (b: A, c: A) -> Bool { true }\n func <<T>(d: T) {} }", ["A", "==", "<", "<<"]),
        ("func `default`() {}\ntypealias A = B", ["default", "A"]),
        ("let a = \"\\(b { \"}\" })\" // func c() {\n/* func d() { /* } */ */ func e() {}", ["a", "e"]),
        ("let a = #\"\"\"\n \" func b() { \"\" \\(c)\n\"\"\"#\nfunc d() {}", ["a", "d"]),
        (
            "struct A { var b: Int { get { let c = 1; return c } set { print(newValue) } }\n let d = 1 }",
            ["A", "b", "d"]
        ),
    ])
    func namesAreFound(_ text: String, _ names: [String]) throws {
        let outline = try #require(SourceOutline(text))
        #expect(outline.names.isSuperset(of: names), "\(outline.names)")
        let inner = Set(["c", "e", "b", "d"]).subtracting(names)
        #expect(outline.names.intersection(inner).subtracting(["e"]) == [] || text.contains("init(d"))
    }

    /// Where a slash may begin a regular expression, and where braces do not match, only a parser can tell.
    @Test(arguments: ["let a = /[{]/", "let a = #/{/#", "func a() {", "let a = \"b", "func a() { b(/}/) }", "}"])
    func doubtIsLeftToTheParser(_ text: String) {
        #expect(SourceOutline(text) == nil)
    }

    /// What a class reads is said in its initializers: they keep their bodies, in which nothing is left blank.
    @Test func initializersKeepTheirBodies() throws {
        let text = """
            class A {
                var b: Int { hidden() }
                init(c: () -> Void = {}) { let d = 1; if let e = d { seen(e) } }
                convenience init?(_ f: Int) throws { func g() { seen(f) }; self.init { seen(f) } }
                func h() { hidden() }
                deinit { hidden() }
            }
            """
        let outline = try #require(SourceOutline(text))
        let kept = String(decoding: outline.text, as: UTF8.self)
        #expect(kept == text.replacing("hidden()", with: "        "))
        #expect(outline.names.isDisjoint(with: ["d", "e", "g"]))
    }

    @Test func divisionsAreNoDoubt() throws {
        #expect(try #require(SourceOutline("let a = b / c\nlet d = e/f // g\nvar h = 1; h /= 2")).names.contains("h"))
    }

    // MARK: What is parsed

    private func module(_ count: Int) -> ParsedModule {
        let plain = (0..<count).map { number in
            SourceFile(
                path: "Plain\(number).swift",
                name: "Plain\(number).swift",
                text: "struct Plain\(number) { var number = \(number) }\nfunc helper\(number)() async {}\n"
            )
        }
        let flow = SourceFile(
            path: "Flow.swift",
            name: "Flow.swift",
            text: "@Durable\nfunc flow() async { await helper3() }\n"
        )
        return ParsedModule(
            name: "App",
            sources: [flow] + plain,
            dependencies: [],
            diagnostics: DiagnosticCollector()
        )
    }

    @Test func filesAreParsedWhenTheyAreAskedFor() {
        let module = module(100)
        #expect(module.files.map(\.source.name) == ["Flow.swift"])
        #expect(module.contents.parsed.count == 1)
        #expect(module.index.functions["helper3"]?.count == 1)
        #expect(module.index.functions["nothing"] == nil)
        #expect(module.contents.parsed.map(\.source.name) == ["Flow.swift", "Plain3.swift"])
        #expect(module.types.declaration(of: "Plain7", in: []) != nil)
        #expect(module.contents.parsed.count == 3)
        // A name that all of them declare.
        #expect(module.index.variables.contains("number"))
        #expect(module.contents.parsed.count == 101)
    }

    @Test func projectionsAreFoundWithTheirProperties() {
        let wrapped = SourceFile("Wrapped.swift", "struct Wrapped { @Clamped var level = 3 }\n")
        let flow = SourceFile("Flow.swift", "@Durable\nfunc flow() async {}\n")
        for name in ["_level", "$level", "level"] {
            let module = ParsedModule(
                name: "App",
                sources: [flow, wrapped],
                dependencies: [],
                diagnostics: DiagnosticCollector()
            )
            #expect(module.index.isInstanceMember(name, of: "Wrapped"))
        }
    }
}
