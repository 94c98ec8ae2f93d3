internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMSyntax

/// Holds findings against levels and against what declarations allow.
struct Ledger {
  private let modules: [LintModule]
  private let models: [Model]
  private let names: [String]
  /// Those of the run.
  private var files: [Int: File] = [:]
  private var allowances: [Entry] = []
  /// Those of each rule.
  private var allowed: [String: [Int]] = [:]

  /// A file's module, and the declarations in it by their places.
  private struct File {
    var module: Int
    var declarations: [Written] = []
  }

  /// An allowance and what it is attached to.
  private struct Entry {
    var module: Int
    var file: Int
    var written: Written
    var allowance: Allowance
    var rule: Rule?
    /// The declarations that it is about; nil is the one it stands in.
    var elements: Set<String>?
    var isUsed = false
  }

  init(_ modules: [LintModule], _ models: [Model]) {
    self.modules = modules
    self.models = models
    names = modules.map(\.name)
    for (module, model) in models.enumerated() {
      for tree in model.trees {
        files[tree.fileIndex + model.offset] = File(module: module)
      }
      for declarations in model.writing.declarationsByTree {
        guard let first = declarations.first else { continue }
        let file = first.tree.fileIndex + model.offset
        files[file]?.declarations = declarations
        for written in declarations {
          written.block?.forEachAllowance { allowance in
            let rule = allowance.rule.flatMap { Rule.named($0.text) }
            if let rule { allowed[rule.id, default: []].append(allowances.count) }
            allowances.append(
              Entry(
                module: module, file: file, written: written, allowance: allowance, rule: rule,
                elements: Ledger.elements(of: allowance, in: written, model)))
          }
        }
      }
    }
  }

  /// A line of `every` is about all sheets of its level; one with `for` about that declaration.
  private static func elements(
    of allowance: Allowance, in written: Written, _ model: Model
  ) -> Set<String>? {
    if let element = allowance.element { return [element.text] }
    guard case .every(let level, _) = written.declaration.kind else { return nil }
    let sheets = model.declarations.filter {
      if case .sheet = $0.declaration.kind {
        $0.declaration.keyword.text == level.text
      } else {
        false
      }
    }
    return Set(sheets.map(\.element)).union([written.element])
  }

  // MARK: Settling

  /// `found` is what each rule has found.
  mutating func settle(
    _ found: [[Diagnostic]], today: Day, isWhole: Bool, rules: [Rule]
  ) -> Linted {
    var result = Linted()
    result.reserveCapacity(found.reduce(0) { $0 + $1.count })
    let allowing = found.map { $0.first.flatMap { allowed[$0.code.id] } ?? [] }
    var file = -1
    var (module, declarations): (Int, [Written]) = (0, [])
    // Of each list in this file.
    var levels: [Severity?] = []
    // Those that begin before the place.
    var passed = 0
    for (list, index) in Ledger.order(of: found) {
      var diagnostic = found[list][index]
      let start = diagnostic.primary.span.start
      if diagnostic.primary.file != file {
        file = diagnostic.primary.file
        (module, declarations, passed) = (
          files[file]?.module ?? 0, files[file]?.declarations ?? [], 0
        )
        levels = found.map { $0.first.flatMap { level(of: $0.code, in: file) } }
      }
      guard let level = levels[list] else { continue }
      while passed < declarations.count, declarations[passed].declaration.span.start <= start {
        passed += 1
      }
      diagnostic.severity = level
      let place = Linted.Place(
        module: names[module], written: passed == 0 ? nil : declarations[passed - 1])
      let allowance = allowing[list].first {
        allows($0, diagnostic.primary.file, place, in: module, today)
      }
      if let allowance {
        allowances[allowance].isUsed = true
        result.allowed.append(
          (
            Linted.Finding(diagnostic: diagnostic, place: place),
            allowances[allowance].allowance.because?.text ?? ""
          ))
      } else {
        result.append(diagnostic, in: place)
      }
    }
    let wrong = wrongAllowances(today, isWhole, rules)
    if wrong.isEmpty { return result }
    let all = result.findings + wrong
    return Linted(
      Ledger.order(of: all.map { [$0.diagnostic] }).map { all[$0.list] }, allowed: result.allowed)
  }

  private func wrongAllowances(_ today: Day, _ isWhole: Bool, _ rules: [Rule]) -> [Linted.Finding] {
    let codes = Set(rules.map(\.id))
    return allowances.flatMap { entry in
      wrong(with: entry, today, isWhole).compactMap { diagnostic in
        guard codes.contains(diagnostic.code.id),
          let level = level(of: diagnostic.code, in: entry.file)
        else { return nil }
        var finding = Linted.Finding(
          diagnostic: diagnostic,
          place: Linted.Place(module: names[entry.module], written: entry.written))
        finding.diagnostic.severity = level
        return finding
      }
    }
  }

  /// How bad a finding of a rule is in a file of the run; nil where the rule is off.
  private func level(of code: DiagnosticCode, in file: Int) -> Severity? {
    files[file].flatMap {
      modules[$0.module].level(of: code, in: file - models[$0.module].offset)
    }
  }

  /// Findings in lists, each of one code, by their places. They are large: what they are compared by is
  /// sorted instead.
  private static func order(of found: [[Diagnostic]]) -> [(list: Int, index: Int)] {
    let codes = found.map { $0.first?.code.id ?? "" }
    let ranks = Dictionary(
      uniqueKeysWithValues: Set(codes).sorted().enumerated().map { ($0.element, $0.offset) })
    var keys: [(file: Int, start: Int, rank: Int, list: Int, index: Int)] = []
    keys.reserveCapacity(found.reduce(0) { $0 + $1.count })
    for list in found.indices {
      let rank = ranks[codes[list]] ?? 0
      for index in found[list].indices {
        let place = found[list][index].primary
        keys.append((place.file, place.span.start, rank, list, index))
      }
    }
    keys.sort { left, right in
      if left.file != right.file { return left.file < right.file }
      if left.start != right.start { return left.start < right.start }
      if left.rank != right.rank { return left.rank < right.rank }
      // Messages are put together from their templates, so only of those that share all else.
      return found[left.list][left.index].message < found[right.list][right.index].message
    }
    return keys.map { ($0.list, $0.index) }
  }

  /// Whether an allowance of a finding's rule is about it.
  private func allows(
    _ index: Int, _ file: Int, _ place: Linted.Place, in module: Int, _ today: Day
  ) -> Bool {
    guard let written = place.written else { return false }
    let entry = allowances[index]
    guard entry.module == module, entry.allowance.expiry.map({ $0 >= today }) ?? true else {
      return false
    }
    if let elements = entry.elements { return elements.contains(written.element) }
    return entry.file == file && entry.written === written
  }

  // MARK: What is wrong with an allowance itself

  private func wrong(with entry: Entry, _ today: Day, _ isWhole: Bool) -> [Diagnostic] {
    let allowance = entry.allowance
    func place(_ span: Span) -> Location { Location(file: entry.file, span: span) }
    guard let name = allowance.rule else {
      return [Diagnostic(Rule.blanketSuppression.code, at: place(allowance.span))]
    }
    guard let rule = entry.rule else {
      var arguments: Arguments = ["name": name.text]
      arguments["nearest"] = nearestName(to: name.text, in: Rule.names)
      return [
        Diagnostic(
          Rule.unknownRule.code, at: place(name.span), arguments,
          fix: arguments["nearest"].map {
            Fix(.suggestion, [TextEdit(place(name.span), $0)])
          })
      ]
    }
    var found: [Diagnostic] = []
    if allowance.because?.text.allSatisfy(\.isWhitespace) ?? true {
      found.append(
        Diagnostic(
          Rule.suppressionWithoutReason.code, at: place(allowance.because?.span ?? name.span),
          ["rule": rule.name]))
    }
    let removal = Fix(.safe, [entry.written.tree.file.removal(of: place(allowance.span))])
    if let element = allowance.element, !isDeclared(element.text, entry.module) {
      found.append(
        Diagnostic(
          Rule.unknownElement.code, at: place(element.span), ["name": element.text], fix: removal))
    } else if let expiry = allowance.expiry, expiry < today {
      found.append(
        Diagnostic(
          Rule.expiredSuppression.code, at: place(allowance.untilSpan ?? allowance.span),
          ["rule": rule.name, "day": "\(expiry)"], fix: removal))
    } else if !entry.isUsed, modules[entry.module].settings.mayRun(rule),
      isWhole || !rule.comparesModules
    {
      found.append(
        Diagnostic(
          Rule.unusedSuppression.code, at: place(allowance.span), ["rule": rule.name],
          fix: removal))
    }
    return found
  }

  private func isDeclared(_ name: String, _ module: Int) -> Bool {
    models[module].declaration(of: name) != nil
  }
}

extension LintModule {
  /// How bad a finding of a rule is in a file; nil where the rule is off.
  func level(of code: DiagnosticCode, in file: Int) -> Severity? {
    guard let rule = Rule.named(code.id) else { return nil }
    return settings.level(of: rule, in: paths.indices.contains(file) ? paths[file] : "")
  }
}

extension Rule {
  /// Whether a finding may hang on modules that a run does not look at.
  var comparesModules: Bool { if case .project = check { true } else { false } }
}

extension Allowance {
  var expiry: Day? { until.flatMap { Day($0) } }
}

extension Block {
  /// Those of the block, and of the alternatives in it.
  func forEachAllowance(_ body: (Allowance) -> Void) {
    allowances.forEach(body)
    for clause in clauses {
      if case .mayUse(_, _, _, let block) = clause.kind { block.forEachAllowance(body) }
    }
  }
}

extension SourceFile {
  /// An edit that takes a clause away, with its line if nothing else stands on it.
  func removal(of place: Location) -> TextEdit {
    let bytes = self.bytes
    var (start, end) = (place.span.start, place.span.end)
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    let opensLine = start == 0 || bytes[start - 1] == 0x0A
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D {
      end += 1
    }
    let closesLine = end == bytes.count || bytes[end] == 0x0A
    if opensLine, closesLine {
      return TextEdit(
        Location(file: place.file, span: Span(start, min(end + 1, bytes.count))), "")
    }
    return TextEdit(place, "")
  }
}
