package import PMMDiagnostics
package import PMMIR
package import PMMSyntax

/// What compiling one module gives: always the trees and what was found, and what it means if it is
/// right.
package struct Compilation: Sendable {
  /// Of a framework; of an adaptation, the framework as it has it. Nil if there is any error.
  @Boxed package var program: Program?
  /// Of an adaptation: what it chooses, and the base with its local declarations but without its
  /// choices.
  @Boxed package var adaptation: Adaptation?
  @Boxed package var unadapted: Program?
  /// Of an adaptation: the base's trees.
  package var baseTrees: [SyntaxTree] = []
  /// Of a catalogue. Nil if there is any error.
  package var catalogue: Catalogue?
  /// The module's own.
  package var trees: [SyntaxTree]
  /// What locations point into: of an adaptation the base's files first, else the module's own; then
  /// those of the catalogues used.
  package var files: [SourceFile]
  /// In the order of the files, then of places.
  package var diagnostics: [Diagnostic]
  /// What was found out about a framework, for its adaptations.
  @Boxed var checker: Checker?

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Checks the files of one module and lowers them.
///
/// The order of the files never matters: they are taken in that of their paths, and the locations of
/// the findings count in `Compilation.files`. What is wrong in many places for one reason is told as
/// one finding with many places, unless `everything` is asked for, as an editor does. `shelf` is asked
/// only if the module uses catalogues, `bases` only for an adaptation, with the framework's name.
/// `meanwhile` gets the trees of a large framework or catalogue, on another thread while they are checked.
/// One with `large` nodes or more is checked on several processors, which changes nothing of what comes of it.
package func compile(
  _ files: [SourceFile], everything: Bool = false,
  shelf: () -> CatalogueShelf = { CatalogueShelf() },
  bases: (_ framework: String) -> BaseShelf = { _ in BaseShelf() },
  meanwhile: (@Sendable ([SyntaxTree]) -> Void)? = nil, large: Int = 1_000
) -> Compilation {
  let files = inOrder(files)
  let trees = parseAll(files)
  if let wanted = base(of: trees) {
    return adaptation(files, of: wanted.name, wanted.edition, bases(wanted.name.text), everything)
  }
  let syntax = trees.flatMap(\.diagnostics)
  let uses = trees.lazy.flatMap(\.declarations).contains { declaration in
    guard case .head(let head) = declaration.kind else { return false }
    return head.block.clauses.contains { if case .uses = $0.kind { true } else { false } }
  }
  var checker = Checker(trees: trees, shelf: uses ? shelf() : CatalogueShelf(), large: large)
  var program: Program?
  if let meanwhile, isLarge(files) {
    Threads.perform({ program = checker.check() }, beside: { meanwhile(trees) })
  } else {
    program = checker.check()
  }
  let diagnostics = (syntax + independent(checker.diagnostics, of: syntax, files)).sorted {
    left, right in
    (left.primary.file, left.primary.span.start, left.code.id)
      < (right.primary.file, right.primary.span.start, right.code.id)
  }
  let told = everything ? diagnostics : gathered(diagnostics, files)
  let failed = diagnostics.contains { $0.severity == .error }
  return Compilation(
    program: failed ? nil : program, catalogue: failed ? nil : checker.catalogue, trees: trees,
    files: files + checker.catalogueFiles, diagnostics: told,
    checker: failed || program == nil ? nil : checker)
}

/// The trees of the files: large ones are read beside each other.
private func parseAll(_ files: [SourceFile]) -> [SyntaxTree] {
  guard isLarge(files) else {
    return files.enumerated().map { parse($1, index: $0) }
  }
  // With several files each processor has its own.
  guard files.count == 1, let halves = FileHalves(files[0], index: 0) else {
    return Threads.map(files.count) { parse(files[$0], index: $0) }
  }
  let (first, second) = Threads.both {
    halves.parse(second: false)
  } beside: {
    halves.parse(second: true)
  }
  return [halves.tree(first, second) ?? parse(files[0], index: 0)]
}

/// Whether it is worth while to work on several processors.
private func isLarge(_ files: [SourceFile]) -> Bool {
  files.reduce(0) { $0 + $1.content.count } >= 1 << 17
}

/// By path, so that the order in which they were given has no effect.
func inOrder(_ files: [SourceFile]) -> [SourceFile] {
  files.sorted { Array($0.path.utf8).lexicographicallyPrecedes($1.path.utf8) }
}

/// What may only be wrong because the parser had to skip something: a declaration, a clause.
let codesOfAbsence: Set<DiagnosticCode> = [
  .noHead, .secondHead, .missingHeadClause, .unknownName, .unknownLevel, .unknownItem, .wrongKind,
  .unknownLanguage, .unknownChoice, .noAdoptionScale, .missingBody, .missingScore,
  .nothingToCombine,
  .weightMissing, .weightUnused, .weightsMixed, .percentWeights, .missingPolicyNeeded,
  .needsTooMany, .noSuchCells, .notBrokenDown, .nothingByAxis, .zeroDenominatorUnanswered,
  .undefinedUnanswered,
  .rowsGap, .scoreCanFail, .scoreOutside, .goalpostsCanMeet, .directionNeeded, .noScoreInterval,
  .levelOrder, .misplacedClause, .noScoreToRound, .whichFigure, .tableRowMissing, .unknownEntry,
  .codesNotChecked, .successorMissing, .applicationNotPublished,
]

/// Errors of the notation after which the parser reads on as if it had been written right.
private let mendedCodes: Set<String> = [
  "SYN003", "SYN005", "SYN012", "SYN014", "SYN015", "SYN018", "SYN019",
]

/// The findings of the checker that do not follow from errors of the notation: where something was
/// skipped nobody knows what it declared, and a line that could not be read says nothing more.
func independent(
  _ findings: [Diagnostic], of syntax: [Diagnostic], _ files: [SourceFile]
) -> [Diagnostic] {
  let errors = syntax.filter { $0.severity == .error }
  guard !errors.isEmpty else { return findings }
  let losing = errors.filter { $0.fix == nil || !mendedCodes.contains($0.code.id) }
  // What a chain of comparisons compares is not a figure.
  let silent = losing + errors.filter { $0.code.id == "SYN012" }
  func line(_ file: Int, _ offset: Int) -> Int { files[file].position(of: offset).line }
  let lines = Set(
    silent.flatMap { error in
      (line(
        error.primary.file, error.primary.span.start)...line(
          error.primary.file, error.primary.span.end))
        .map { [error.primary.file, $0] }
    })
  return findings.filter { finding in
    let place = finding.primary
    return (losing.isEmpty || !codesOfAbsence.contains(finding.code))
      && !lines.contains([place.file, line(place.file, place.span.start)])
  }
}
