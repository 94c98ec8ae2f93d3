internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMSyntax

/// Holds findings against levels and against what declarations allow.
struct Ledger {
  private let modules: [LintModule]
  private let models: [Model]
  private let names: [String]
  /// For each file of the run, its module and the declarations in it by their places.
  private var files: [Int: (module: Int, declarations: [Written])] = [:]
  private var allowances: [Entry] = []
  /// Those of each rule.
  private var allowed: [String: [Int]] = [:]
  /// How bad a finding of a rule is in a file, once it was asked.
  private var levels: [String: [Int: Severity?]] = [:]

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
      for tree in model.trees { files[tree.fileIndex + model.offset] = (module, []) }
      for written in model.declarations {
        let file = written.tree.fileIndex + model.offset
        files[file]?.declarations.append(written)
        for allowance in written.block?.everyAllowance ?? [] {
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

  /// A line of `every` is about all sheets of its level; one with `for` about that declaration.
  private static func elements(
    of allowance: Allowance, in written: Written, _ model: Model
  ) -> Set<String>? {
    if let element = allowance.element { return [element.text] }
    guard case .every(let level, _) = written.declaration.kind else { return nil }
    let sheets = model.declarations.filter {
      if case .sheet = $0.declaration.kind { $0.declaration.keyword.text == level.text } else { false }
    }
    return Set(sheets.map(\.element)).union([written.element])
  }

  // MARK: Settling

  mutating func settle(
    _ found: [Diagnostic], today: Day, isWhole: Bool, rules: [Rule]
  ) -> Linted {
    var result = Linted()
    for var diagnostic in found {
      guard let module = files[diagnostic.primary.file]?.module,
        let level = level(of: diagnostic.code, in: diagnostic.primary.file, of: module)
      else { continue }
      diagnostic.severity = level
      let written = declaration(at: diagnostic.primary)
      let finding = Linted.Finding(
        diagnostic: diagnostic, key: key(of: diagnostic, module, written))
      if let index = allowance(for: diagnostic, module, written, today) {
        allowances[index].isUsed = true
        result.allowed.append((finding, allowances[index].allowance.because?.text ?? ""))
      } else {
        result.findings.append(finding)
      }
    }
    let codes = Set(rules.map(\.id))
    for entry in allowances {
      for diagnostic in wrong(with: entry, today, isWhole) where codes.contains(diagnostic.code.id) {
        guard let level = level(of: diagnostic.code, in: entry.file, of: entry.module)
        else { continue }
        var diagnostic = diagnostic
        diagnostic.severity = level
        result.findings.append(
          Linted.Finding(
            diagnostic: diagnostic, key: key(of: diagnostic, entry.module, entry.written)))
      }
    }
    let found = result.findings
    result.findings = Ledger.order(of: found).map { found[$0] }
    result.allowed.sort { Ledger.isBefore($0.finding.diagnostic, $1.finding.diagnostic) }
    return result
  }

  private mutating func level(
    of code: DiagnosticCode, in file: Int, of module: Int
  ) -> Severity? {
    if let known = levels[code.id]?[file] { return known }
    let level = modules[module].level(of: code, in: file - models[module].offset)
    levels[code.id, default: [:]].updateValue(level, forKey: file)
    return level
  }

  /// Findings by their places. They are large: what they are compared by is sorted instead.
  private static func order(of findings: [Linted.Finding]) -> [Int] {
    let keys = findings.indices.map { index in
      let place = findings[index].diagnostic.primary
      return (file: place.file, start: place.span.start, index: index)
    }
    return keys.sorted { left, right in
      if left.file != right.file { return left.file < right.file }
      if left.start != right.start { return left.start < right.start }
      return isBefore(findings[left.index].diagnostic, findings[right.index].diagnostic)
    }.map(\.index)
  }

  static func isBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    let (first, second) = (left.primary, right.primary)
    if first.file != second.file { return first.file < second.file }
    if first.span.start != second.span.start { return first.span.start < second.span.start }
    // Messages are put together from their templates, so only of those that share a place.
    if left.code.id != right.code.id { return left.code.id < right.code.id }
    return left.message < right.message
  }

  private func key(
    of diagnostic: Diagnostic, _ module: Int, _ written: Written?
  ) -> Baseline.Key {
    Baseline.Key(
      module: names[module], element: written?.element ?? "", rule: diagnostic.code.id)
  }

  /// The declaration that a place is in.
  private func declaration(at place: Location) -> Written? {
    guard let declarations = files[place.file]?.declarations else { return nil }
    var (low, high) = (0, declarations.count)
    while low < high {
      let middle = (low + high) / 2
      if declarations[middle].declaration.span.start <= place.span.start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low == 0 ? nil : declarations[low - 1]
  }

  private func allowance(
    for diagnostic: Diagnostic, _ module: Int, _ written: Written?, _ today: Day
  ) -> Int? {
    guard let written, let known = allowed[diagnostic.code.id] else { return nil }
    return known.first { index in
      let entry = allowances[index]
      guard entry.module == module,
        entry.allowance.expiry.map({ $0 >= today }) ?? true
      else { return false }
      if let elements = entry.elements { return elements.contains(written.element) }
      return entry.file == diagnostic.primary.file
        && entry.written.declaration.span == written.declaration.span
    }
  }

  // MARK: What is wrong with an allowance itself

  private func wrong(with entry: Entry, _ today: Day, _ isWhole: Bool) -> [Diagnostic] {
    let allowance = entry.allowance
    func place(_ span: Span) -> Location { Location(file: entry.file, span: span) }
    guard let name = allowance.rule else {
      return [Diagnostic(Rule.blanketSuppression.code, at: place(allowance.span))]
    }
    guard let rule = entry.rule else {
      var arguments = ["name": name.text]
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
  var everyAllowance: [Allowance] {
    allowances
      + clauses.flatMap { clause -> [Allowance] in
        if case .mayUse(_, _, _, let block) = clause.kind { block.everyAllowance } else { [] }
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
