// swift-tools-version: 6.2
import PackageDescription

// A package of its own: compiling swift-crypto takes longer than all of Torpor's runtime.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "torpor-seal",
    platforms: [.macOS(.v15)],
    products: [.library(name: "TorporSeal", targets: ["TorporSeal"])],
    dependencies: [
        .package(name: "torpor", path: ".."),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    ],
    targets: [
        .target(
            name: "TorporSeal",
            dependencies: [
                .product(name: "Torpor", package: "torpor"), .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "TorporSealTests", dependencies: ["TorporSeal"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
