import ArgumentParser
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMDiff
import PMMEngine
import PMMIR
import PMMReport

/// What the changes are tried on.
struct ImpactOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Data of the old edition: scores and ranks under both.", valueName: "file"))
  var data: [String] = []

  @Option(help: ArgumentHelp("What foreign headers mean (CSV: column,means).", valueName: "file"))
  var columns: String?

  @Option(help: ArgumentHelp("Attributes of subjects (CSV).", valueName: "file"))
  var subjects: String?

  @Option(help: "The phase to read, where the data has several.")
  var phase: String?

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp(
      "Adaptations of the old edition, files or folders: which fail, which silently change.",
      valueName: "path"))
  var adaptation: [String] = []

  /// Nil if no data was given. Rows that are refused are told and left out.
  func impact(
    _ diff: ProgramDiff, _ old: ComparedEdition, common: CommonOptions
  ) throws -> Impact? {
    guard !data.isEmpty else { return nil }
    let stdin = common.stdinFilename
    let files = try data.map { try Modules.load($0, name: stdin, mayMap: true) }
    let beside = old.folder.map { Modules.join($0, "columns.csv") }
    let headers = columns ?? beside.flatMap { Modules.exists($0) ? $0 : nil }
    let report = readData(
      files, columns: try headers.map { try Modules.load($0) },
      subjects: try subjects.map { try Modules.load($0) }, for: old.program,
      options: ReadOptions(phase: phase), firstFileIndex: old.files.count)
    let errors = report.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty {
      Terminal.error(
        TextRenderer(files: old.files + report.files, color: common.useColor(forError: true))
          .render(errors))
    }
    guard !report.dataset.places.isEmpty else { throw Stop.cannot("the data has no row to compare with") }
    return Impact(diff, report.dataset) { program, dataset in
      evaluateByColumns(program, dataset, EvaluationOptions()).plain
    }
  }
}

/// What becomes of adaptations of the old edition under the new one: actually, not by what might be.
struct AdaptationImpact {
  private(set) var changes: [Change] = []
  /// The adaptations' files, which come after those of the new edition.
  private(set) var files: [SourceFile] = []

  init(
    _ paths: [String], _ old: ComparedEdition, _ new: ComparedEdition, _ diff: ProgramDiff,
    common: CommonOptions
  ) throws {
    guard !paths.isEmpty else { return }
    guard let before = AdaptationBase(old.compilation), let after = AdaptationBase(new.compilation)
    else { return }
    let known = Set(diff.changes.map(\.statement))
    for module in try Modules.adaptations(paths, stdin: common.stdinFilename) {
      guard let (framework, edition, _) = adaptedEdition(module.files) else { continue }
      guard framework == old.program.head.name, edition == old.program.head.edition else {
        throw Stop.cannot(
          .adaptationOfAnother,
          [
            "path": visible(module.folder), "name": framework, "edition": edition,
            "known": "`\(old.program.head.name)` \(old.program.head.edition), the old one",
          ])
      }
      let pinned = { (base: AdaptationBase) in
        module.files.map { Self.pinned($0, to: base, instead: "\(framework) \(edition)") }
      }
      let one = compile([pinned(before)], adapting: before)
      guard let oldProgram = one.program, let adaptation = one.adaptations.first else {
        Terminal.error(
          TextRenderer(files: one.files, color: common.useColor(forError: true)).render(
            one.diagnostics))
        throw Stop.cannot("`\(visible(module.folder))` has errors under the old edition already")
      }
      let other = compile([pinned(after)], adapting: after)
      let own = Set(module.files.map(\.path))
      let shift = new.files.count + files.count - new.compilation.files.count
      func place(_ location: Location) -> Location? {
        guard other.files.indices.contains(location.file),
          own.contains(other.files[location.file].path)
        else { return nil }
        return Location(file: location.file + shift, span: location.span)
      }
      if let newProgram = other.program, let moved = other.adaptations.first {
        var resolved = ProgramDiff(
          oldProgram.resolved(by: adaptation), newProgram.resolved(by: moved))
        resolved.findWitnesses()
        changes += resolved.changes.filter {
          $0.effects.contains(.comparability) && !known.contains($0.statement)
        }.map { Change.silent($0, adaptation: adaptation.name, subject: adaptation.subject) }
      } else {
        for finding in other.diagnostics where finding.severity == .error {
          changes.append(
            .failing(
              finding.message, code: finding.code.id, adaptation: adaptation.name,
              subject: adaptation.subject, at: place(finding.primary)))
        }
      }
      files += inOrderOf(module.files)
    }
  }

  private func inOrderOf(_ files: [SourceFile]) -> [SourceFile] {
    files.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
  }

  /// The adaptation as of another base: only what its head pins.
  private static func pinned(
    _ file: SourceFile, to base: AdaptationBase, instead old: String
  ) -> SourceFile {
    let text = String(decoding: file.bytes, as: UTF8.self)
    guard let head = text.firstRange(of: " of \(old) \"sha256:") else { return file }
    let rest = text[head.upperBound...]
    guard let end = rest.firstIndex(of: "\"") else { return file }
    let name = "\(base.program.head.name) \(base.program.head.edition)"
    return SourceFile(
      path: file.path,
      text: text[..<head.lowerBound] + " of \(name) \"sha256:\(base.hash)" + text[end...])
  }
}
