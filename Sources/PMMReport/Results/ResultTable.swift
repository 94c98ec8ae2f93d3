package import PMMDiagnostics
package import PMMIR
import PMMNumber

/// Results as a table for a terminal.
///
/// Up to three subjects are printed one after the other, each as the tree of the framework: title,
/// value as its `show` says, score, rank, class; what is missing says why and where that comes from.
/// More subjects are printed as one table for each period, in the order of the same tree, with a
/// column for each subject, in blocks as wide as the terminal; what is missing has a short mark, and
/// the marks are explained below.
package struct ResultTable: Sendable {
  /// With more subjects a tree for each would be a scroll and not a table.
  package static let mostTrees = 3

  let results: Results
  let selection: ReportSelection
  let wording: Wording
  let width: Int
  let color: Bool
  /// Where a line of the definition stands.
  let place: @Sendable (Location) -> SourcePlace?

  package init(
    _ results: Results, _ selection: ReportSelection = ReportSelection(), language: String = "en",
    width: Int = 100, color: Bool = false,
    place: @escaping @Sendable (Location) -> SourcePlace? = { _ in nil }
  ) {
    self.results = results
    self.selection = selection
    wording = Wording(language: language, of: results.program)
    self.width = max(40, width)
    self.color = color
    self.place = place
  }

  var program: Program { results.program }

  /// The language of the titles: one that the framework has.
  var shownLanguage: String {
    let known = program.head.languages
    return known.contains(wording.language) ? wording.language : known.first ?? "en"
  }

  /// The table; `footer` is printed as it is, after an empty line.
  package func text(footer: [String] = []) -> String {
    var places = results.places(selection)
    var text = header
    let periods = Set(places.map(\.period)).sorted()
    if selection.latestOnly, periods.count > 1, let last = periods.last {
      places.removeAll { $0.period != last }
      let arguments = [
        "period": last.description, "all": periods.map(\.description).joined(separator: " "),
      ]
      text += "\n" + wrapped(wording(.latestOnly, arguments), width: width).joined(separator: "\n")
        + "\n"
    }
    guard !places.isEmpty else { return text + "\n" + wording(.nothingToPrint) + "\n" }
    var marks: StatusFlags = []
    var signs: Set<TableSign> = []
    var showsApplication = false
    let subjects = Set(places.map(\.subject))
    if subjects.count > Self.mostTrees {
      text += CompactTables(table: self).text(places, &marks, &signs)
    } else {
      for place in places { text += "\n" + tree(place, &marks, &signs, &showsApplication) }
    }
    if showsApplication, let legend = wording.applicationLegend(program) {
      text += "\n" + wrapped(legend, width: width).joined(separator: "\n") + "\n"
    }
    if let legend = legend(marks, signs) { text += "\n" + legend + "\n" }
    if !footer.isEmpty { text += "\n" + footer.joined(separator: "\n") + "\n" }
    return text
  }

  /// What was computed, by which rules, and how far these are agreed.
  private var header: String {
    let head = program.head
    let summary = Summary(program)
    let count = summary.definitions
    var sentences = [
      wording(
        .edition,
        [
          "title": wording.frameworkTitle(program), "name": head.name, "edition": head.edition,
          "status": wording(head.status == .draft ? .draftMark : head.status.phrase),
        ])
    ]
    let without = summary.withoutOrigin
    let arguments = [
      "count": String(count), "named": String(summary.titlesStated(in: shownLanguage)),
      "proposed": String(summary.whollyProposed), "without": String(without),
    ]
    if without < count { sentences.append(wording(.namesStated, arguments)) }
    switch (summary.whollyProposed > 0, without > 0) {
    case (true, false): sentences.append(wording(.proposedShare, arguments))
    case (true, true): sentences.append(wording(.proposedAndWithout, count: without, arguments))
    case (false, false): sentences.append(wording(.proposedNone, arguments))
    case (false, true):
      if without < count { sentences.append(wording(.proposedNone, arguments)) }
      sentences.append(wording(.withoutOrigin, count: without, arguments))
    }
    sentences += alternativesUsed
    sentences.append(
      wording(.rulesHash, ["hash": String(editionHashes(program).content.prefix(12))]))
    return wrapped(sentences.joined(separator: " "), width: width).joined(separator: "\n") + "\n"
  }

  /// What was chosen instead of the standard definitions: of the framework, then of nodes.
  private var alternativesUsed: [String] {
    func sentence(_ title: String, _ comparability: Comparability) -> String {
      let phrase: Phrase =
        switch comparability {
        case .comparable: .alternativeComparable
        case .withinOption: .alternativeWithin
        case .whenEqual: .alternativeWhenEqual
        case .notComparable: .alternativeNotComparable
        }
      return wording(.alternativeUsed, ["title": title, "comparability": wording(phrase)])
    }
    let whole = program.alternatives.filter { $0.name == results.options.frameworkAlternative }
      .map { sentence(wording.title($0.title, $0.sheet), $0.comparability) }
    let own = results.options.alternatives.sorted { $0.key < $1.key }.flatMap { index, name in
      let node = program.nodes[index]
      return node.alternatives.filter { $0.name == name }.map {
        sentence(
          wording(
            .alternativeOf,
            [
              "node": wording.title(of: node, in: program),
              "title": wording.title($0.title, $0.sheet),
            ]),
          $0.comparability)
      }
    }
    return whole + own
  }

  // MARK: One subject and period

  private func tree(
    _ place: Dataset.SubjectPeriod, _ marks: inout StatusFlags, _ signs: inout Set<TableSign>,
    _ showsApplication: inout Bool
  ) -> String {
    let subject = results.dataset.subjects[place.subject]
    let title =
      place.period.kind == .none
      ? wording(.subjectOnly, ["subject": subject])
      : wording(
        .subjectAndPeriod, ["subject": subject, "period": place.period.description])
    var lines: [TextGrid.Line] = []
    let chosen = program.readingOrder.filter {
      selection.includes(program.nodes[$0.node], index: $0.node)
        // What another administration declares is nothing here.
        && (program.nodes[$0.node].localTo == nil || main($0.node, place) != nil)
    }
    let base = chosen.map(\.depth).min() ?? 0
    let names = markedNames(chosen.map(\.node))
    if let names { signs.insert(names.sign) }
    let hasScores = chosen.contains { main($0.node, place)?.row.score != nil }
    for (node, depth) in chosen {
      let indent = 2 * (depth - base)
      let application =
        selection.application ? results.appliedInstruments(of: node, at: place) : nil
      var rows = nodeLines(node, place, indent, application, &marks)
      if names?.nodes.contains(node) ?? false { rows[0].title += "\u{A0}" + wording(.nameMark) }
      // An empty cell would leave open whether the score is missing.
      let isScored = main(node, place)?.row.score != nil || program.nodes[node].isResult
      if hasScores, !isScored, rows[0].cells.count > 1 {
        rows[0].cells[1] = wording(.notScoredMark)
        signs.insert(.notScored)
      }
      if rows[0].cells.count > 3 {
        if let counted = counted(node, place) {
          rows[0].cells[3] = counted
          signs.insert(.countedColumn)
        } else if isIncomplete(node, place) {
          rows[0].cells[3] = wording(.countedMark)
          signs.insert(.countedMark)
        }
      }
      lines += rows
      if let line = application.flatMap({ applicationLine($0, indent + 2) }) {
        showsApplication = true
        lines.append(line)
      }
    }
    let grid = TextGrid(
      header: [
        title, wording(.valueColumn), wording(.scoreColumn), wording(.boundsColumn),
        wording(.countedColumn), wording(.applicationColumn), wording(.rankColumn),
        wording(.classColumn), "",
      ],
      alignsRight: [true, true, true, false, false, true, false, false], lines: lines, width: width,
      color: color)
    return grid.text()
  }

  /// The cell that stands for a node, and its row; nil for a heading.
  private func main(_ node: Int, _ place: Dataset.SubjectPeriod) -> (cell: Cell, row: ResultRow)? {
    results.mainCell(of: node).flatMap { cell in
      results.row(node: node, at: place, cell: cell, selection).map { (cell, $0) }
    }
  }

  /// Whether there is a score, and not all of what is below it was there.
  func isIncomplete(_ node: Int, _ place: Dataset.SubjectPeriod) -> Bool {
    guard let row = main(node, place)?.row, !row.isWithheld, row.score?.isKnown ?? false else {
      return false
    }
    return hasGap(node, place)
  }

  private func nodeLines(
    _ index: Int, _ place: Dataset.SubjectPeriod, _ indent: Int,
    _ application: AppliedInstruments?, _ marks: inout StatusFlags
  ) -> [TextGrid.Line] {
    let node = program.nodes[index]
    let isStrong = !node.children.isEmpty
    guard let (main, row) = main(index, place) else {
      return [
        .init(
          indent: indent, title: wording.title(of: node, in: program),
          cells: ["", "", "", "", applicationCell(application)], isStrong: isStrong)
      ]
    }
    marks.formUnion(row.flags)
    let title = wording.title(of: node, at: main, in: program)
    var lines = [line(row, title, indent, index, main, application, isStrong: isStrong)]
    guard selection.cells else { return lines }
    for cell in results.cells(of: index) where cell != main {
      guard let row = results.row(node: index, at: place, cell: cell, selection) else { continue }
      marks.formUnion(row.flags)
      let label = cell.isTotal ? wording(.total) : wording.cell(cell, in: program)
      lines.append(line(row, label, indent + 2, index, cell, nil, isStrong: false))
    }
    return lines
  }

  private func line(
    _ row: ResultRow, _ title: String, _ indent: Int, _ node: Int, _ cell: Cell,
    _ application: AppliedInstruments?, isStrong: Bool
  ) -> TextGrid.Line {
    // A combination's value is its score: printing both would say everything twice.
    let isScoreOnly = row.score != nil && !isLeaf(node)
    let words = ResultWords(row, program, wording)
    let className =
      row.isWithheld ? nil : row.className.map { classLabel($0, of: node) }
    return TextGrid.Line(
      indent: indent, title: title,
      cells: [
        isScoreOnly ? "" : words.value, words.score, bounds(row), "", applicationCell(application),
        words.rank, className ?? "", marks(row),
      ],
      below: reasons(row, node, cell), isStrong: isStrong)
  }

  /// Status flags and, where it is not that of everyone, how far the figure compares: of a score, by
  /// the share of weight behind each class.
  private func marks(_ row: ResultRow) -> String {
    let flags = wording.marks(row.flags)
    guard let found = row.comparability, found.class != .identical else { return flags }
    let shares = ComparabilityClass.allCases.compactMap { kind in
      found.shares[kind].map { share in
        wording(
          .comparableShare,
          [
            "class": wording(kind.phrase),
            "share": wording.quantity(share, .percent, show: Decimals(count: 0, mode: .halfUp)),
          ])
      }
    }
    let words =
      shares.count > 1 ? shares.joined(separator: wording(.listSeparator)) : wording(found.class.phrase)
    return [flags, words].filter { !$0.isEmpty }.joined(separator: " ")
  }

  func isLeaf(_ node: Int) -> Bool {
    if case .combine = results.rules(of: node).body.value { false } else { true }
  }

  private func classLabel(_ name: String, of node: Int) -> String {
    guard let scale = results.rules(of: node).classification?.value.scale else { return name }
    return wording.label(program.scales[scale].levels.first { $0.name == name }, program)
  }

  /// `Application of instruments (3): 1 planned, 2 full`
  private func applicationLine(
    _ application: AppliedInstruments, _ indent: Int
  ) -> TextGrid.Line? {
    guard !isWithheld(application) else { return nil }
    let arguments = [
      "count": String(application.answers.count),
      "counts": wording.counts(of: application, in: program),
    ]
    return TextGrid.Line(
      indent: indent, title: wording(.application, arguments), cells: [], isWide: true)
  }

  private func isWithheld(_ application: AppliedInstruments) -> Bool {
    selection.disclosure.map { application.median.disclosure > $0 } ?? false
  }

  /// The lower median level, to stand beside the score.
  private func applicationCell(_ application: AppliedInstruments?) -> String {
    guard let application else { return "" }
    if isWithheld(application) { return wording(.confidential) }
    guard case .level(let median)? = application.median.scalar else { return wording(.noValue) }
    return wording.word(of: program.scales[application.scale].levels[median], program)
  }
}

/// A row's figures as people read them.
struct ResultWords {
  var value: String
  var score: String
  var rank: String

  init(_ row: ResultRow, _ program: Program, _ wording: Wording) {
    value = wording(.noValue)
    score = row.score == nil ? "" : wording(.noValue)
    rank = ""
    guard !row.isWithheld else { return }
    if let number = row.value.number {
      value = wording.quantity(row.shownValue ?? number, row.type.unit ?? .number, show: row.show)
    } else if let scalar = row.value.scalar {
      value = wording.value(scalar, row.type, in: program)
    }
    if let number = row.score?.number {
      score = wording.quantity(row.shownScore ?? number, .number, show: row.scoreShow)
    } else if let scalar = row.score?.scalar, case .levels(let scale) = program.head.scores {
      score = wording.value(scalar, .level(scale), in: program)
    }
    rank = row.rank.map(wording.decimal) ?? ""
  }
}

extension ComparabilityClass {
  var phrase: Phrase {
    switch self {
    case .identical: .comparableIdentical
    case .approved: .comparableApproved
    case .within: .comparableWithin
    case .notComparable: .comparableNot
    case .local: .comparableLocal
    case .omitted: .comparableOmitted
    }
  }
}

extension FrameworkStatus {
  var phrase: Phrase {
    switch self {
    case .draft: .draft
    case .approved: .approved
    case .superseded: .superseded
    }
  }
}
