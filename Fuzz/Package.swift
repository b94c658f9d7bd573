// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "torpor-fuzz",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "fuzz", targets: ["Fuzz"])
    ],
    dependencies: [
        .package(name: "torpor", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    ],
    targets: [
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                // Not linked: the fuzzer compiles its batches against this module, and runs this tool.
                "FuzzSupport",
                .product(name: "torpor", package: "torpor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "FuzzSupport",
            dependencies: [.product(name: "Torpor", package: "torpor")],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
