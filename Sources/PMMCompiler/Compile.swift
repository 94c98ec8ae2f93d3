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
/// the findings count in `Compilation.files`. What is wrong in many places for one reason is told a
/// few times and then counted, unless `everything` is asked for, as an editor does. `shelf` is asked only
/// if the module uses catalogues.
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
  // A file whose last line does not end may have been cut off.
  let isCut = files.contains { !$0.bytes.isEmpty && $0.bytes.last != UInt8(ascii: "\n") }
  let told = everything ? diagnostics : few(fewOfEachLine(diagnostics, files), isCut: isCut, files)
  let failed = diagnostics.contains { $0.severity == .error }
  var catalogue = failed ? nil : checker.catalogue
  if let hash = catalogue.map(contentHash) { catalogue?.hash = hash }
  return Compilation(
    program: failed ? nil : program, catalogue: catalogue, trees: trees,
    catalogueFiles: checker.catalogueFiles, diagnostics: told)
}

/// What may only be wrong because the parser had to skip something: a declaration, a clause.
private let codesOfAbsence: Set<DiagnosticCode> = [
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

/// At most three errors of the notation in one line: where a text is not closed, every word of it is one.
private func fewOfEachLine(_ diagnostics: [Diagnostic], _ files: [SourceFile]) -> [Diagnostic] {
  var counts: [[Int]: Int] = [:]
  return diagnostics.filter { diagnostic in
    guard diagnostic.code.id.hasPrefix("LEX") || diagnostic.code.id.hasPrefix("SYN") else {
      return true
    }
    let place = diagnostic.primary
    let line = [place.file, files[place.file].position(of: place.span.start).line]
    counts[line, default: 0] += 1
    return counts[line, default: 0] <= 3 || diagnostic.code.id == "SYN007"
  }
}

/// At most two findings that say the same, three of one code about one name or one place, and five
/// names that nothing declares; then one note counts the others, and names the names.
private func few(
  _ diagnostics: [Diagnostic], isCut: Bool, _ files: [SourceFile]
) -> [Diagnostic] {
  var counts: [String: Int] = [:]
  var left: [DiagnosticCode: (place: Int, count: Int)] = [:]
  var result: [Diagnostic] = []
  // So many unknown names have one cause: a file, or part of one, is not there.
  let unknown = Set(
    diagnostics.filter { $0.code == .unknownName }.map { $0.arguments["name"] ?? "" })
  let isPartAbsent = unknown.count > (isCut ? 4 : 5)
  for diagnostic in diagnostics {
    let code = diagnostic.code
    var keys = [
      ("\(code.id) \(diagnostic.message)", 2),
      ("\(code.id) at \(diagnostic.primary.file) \(diagnostic.primary.span.start)", 3),
    ]
    if let name = diagnostic.arguments["name"] { keys.append(("\(code.id) of \(name)", 3)) }
    if isPartAbsent { keys.append((code.id, isCut ? 2 : 3)) }
    guard keys.allSatisfy({ counts[$0.0, default: 0] < $0.1 }) else {
      if let place = left[code]?.place {
        left[code]?.count += 1
        result[place].arguments["count"] = left[code].map { String($0.count) }
        if let names = result[place].arguments["names"] {
          result[place].arguments["names"] = "\(names), \(named(diagnostic, files))"
        }
      } else {
        left[code] = (result.count, 1)
        var arguments = ["count": "1", "code": code.id]
        if code == .unknownName { arguments["names"] = named(diagnostic, files) }
        result.append(Diagnostic(.moreFindings, at: diagnostic.primary, arguments))
      }
      continue
    }
    for key in keys { counts[key.0, default: 0] += 1 }
    result.append(diagnostic)
  }
  return result
}

/// A name that is not framed on its own, with where it stands.
private func named(_ diagnostic: Diagnostic, _ files: [SourceFile]) -> String {
  let place = diagnostic.primary
  let line = files[place.file].position(of: place.span.start).line
  return "`\(diagnostic.arguments["name"] ?? "")` (line \(line))"
}
