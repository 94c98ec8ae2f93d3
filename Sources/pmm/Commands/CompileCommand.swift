import ArgumentParser
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMReport

/// `pmm compile PATH`
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Print the compiled form as JSON, or its hashes.",
    discussion: """
      EXAMPLES
        pmm compile Definitions/wco-pmm/1.0.0
        pmm compile Definitions/wco-pmm/1.0.0 --hash
        pmm compile Definitions/catalogues/sdg/2015.0.0
      """)

  @Argument(help: "An edition's folder, of a framework or a catalogue.", completion: .file())
  var path: String

  @Flag(help: "Print the content hash and the rules hash only; a catalogue has no rules.")
  var hash = false

  @Option(help: "The edition, where the folder holds several.")
  var edition: [String] = []

  @OptionGroup var common: CommonOptions

  func run() throws {
    let compilation = try Modules.one(
      path, edition: edition, compiler: common.compiler(), stdin: common.stdinFilename)
    let renderer = TextRenderer(
      files: compilation.files, color: common.useColor(forError: true))
    if !compilation.diagnostics.isEmpty {
      Terminal.error(renderer.render(compilation.diagnostics))
    }
    if let catalogue = compilation.catalogue {
      Terminal.print(
        hash
          ? "content sha256:\(contentHash(catalogue))"
          : canonicalJSON(catalogue) { compilation.position($0) }.pretty())
      return
    }
    guard let program = compilation.program, let form = compilation.compiledForm else {
      throw Stop.findings
    }
    Terminal.print(
      hash
        ? "content sha256:\(contentHash(program))\nrules   sha256:\(rulesHash(program))"
        : form.pretty())
  }
}

/// `pmm schema NAME`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a machine format.",
    discussion: """
      EXAMPLES
        pmm schema results
      """)

  @Argument(help: "The name of a format.", completion: .list(Schemas.names))
  var name: String?

  func run() throws {
    guard let name else {
      Terminal.print(Schemas.names.joined(separator: "\n"))
      return
    }
    if let schema = Schemas.text(named: name) {
      Terminal.print(schema)
      return
    }
    throw Stop.unknown(
      "there is no format `\(visible(name))`", name, among: Schemas.names, called: "formats")
  }
}
