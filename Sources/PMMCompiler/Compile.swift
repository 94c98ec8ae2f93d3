package import PMMDiagnostics
package import PMMIR
package import PMMSyntax

/// What compiling one module gives: always the trees and what was found, and what it means if it is
/// right.
package struct Compilation: Sendable {
  /// Of a framework. Nil if there is any error.
  package var program: Program?
  /// Of a catalogue. Nil if there is any error.
  package var catalogue: Catalogue?
  package var trees: [SyntaxTree]
  /// The files of the catalogues that a framework uses.
  package var catalogueFiles: [SourceFile]
  /// In the order of the files, then of places.
  package var diagnostics: [Diagnostic]

  /// What locations point into.
  package var files: [SourceFile] { trees.map(\.file) + catalogueFiles }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Checks the files of one module and lowers them.
///
/// The order of the files never matters: they are taken in that of their paths, and the locations of
/// the findings count in `Compilation.files`. What is wrong in many places for one reason is told as
/// one finding with many places, unless `everything` is asked for, as an editor does. `shelf` is asked
/// only if the module uses catalogues.
package func compile(
  _ files: [SourceFile], everything: Bool = false,
  shelf: () -> CatalogueShelf = { CatalogueShelf() }
) -> Compilation {
  let files = files.sorted { Array($0.path.utf8).lexicographicallyPrecedes($1.path.utf8) }
  let trees = files.enumerated().map { parse($1, index: $0) }
  let syntax = trees.flatMap(\.diagnostics)
  let uses = trees.lazy.flatMap(\.declarations).contains { declaration in
    guard case .head(let head) = declaration.kind else { return false }
    return head.block.clauses.contains { if case .uses = $0.kind { true } else { false } }
  }
  var checker = Checker(trees: trees, shelf: uses ? shelf() : CatalogueShelf())
  let program = checker.check()
  let diagnostics = (syntax + independent(checker.diagnostics, of: syntax, files)).sorted {
    left, right in
    (left.primary.file, left.primary.span.start, left.code.id)
      < (right.primary.file, right.primary.span.start, right.code.id)
  }
  let told = everything ? diagnostics : gathered(diagnostics, files)
  let failed = diagnostics.contains { $0.severity == .error }
  return Compilation(
    program: failed ? nil : program, catalogue: failed ? nil : checker.catalogue, trees: trees,
    catalogueFiles: checker.catalogueFiles, diagnostics: told)
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
private func independent(
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
