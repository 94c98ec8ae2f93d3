import Foundation
import TestSupport
import Testing

/// Whole commands: each `Tests/Golden/commands/*.command` is run line by line by the shell, in a folder
/// of its own that holds a copy of `Tests/Golden/commands/files` and the repository's `Definitions`.
/// What they print, and their status, stands beside in `*.expected`.
@Suite("Commands")
struct CommandTests {
  static let commands = Golden.inputs(in: "commands", extension: "command")

  @Test("what is printed is what stands beside", arguments: commands)
  func transcript(_ command: Golden) throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    var text = ""
    for line in String(decoding: try command.bytes(), as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("#") {
        text += line + "\n"
        continue
      }
      text += try scratch.run(String(line)).transcript(of: String(line))
    }
    let difference = command.expect(text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("every command's help shows examples before anything else", arguments: Help.commands)
  func examplesFirst(_ command: String) throws {
    let help = try Help.of(command)
    let examples = try #require(help.range(of: "EXAMPLES"), "\(help)")
    let usage = try #require(help.range(of: "USAGE:"), "\(help)")
    #expect(examples.lowerBound < usage.lowerBound)
    #expect(!help.contains("OPTIONS:") || help.contains("  pmm \(command) "))
  }

  @Test("docs/commands.md names every option of every command", arguments: Help.commands)
  func documented(_ command: String) throws {
    let url = Golden.root.appendingPathComponent("docs/commands.md")
    let words = Set(
      try String(contentsOf: url, encoding: .utf8).split { !($0.isLetter || $0 == "-") })
    let help = try Help.of(command)
    #expect(command.split(separator: " ").allSatisfy(words.contains))
    for option in help.split(whereSeparator: { !($0.isLetter || $0 == "-") })
    where option.hasPrefix("--") && option.count > 2 {
      #expect(words.contains(option), "\(command) \(option)")
    }
  }

  @Test("200,000 rows are scored, and each is accounted for")
  func manyRows() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    // Nine rows in ten are of a phase that is not asked for.
    var csv = "administration,period,phase,input,flow,value\n"
    for subject in 0..<5_000 {
      for phase in 0..<10 {
        let phase = phase == 0 ? "self_assessment" : "peer_review"
        for (input, value) in [("lodged", 1000), ("electronic", 900)] {
          for flow in ["import", "export"] {
            csv += "S\(subject),2023,\(phase),\(input),\(flow),\(value + subject % 90)\n"
          }
        }
      }
    }
    try Data(csv.utf8).write(to: scratch.folder.appendingPathComponent("many.csv"))
    let run = try scratch.run(
      "pmm score port/1.0.0 --data many.csv --phase self_assessment --level framework")
    #expect(run.status == 0)
    #expect(
      run.errors == """
        many.csv: 200000 rows read, 20000 used, 0 refused, 180000 left out
        no figure in the data for 1 input: `release_hours`

        """)
    #expect(run.output.split(separator: "\n").count == 5_001)
  }
}

/// The help of the commands, as the tool prints it.
enum Help {
  static let commands = [
    "check", "test", "score", "explain", "sensitivity", "adapt check", "adapt resolve", "diff", "compile",
    "schema",
  ]

  static func of(_ command: String) throws -> String {
    let scratch = try Scratch()
    defer { scratch.remove() }
    return try scratch.run("pmm \(command) --help").output
  }
}

/// A folder in which commands run.
private struct Scratch {
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
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": Self.products.path + ":/usr/bin:/bin", "LC_ALL": "C", "HOME": folder.path,
    ]
    // Through files, because a full pipe would stop both sides.
    let output = folder.appendingPathComponent(".stdout")
    let errors = folder.appendingPathComponent(".stderr")
    try Data().write(to: output)
    try Data().write(to: errors)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Run(
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
      status: process.terminationStatus)
  }

  /// The folder of the executable that was built with these tests.
  private static let products: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    return bundle?.bundleURL.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
  }()
}
