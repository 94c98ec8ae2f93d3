import ArgumentParser
import PMMCompiler
import PMMDiagnostics
import PMMDiff
import PMMIR
import PMMReport

enum ChangeFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, markdown, github
}

enum EffectGate: String, ExpressibleByArgument, CaseIterable {
  case comparability, collection, adaptations, any, none

  /// The effects that fail the run.
  var effects: Effects {
    switch self {
    case .comparability: .comparability
    case .collection: .collection
    case .adaptations: .adaptations
    case .any: .breaking
    case .none: []
    }
  }
}

/// `pmm diff OLD NEW`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Say what changed in meaning, and what that breaks.",
    discussion: """
      EXAMPLES
        pmm diff Definitions/wco-pmm/1.0.0 Definitions/wco-pmm/2.0.0
      """)

  @Argument(help: "The edition before: its folder.")
  var old: String

  @Argument(help: "The edition after.")
  var new: String

  @Option(help: "What is printed.")
  var format: ChangeFormat = .text

  @OptionGroup var common: CommonOptions

  func run() throws {
    let compiler = try common.compiler()
    let (before, after) = (try side(old, compiler), try side(new, compiler))
    var diff = ProgramDiff(before.program, after.program)
    diff.findWitnesses()
    let report = ChangeReport(before, after, diff.changes)
    Terminal.print(report.text())
  }

  private func side(_ path: String, _ compiler: ModuleCompiler) throws -> ChangeReport.Side {
    let compilation = try Modules.one(
      path, edition: [], compiler: compiler, stdin: common.stdinFilename)
    guard let program = compilation.program else {
      Terminal.error(
        TextRenderer(files: compilation.files, color: common.useColor(forError: true))
          .render(compilation.diagnostics))
      throw Stop.cannot("`\(visible(path))` has errors, so it cannot be compared")
    }
    return ChangeReport.Side(program, compilation.files)
  }
}
