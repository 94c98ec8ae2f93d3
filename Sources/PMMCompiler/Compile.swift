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

/// Checks the files of one module and lowers them. The order of the files never matters.
package func compile(_ files: [SourceFile]) -> Compilation {
  let trees = files.enumerated().map { parse($1, index: $0) }
  let syntax = trees.flatMap(\.diagnostics)
  var checker = Checker(trees: trees)
  let program = checker.check()
  let diagnostics = (syntax + checker.diagnostics).sorted { left, right in
    (left.primary.file, left.primary.span.start, left.code.id)
      < (right.primary.file, right.primary.span.start, right.code.id)
  }
  let failed = diagnostics.contains { $0.severity == .error }
  return Compilation(program: failed ? nil : program, trees: trees, diagnostics: diagnostics)
}
