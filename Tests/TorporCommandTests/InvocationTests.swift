import TestSupport
import Testing

/// What the command line says about itself, and about a wrong use.
struct InvocationTests {
    let workspace = Workspace()

    @Test func versionIsANumber() async throws {
        let run = try await workspace.torpor("--version")
        #expect(run.status == 0)
        #expect(run.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil)
        #expect(run.errors.isEmpty)
    }

    @Test(arguments: [["--help"], ["help"], []])
    func helpShowsAnExample(arguments: [String]) async throws {
        let run = try await workspace.torpor(arguments)
        #expect(run.status == 0)
        #expect(run.output.contains("torpor compile Sources/App --output Generated"))
    }

    @Test func helpOfCompileShowsExamples() async throws {
        let run = try await workspace.torpor("compile --help")
        #expect(run.status == 0)
        #expect(run.output.contains("torpor compile Sources/App --output Generated --depends-on Sources/Billing"))
        #expect(run.output.contains("torpor compile Sources/App --emit graph"))
    }

    @Test(arguments: [
        ["compile"],
        ["compile", "App"],
        ["compile", "--output", "G"],
        ["compile", "App", "--output", "G", "--colour"],
        ["compile", "App", "--output", "G", "--emit", "assembly"],
        ["compile", "App", "--output", "G", "--module", "my-app"],
        ["compile", "App", "--output", "G", "--module", ""],
        ["compile", "App", "--output", "G", "--depends-on", "my-lib=Lib"],
        ["compile", "App", "--output", "G", "--depends-on", "Lib="],
        ["compile", "App", "Lib", "--output", "G"],
        ["decompile", "App"],
    ])
    func wrongUseExitsWith64(arguments: [String]) async throws {
        try workspace.addDurable("App/Order.swift", "Lib/Price.swift")
        let run = try await workspace.torpor(arguments)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("Error: "))
        #expect(workspace.scratch.exists("G") == false)
    }

    @Test func severalDirectoriesNeedAModuleName() async throws {
        try workspace.addDurable("App/Order.swift", "More/Price.swift")
        let run = try await workspace.torpor("compile App More --output G")
        #expect(run.status == 64)
        #expect(run.errors.contains("--module NAME"))
    }
}
