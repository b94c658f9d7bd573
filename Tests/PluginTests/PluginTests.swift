import Foundation
import TestSupport
import Testing

/// The build-tool plugin in a package of a user's.
///
/// One test at a time, as they share a build directory.
@Suite(.serialized)
struct PluginTests {
    let package = try! ScratchPackage()

    /// How the build names a run of the command for a target.
    private func command(for target: String) -> String {
        "Making coroutines of the durable functions in \(target)"
    }

    @Test func durableFunctionsOfTwoTargetsRun() async throws {
        let build = try await package.build()
        try #require(build.status == 0, "\(build.output)\n\(build.errors)")
        #expect(build.output.contains("warning:") == false, "\(build.output)")

        let run = try await package.run()
        #expect(
            run.output == """
                charging 20
                waiting
                charged 40
                finished: 41
                ["App.order(_:yield:)"]

                """,
            "\(run.errors)"
        )
    }

    @Test func nothingRunsWhereNothingChanged() async throws {
        try await package.settle()
        let build = try await package.build()
        #expect(build.status == 0)
        #expect(build.output.contains("Making coroutines") == false, "\(build.output)")
    }

    @Test func editRunsTheCommandForItsTarget() async throws {
        try await package.settle()

        try package.write(ScratchPackage.order.replacing("+ 1", with: "+ 100"), to: "Sources/App/Order.swift")
        let build = try await package.build()
        try #require(build.status == 0, "\(build.output)\n\(build.errors)")
        #expect(build.output.contains(command(for: "App")))
        #expect(build.output.contains(command(for: "Lib")) == false)
        #expect(try await package.run().output.contains("finished: 140\n"))
    }

    @Test func editOfADependencyRunsTheCommandForBoth() async throws {
        try await package.settle()

        try package.write(ScratchPackage.charge.replacing("* 2", with: "* 3"), to: "Sources/Lib/Flows/Charge.swift")
        let build = try await package.build()
        try #require(build.status == 0, "\(build.output)\n\(build.errors)")
        #expect(build.output.contains(command(for: "Lib")))
        #expect(build.output.contains(command(for: "App")))
        #expect(try await package.run().output.contains("finished: 61\n"))
    }

    @Test func functionCanBecomeDurableInANewFile() async throws {
        try await package.settle()

        try package.write(ScratchPackage.charge.replacing("charge", with: "refund"), to: "Sources/App/Refund.swift")
        let build = try await package.build()
        try #require(build.status == 0, "\(build.output)\n\(build.errors)")
        #expect(try await package.run().output.contains(#"["App.order(_:yield:)", "App.refund(_:)"]"#))

        try package.remove("Sources/App/Refund.swift")
        try await package.settle()
        #expect(try await package.run().output.contains(#"["App.order(_:yield:)"]"#))
    }

    @Test func errorIsAtTheUsersLine() async throws {
        try package.write("import Torpor\n\n@Durable\nfunc refund() throws {}\n", to: "Sources/App/Refund.swift")
        let build = try await package.build()
        #expect(build.status != 0)
        let place = package.place(of: "Sources/App/Refund.swift")
        #expect((build.output + build.errors).contains("\(place):4:6: error: "), "\(build.output)\n\(build.errors)")
    }

    @Test func errorThatOnlySwiftCanSeeIsAtTheUsersLine() async throws {
        try package.write(
            """
            import Torpor

            final class Handle {}

            @Durable
            func refund() async throws {
                let handle = Handle()
                try await Durable.sleep(for: .seconds(1))
                print(handle)
            }

            """,
            to: "Sources/App/Refund.swift"
        )
        let build = try await package.build()
        #expect(build.status != 0)
        let place = package.place(of: "Sources/App/Refund.swift")
        #expect((build.output + build.errors).contains("\(place):7:"), "\(build.output)\n\(build.errors)")
        #expect((build.output + build.errors).contains("+Durable.swift:") == false, "\(build.output)\n\(build.errors)")
    }

    @Test func targetWithoutTorporIsAnError() async throws {
        let build = try await ScratchPackage(plainUsesPlugin: true).build()
        #expect(build.status != 0)
        let output = build.output + build.errors
        #expect(output.contains("target 'Plain' uses TorporPlugin without depending on Torpor; add "), "\(output)")
    }

    @Test func sourcesThatFlattenToOneNameAreNamed() async throws {
        try package.write("struct A {}\n", to: "Sources/App/Flows/Refund.swift")
        try package.write("struct B {}\n", to: "Sources/App/Flows_Refund.swift")
        let build = try await package.build()
        #expect(build.status != 0)
        let output = build.output + build.errors
        #expect(output.contains(package.place(of: "Sources/App/Flows/Refund.swift")), "\(output)")
        #expect(output.contains(package.place(of: "Sources/App/Flows_Refund.swift")), "\(output)")
        #expect(output.contains("[#OutputCollision]"), "\(output)")
    }
}
