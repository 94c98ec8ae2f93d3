import ArgumentParser
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import PMMReport

/// `pmm test PATH...`
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run every example; compare a scored dataset.",
    discussion: """
      EXAMPLES
        pmm test Definitions
        pmm test Definitions/undp-hdi/2022 --data inputs.csv --expect expected.csv
      """)

  @Argument(help: "Folders or .pmm files; a folder means every module below it.")
  var path: [String]

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("Results that the data must give (CSV).", valueName: "file"))
  var expect: String?

  @Flag(help: "List what no example shows: clauses, branches for missing data, options.")
  var coverage = false

  @Option(help: "How findings are printed: text, concise or json.")
  var format: FindingFormat = .text

  func run() throws {
    if let expect {
      try compare(expect)
      return
    }
    var run = ExampleRun()
    for module in try Modules.find(path) { run.add(compile(module.files)) }
    let renderer = TextRenderer(files: run.files, color: data.findings.useColor())
    switch format {
    case .json: Terminal.print(diagnosticJSON(run.diagnostics, in: run.files).pretty())
    case .concise: for finding in run.diagnostics { Terminal.print(renderer.concise(finding)) }
    case .text:
      if !run.diagnostics.isEmpty { Terminal.print(renderer.render(run.diagnostics)) }
      if coverage, !run.gaps.isEmpty {
        Terminal.print("No example shows:\n" + run.gaps.map { "  \($0)" }.joined(separator: "\n"))
      }
      Terminal.print(run.conclusion)
    }
    if data.findings.fails(run.diagnostics) { throw Stop.findings }
  }

  private func compare(_ expect: String) throws {
    guard path.count == 1 else { throw Stop.cannot("`--expect` compares one edition") }
    let scoring = try Scoring(path: path[0], options: data, periods: [])
    let expected = readExpectations(
      try Modules.load(expect), for: scoring.program, fileIndex: scoring.files.count)
    let comparison = Comparison(scoring, expected)
    let files = scoring.files + [expected.file]
    let found = scoring.diagnostics + expected.diagnostics + comparison.diagnostics
    let renderer = TextRenderer(files: files, color: data.findings.useColor())
    switch format {
    case .json: Terminal.print(diagnosticJSON(found, in: files).pretty())
    case .concise: for finding in found { Terminal.print(renderer.concise(finding)) }
    case .text:
      if !found.isEmpty { Terminal.print(renderer.render(found)) }
      Terminal.print(
        "\(comparison.compared) figures compared, \(comparison.diagnostics.count) differ")
    }
    if data.findings.fails(found) { throw Stop.findings }
  }
}
