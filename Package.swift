// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "torpor",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Torpor", targets: ["Torpor"]),
        .library(name: "TorporTestKit", targets: ["TorporTestKit"]),
        .plugin(name: "TorporPlugin", targets: ["TorporPlugin"]),
        .executable(name: "torpor", targets: ["TorporCommand"]),
        // The plugin finds its tool by the target's name, and SwiftPM makes no product of that name once the target has
        // another (https://github.com/swiftlang/swift-package-manager/issues/8831).
        .executable(name: "TorporCommand", targets: ["TorporCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/swiftlang/swift-syntax.git", exact: "603.0.1"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    ],
    targets: [
        .target(name: "Torpor", dependencies: ["TorporMacros"], swiftSettings: settings),
        .macro(
            name: "TorporMacros",
            dependencies: [
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
            ],
            swiftSettings: settings
        ),
        .target(name: "TorporTestKit", dependencies: ["Torpor"], swiftSettings: settings),
        .target(
            name: "TorporCompiler",
            dependencies: [
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftParserDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftOperators", package: "swift-syntax"),
                .product(name: "SwiftLexicalLookup", package: "swift-syntax"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "TorporCommand",
            dependencies: [
                "Torpor",
                "TorporCompiler",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .plugin(name: "TorporPlugin", capability: .buildTool(), dependencies: ["TorporCommand"]),
        .target(
            name: "ConformanceFixtures",
            dependencies: ["Torpor", "TorporTestKit"],
            path: "Fixtures/Conformance",
            swiftSettings: settings,
            plugins: ["TorporPlugin"]
        ),
        .executableTarget(
            name: "ConformanceRunner",
            dependencies: ["Torpor", "ConformanceFixtures"],
            path: "Tests/ConformanceRunner",
            swiftSettings: settings
        ),
        .target(
            name: "FuzzSupport",
            dependencies: ["Torpor"],
            path: "Fuzz/Sources/FuzzSupport",
            swiftSettings: settings
        ),
        .target(name: "FuzzGenerator", path: "Fuzz/Sources/FuzzGenerator", swiftSettings: settings),
        .executableTarget(
            name: "FuzzCommand",
            dependencies: [
                "FuzzGenerator",
                // Not linked: the fuzzer compiles its batches against this module, and runs this tool.
                "FuzzSupport",
                "TorporCommand",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Fuzz/Sources/FuzzCommand",
            swiftSettings: settings
        ),
        // For the benchmark of the compiler.
        .executableTarget(
            name: "CompilerCorpus",
            path: "Benchmarks/Compiler/CompilerCorpus",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ParseAndFold",
            dependencies: [
                .product(name: "SwiftOperators", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
            ],
            path: "Benchmarks/Compiler/ParseAndFold",
            swiftSettings: settings
        ),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(name: "TorporTests", dependencies: ["Torpor", "TorporTestKit"], swiftSettings: settings),
        // A target of its own: a test target that uses the plugin links the plugin's tool beside that of other tests.
        .target(
            name: "TestKitFixtures",
            dependencies: ["Torpor", "TorporTestKit"],
            path: "Fixtures/TestKit",
            swiftSettings: settings,
            plugins: ["TorporPlugin"]
        ),
        .testTarget(
            name: "TorporTestKitTests",
            dependencies: ["Torpor", "TorporTestKit", "TestKitFixtures"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TorporCompilerTests",
            dependencies: ["Torpor", "TorporCompiler", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TorporCommandTests",
            dependencies: ["Torpor", "TorporCommand", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["Torpor", "ConformanceFixtures", "ConformanceRunner"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["FuzzGenerator", "FuzzSupport", "TorporCommand", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(name: "PluginTests", dependencies: ["TestSupport"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
