import ArgumentParser
import PMMDiagnostics
import PMMIR
import PMMReport

enum FindingFormat: String, ExpressibleByArgument, CaseIterable {
  case text, concise, json
}

/// How `check` and `test` print what they find.
struct FindingReport: ParsableArguments {
  @Option(help: "How findings are printed.")
  var format: FindingFormat = .text

  @Option(help: ArgumentHelp("Also write a file, as FORMAT=FILE.", valueName: "format=file"))
  var output: [String] = []

  /// Prints the findings, and what the command adds to them where people read; `document` is what it
  /// prints for machines instead of findings alone.
  func print(
    _ findings: [Diagnostic], in files: [SourceFile], color: Bool, more: [String] = [],
    document: JSON? = nil
  ) throws {
    let outputs = try parseOutputs(output, as: FindingFormat.self)
    func render(_ format: FindingFormat, color: Bool) -> String {
      let renderer = TextRenderer(files: files, color: color)
      let told = findings.map { $0.told(in: "en") }
      return switch format {
      case .json: (document ?? diagnosticJSON(findings, in: files)).pretty()
      case .concise: told.map { renderer.concise($0) + "\n" }.joined()
      case .text: renderer.render(told) + more.map { $0 + "\n" }.joined()
      }
    }
    for (format, file) in outputs { try Files.write(render(format, color: false), to: file) }
    let text = render(format, color: color)
    if !text.isEmpty { Terminal.print(text) }
  }
}
