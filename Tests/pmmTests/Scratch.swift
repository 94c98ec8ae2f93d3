import Foundation
import TestSupport

/// A folder in which commands run.
struct Scratch {
  let folder: URL

  struct Run {
    var output: String
    var errors: String
    var status: Int32

    /// Lines of standard error begin with `!`; controls are spelled out.
    func transcript(of line: String) -> String {
      func lines(_ text: String, _ mark: String) -> String {
        guard !text.isEmpty else { return "" }
        let text = text.hasSuffix("\n") ? String(text.dropLast()) : text
        return text.replacingOccurrences(of: "\u{1B}", with: "\\e")
          .split(separator: "\n", omittingEmptySubsequences: false)
          .map {
            $0.isEmpty ? String(mark.dropLast(mark.isEmpty ? 0 : 1)) + "\n" : mark + $0 + "\n"
          }
          .joined()
      }
      var text = "$ \(line)\n" + lines(output, "") + lines(errors, "! ")
      if line.split(separator: " ").contains("pmm") { text += "[\(status)]\n\n" }
      return text
    }
  }

  init() throws {
    let manager = FileManager.default
    folder = manager.temporaryDirectory.appendingPathComponent("pmm-\(UUID().uuidString)")
    let files = Golden.root.appendingPathComponent("Tests/Golden/commands/files")
    try manager.copyItem(at: files, to: folder)
    try manager.createSymbolicLink(
      at: folder.appendingPathComponent("Definitions"),
      withDestinationURL: Golden.root.appendingPathComponent("Definitions"))
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// One line for the shell; `pmm` is the one that was built beside these tests.
  func run(_ line: String) throws -> Run {
    let process = try start(line)
    process.waitUntilExit()
    return Run(
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
      status: process.terminationStatus)
  }

  /// A line that goes on while the test does.
  func start(_ line: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": Self.products.path + ":/usr/bin:/bin", "LC_ALL": "C", "HOME": folder.path,
    ]
    // Through files, because a full pipe would stop both sides.
    try Data().write(to: output)
    try Data().write(to: errors)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return process
  }

  /// What it has printed so far, on both streams.
  func printed() throws -> String {
    try [output, errors].map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
      .joined()
  }

  private var output: URL { folder.appendingPathComponent(".stdout") }
  private var errors: URL { folder.appendingPathComponent(".stderr") }

  /// The folder of the executable that was built with these tests.
  private static let products: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    return bundle?.bundleURL.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
  }()
}
