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

  @Argument(
    help: "Folders or .pmm files; a folder means every module below it.", completion: .file())
  var path: [String]

  @OptionGroup var data: DataOptions
  @OptionGroup var adapted: AdaptationOptions

  @Option(
    help: ArgumentHelp("Results that the data must give (CSV).", valueName: "file"),
    completion: .file())
  var expect: String?

  @Flag(help: "List what no example shows: clauses, branches for missing data, options.")
  var coverage = false

  @OptionGroup var watching: WatchOptions
  @OptionGroup var report: FindingReport
  @OptionGroup var gate: GateOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    if let expect {
      let files = data.data + [expect] + [data.columns, data.subjects].compactMap(\.self)
      try watching.run(path + files, root: common.root) { try compare(expect) }
    } else {
      guard data.data.isEmpty else {
        throw Stop.cannot("`--data` needs `--expect FILE`, the results that the data must give")
      }
      let compiler = try common.compiler()
      try watching.run(path, root: common.root) { try runExamples(with: compiler) }
    }
  }

  private func runExamples(with compiler: ModuleCompiler) throws {
    if watching.watch { compiler.startRun() }
    var run = ExampleRun()
    for module in try Modules.find(path, stdin: common.stdinFilename) {
      run.add(try compiler.compile(module))
    }
    var more: [String] = []
    if coverage, !run.gaps.isEmpty {
      more = ["No example shows:"] + run.gaps.map { "  \($0)" }
    }
    try report.print(
      run.diagnostics, in: run.files, color: common.useColor(), more: more + [run.conclusion])
    if gate.fails(run.diagnostics) { throw Stop.findings }
  }

  private func compare(_ expect: String) throws {
    guard path.count == 1 else { throw Stop.cannot("`--expect` compares one framework") }
    let scoring = try Scoring(
      path: path[0], options: data, adaptations: adapted.adaptation, common: common,
      periods: [], besides: [expect])
    let file = try Modules.load(expect, name: common.stdinFilename)
    var compared = 0
    var different = 0
    var all: [[Diagnostic]] = []
    let periods = scoring.runs.map { Set($0.periods) }
    for (index, run) in scoring.runs.enumerated() {
      let editions = ExpectedEditions(
        names: scoring.runs.map(\.program.head.edition), own: index,
        scoring: { period in periods.indices.filter { periods[$0].contains(period) } })
      let expected = readExpectations(
        file, for: run.program, fileIndex: run.files.count, editions: editions)
      let comparison = Comparison(run, expected)
      compared += comparison.compared
      different += comparison.diagnostics.count
      all.append(run.diagnostics + expected.diagnostics + comparison.diagnostics)
    }
    let source = SourceFile(path: file.path, content: file.content)
    let (files, found) = scoring.inOrder(all, more: [source])
    try report.print(
      found, in: files, color: common.useColor(),
      more: ["\(compared) figures compared, \(different) differ"])
    if gate.fails(found) { throw Stop.findings }
  }
}
