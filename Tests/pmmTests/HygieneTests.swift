import Foundation
import TestSupport
import Testing

@Suite("Committed text")
struct HygieneTests {
  /// Places that exist on one machine only say nothing to a reader.
  private static let machinePaths = [["/wo", "rk/"], ["/tmp", "/w"], [".lib", "rary"]].map {
    $0.joined()
  }

  private static let folders = [
    ".ci", "Definitions", "Grammar", "Sources", "Tests", "docs", "README.md", "Package.swift",
  ]

  @Test("no text names a place that exists on one machine only", arguments: folders)
  func machinePaths(in folder: String) throws {
    let url = Golden.root.appendingPathComponent(folder)
    let walk = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
    let files = [url] + (walk?.allObjects as? [URL] ?? [])
    #expect(FileManager.default.fileExists(atPath: url.path))
    for file in files {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      for path in Self.machinePaths {
        #expect(!text.contains(path), "\(file.lastPathComponent) names \(path)")
      }
    }
  }
}
