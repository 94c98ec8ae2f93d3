import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMDiff

/// A file that `pmm compile` has printed, given in place of an edition's folder.
struct CompiledForm {
  private let file: SourceFile

  /// Nil if the path is no file that begins as one does.
  init?(_ path: String, _ renamed: (SourceFile) -> SourceFile) throws {
    guard path != "-", Modules.exists(path), !Modules.isFolder(path) else { return nil }
    let data = try Modules.load(path)
    self.init(renamed(SourceFile(path: data.path, content: data.content)))
  }

  init?(_ file: SourceFile) {
    let blank = [UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t")]
    guard file.bytes.first(where: { !blank.contains($0) }) == UInt8(ascii: "{") else { return nil }
    self.file = file
  }

  /// The edition that its sources are, or what is wrong with it.
  func read() -> Result<Compilation, Refused> {
    func refused(
      _ code: DiagnosticCode, _ span: Span, _ arguments: Arguments
    ) -> Result<Compilation, Refused> {
      let arguments = arguments.merging(["path": file.path])
      return .failure(
        Refused(finding: Diagnostic(code, at: Location(file: 0, span: span), arguments)))
    }
    let sources: [CompiledSource]
    do throws(CompiledFormFault) {
      sources = try compiledSources(file).map { CompiledSource($0.file, catalogue: $0.catalogue) }
    } catch {
      return refused(
        .compiledFormUnreadable, error.span, ["what": error.what, "expected": error.expected])
    }
    let (compilation, differs) = recompile(sources, of: file.bytes)
    guard let differs else { return .success(compilation) }
    let problem = compilation.diagnostics.first { $0.severity == .error }
    return refused(
      .compiledFormAltered, Span(differs, min(differs + 1, file.bytes.count)),
      problem.map { ["problem": "\($0.message) (\($0.code.id))"] } ?? [:])
  }

  /// Why it is not taken for an edition.
  struct Refused: Error {
    let finding: Diagnostic
  }

  func edition(_ name: String, _ common: CommonOptions) throws -> ComparedEdition {
    switch read() {
    case .success(let compilation):
      guard let program = compilation.program else { break }
      return ComparedEdition(
        name: name, program: program, compilation: compilation, files: compilation.files,
        folder: nil)
    case .failure(let refused):
      Terminal.error(
        TextRenderer(files: [file], color: common.useColor(forError: true))
          .render([refused.finding]))
    }
    throw Stop.cannot(
      "`\(visible(name))` is no compiled form of an edition, so it cannot be compared")
  }
}
