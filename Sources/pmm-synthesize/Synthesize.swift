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

  @Argument(help: "The root of all definitions.")
  var root = "Definitions"

  static func text(_ program: Program) -> String {
    Synthesis(program, recipes: wcoRecipes, count: count, seed: seed).text
  }

  func run() throws {
    // A module is the files of one folder; the framework finds the catalogues that it uses by name.
    var modules: [String: [SourceFile]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
    where path.hasSuffix(".pmm") {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      let bytes = FileManager.default.contents(atPath: "\(root)/\(path)").map(Array.init)
      modules[folder, default: []].append(SourceFile(path: path, bytes: bytes ?? []))
    }
    let compilation = compile(modules["wco-pmm/1.0.0"] ?? []) {
      let catalogues = modules.filter { $0.key.hasPrefix("catalogues/") }
      return CatalogueShelf(root: root, catalogues: catalogues.values.map { compile($0) })
    }
    guard let program = compilation.program else {
      let renderer = TextRenderer(files: compilation.files)
      throw ValidationError(renderer.render(compilation.diagnostics))
    }
    print(Self.text(program), terminator: "")
  }
}
