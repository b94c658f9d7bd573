import Foundation
import TestSupport
import Testing

/// Which files are sources, and what their outputs are called.
struct SourceTests {
    let workspace = Workspace()
    var scratch: Scratch { workspace.scratch }

    @Test func directoryIsSearchedAndFlattened() async throws {
        try workspace.addDurable("Sources/App/Order.swift", "Sources/App/Flows/Deep/Refund.swift")
        try scratch.write("no Swift", to: "Sources/App/Notes.md")
        let run = try await workspace.torpor("compile Sources/App --output G")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            scratch.list("G") == ["AppCoroutines.swift", "Flows_Deep_Refund+Durable.swift", "Order+Durable.swift"]
        )
    }

    @Test func successIsSilent() async throws {
        try workspace.addDurable("App/Order.swift")
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errors.isEmpty)
    }

    @Test func sourceWithoutDurableFunctionHasAnOutputToo() async throws {
        try scratch.write("let answer = 42\n", to: "App/Plain.swift")
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 0)
        #expect(scratch.list("G") == ["AppCoroutines.swift", "Plain+Durable.swift"])
    }

    @Test func hiddenFilesAndDirectoriesAreSkipped() async throws {
        try workspace.addDurable("App/Order.swift", "App/.build/Hidden.swift", "App/.Hidden.swift")
        _ = try await workspace.torpor("compile App --output G")
        #expect(scratch.list("G") == ["AppCoroutines.swift", "Order+Durable.swift"])
    }

    @Test func outputDirectoryIsNoSource() async throws {
        try workspace.addDurable("App/Order.swift")
        try scratch.write("not Swift at all {{{\n", to: "App/Generated/Other.swift")
        for _ in 1...2 {
            let run = try await workspace.torpor("compile App --output App/Generated")
            #expect(run.status == 0, "\(run.errors)")
            #expect(
                scratch.list("App/Generated") == ["AppCoroutines.swift", "Order+Durable.swift", "Other.swift"]
            )
        }
    }

    @Test func generatedFilesAreNoSources() async throws {
        try workspace.addDurable("App/Order.swift")
        _ = try await workspace.torpor("compile App --output App/Generated")
        let run = try await workspace.torpor("compile App --output Elsewhere")
        #expect(run.status == 0, "\(run.errors)")
        #expect(scratch.list("Elsewhere") == ["AppCoroutines.swift", "Order+Durable.swift"])
    }

    @Test func linksToDirectoriesAreNotFollowed() async throws {
        try workspace.addDurable("App/Order.swift")
        try FileManager.default.createSymbolicLink(at: scratch["App/Loop"], withDestinationURL: scratch["App"])
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 0, "\(run.errors)")
        #expect(scratch.list("G") == ["AppCoroutines.swift", "Order+Durable.swift"])
    }

    @Test func severalPathsMakeOneModule() async throws {
        try workspace.addDurable("App/Order.swift", "More/Refund.swift", "Single.swift")
        let run = try await workspace.torpor(
            "compile App More Single.swift App/Order.swift --module Shop --output G"
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            scratch.list("G")
                == ["Order+Durable.swift", "Refund+Durable.swift", "ShopCoroutines.swift", "Single+Durable.swift"]
        )
    }

    @Test func filesCanBeGivenOneByOneWithARoot() async throws {
        try workspace.addDurable("App/Order.swift", "App/Flows/Refund.swift", "App/Ignored.swift")
        let absolute = scratch["App/Flows/Refund.swift"].path
        let run = try await workspace.torpor("compile App/Order.swift \(absolute) --root App --output G")
        #expect(run.status == 0, "\(run.errors)")
        #expect(scratch.list("G") == ["AppCoroutines.swift", "Flows_Refund+Durable.swift", "Order+Durable.swift"])
    }

    @Test func outputsDependOnTheSourcesAlone() async throws {
        try workspace.addDurable("App/Order.swift")
        try scratch.write("struct Item {}\n", to: "App/Item.swift")
        _ = try await workspace.torpor("compile App --output G")
        _ = try await workspace.torpor("compile App/Order.swift App/Item.swift --output H")
        for name in scratch.list("G") {
            #expect(try scratch.read("G/\(name)") == scratch.read("H/\(name)"))
        }
        #expect(scratch.list("G") == scratch.list("H"))
    }

    @Test(arguments: [
        ("Sources/App", nil, "App"),
        ("Sources/App/", nil, "App"),
        ("Sources/my-app", nil, "my_app"),
        ("Sources/3D", nil, "_3D"),
        ("Sources/App/Order.swift", nil, "App"),
        ("Sources/App", "Shop", "Shop"),
    ])
    func moduleIsNamedAfterItsDirectory(path: String, module: String?, name: String) async throws {
        try workspace.addDurable(path.hasSuffix(".swift") ? path : "\(path)/Order.swift")
        let run = try await workspace.torpor(
            ["compile", path, "--output", "G"] + (module.map { ["--module", $0] } ?? [])
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(scratch.list("G").contains("\(name)Coroutines.swift"))
    }

    @Test func currentDirectoryGivesItsName() async throws {
        try workspace.addDurable("App/Order.swift")
        let run = try await workspace.torpor(["compile", ".", "--output", "../G"], in: "App")
        #expect(run.status == 0, "\(run.errors)")
        #expect(scratch.list("G") == ["AppCoroutines.swift", "Order+Durable.swift"])
    }

    @Test func functionsOfOtherModulesAreKnown() async throws {
        try scratch.write(
            """
            import Torpor

            @Durable
            public func charge(_ amount: Int) async throws -> Int {
                try await Durable.sleep(for: .seconds(1))
                return amount
            }

            """,
            to: "Sources/Billing/Charge.swift"
        )
        try scratch.write(
            """
            import Billing
            import Torpor

            @Durable
            func order(_ amount: Int) async throws -> Int {
                try await charge(amount)
            }

            """,
            to: "Sources/App/Order.swift"
        )
        let runs = try await [
            workspace.torpor("compile Sources/App --output Alone"),
            workspace.torpor("compile Sources/App --output Directory --depends-on Sources/Billing"),
            workspace.torpor("compile Sources/App --output Named --depends-on Billing=Sources/Billing/Charge.swift"),
        ]
        for run in runs { #expect(run.status == 0, "\(run.errors)") }
        let name = "Order+Durable.swift"
        #expect(try scratch.read("Alone/\(name)") != scratch.read("Directory/\(name)"))
        #expect(try scratch.read("Named/\(name)") == scratch.read("Directory/\(name)"))
        #expect(scratch.list("Directory") == ["AppCoroutines.swift", name])
    }
}
