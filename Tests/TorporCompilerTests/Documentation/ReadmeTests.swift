import Foundation
import TestSupport
import Testing
import TorporCompiler

/// The code in README.md compiles, and does what it says.
struct ReadmeTests {
    /// The files of the example's target: each block names its file in the first line.
    private func sources() throws -> [SourceFile] {
        let marker = "// Sources/App/"
        return try Markdown(Repository.text(of: "README.md")).blocks(in: "swift").compactMap { text in
            guard text.hasPrefix(marker), let line = text.split(separator: "\n").first else { return nil }
            return SourceFile(String(line.dropFirst(marker.count)), text)
        }
    }

    @Test func exampleDoesWhatItSays() async throws {
        let sources = try sources()
        let names = ["Onboarding", "main", "Driving", "Cart", "Retrying", "Connection"]
        #expect(sources.map(\.name) == names.map { "\($0).swift" })
        let compilation = Compiler(module: "App").compile(sources)
        try #require(compilation.diagnostics.isEmpty, "\(compilation.diagnostics)")

        let scratch = try Scratch()
        let (build, program) = try await SwiftCompiler.build(sources + compilation.sources, module: "App", in: scratch)
        try #require(build.status == 0 && build.errors.isEmpty, "\(build.errors)")

        let console = try #require(Markdown(Repository.text(of: "README.md")).blocks(in: "console").first)
        let runs = console.split(separator: "$ swift run App\n", omittingEmptySubsequences: true)
        #expect(runs.count == 3)
        for expected in runs {
            let run = try await Subprocess.run(program, [], in: scratch[""])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output == expected)
        }
    }

    /// The example of a test is one of the test kit's own tests.
    @Test func exampleTestIsRun() throws {
        let blocks = try Markdown(Repository.text(of: "README.md")).blocks(in: "swift")
        let path = "Tests/TorporTestKitTests/ReminderTests.swift"
        let example = try #require(blocks.first { $0.hasPrefix("// Tests/AppTests/ReminderTests.swift\n") })
        let lines = example.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        let text = lines.joined(separator: "\n").replacing("import App\n", with: "import TestKitFixtures\n")
        #expect(try Repository.text(of: path) == text)
    }

    @Test func filesAndFoldersThatItNamesExist() throws {
        let text = try Repository.text(of: "README.md")
        let links = text.matches(of: /\]\(([^)#:]+)\)/).map { String($0.output.1) }
        let folders = text.matches(of: /\| `([A-Z][\w\/]*)` \|/).map { String($0.output.1) }
        #expect(links.count >= 3 && folders.count >= 10)
        for path in links + folders {
            #expect(FileManager.default.fileExists(atPath: Repository.root.appending(path: path).path), "\(path)")
        }
    }

    @Test func tasksThatItNamesExist() throws {
        let text = try Repository.text(of: "README.md")
        let tasks = text.matches(of: /(?:`|\$ )make ([a-z]+)/).map { String($0.output.1) }
        let makefile = try Repository.text(of: "Makefile")
        for task in Set(tasks) { #expect(makefile.contains("\n\(task):"), "make \(task)") }
    }
}
