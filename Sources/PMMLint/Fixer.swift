package import PMMCompiler
package import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// Applies fixes to one module until none is left, and looks at the result before anybody writes it.
///
/// A safe fix that would change what is computed, and any fix after which the module has an error or
/// another text for people, is not applied.
package struct Fixer {
  private let appliesUnsafe: Bool
  private let compile: ([SourceFile]) throws -> Compilation
  private let findings: (Compilation) throws -> [Diagnostic]
  /// What was tried and did not hold.
  private var refused: Set<String> = []
  /// How many fixes were applied.
  package private(set) var applied = 0

  /// `findings` are located in the files of the compilation.
  package init(
    unsafe: Bool, compile: @escaping ([SourceFile]) throws -> Compilation,
    findings: @escaping (Compilation) throws -> [Diagnostic]
  ) {
    appliesUnsafe = unsafe
    self.compile = compile
    self.findings = findings
  }

  /// More rounds than a chain of fixes that uncover each other can be long.
  private static let limit = 50

  /// The module with its fixes. The files are those that were given, in the compilation's order.
  package mutating func fix(_ compilation: Compilation) throws -> Compilation {
    var current = compilation
    for _ in 0..<Fixer.limit {
      let open = try applicable(in: current)
      if open.isEmpty { break }
      let together = Fixer.apart(open)
      if let next = try attempt(together, on: current) {
        current = next
        continue
      }
      // Some of them does not hold: one after the other tells which.
      guard let single = together.first else { break }
      if let next = try attempt([single], on: current) {
        current = next
      } else {
        refused.insert(key(single, current))
      }
    }
    return current
  }

  private func applicable(in compilation: Compilation) throws -> [Diagnostic] {
    let own = Set(compilation.trees.map(\.fileIndex))
    return try findings(compilation).filter { finding in
      guard let fix = finding.fix, fix.safety == .safe || fix.safety == .changesMeaning && appliesUnsafe,
        fix.edits.allSatisfy({ own.contains($0.location.file) })
      else { return false }
      return !refused.contains(key(finding, compilation))
    }
  }

  /// What stays the same when other fixes move the place.
  private func key(_ finding: Diagnostic, _ compilation: Compilation) -> String {
    let edits = finding.fix?.edits.map { edit in
      compilation.files[edit.location.file].text(edit.location.span) + "→" + edit.replacement
    }
    return ([finding.code.id, finding.message] + (edits ?? [])).joined(separator: "\n")
  }

  /// Fixes of which none touches what another one touches; the first of several that do.
  private static func apart(_ findings: [Diagnostic]) -> [Diagnostic] {
    var taken: [TextEdit] = []
    return findings.filter { finding in
      let edits = finding.fix?.edits ?? []
      guard !edits.contains(where: { edit in taken.contains { meet($0, edit) } }) else {
        return false
      }
      taken += edits
      return true
    }
  }

  private static func meet(_ left: TextEdit, _ right: TextEdit) -> Bool {
    left.location.file == right.location.file
      && left.location.span.start <= right.location.span.end
      && right.location.span.start <= left.location.span.end
  }

  private mutating func attempt(
    _ findings: [Diagnostic], on compilation: Compilation
  ) throws -> Compilation? {
    let edits = findings.flatMap { $0.fix?.edits ?? [] }
    let files = compilation.trees.map { tree in
      tree.file.edited(edits.filter { $0.location.file == tree.fileIndex })
    }
    let next = try compile(files)
    guard !next.hasErrors, Fixer.keepsTexts(compilation, next) else { return nil }
    if findings.allSatisfy({ $0.fix?.safety == .safe }), !Fixer.keepsRules(compilation, next) {
      return nil
    }
    applied += findings.count
    return next
  }

  private static func keepsRules(_ old: Compilation, _ new: Compilation) -> Bool {
    switch (old.program, new.program) {
    case (let old?, let new?): rulesHash(old) == rulesHash(new)
    case (nil, nil): true
    default: false
    }
  }

  /// Whether every text for people that is there now was there before, word for word.
  private static func keepsTexts(_ old: Compilation, _ new: Compilation) -> Bool {
    var before: [String: Int] = [:]
    for text in texts(of: old) { before[text, default: 0] += 1 }
    for text in texts(of: new) {
      guard let count = before[text], count > 0 else { return false }
      before[text] = count - 1
    }
    return true
  }

  private static func texts(of compilation: Compilation) -> [String] {
    compilation.trees.flatMap { tree in
      tree.tokens.filter { $0.kind == .text || $0.kind == .longText }.map { tree.file.text($0.span) }
    }
  }
}

extension SourceFile {
  /// The file with some of its text replaced; edits that overlap an earlier one are left out.
  package func edited(_ edits: [TextEdit]) -> SourceFile {
    guard !edits.isEmpty else { return self }
    var result: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.location.span.start < $1.location.span.start })
    where edit.location.span.start >= position {
      result += bytes[position..<edit.location.span.start]
      result += Array(edit.replacement.utf8)
      position = edit.location.span.end
    }
    result += bytes[position...]
    return SourceFile(path: path, bytes: result)
  }
}
