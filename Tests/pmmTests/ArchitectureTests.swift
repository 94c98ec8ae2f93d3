import Foundation
import TestSupport
import Testing

/// What the modules may import; `docs/architecture.md` says why. An arrow that is not here is a change
/// of design, to be made here and there.
private let allowedImports: [String: Set<String>] = [
  "PMMDiagnostics": ["Synchronization"],
  "PMMNumber": ["BigInt"],
  "PMMSyntax": ["PMMDiagnostics", "Synchronization"],
  "PMMFormat": ["PMMSyntax", "PMMDiagnostics"],
  "PMMIR": ["PMMDiagnostics", "PMMNumber", "Synchronization", "Glibc", "Musl", "Darwin"],
  "PMMEngine": [
    "PMMIR", "PMMDiagnostics", "PMMNumber", "Synchronization", "Glibc", "Musl", "Darwin",
  ],
  "PMMCompiler": ["PMMSyntax", "PMMIR", "PMMDiagnostics", "PMMNumber"],
  "PMMData": [
    "PMMIR", "PMMDiagnostics", "PMMNumber", "Synchronization", "Glibc", "Musl", "Darwin",
  ],
  "PMMTOML": ["PMMDiagnostics"],
  "PMMLint": [
    "PMMCompiler", "PMMDiff", "PMMSyntax", "PMMIR", "PMMTOML", "PMMDiagnostics", "PMMNumber",
    "Synchronization",
  ],
  "PMMSensitivity": [
    "PMMTOML", "PMMIR", "PMMDiagnostics", "PMMNumber", "Synchronization", "Glibc", "Musl", "Darwin",
  ],
  "PMMDiff": ["PMMTOML", "PMMIR", "PMMDiagnostics", "PMMNumber"],
  "PMMReport": ["PMMDiff", "PMMSensitivity", "PMMIR", "PMMDiagnostics", "PMMNumber"],
  "pmm": [
    "PMMDiagnostics", "PMMNumber", "PMMSyntax", "PMMIR", "PMMEngine", "PMMCompiler", "PMMData",
    "PMMReport", "PMMTOML", "PMMSensitivity", "PMMFormat", "PMMLint", "PMMDiff", "ArgumentParser",
    "Dispatch", "Synchronization",
    "FoundationEssentials", "Glibc", "Musl", "Darwin",
  ],
  "pmm-synthesize": [
    "PMMDiagnostics", "PMMIR", "PMMCompiler", "ArgumentParser", "FoundationEssentials",
  ],
  "pmm-fuzz": [
    "PMMDiagnostics", "PMMSyntax", "PMMFormat", "PMMLint", "PMMCompiler", "PMMDiff", "PMMIR",
    "PMMNumber", "ArgumentParser", "FoundationEssentials", "Glibc", "Musl", "Darwin",
  ],
  "pmm-bench": ["ArgumentParser", "FoundationEssentials", "Glibc", "Musl", "Darwin"],
  "pmm-bench-limit": ["Dispatch", "Synchronization", "Glibc", "Musl", "Darwin"],
]

/// Files above 500 lines, each with its reason.
private let longFiles: [String: String] = [:]

@Suite("Architecture")
struct ArchitectureTests {
  private func sources(of module: String) throws -> [URL] {
    let folder = Golden.root.appendingPathComponent("Sources/\(module)")
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (walk?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
      .sorted { $0.path < $1.path }
  }

  @Test("every module is listed, and every listed one exists")
  func modules() throws {
    let folder = Golden.root.appendingPathComponent("Sources")
    let found = Set(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
        !$0.hasPrefix(".")
      })
    #expect(found == Set(allowedImports.keys))
  }

  @Test("imports are those of the table", arguments: allowedImports.keys.sorted())
  func imports(of module: String) throws {
    let files = try sources(of: module)
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
          index == 0 || ["package", "internal", "public", "private"].contains(words[0])
        else { continue }
        #expect(
          allowedImports[module]?.contains(words[index + 1]) ?? false,
          "\(file.lastPathComponent) imports \(words[index + 1])")
      }
    }
  }

  @Test(
    "no source file is longer than 500 lines without a reason",
    arguments: allowedImports.keys.sorted())
  func length(of module: String) throws {
    for file in try sources(of: module) {
      let lines = try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false
      ).count
      #expect(
        lines <= 501 || longFiles[file.lastPathComponent] != nil,
        "\(file.lastPathComponent): \(lines)")
    }
  }

  @Test(
    "a score never depends on floating point",
    arguments: ["PMMNumber", "PMMTOML", "PMMIR", "PMMCompiler", "PMMData"])
  func exact(_ module: String) throws {
    // What the engine hands to `PMMSensitivity`, which imports no engine.
    for file in try sources(of: module) where file.lastPathComponent != "EstimatedScore.swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//")
      {
        let words = line.split { !$0.isLetter && !$0.isNumber }
        for word in ["Double", "Float", "Decimal"] {
          #expect(!words.contains(Substring(word)), "\(file.lastPathComponent): \(line)")
        }
      }
    }
  }
}
