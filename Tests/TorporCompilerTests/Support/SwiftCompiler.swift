import Foundation
import TestSupport
import TorporCompiler

/// The Swift compiler, with the Torpor that was built along with the tests.
enum SwiftCompiler {
    private static let options = [
        "-swift-version", "6",
        "-enable-upcoming-feature", "ExistentialAny",
        "-enable-upcoming-feature", "InternalImportsByDefault",
        "-enable-upcoming-feature", "MemberImportVisibility",
        "-I", Subprocess.builtProducts.appending(path: "Modules").path,
        "-load-plugin-executable",
        Subprocess.builtProducts.appending(path: "TorporMacros-tool").path + "#TorporMacros",
    ]

    /// Checks sources and what was generated for them, without making anything.
    ///
    /// - Parameters:
    ///   - files: the sources, and what the Torpor compiler made of them.
    ///   - module: the name of the module.
    ///   - extra: further options.
    /// - Returns: how the compiler ended, and what it said. It is run in the folder of the files, so that it names them as
    ///   they were given.
    static func typeCheck(
        _ files: [SourceFile],
        module: String,
        extra: [String] = []
    ) async throws -> Subprocess {
        let scratch = try Scratch()
        let paths = try write(files, to: scratch)
        return try await run(["-typecheck", "-module-name", module] + extra + paths, in: scratch)
    }

    /// Builds a program.
    ///
    /// - Parameters:
    ///   - files: the sources, with a `main.swift` among them, and what the Torpor compiler made of them.
    ///   - module: the name of the module.
    ///   - scratch: where to put all of it.
    /// - Returns: how the compiler ended, and the program.
    static func build(
        _ files: [SourceFile],
        module: String,
        in scratch: Scratch
    ) async throws -> (run: Subprocess, program: URL) {
        let paths = try write(files, to: scratch)
        let folder = Subprocess.builtProducts.appending(path: "Torpor.build").path
        // By source, as there may be objects of sources that are gone.
        let objects = try Repository.swiftFiles(below: "Sources/Torpor").map { source in
            "\(folder)/\(source.split(separator: "/").last ?? "").o"
        }
        let program = scratch[module]
        let arguments = ["-module-name", module, "-warnings-as-errors", "-o", program.path]
        let run = try await run(arguments + paths + objects, in: scratch)
        return (run, program)
    }

    private static func write(_ files: [SourceFile], to scratch: Scratch) throws -> [String] {
        for file in files { try scratch.write(file.text, to: file.name) }
        return files.map(\.name)
    }

    private static func run(_ arguments: [String], in scratch: Scratch) async throws -> Subprocess {
        try await Subprocess.run(
            URL(filePath: "/usr/bin/env"),
            ["swiftc", "-diagnostic-style", "llvm"] + options + arguments,
            in: scratch[""],
            limit: .seconds(300)
        )
    }
}
