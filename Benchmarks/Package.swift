// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "torpor", path: "..")
    ],
    targets: [
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["Probe", .product(name: "Torpor", package: "torpor")],
            plugins: [.plugin(name: "TorporPlugin", package: "torpor")]
        ),
        .target(name: "Probe"),
    ],
    swiftLanguageModes: [.v6]
)
