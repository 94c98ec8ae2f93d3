package import PMMDiagnostics
package import PMMIR
import PMMNumber

/// What became of an adaptation on another edition of its base: in lines for a reader, and as JSON.
package struct RebaseAccount {
  private let adaptation: Adaptation
  private let choices: [RebasedChoice]
  private let freedoms: [String]
  /// How many places of the new text are to be decided: choices, sources, local declarations.
  package var decisions = 0
  private let old: Program
  private let new: Program
  private let wording: Wording
  package var effect: RebaseEffect?

  package init(
    _ adaptation: Adaptation, _ choices: [RebasedChoice], _ freedoms: [String], from old: Program,
    to new: Program, language: String = "en"
  ) {
    self.adaptation = adaptation
    self.choices = choices
    self.freedoms = freedoms
    self.old = old
    self.new = new
    wording = Wording(language: language, of: new)
  }

  // MARK: Lines

  package func text() -> String {
    var lines = [
      wording(
        .rebaseHead,
        [
          "name": adaptation.name, "subject": adaptation.subject,
          "framework": adaptation.framework, "from": adaptation.edition, "to": new.head.edition,
        ])
    ]
    for choice in choices {
      lines.append(
        "  "
          + wording(
            .adaptationChoice,
            ["choice": choice.choice.text(in: old), "effect": words(choice).joined(separator: wording(.clauseSeparator))]))
    }
    func count(_ holds: (RebasedChoice) -> Bool) -> String { String(choices.filter(holds).count) }
    lines.append(
      "  "
        + wording(
          .rebaseCounts, count: choices.count,
          [
            "count": String(choices.count), "valid": count { $0.verdict == .valid },
            "said": count { if case .saidByBase = $0.verdict { true } else { false } },
            "open": count { $0.needsDecision || $0.heir != nil },
          ]))
    if decisions > choices.count(where: { $0.needsDecision || $0.heir != nil }) {
      lines.append(
        "  " + wording(.rebaseOpen, count: decisions, ["count": String(decisions)]))
    }
    if !freedoms.isEmpty {
      lines.append("  " + wording(.rebaseFreedoms, ["choices": wording.list(freedoms)]))
    }
    if let effect { lines += effect.lines(wording) }
    return lines.joined(separator: "\n")
  }

  private func words(_ choice: RebasedChoice) -> [String] {
    var words: [String] = []
    switch choice.verdict {
    case .valid: words.append(wording(.rebaseValid))
    case .saidByBase(nil): words.append(wording(.rebaseSaid))
    case .saidByBase(let node?): words.append(wording(.rebaseSaidBy, ["name": node]))
    case .gone: words.append(wording(.rebaseGone))
    case .optionGone: words.append(wording(.rebaseOptionGone))
    case .notAllowed: words.append(wording(.rebaseNotAllowed))
    case .outside: words.append(wording(.rebaseOutside))
    case .meets(let other): words.append(wording(.rebaseMeets, ["name": other]))
    }
    if choice.isRenamed { words.append(wording(.rebaseRenamed, ["name": choice.point])) }
    if let heir = choice.heir { words.append(wording(.rebaseHeir, ["name": heir])) }
    if choice.verdict == .valid {
      if choice.hasChanged { words.append(wording(.rebaseChanged)) }
      if choice.deprecated != nil { words.append(wording(.rebaseDeprecated)) }
    }
    return words
  }

  // MARK: JSON

  package var json: JSON {
    .members([
      "name": .string(adaptation.name), "subject": .string(adaptation.subject),
      "framework": .string(adaptation.framework),
      "from": ["edition": .string(adaptation.edition), "base": .string(adaptation.base)],
      "to": ["edition": .string(new.head.edition), "base": .string(editionHashes(new).content)],
      "choices": .array(choices.map(json)),
      "newChoices": .strings(freedoms),
      "decisions": .int(decisions),
      "effect": effect?.json,
    ])
  }

  private func json(_ choice: RebasedChoice) -> JSON {
    .members([
      "choice": .string(choice.choice.text(in: old)), "about": .string(choice.choice.point),
      "now": choice.isRenamed ? .string(choice.point) : nil,
      "because": .string(choice.choice.because),
      "verdict": .string(choice.verdict.name),
      "by": choice.verdict.node.map { .string($0) },
      "needsDecision": .bool(choice.needsDecision || choice.heir != nil),
      "heir": choice.heir.map { .string($0) },
      "changes": .array(choice.changes.map(json)),
      "deprecated": choice.deprecated.map { deprecated in
        .members([
          "edition": .string(deprecated.edition), "use": deprecated.use.map { .string($0) },
          "until": deprecated.until.map { .string($0) },
        ])
      },
    ])
  }

  private func json(_ change: BaseChange) -> JSON {
    switch change {
    case .rules(let clauses): ["what": "rules", "clauses": .strings(clauses)]
    case .comparability(let from, let to):
      ["what": "comparability", "from": .string(from.rawValue), "to": .string(to.rawValue)]
    case .definition(let name): ["what": "definition", "of": .string(name)]
    case .ownValue: ["what": "own value"]
    case .interval: ["what": "interval"]
    case .parent(let from, let to):
      ["what": "parent", "from": .string(from), "to": .string(to)]
    }
  }
}

extension RebasedChoice.Verdict {
  /// The words of the machine format.
  static let names = [
    "valid", "said by base", "gone", "option gone", "not allowed", "outside", "meets",
  ]

  var name: String {
    switch self {
    case .valid: "valid"
    case .saidByBase: "said by base"
    case .gone: "gone"
    case .optionGone: "option gone"
    case .notAllowed: "not allowed"
    case .outside: "outside"
    case .meets: "meets"
    }
  }

  /// The other node or choice that it is about.
  var node: String? {
    switch self {
    case .saidByBase(let node): node
    case .meets(let other): other
    case .valid, .gone, .optionGone, .notAllowed, .outside: nil
    }
  }
}

/// What a rebase does to the scores of one administration: its adaptation under the old edition, and
/// what is left of it under the new one, on the same data.
package struct RebaseEffect {
  struct Row {
    var period: Period
    var node: Int
    var depth: Int
    var before: ResultRow?
    var after: ResultRow
  }
  private let rows: [Row]
  private let old: Results
  private let new: Results
  /// Inputs that the new edition reads and the data has not.
  private let asked: [String]

  /// `subject` is the code of an administration that both have. A period that `periods` does not hold
  /// is left out.
  package init(
    of subject: String, from old: Results, to new: Results, periods: Set<Period>
  ) {
    self.old = old
    self.new = new
    let change = EditionChange(from: old.program, to: new.program)
    let former = Dictionary(
      old.program.nodes.indices.map { (change.name(of: old.program.nodes[$0].name), $0) }
    ) { first, _ in first }
    var rows: [Row] = []
    if let before = old.dataset.index(ofSubject: subject),
      let after = new.dataset.index(ofSubject: subject)
    {
      for period in periods.sorted() {
        for (node, depth) in new.program.readingOrder {
          guard case .combine = new.program.nodes[node].rules.body.value,
            let row = Self.row(node, after, period, new)
          else { continue }
          let earlier = former[new.program.nodes[node].name]
          rows.append(
            Row(
              period: period, node: node, depth: depth,
              before: earlier.flatMap { Self.row($0, before, period, old) }, after: row))
        }
      }
    }
    self.rows = rows
    let known = Set(new.dataset.columnKeys.map(\.input))
    asked = new.program.inputsRead.subtracting(known).map { new.program.inputs[$0].name }.sorted()
  }

  private static func row(
    _ node: Int, _ subject: Int, _ period: Period, _ results: Results
  ) -> ResultRow? {
    results.row(
      node: node, at: .init(subject: subject, period: period), cell: .total, ReportSelection())
  }

  func lines(_ wording: Wording) -> [String] {
    var lines: [String] = []
    for period in Set(rows.map(\.period)).sorted() {
      let grid = TextGrid(
        header: [
          wording(.rebaseEffect, ["period": period.description]), old.program.head.edition,
          new.program.head.edition, wording(.rebaseChange), wording(.rebaseComparability),
        ],
        alignsRight: [false, true, true, true, false],
        lines: rows.filter { $0.period == period }.map { row in
          TextGrid.Line(
            indent: 2 * row.depth, title: wording.title(of: new.program.nodes[row.node], in: new.program),
            cells: [
              row.before.map { ResultWords($0, old.program, wording).score } ?? "",
              ResultWords(row.after, new.program, wording).score,
              difference(row, wording), classes(row, wording),
            ],
            isStrong: row.depth == 0)
        }, width: 100, color: false)
      lines += ["", grid.text()]
    }
    if !asked.isEmpty {
      lines.append(
        wording(
          .rebaseAsked,
          ["edition": new.program.head.edition, "names": wording.list(asked.map { "`\($0)`" })]))
    }
    return lines
  }

  /// Of what is printed, so that the three figures of a line agree.
  private func difference(_ row: Row, _ wording: Wording) -> String {
    guard let before = row.before.flatMap(shown), let after = shown(row.after) else { return "" }
    return wording.quantity(after - before, .number, show: row.after.scoreShow)
  }

  private func shown(_ row: ResultRow) -> Rational? {
    row.score?.number.map { row.shownScore ?? $0 }
  }

  private func classes(_ row: Row, _ wording: Wording) -> String {
    let (before, after) = (row.before?.comparability?.class, row.after.comparability?.class)
    guard let after else { return "" }
    guard let before, before != after else { return wording(after.phrase) }
    return wording(
      .rebaseFromTo, ["from": wording(before.phrase), "to": wording(after.phrase)])
  }

  var json: JSON {
    .members([
      "scores": .array(
        rows.map { row in
          .members([
            "period": .string(row.period.description),
            "node": .string(new.program.nodes[row.node].name),
            "level": .string(new.program.nodes[row.node].level),
            "before": row.before.flatMap(number), "after": number(row.after),
            "comparabilityBefore": (row.before?.comparability).map { .string($0.class.rawValue) },
            "comparability": row.after.comparability.map { .string($0.class.rawValue) },
          ])
        }),
      "inputsAsked": .strings(asked),
    ])
  }

  private func number(_ row: ResultRow) -> JSON? {
    row.score?.number.map { .number($0.decimal(significant: 12)) }
  }
}

/// What `adapt rebase` prints for machines: the findings, the account, and the files as they become.
package func rebaseJSON(
  _ diagnostics: [Diagnostic], in sources: [SourceFile], _ account: RebaseAccount?,
  files: [(path: String, text: String)]
) -> JSON {
  .members([
    "adaptationsVersion": .string(adaptationsVersion),
    "diagnostics": diagnosticJSON(diagnostics, in: sources)["diagnostics"] ?? .array([]),
    "rebase": account?.json,
    "files": account == nil
      ? nil
      : .array(files.map { ["path": .string($0.path), "text": .string($0.text)] }),
  ])
}
