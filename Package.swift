// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Of what is done once for a command, not once for each figure: small rather than fast.
let small = settings + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// A library module and its tests. The arrows between modules are these lists; a test keeps them.
func module(
  _ name: String, uses dependencies: Target.Dependency..., of sources: [SwiftSetting] = settings
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: sources),
    .testTarget(
      name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
      swiftSettings: settings),
  ]
}

let bigInt: Target.Dependency = .product(name: "BigInt", package: "BigInt")
let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "pmm",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "pmm", targets: ["pmm"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
  ],
  targets: [
    module("PMMDiagnostics", of: small),
    module("PMMNumber", uses: bigInt),
    module("PMMSyntax", uses: "PMMDiagnostics"),
    module("PMMFormat", uses: "PMMSyntax", "PMMDiagnostics", of: small),
    // As a small module it costs `check` 1.5 in a hundred instructions; that of the compiler, 29.
    module("PMMIR", uses: "PMMDiagnostics", "PMMNumber", of: small),
    [
      .target(
        name: "PMMEngine", dependencies: ["PMMIR", "PMMDiagnostics", "PMMNumber"],
        swiftSettings: settings),
      // Programs are compiled from text and data is read, as `pmm` does.
      .testTarget(
        name: "PMMEngineTests",
        dependencies: [
          "PMMEngine", "PMMIR", "PMMCompiler", "PMMData", "PMMReport", "PMMDiagnostics", "PMMNumber",
          "TestSupport",
        ],
        swiftSettings: settings),
    ],
    module("PMMCompiler", uses: "PMMSyntax", "PMMIR", "PMMDiagnostics", "PMMNumber"),
    module("PMMData", uses: "PMMIR", "PMMDiagnostics", "PMMNumber"),
    module("PMMTOML", uses: "PMMDiagnostics", of: small),
    module(
      "PMMLint", uses: "PMMCompiler", "PMMDiff", "PMMSyntax", "PMMIR", "PMMTOML", "PMMDiagnostics",
      "PMMNumber", of: small),
    module("PMMSensitivity", uses: "PMMTOML", "PMMIR", "PMMDiagnostics", "PMMNumber"),
    [
      .target(
        name: "PMMDiff", dependencies: ["PMMTOML", "PMMIR", "PMMDiagnostics", "PMMNumber"],
        swiftSettings: small),
      // Editions are compiled from text, as `pmm` does.
      .testTarget(
        name: "PMMDiffTests",
        dependencies: [
          "PMMDiff", "PMMTOML", "PMMIR", "PMMCompiler", "PMMData", "PMMDiagnostics", "PMMNumber",
          "pmm-fuzz", "TestSupport",
        ],
        swiftSettings: settings),
    ],
    module(
      "PMMReport", uses: "PMMDiff", "PMMSensitivity", "PMMIR", "PMMDiagnostics", "PMMNumber",
      of: small),
    [
      .executableTarget(
        name: "pmm",
        dependencies: [
          "PMMDiagnostics", "PMMNumber", "PMMSyntax", "PMMIR", "PMMCompiler", "PMMData",
          "PMMReport", "PMMEngine", "PMMTOML", "PMMSensitivity", "PMMFormat", "PMMLint",
          "PMMDiff", argumentParser,
        ],
        swiftSettings: small,
        // Nothing is loaded into it, it need not be moved, and nothing is thrown in it that unwinds: names
        // to be looked up, places to be mended when it is loaded, functions that are there twice, and an
        // index of how to unwind are 2.9 MB.
        linkerSettings: [
          .unsafeFlags(
            [
              "-Xlinker", "--no-export-dynamic", "-Xlinker", "--icf=safe",
              "-Xlinker", "--no-eh-frame-hdr", "-Xclang-linker", "-no-pie",
            ], .when(platforms: [.linux], configuration: .release))
        ]),
      // Prints the synthetic dataset beside the WCO framework; no part of the tool.
      .executableTarget(
        name: "pmm-synthesize",
        dependencies: ["PMMDiagnostics", "PMMIR", "PMMCompiler", argumentParser],
        swiftSettings: settings),
      // Puts broken files through check, lint and fmt; no part of the tool.
      .executableTarget(
        name: "pmm-fuzz",
        dependencies: [
          "PMMDiagnostics", "PMMSyntax", "PMMFormat", "PMMLint", "PMMCompiler", "PMMDiff", "PMMIR",
          "PMMNumber", argumentParser,
        ],
        swiftSettings: settings),
      // Measures the tool beside its peers, and a hand-written program that bounds it; no part of it.
      .executableTarget(
        name: "pmm-bench", dependencies: [argumentParser], exclude: ["Peers"],
        swiftSettings: settings),
      .executableTarget(name: "pmm-bench-limit", swiftSettings: settings),
      .testTarget(
        name: "pmmTests",
        dependencies: [
          "PMMDiagnostics", "PMMNumber", "PMMSyntax", "PMMIR", "PMMCompiler", "PMMData",
          "PMMReport", "PMMEngine", "PMMTOML", "PMMSensitivity", "PMMFormat", "PMMLint", "PMMDiff",
          "pmm", "pmm-synthesize", argumentParser, "TestSupport",
        ],
        swiftSettings: settings),
      .target(
        name: "TestSupport", dependencies: ["PMMIR"], path: "Tests/TestSupport",
        swiftSettings: settings),
    ],
  ].flatMap { $0 }
)
