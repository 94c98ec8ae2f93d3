import ArgumentParser
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import PMMReport

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

enum FindingFormat: String, ExpressibleByArgument, CaseIterable {
  case text, concise, json
}

/// How findings are printed and when they fail the run.
struct FindingOptions: ParsableArguments {
  @Option(help: "Colour: auto, always or never. NO_COLOR turns it off.")
  var color: ColorChoice = .auto

  @Flag(help: "Warnings fail the run too.")
  var strict = false

  func useColor(forError: Bool = false) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      Terminal.environment("NO_COLOR") == nil
        && (forError ? Terminal.isErrorATerminal : Terminal.isOutputATerminal)
    }
  }

  /// Whether these findings fail the run.
  func fails(_ diagnostics: [Diagnostic]) -> Bool {
    let gate: Severity = strict ? .warning : .error
    return diagnostics.contains { $0.severity >= gate }
  }
}

/// Which data is scored, and how it is read.
struct DataOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Files of data, CSV or JSON; `-` is standard input.", valueName: "file"))
  var data: [String] = []

  @Option(help: ArgumentHelp("What foreign headers mean (CSV: column,means).", valueName: "file"))
  var columns: String?

  @Option(help: ArgumentHelp("Attributes of subjects (CSV).", valueName: "file"))
  var subjects: String?

  @Option(help: "The phase to read, where the data has several.")
  var phase: String?

  @Option(help: "The edition to use, where the folder holds several.")
  var edition: [String] = []

  @Option(
    help: ArgumentHelp(
      "Alternatives to use, as NODE.OPTION, separated by commas.", valueName: "names"))
  var use: [String] = []

  @Flag(help: "Apply this edition's rules to every period of the data.")
  var restate = false

  @Flag(help: "Score also the periods between two cycles.")
  var allPeriods = false

  @Option(help: "The engine: reference (the columnar one comes later).")
  var engine = "reference"

  @OptionGroup var findings: FindingOptions
}
