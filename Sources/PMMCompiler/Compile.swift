package import PMMDiagnostics
package import PMMIR
package import PMMSyntax

/// What compiling one module gives: always the trees and what was found, the program if it is right.
package struct Compilation: Sendable {
  /// Nil if there is any error.
  package var program: Program?
  package var trees: [SyntaxTree]
  /// In the order of the files, then of places.
  package var diagnostics: [Diagnostic]

  package var files: [SourceFile] { trees.map(\.file) }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Checks the files of one module and lowers them.
///
/// The order of the files never matters: they are taken in that of their paths, and the locations of
/// the findings count in `Compilation.files`. What is wrong in many places for one reason is told a
/// few times and then counted, unless `everything` is asked for, as an editor does.
package func compile(_ files: [SourceFile], everything: Bool = false) -> Compilation {
  let files = files.sorted { Array($0.path.utf8).lexicographicallyPrecedes($1.path.utf8) }
  let trees = files.enumerated().map { parse($1, index: $0) }
  let syntax = trees.flatMap(\.diagnostics)
  var checker = Checker(trees: trees)
  let program = checker.check()
  let diagnostics = (syntax + checker.diagnostics).sorted { left, right in
    (left.primary.file, left.primary.span.start, left.code.id)
      < (right.primary.file, right.primary.span.start, right.code.id)
  }
  let told = everything ? diagnostics : few(diagnostics)
  let failed = diagnostics.contains { $0.severity == .error }
  return Compilation(program: failed ? nil : program, trees: trees, diagnostics: told)
}

/// At most two findings that say the same and three of one code; then one note counts the others.
private func few(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  var ofCode: [DiagnosticCode: Int] = [:]
  var ofMessage: [String: Int] = [:]
  var left: [DiagnosticCode: (place: Int, count: Int)] = [:]
  var result: [Diagnostic] = []
  for diagnostic in diagnostics {
    let code = diagnostic.code
    let message = "\(code.id) \(diagnostic.message)"
    guard ofCode[code, default: 0] < 3, ofMessage[message, default: 0] < 2 else {
      if let place = left[code]?.place {
        left[code]?.count += 1
        result[place].arguments["count"] = left[code].map { String($0.count) }
      } else {
        left[code] = (result.count, 1)
        result.append(
          Diagnostic(
            .moreFindings, at: diagnostic.primary, ["count": "1", "code": code.id]))
      }
      continue
    }
    ofCode[code, default: 0] += 1
    ofMessage[message, default: 0] += 1
    result.append(diagnostic)
  }
  return result
}
