package import PMMDiagnostics
package import PMMDiff
package import PMMIR
internal import PMMNumber

/// The changes from one edition to another, as people and machines read them.
package struct ChangeReport {
  package struct Side: Sendable {
    package var program: Program
    package var files: [SourceFile]

    package init(_ program: Program, _ files: [SourceFile]) {
      self.program = program
      self.files = files
    }

    /// `path:line`, and what is written there.
    func place(_ location: Location?) -> (path: String, line: Int, column: Int, text: String)? {
      guard let location, files.indices.contains(location.file) else { return nil }
      let file = files[location.file]
      let position = file.position(of: location.span.start)
      let range = file.lineRange(position.line)
      let line = file.text(Span(range.lowerBound, range.upperBound))
      let words = line.split(separator: " ").joined(separator: " ")
      return (file.path, position.line, position.column, words)
    }

    func unit(ofInput name: String) -> Unit? {
      program.input(named: name).flatMap { program.inputs[$0].type.unit }
    }

    func unit(ofNode node: String) -> Unit? {
      program.node(named: node).flatMap { program.nodes[$0].rules.type.unit }
    }
  }

  package let old: Side
  package let new: Side
  package let changes: [Change]
  package var policy: VersionPolicy?
  /// Records that hold, by fingerprint.
  package var accepted: [String: Acceptance] = [:]
  package var impact: Impact?
  /// Fingerprints of the changes that fail the run.
  package var failing: [String] = []

  package init(_ old: Side, _ new: Side, _ changes: [Change]) {
    self.old = old
    self.new = new
    self.changes = changes
  }

  /// How many changes there are of which effect, and what the edition number says to it.
  var summary: String {
    if changes.isEmpty { return "Nothing changes in meaning." }
    let broken = changes.filter(\.effects.breaks).count
    let adding = changes.filter { !$0.effects.breaks && $0.effects.contains(.additive) }.count
    let effects = Effects.named.filter { Effects.breaking.contains($0.effect) }.compactMap { name, effect in
      let number = changes.count { $0.effects.contains(effect) }
      return number == 0 ? nil : "\(name) \(number)"
    }
    let editorial = changes.count - broken - adding
    func parts(_ number: Int, _ one: String, _ many: String) -> String? {
      number == 0 ? nil : "\(number) \(number == 1 ? one : many)"
    }
    var text =
      "\(changes.count) change\(changes.count == 1 ? "" : "s"): "
      + [
        parts(broken, "breaks something", "break something").map {
          $0 + (effects.isEmpty ? "" : " (\(effects.joined(separator: ", ")))")
        },
        parts(adding, "adds", "add"), parts(editorial, "is editorial", "are editorial"),
      ].compactMap { $0 }.joined(separator: ", ") + "."
    let reviews = changes.count { $0.verdict == .review }
    if reviews > 0 { text += " \(reviews) \(reviews == 1 ? "needs" : "need") a person to look." }
    if !accepted.isEmpty {
      text += " \(accepted.count) \(accepted.count == 1 ? "is" : "are") accepted."
    }
    if let policy {
      let editions = (old.program.head.edition, new.program.head.edition)
      let step =
        policy.declared == .none
        ? "The edition stays \(editions.0)" : "Edition \(editions.0) to \(editions.1) is a \(policy.declared.rawValue) one"
      text += " \(step); " + (policy.needed == .none ? "nothing asks for another." : "the changes ask for a \(policy.needed.rawValue) one.")
    }
    return text
  }

  /// Records to copy for what fails the run, with what only a person can fill in.
  var records: String {
    changes.filter { failing.contains($0.fingerprint) }.map { change in
      """
      [[accept]]
      change   = "\(change.fingerprint)"
      code     = "\(change.code.id)"
      path     = "\(change.place)"
      reason   = ""
      approver = ""
      expires  = ""

      """
    }.joined(separator: "\n")
  }

  /// Whether a witness has not been shown with an earlier change of the same node.
  func isFirst(_ change: Change, of witness: Witness) -> Bool {
    let first = ordered.first {
      if case .witness(let other) = $0.verdict { other == witness } else { false }
    }
    return first == change
  }

  /// `breaks comparability and collection`, `only adds`.
  static func words(_ effects: Effects) -> String {
    let broken = effects.intersection(.breaking).names
    if !broken.isEmpty { return "breaks " + joined(broken) }
    return effects.contains(.additive) ? "adds" : "editorial"
  }

  static func joined(_ words: [String]) -> String {
    words.count < 2
      ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
  }

  /// The changes that break something first, then those that add, then words.
  var ordered: [Change] {
    func rank(_ change: Change) -> Int {
      change.effects.breaks ? 0 : change.effects.contains(.additive) ? 1 : 2
    }
    return changes.enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  // MARK: Witnesses

  /// What a witness shows, in rows.
  struct Table {
    var reported: [(name: String, value: String)] = []
    var figures: [(name: String, old: String, new: String)] = []
    var others: String?
  }

  /// A witness as rows of a table: what is reported, then what both editions make of it. `called` is what
  /// readers know a node or an input by.
  func table(_ witness: Witness, called: (String) -> String = { $0 }) -> Table {
    var table = Table()
    for (target, value) in witness.trial.sorted {
      table.reported.append((name(of: target, called), text(value, unit(of: target))))
    }
    for (index, subject) in witness.trial.subjects.dropFirst().enumerated() {
      for (target, value) in subject.sorted(by: { $0.key < $1.key }) {
        table.reported.append(
          ("\(name(of: target, called)), of another (\(index + 1))", text(value, unit(of: target))))
      }
    }
    if table.reported.isEmpty { table.reported.append(("nothing", "")) }
    let units = (formerName(witness.node).flatMap { old.unit(ofNode: $0) }, new.unit(ofNode: witness.node))
    let cells = Set(witness.old.values.keys).union(witness.new.values.keys)
    for cell in cells.sorted(by: { $0.joined() < $1.joined() }) {
      let pair = (witness.old.values[cell], witness.new.values[cell])
      guard cell.isEmpty || pair.0 != pair.1 else { continue }
      let values = cell.map { String($0.split(separator: ":")[1]) }.joined(separator: ", ")
      let texts = self.texts(pair) { text($0.figure, $0.isOld ? units.0 : units.1, isBase: true, $1) }
      table.figures.append(("value" + (cell.isEmpty ? "" : " [\(values)]"), texts.0, texts.1))
    }
    if witness.old.score != nil || witness.new.score != nil {
      let texts = self.texts((witness.old.score, witness.new.score)) { text($0.figure, nil, $1) }
      table.figures.append(("score", texts.0, texts.1))
    }
    if witness.old.classification != nil || witness.new.classification != nil {
      table.figures.append(
        ("class", witness.old.classification ?? "none", witness.new.classification ?? "none"))
    }
    for step in witness.upward {
      let texts = self.texts((step.old, step.new)) { text($0.figure, nil, $1) }
      table.figures.append(("score of \(called(step.node))", texts.0, texts.1))
    }
    if !witness.upward.isEmpty, let others = witness.others { table.others = text(others, nil) }
    return table
  }

  private func formerName(_ node: String) -> String? {
    if old.program.node(named: node) != nil { return node }
    return new.program.node(named: node).flatMap { index in
      new.program.nodes[index].sheet.was.first { old.program.node(named: $0) != nil }
    } ?? node
  }

  private func name(of target: Trial.Target, _ called: (String) -> String) -> String {
    switch target {
    case .input(let name, let cell, let offset):
      let period = offset == 0 ? [] : ["T" + (offset < 0 ? "\(offset)" : "+\(offset)")]
      let inside = cell.map { String($0.split(separator: ":")[1]) } + period
      return called(name) + (inside.isEmpty ? "" : "[\(inside.joined(separator: ", "))]")
    case .attribute(let name): return name
    case .score(let name): return "score of \(called(name))"
    }
  }

  private func unit(of target: Trial.Target) -> Unit? {
    if case .input(let name, _, _) = target { return new.unit(ofInput: name) ?? old.unit(ofInput: name) }
    return nil
  }

  /// Two figures in as many digits as it takes to tell them apart.
  private func texts(
    _ pair: (TrialFigure?, TrialFigure?),
    _ text: ((figure: TrialFigure?, isOld: Bool), Int) -> String
  ) -> (String, String) {
    func both(_ digits: Int) -> (String, String) {
      (text((pair.0, true), digits), text((pair.1, false), digits))
    }
    let enough = [6, 9, 12, 18].first { digits in
      let texts = both(digits)
      return texts.0 != texts.1 || pair.0 == pair.1
    }
    return both(enough ?? 34)
  }

  private func text(_ value: Trial.Value, _ unit: Unit?, _ digits: Int = 6) -> String {
    switch value {
    case .number(let number):
      let printed = (number * (unit?.printFactor ?? 1)).decimal(significant: digits)
      return unit?.text(printed: printed) ?? printed
    case .level(let name), .category(let name), .text(let name): return name
    case .truth(let truth): return truth ? "yes" : "no"
    case .date(let day): return isoDate(days: day)
    case .missing(let reason): return reason.name
    }
  }

  private func text(
    _ figure: TrialFigure?, _ unit: Unit?, isBase: Bool = false, _ digits: Int = 6
  ) -> String {
    switch figure {
    case nil: return "none"
    case .missing(let reasons)?: return "missing: " + reasons.joined(separator: ", ")
    case .known(.number(let number))? where isBase:
      return text(.number(unit.flatMap { number.divided(by: $0.scale) } ?? number), unit, digits)
    case .known(let value)?: return text(value, unit, digits)
    }
  }
}
