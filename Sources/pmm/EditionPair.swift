import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMDiff
import PMMIR
import PMMReport

/// One of two editions that are compared.
struct ComparedEdition {
  /// As messages call it.
  let name: String
  @Boxed var program: Program
  let compilation: Compilation
  /// Its files, under the names that messages have for them.
  let files: [SourceFile]
  /// Its folder, where it is one on disk.
  let folder: String?

  var isAdaptation: Bool { compilation.identity?.kind == .adaptation }

  var side: ChangeReport.Side { ChangeReport.Side(program, files) }

  /// With files besides, which come after its own.
  func side(extra: [SourceFile]) -> ChangeReport.Side { ChangeReport.Side(program, files + extra) }
}

/// Reads both editions, from disk or from git.
enum EditionPair {
  static func read(
    _ old: String, _ new: String, common: CommonOptions
  ) throws -> (ComparedEdition, ComparedEdition) {
    let later = try GitRevision(new, isBase: false)
    let earlier = try GitRevision(old, branch: later?.revision, isBase: true)
    if let earlier, earlier.isMergeBase {
      Terminal.error(
        "comparing with \(earlier.commit.prefix(12)), where \(later?.revision ?? "HEAD") left \(visible(earlier.revision))")
    }
    let pair = (try edition(old, earlier, common), try edition(new, later, common))
    // Two adaptations are compared as the frameworks that they make.
    if pair.0.isAdaptation != pair.1.isAdaptation {
      let name = pair.0.isAdaptation ? pair.0.name : pair.1.name
      throw Stop.cannot(
        "`\(visible(name))` is an adaptation; editions are compared. `pmm adapt resolve` prints the "
          + "framework that it makes, and `--adaptation` says what a new edition does to it")
    }
    return pair
  }

  /// A file of a revision under the path that it has in the work tree.
  static func inWorkTree(_ file: SourceFile, of compared: [String]) -> SourceFile {
    for text in compared where !Modules.exists(text) {
      guard let colon = text.firstIndex(of: ":"), file.path.hasPrefix(text[...colon]) else { continue }
      let path = file.path.dropFirst(text[...colon].utf8.count)
      return SourceFile(path: String(path), content: file.content)
    }
    return file
  }

  private static func edition(
    _ path: String, _ revision: GitRevision?, _ common: CommonOptions
  ) throws -> ComparedEdition {
    guard let revision else {
      return try edition(path, at: path, folder: path, common) { $0 }
    }
    return try revision.with { place, renamed in
      try edition(path, at: place, folder: nil, common, renamed)
    }
  }

  private static func edition(
    _ name: String, at path: String, folder: String?, _ common: CommonOptions,
    _ renamed: (SourceFile) -> SourceFile
  ) throws -> ComparedEdition {
    if let form = try CompiledForm(path, renamed) {
      return try form.edition(name, common)
    }
    let compilation = try Modules.one(
      path, edition: [], compiler: try common.compiler(), stdin: common.stdinFilename)
    let files = compilation.files.map(renamed)
    guard let program = compilation.program else {
      if compilation.catalogue != nil {
        throw Stop.cannot("`\(visible(name))` is a catalogue; frameworks are compared")
      }
      var findings = compilation.diagnostics
      // The root of a revision lies in no folder that the user knows.
      for index in findings.indices where folder == nil {
        findings[index].arguments["root"] = findings[index].arguments["root"].map {
          renamed(SourceFile(path: $0 + "/", text: "")).path
        }
      }
      Terminal.error(
        TextRenderer(files: files, color: common.useColor(forError: true)).render(findings))
      throw Stop.cannot("`\(visible(name))` has errors, so it cannot be compared")
    }
    return ComparedEdition(
      name: name, program: program, compilation: compilation, files: files, folder: folder)
  }
}
