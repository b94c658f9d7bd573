import Foundation
import TestSupport
import Testing

/// `torpor compile --fix`: it changes what it says, and nothing else.
struct FixTests {
    let workspace = Workspace()
    var scratch: Scratch { workspace.scratch }

    @Test func sourcesAreFixedAndCompiled() async throws {
        try scratch.write(Workspace.faulty, to: "App/Order.swift")
        try workspace.addDurable("App/Refund.swift")
        let before = try workspace.changeDate(of: "App/Refund.swift")
        let run = try await workspace.torpor("compile App --output G --fix")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.isEmpty)
        #expect(
            run.output == """
                App/Order.swift:4:14: fixed: make 'first' async [#NotAsync]
                App/Order.swift:7:15: fixed: make 'second' async [#NotAsync]

                """
        )
        #expect(try scratch.read("App/Order.swift") == Workspace.faulty.replacing(") throws", with: ") async throws"))
        #expect(try workspace.changeDate(of: "App/Refund.swift") == before)
        #expect(scratch.list("App") == ["Order.swift", "Refund.swift"])
        #expect(scratch.list("G") == ["AppCoroutines.swift", "Order+Durable.swift", "Refund+Durable.swift"])
    }

    @Test func whatCannotBeFixedIsTold() async throws {
        let text = Workspace.faulty + "\n@Durable\nfunc third(_ done: @autoclosure () -> Int) async {}\n"
        try scratch.write(text, to: "App/Order.swift")
        let run = try await workspace.torpor("compile App --output G --fix")
        #expect(run.status == 1)
        #expect(run.output.split(separator: "\n").count == 2)
        #expect(run.errors.contains("[#ParameterType]") && run.errors.contains("[#NotAsync]") == false)
        #expect(scratch.exists("G") == false)
    }

    @Test func withoutTheFlagNothingChanges() async throws {
        try scratch.write(Workspace.faulty, to: "App/Order.swift")
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 1)
        #expect(run.errors.contains("App/Order.swift:4:14: note: fix-it: make 'first' async\n"))
        #expect(try scratch.read("App/Order.swift") == Workspace.faulty)
    }

    @Test func permissionsAndLinksStay() async throws {
        try scratch.write(Workspace.faulty, to: "Elsewhere/Order.swift")
        try FileManager.default.createDirectory(at: scratch["App"], withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: scratch["App/Order.swift"],
            withDestinationURL: scratch["Elsewhere/Order.swift"]
        )
        let file = scratch["Elsewhere/Order.swift"].path
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        let run = try await workspace.torpor("compile App --output G --fix")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try scratch.read("Elsewhere/Order.swift").contains("async throws"))
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: scratch["App/Order.swift"].path)
        #expect(link.hasSuffix("Elsewhere/Order.swift"))
        let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        #expect(permissions?.intValue == 0o640)
        #expect(scratch.list("Elsewhere") == ["Order.swift"])
    }

    @Test func dependencyIsLeftAlone() async throws {
        let ticket = "public struct Ticket {\n    public var number: Int\n}\n"
        try scratch.write(ticket, to: "Lib/Ticket.swift")
        try scratch.write(Workspace.faulty, to: "Lib/Faulty.swift")
        try workspace.addDurable("App/Order.swift")
        let run = try await workspace.torpor("compile App --output G --fix --depends-on Lib")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try scratch.read("Lib/Ticket.swift") == ticket)
        #expect(try scratch.read("Lib/Faulty.swift") == Workspace.faulty)
    }

    @Test func warningsDoNotFail() async throws {
        try scratch.write(
            """
            import Torpor

            @Durable
            func pause() async throws {}

            func run(_ action: () async throws -> Void) async throws { try await action() }

            @Durable
            func work() async throws {
                try await run(pause)
            }

            """,
            to: "App/Order.swift"
        )
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 0)
        #expect(run.errors.hasPrefix("App/Order.swift:10:19: warning: durable function 'pause' is used as a value"))
        #expect(scratch.list("G") == ["AppCoroutines.swift", "Order+Durable.swift"])
    }
}
