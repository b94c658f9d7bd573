import Foundation
import TestSupport
import Testing

/// A package of a user's: an executable `App` that calls durable functions of its library `Lib`, depending on this package
/// by path.
///
/// Its build directory outlives the test, below this package's own, so that only the first run builds the compiler again.
struct ScratchPackage {
    /// What a build or a run of the package said.
    typealias Run = Subprocess

    private let scratch = try! Scratch()
    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let build = repository.appending(path: ".build/dependents")

    /// Makes the package.
    ///
    /// - Parameter plainUsesPlugin: whether the target `Plain`, which does not depend on Torpor, is built with the plugin.
    init(plainUsesPlugin: Bool = false) throws {
        try write(
            """
            // swift-tools-version: 6.2
            import PackageDescription

            let torpor: Target.Dependency = .product(name: "Torpor", package: "torpor")
            let plugin: Target.PluginUsage = .plugin(name: "TorporPlugin", package: "torpor")

            let package = Package(
                name: "Shop",
                platforms: [.macOS(.v15)],
                dependencies: [.package(name: "torpor", path: "\(Self.repository.path)")],
                targets: [
                    .executableTarget(name: "App", dependencies: ["Lib", "Plain", torpor], plugins: [plugin]),
                    .target(name: "Lib", dependencies: [torpor], plugins: [plugin]),
                    .target(name: "Plain"\(plainUsesPlugin ? ", plugins: [plugin]" : "")),
                ],
                swiftLanguageModes: [.v6]
            )

            """,
            to: "Package.swift"
        )
        try write(Self.charge, to: "Sources/Lib/Flows/Charge.swift")
        try write("public struct Plain { public init() {} }\n", to: "Sources/Plain/Plain.swift")
        try write(Self.order, to: "Sources/App/Order.swift")
        try write(Self.main, to: "Sources/App/main.swift")
    }

    func write(_ text: String, to path: String) throws {
        try scratch.write(text, to: "Shop/\(path)")
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: place(of: path))
    }

    /// Where a file of the package is.
    func place(of path: String) -> String {
        scratch["Shop/\(path)"].path
    }

    /// Runs `swift build`.
    func build() async throws -> Run {
        try await swift("build")
    }

    /// Runs `swift build` until only a change can make it do something: after a build that had to make a plan, because there
    /// are files that were not there before, the package manager links the tool once more.
    func settle() async throws {
        for _ in 1...2 {
            let run = try await build()
            try #require(run.status == 0, "\(run.output)\n\(run.errors)")
        }
    }

    /// Runs the executable as it was built.
    func run() async throws -> Run {
        try await swift("run", "--skip-build", "App")
    }

    private func swift(_ arguments: String...) async throws -> Run {
        try await Subprocess.run(
            URL(filePath: "/usr/bin/env"),
            ["swift", arguments[0], "--scratch-path", Self.build.path] + arguments.dropFirst(),
            in: scratch["Shop"],
            limit: .seconds(1_200)
        )
    }

    // MARK: - Sources

    static let charge = """
        import Torpor

        /// A durable function in a folder of another target.
        @Durable
        public func charge(_ amount: Int) async throws -> Int {
            try await Durable.sleep(for: .milliseconds(1))
            return amount * 2
        }

        """

    static let order = """
        import Lib
        import Torpor

        @Durable
        func order(_ amount: Int, yield: Yield<String>) async throws -> Int {
            try await yield("charging \\(amount)")
            let charged = try await charge(amount)
            try await yield("charged \\(charged)")
            return charged + 1
        }

        """

    /// Prints each step. The wait is that of `charge`, so that it is seen only if the call of it is durable too.
    private static let main = """
        import Torpor

        let execution = Execution(Order(20))
        loop: while true {
            switch try await execution.step() {
            case .yielded(let line): print(line)
            case .waiting: print("waiting")
            case .checkpoint: continue
            case .finished(let result):
                print("finished: \\(result)")
                break loop
            }
        }
        print(AppCoroutines.all.keys.sorted())

        """
}
