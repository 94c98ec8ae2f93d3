import ArgumentParser
import FoundationEssentials
import PMMDiagnostics
import PMMIR
import PMMReport

enum FindingFormat: String, ExpressibleByArgument, CaseIterable {
  case text, concise, json, sarif, github, gitlab, junit
}

/// How findings are printed, whatever command has found them.
struct FindingReport: ParsableArguments {
  @Option(help: "How findings are printed.")
  var format: FindingFormat = .text

  @Option(
    help: ArgumentHelp("Also write a file, as FORMAT=FILE.", valueName: "format=file"),
    completion: .list(FindingFormat.allCases.map { $0.rawValue + "=" }))
  var output: [String] = []

  /// Prints the findings, and what the command adds to them where people read.
  ///
  /// - Parameters:
  ///   - accepted: Findings that a clause accepts, with its reason; only SARIF tells them.
  ///   - command: What has found them; else the command of this run.
  ///   - texts: The words of severities in another language, for people.
  ///   - document: What is printed as JSON instead of findings alone.
  func print(
    _ findings: [Diagnostic], accepted: [(finding: Diagnostic, reason: String)] = [],
    in files: [SourceFile], color: Bool, more: [String] = [], command: String? = nil,
    texts: [String: String] = [:], document: JSON? = nil
  ) throws {
    let outputs = try parseOutputs(output, as: FindingFormat.self)
    // Its fingerprints are of use to machines only, and take as long as a check.
    lazy var set = Self.set(
      findings.map { $0.told(in: "en") }, accepted: accepted, in: files,
      command: command ?? CommandLine.arguments.dropFirst().first ?? "")
    func render(_ format: FindingFormat, color: Bool) -> [[UInt8]] {
      func bytes(_ text: String) -> [[UInt8]] { [Array(text.utf8)] }
      return switch format {
      case .json: bytes((document ?? diagnosticJSON(findings, in: files)).pretty())
      case .concise: Self.lines(of: findings, in: files)
      case .text:
        Self.frames(of: findings, TextRenderer(files: files, color: color, texts: texts))
          + more.map { Array(($0 + "\n").utf8) }
      case .sarif: bytes(set.sarif.pretty())
      case .github: bytes(set.githubAnnotations)
      case .gitlab: bytes(set.gitlabCodeQuality.pretty())
      case .junit: bytes(set.junit)
      }
    }
    for (format, file) in outputs {
      let text = render(format, color: false).joined()
      try Files.write(String(decoding: Array(text), as: UTF8.self), to: file)
    }
    Terminal.writeLines(render(format, color: color))
    if format == .github || outputs.contains(where: { $0.0 == .github }) {
      try Self.summarize(set.markdown)
    }
  }

  /// A line for each.
  private static func lines(of findings: [Diagnostic], in files: [SourceFile]) -> [[UInt8]] {
    pieces(of: findings) { findings in
      var renderer = ConciseRenderer(files: files)
      var text: [UInt8] = []
      for index in findings.indices {
        if findings[index].isPlain {
          renderer.append(findings[index], to: &text)
        } else {
          renderer.append(findings[index].told(in: "en"), to: &text)
        }
      }
      return text
    }
  }

  /// All that there is to show of each.
  private static func frames(of findings: [Diagnostic], _ renderer: TextRenderer) -> [[UInt8]] {
    pieces(of: findings) { Array(renderer.render($0.map { $0.told(in: "en") }).utf8) }
  }

  /// Findings put into words on all processors: there may be thousands.
  private static func pieces(
    of findings: [Diagnostic], _ render: @escaping @Sendable (ArraySlice<Diagnostic>) -> [UInt8]
  ) -> [[UInt8]] {
    let size = 1_000
    return Threads.map((findings.count + size - 1) / size) { piece in
      render(findings[piece * size..<min((piece + 1) * size, findings.count)])
    }
  }

  /// The findings of one command, with places as the repository has them.
  static func set(
    _ findings: [Diagnostic], accepted: [(finding: Diagnostic, reason: String)],
    in files: [SourceFile], command: String
  ) -> FindingSet {
    FindingSet(
      findings, accepted: accepted, in: files, command: command, version: PMM.version, root: root,
      folder: FileManager.default.currentDirectoryPath)
  }

  /// GitHub names the file of a step's summary; several commands of a step may add to it.
  static func summarize(_ markdown: String) throws {
    guard let summary = Terminal.environment("GITHUB_STEP_SUMMARY"), !summary.isEmpty else { return }
    try Files.append(markdown + "\n", to: summary)
  }

  /// The folder that places are told from: the repository's, where GitHub or GitLab says it, and this
  /// one lies in it; else this one.
  private static var root: String {
    let here = FileManager.default.currentDirectoryPath
    for name in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
      guard let folder = Terminal.environment(name), !folder.isEmpty else { continue }
      if (here + "/").hasPrefix(folder.hasSuffix("/") ? folder : folder + "/") { return folder }
    }
    return here
  }
}

extension Diagnostic {
  /// Whether it reads as it is in every language.
  fileprivate var isPlain: Bool { words.isEmpty && together.isEmpty }
}
