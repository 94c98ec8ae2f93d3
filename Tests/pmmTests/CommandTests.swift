import Foundation
import TestSupport
import Testing

/// Whole commands: each `Tests/Golden/commands/*.command` is run line by line by the shell, in a folder
/// of its own that holds a copy of `Tests/Golden/commands/files` and the repository's `Definitions`.
/// What they print, and their status, stands beside in `*.expected`.
@Suite("Commands")
struct CommandTests {
  /// `PMM_COMMANDS=diff` asks for those whose names begin so.
  static let commands = Golden.inputs(in: "commands", extension: "command").filter {
    $0.name.hasPrefix(ProcessInfo.processInfo.environment["PMM_COMMANDS"] ?? "")
  }

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
    "check", "lint", "rules", "fmt", "test", "score", "explain", "sensitivity", "adapt check",
    "adapt resolve", "adapt rebase", "diff", "compile", "schema", "init", "new", "completions",
  ]

  static func of(_ command: String) throws -> String {
    let scratch = try Scratch()
    defer { scratch.remove() }
    return try scratch.run("pmm \(command) --help").output
  }
}
