import ArgumentParser
import PMMDiagnostics
import PMMIR

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(help: "Colour; NO_COLOR turns it off.")
  var color: ColorChoice = .auto

  @Option(
    help: ArgumentHelp("What findings call standard input (`-`).", valueName: "name"))
  var stdinFilename = "<stdin>"

  @Option(
    help: ArgumentHelp(
      "The folder below which used catalogues are found; else the nearest with a pmm.toml.",
      valueName: "folder"), completion: .directory)
  var root: String?

  func compiler(base: String? = nil) throws -> ModuleCompiler {
    if let base, !Modules.exists(base) {
      throw Stop.cannot("there is no file or folder `\(visible(base))`")
    }
    return try ModuleCompiler(root: root, base: base)
  }

  func useColor(forError: Bool = false) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      (Terminal.environment("NO_COLOR") ?? "").isEmpty
        && (forError ? Terminal.isErrorATerminal : Terminal.isOutputATerminal)
    }
  }
}

enum Gate: String, ExpressibleByArgument, CaseIterable {
  case error, warning
}

/// When findings fail the run.
struct GateOptions: ParsableArguments {
  @Option(help: "The least finding that fails the run.")
  var failOn: Gate = .error

  @Flag(help: "Warnings fail the run too, as with `--fail-on warning`.")
  var strict = false

  func fails(_ diagnostics: [Diagnostic]) -> Bool {
    let gate: Severity = strict || failOn == .warning ? .warning : .error
    return diagnostics.indices.contains { diagnostics[$0].severity >= gate }
  }
}

/// Which data is scored, and how it is read.
struct DataOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Files of data, CSV or JSON; `-` is standard input.", valueName: "file"),
    completion: .file())
  var data: [String] = []

  @Option(
    help: ArgumentHelp("What foreign headers mean (CSV: column,means).", valueName: "file"),
    completion: .file())
  var columns: String?

  @Option(
    help: ArgumentHelp("Attributes of subjects (CSV).", valueName: "file"),
    completion: .file())
  var subjects: String?

  @Option(help: "The phase to read, where the data has several.")
  var phase: String?

  @Option(help: "The edition to use, where the folder holds several.")
  var edition: [String] = []

  @Option(
    help: ArgumentHelp(
      "Alternatives to use: NODE.OPTION, or the name of one of the framework; separated by commas.",
      valueName: "names"))
  var use: [String] = []

  @Flag(help: "Apply this edition's rules to every period of the data.")
  var restate = false

  @Flag(help: "Score also the periods between two cycles.")
  var allPeriods = false

  @Option(help: "The engine: columnar, or reference, the slow one that is the meaning.")
  var engine = Engine.columnar.rawValue

  @Flag(help: "Say how many figures were decided which way.")
  var engineReport = false

  enum Engine: String, CaseIterable {
    case columnar, reference
  }

  /// The names of `use`, one by one.
  var alternatives: [String] { use.flatMap { $0.split(separator: ",").map(String.init) } }
}

/// Whose rules are other ones.
struct AdaptationOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp(
      "Adaptations, files or folders: each administration is scored under its own.",
      valueName: "path"))
  var adaptation: [String] = []
}

extension Program {
  /// A language that the framework has; its first if none is asked for.
  func language(_ asked: String?) throws -> String {
    let known = head.languages
    guard let asked else { return known[0] }
    if known.contains(asked) { return asked }
    throw Stop.unknown(
      "the framework has no language `\(visible(asked))`", asked, among: known, called: "languages")
  }
}

/// `--output FORMAT=FILE`, as often as wanted.
func parseOutputs<Format: ExpressibleByArgument & CaseIterable & RawRepresentable>(
  _ texts: [String], as format: Format.Type
) throws -> [(Format, String)] where Format.RawValue == String {
  let known = Format.allCases.map(\.rawValue)
  var files: Set<String> = []
  return try texts.map { text in
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw Stop.cannot(
        "`--output` takes FORMAT=FILE, where the format is \(known.joined(separator: ", "))")
    }
    guard let format = Format(rawValue: parts[0]) else {
      throw Stop.unknown(
        "there is no format `\(visible(parts[0]))`", parts[0], among: known, called: "formats")
    }
    if parts[1].hasSuffix(".pmm") {
      throw Stop.cannot("`\(visible(parts[1]))` is a definition, and `--output` would overwrite it")
    }
    if !files.insert(Modules.realPath(parts[1])).inserted {
      throw Stop.cannot("`--output` names `\(visible(parts[1]))` twice; the second would overwrite the first")
    }
    return (format, parts[1])
  }
}
