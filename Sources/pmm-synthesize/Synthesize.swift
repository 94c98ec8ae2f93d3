import ArgumentParser
import FoundationEssentials
import PMMCompiler
import PMMDiagnostics
import PMMIR

/// Prints the synthetic dataset that stands beside the WCO framework.
@main
struct Synthesize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pmm-synthesize",
    abstract: "Print a synthetic dataset for the WCO framework, the same at every run.")

  static let count = 60
  static let seed: UInt64 = 2026

  @Argument(help: "The edition's folder.")
  var folder: String

  static func text(_ program: Program) -> String {
    Synthesis(program, recipes: wcoRecipes, count: count, seed: seed).text
  }

  func run() throws {
    let manager = FileManager.default
    let names = try manager.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".pmm") }
    let files = names.sorted().map { name in
      let path = "\(folder)/\(name)"
      return SourceFile(path: path, bytes: Array(manager.contents(atPath: path) ?? Data()))
    }
    let compilation = compile(files)
    guard let program = compilation.program else {
      let renderer = TextRenderer(files: compilation.files)
      throw ValidationError(renderer.render(compilation.diagnostics))
    }
    print(Self.text(program), terminator: "")
  }
}
