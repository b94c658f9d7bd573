import Foundation
import TestSupport
import Testing

/// Files that are missing, unreadable or in the way.
struct ProblemTests {
    let workspace = Workspace()
    var scratch: Scratch { workspace.scratch }

    @Test func allProblemsOfARunAreTold() async throws {
        try scratch.write(Data([0x6C, 0x65, 0x74, 0xFF]), to: "App/Latin.swift")
        try scratch.write("", to: "Empty/.keep")
        try scratch.write("int x;", to: "x.c")
        let run = try await workspace.torpor("compile App Missing Missing.swift Empty x.c --output G")
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(
            run.errors == """
                App/Latin.swift: error: this file is not UTF-8; convert it [#InvalidEncoding]
                Missing: error: there is no such file or directory [#NoSuchFile]
                Missing.swift: error: there is no such file or directory [#NoSuchFile]
                Empty: error: there are no Swift files in this directory [#NoSources]
                x.c: error: this is neither a Swift file nor a directory [#NoSources]

                """
        )
        #expect(scratch.exists("G") == false)
    }

    @Test func missingDependencyIsAnError() async throws {
        try workspace.addDurable("App/Order.swift")
        let run = try await workspace.torpor("compile App --output G --depends-on Sources/Billing")
        #expect(run.status == 1)
        #expect(run.errors == "Sources/Billing: error: there is no such file or directory [#NoSuchFile]\n")
    }

    @Test func danglingLinkIsAnError() async throws {
        try workspace.addDurable("App/Order.swift")
        try FileManager.default.createSymbolicLink(
            at: scratch["App/Gone.swift"],
            withDestinationURL: scratch["Nowhere.swift"]
        )
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 1)
        #expect(
            run.errors
                == "App/Gone.swift: error: this file cannot be read: no such file or directory [#UnreadableFile]\n"
        )
    }

    @Test func sourceOutsideTheRootIsAnError() async throws {
        try workspace.addDurable("App/Order.swift", "Application/Refund.swift")
        let run = try await workspace.torpor("compile App/Order.swift Application/Refund.swift --root App --output G")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("Application/Refund.swift: error: this file is not in the root directory "))
        #expect(run.errors.hasSuffix("[#OutsideRoot]\n"))
    }

    @Test func sourcesThatFlattenToOneNameAreBothNamed() async throws {
        try workspace.addDurable("App/Flows/Order.swift", "App/Flows_Order.swift")
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 1)
        #expect(run.errors.contains("App/Flows/Order.swift"))
        #expect(run.errors.contains("App/Flows_Order.swift"))
        #expect(run.errors.contains("'Flows_Order+Durable.swift'; rename"))
        #expect(run.errors.hasSuffix("[#OutputCollision]\n"))
        #expect(scratch.exists("G") == false)
    }

    @Test(arguments: ["App/Flows/Order+Durable.swift", "App/AppCoroutines.swift"])
    func sourceWithTheNameOfAnOutputIsAnError(path: String) async throws {
        try workspace.addDurable("App/Order.swift")
        try scratch.write("struct Other {}\n", to: path)
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("\(path): error: it has the name of a generated file"))
        #expect(run.errors.hasSuffix("rename this file [#OutputCollision]\n"))
    }

    @Test func outputThatIsAFileIsAnError() async throws {
        try workspace.addDurable("App/Order.swift")
        try scratch.write("mine", to: "G")
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 1)
        #expect(run.errors == "G: error: this directory cannot be created: file exists [#UnwritableFile]\n")
        #expect(try scratch.read("G") == "mine")
    }
}
