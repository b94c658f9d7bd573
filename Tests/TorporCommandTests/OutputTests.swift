import Foundation
import TestSupport
import Testing

/// What happens to files in the output directory: no write that is not needed, and none that is not ours.
struct OutputTests {
    let workspace = Workspace()
    var scratch: Scratch { workspace.scratch }

    private let past = Date(timeIntervalSince1970: 1_000_000_000)

    private func age(_ path: String) throws {
        try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: scratch[path].path)
    }

    @Test func unchangedFilesAreNotTouched() async throws {
        try workspace.addDurable("App/Order.swift")
        try scratch.write("let answer = 42\n", to: "App/Plain.swift")
        _ = try await workspace.torpor("compile App --output G")
        try scratch.list("G").forEach { try age("G/\($0)") }

        try scratch.write(Workspace.durable("Order.swift").replacing("item", with: "article"), to: "App/Order.swift")
        let run = try await workspace.torpor("compile App --output G --verbose")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try workspace.changeDate(of: "G/Plain+Durable.swift") == past)
        #expect(try workspace.changeDate(of: "G/Order+Durable.swift") != past)
        #expect(run.output.contains("unchanged G/Plain+Durable.swift\n"))
        #expect(run.output.contains("wrote G/Order+Durable.swift\n"))
        #expect(run.errors.isEmpty)
    }

    @Test func staleFilesAreRemoved() async throws {
        try workspace.addDurable("App/Order.swift")
        try scratch.write("let answer = 42\n", to: "App/Plain.swift")
        _ = try await workspace.torpor("compile App --output G")
        try scratch.write("let mine = true\n", to: "G/Plain.swift")
        try scratch.write("let mine = true\n", to: "G/Mine+Durable.swift")

        try FileManager.default.removeItem(at: scratch["App/Plain.swift"])
        let run = try await workspace.torpor("compile App --output G --verbose")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("removed G/Plain+Durable.swift\n"))
        #expect(
            scratch.list("G")
                == ["AppCoroutines.swift", "Mine+Durable.swift", "Order+Durable.swift", "Plain.swift"]
        )
    }

    @Test(arguments: ["let mine = true", ""])
    func foreignFileIsNeverOverwritten(content: String) async throws {
        try workspace.addDurable("App/Order.swift")
        try scratch.write(content, to: "G/Order+Durable.swift")
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 1)
        #expect(
            run.errors == """
                G/Order+Durable.swift: error: torpor did not write this file and leaves it alone; move it away, or choose \
                another output directory [#ForeignFile]

                """
        )
        #expect(try scratch.read("G/Order+Durable.swift") == content)
        // Nothing else was written either: half an output would only lead to more errors.
        #expect(scratch.list("G") == ["Order+Durable.swift"])
    }

    @Test func directoryInTheWayIsNotRemoved() async throws {
        try workspace.addDurable("App/Order.swift")
        try scratch.write("mine", to: "G/Order+Durable.swift/mine")
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 1)
        #expect(run.errors.hasSuffix("[#ForeignFile]\n"))
        #expect(scratch.exists("G/Order+Durable.swift/mine"))
    }

    @Test func errorsLeaveEarlierOutputsAlone() async throws {
        try workspace.addDurable("App/Order.swift")
        _ = try await workspace.torpor("compile App --output G")
        let before = try scratch.read("G/Order+Durable.swift")

        try scratch.write(Workspace.faulty, to: "App/Order.swift")
        let run = try await workspace.torpor("compile App --output G")
        #expect(run.status == 1)
        #expect(try scratch.read("G/Order+Durable.swift") == before)
        #expect(scratch.list("G") == ["AppCoroutines.swift", "Order+Durable.swift"])
    }

    @Test func missingDirectoriesAreMade() async throws {
        try workspace.addDurable("App/Order.swift")
        let run = try await workspace.torpor("compile App --output out/of/nothing")
        #expect(run.status == 0, "\(run.errors)")
        #expect(scratch.list("out/of/nothing") == ["AppCoroutines.swift", "Order+Durable.swift"])
    }

    @Test func noTemporaryFileRemains() async throws {
        try workspace.addDurable("App/Order.swift")
        _ = try await workspace.torpor("compile App --output G")
        try FileManager.default.contentsOfDirectory(atPath: scratch["G"].path).forEach {
            #expect($0.hasSuffix(".swift") && $0.hasPrefix(".") == false)
        }
    }

    @Test func graphIsPrintedAndNothingIsWritten() async throws {
        try workspace.addDurable("App/Order.swift")
        let run = try await workspace.torpor("compile App --emit graph --output G")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("## "))
        #expect(run.output.contains("order"))
        #expect(run.output.contains("```text\n"))
        #expect(run.output.contains("```mermaid\n"))
        #expect(run.errors.isEmpty)
        #expect(scratch.exists("G") == false)
    }
}
